from django.utils import timezone
from django_tasks import task

from filrouge.follow_up.use_cases.radar import refresh_all


@task()
def look_at_all_records() -> int:
    """The radar's night: makes every signal say what the facts say; says how many stand."""
    return sum(refresh_all(now=timezone.now()).values())
