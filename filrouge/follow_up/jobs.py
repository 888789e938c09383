from django.utils import timezone
from django_tasks import task

from filrouge.accounts.use_cases import system_account
from filrouge.follow_up.use_cases.preparing import start_due_preparations


@task()
def prepare_turning_points() -> int:
    """Proposes, with its steps, each turning point that comes within the months of its list; says how many."""
    return start_due_preparations(by=system_account(), now=timezone.now())
