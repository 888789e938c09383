from django.utils import timezone
from django_tasks import task

from filrouge.accounts.use_cases import system_account
from filrouge.follow_up.use_cases.gathering import gather, tell_of_late
from filrouge.follow_up.use_cases.preparing import start_due_preparations
from filrouge.follow_up.use_cases.radar import refresh_all


@task()
def look_at_all_records() -> int:
    """The radar's night: makes every signal say what the facts say; says how many stand."""
    return sum(refresh_all(now=timezone.now()).values())


@task()
def gather_tasks() -> dict[str, int]:
    """Brings what is to be done up to date with the dates typed everywhere; says how many of each."""
    return vars(gather(by=system_account(), now=timezone.now()))


@task()
def tell_of_late_tasks() -> int:
    """Tells, once, that a day has passed for what was to be done; says of how many."""
    return tell_of_late(by=system_account(), now=timezone.now())


@task()
def prepare_turning_points() -> int:
    """Proposes, with its steps, each turning point that comes within the months of its list; says how many."""
    return start_due_preparations(by=system_account(), now=timezone.now())
