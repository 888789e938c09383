from django.utils import timezone
from django_tasks import task

from filrouge.accounts.use_cases import forget_old


@task()
def forget_old_forms() -> list[int]:
    """Deletes keys of forms after a day, drafts after a week, devices after a year, marks of reading after two."""
    return list(forget_old(now=timezone.now()))
