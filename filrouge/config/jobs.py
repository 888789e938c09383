from datetime import timedelta

from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

KEPT = timedelta(days=30)


@task()
def forget_finished_tasks() -> int:
    """Removes what the worker finished a month ago; says how many tasks that was."""
    removed, _each = DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEPT).delete()
    return removed
