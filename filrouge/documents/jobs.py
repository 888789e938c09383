from django.utils import timezone
from django_tasks import task

from filrouge.documents.use_cases.sweeping import sweep


@task()
def sweep_documents() -> int:
    """Removes the files that a cut left without a row; says how many."""
    return sweep(now=timezone.now())
