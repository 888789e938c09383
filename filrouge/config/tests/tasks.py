"""Tasks that the worker's tests put in the queue."""

import os
import signal

from django.core.cache import cache
from django_tasks import task


@task()
def count() -> int:
    runs: int = cache.get("runs", 0) + 1
    cache.set("runs", runs)
    return runs


@task()
def ask_the_process_to_stop() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


@task()
def fail() -> None:
    raise ZeroDivisionError
