"""What the worker does by itself, and when: local time, in cron's five fields."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cronsim import CronSim
from django.core.cache import cache
from django.db.models import Max
from django_tasks_db.models import DBTaskResult

from filrouge.accounts.jobs import forget_old_forms
from filrouge.config.jobs import forget_finished_tasks
from filrouge.documents.jobs import sweep_documents
from filrouge.follow_up.jobs import (
    gather_tasks,
    look_at_all_records,
    prepare_turning_points,
    tell_of_late_tasks,
)
from filrouge.journal.jobs import seal_the_day
from filrouge.parcours.jobs import (
    mail_notices,
    mail_notices_of_the_day,
    refresh_openings_that_turn,
    tell_of_leads_that_begin,
)
from filrouge.plans.jobs import say_what_was_not_answered

CLAIM = timedelta(hours=1)


@dataclass(frozen=True)
class Scheduled:
    """A task and its hours. It may run twice, or late after a stop: it must bear both."""

    cron: str
    task: Any


SCHEDULE = (
    Scheduled("5 3 * * *", seal_the_day),
    Scheduled("10 0 * * *", refresh_openings_that_turn),
    Scheduled("15 0 * * *", tell_of_leads_that_begin),
    Scheduled("20 3 * * *", forget_old_forms),
    Scheduled("*/5 * * * *", mail_notices),
    Scheduled("30 7 * * *", mail_notices_of_the_day),
    Scheduled("35 3 * * *", forget_finished_tasks),
    Scheduled("50 3 * * *", sweep_documents),
    Scheduled("25 0 * * *", say_what_was_not_answered),
    Scheduled("30 0 * * *", look_at_all_records),
    Scheduled("40 0 * * *", gather_tasks),
    Scheduled("0 7 * * *", tell_of_late_tasks),
    Scheduled("28 0 * * *", prepare_turning_points),
)


def due_at(cron: str, last: datetime | None, now: datetime) -> datetime | None:
    """The hour that has come since the task was last started, or None; a task never started is due at once.

    Hours missed while no worker lived count as one. `last` and `now` are in local time, so that an hour
    holds across the change to summer time.
    """
    if last is None:
        return now
    hour: datetime = next(CronSim(cron, last))
    return hour if hour <= now else None


def start_due_tasks(now: datetime, schedule: Iterable[Scheduled] = SCHEDULE) -> int:
    """Puts in the queue what is due at `now`, local time; says how many tasks that was."""
    started = 0
    for entry in schedule:
        path = entry.task.module_path
        last = DBTaskResult.objects.filter(task_path=path).aggregate(last=Max("enqueued_at"))["last"]
        hour = due_at(entry.cron, last.astimezone(now.tzinfo) if last else None, now)
        if hour is not None and _claim(path, hour if last else None):
            entry.task.enqueue()
            started += 1
    return started


def _claim(path: str, hour: datetime | None) -> bool:
    # Two workers may look in the same second; only one can add the key.
    return bool(cache.add(f"schedule.{path}.{hour and hour.timestamp()}", True, CLAIM.total_seconds()))
