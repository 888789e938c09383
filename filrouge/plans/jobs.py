from django.utils import timezone
from django_tasks import task

from filrouge.accounts.use_cases import system_account
from filrouge.plans.use_cases.soliciting import expire_unanswered


@task()
def say_what_was_not_answered() -> int:
    """Says of each request to a partner that its day has passed without an answer; says how many."""
    return expire_unanswered(by=system_account(), now=timezone.now())
