from django.utils import timezone
from django_tasks import task

from filrouge.accounts.use_cases import system_account
from filrouge.follow_up.use_cases.gathering import gather, tell_of_late


@task()
def gather_tasks() -> dict[str, int]:
    """Brings what is to be done up to date with the dates typed everywhere; says how many of each."""
    return vars(gather(by=system_account(), now=timezone.now()))


@task()
def tell_of_late_tasks() -> int:
    """Tells, once, that a day has passed for what was to be done; says of how many."""
    return tell_of_late(by=system_account(), now=timezone.now())
