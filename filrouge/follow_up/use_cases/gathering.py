"""What is to be done, gathered from the dates already typed: each asks once, moves with its date, goes when settled.

One pass over one record or over all: it may run twice, or be stopped in the middle, and changes nothing more.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import localdate

from filrouge.accounts.choices import NoticeKind
from filrouge.accounts.models import User
from filrouge.accounts.use_cases.notices import tell
from filrouge.follow_up.choices import TaskMove
from filrouge.follow_up.models import Task, TaskStep
from filrouge.follow_up.queries.task_sources import SOURCES, Rows, Source, about_words, accompanied
from filrouge.follow_up.queries.tasks import accounts_waited_for
from filrouge.follow_up.rules.tasks import due_before
from filrouge.journal.use_cases import act, record_many
from filrouge.parcours.models import Parcours

BATCH = 500
LONGEST = 500
ACTS = {
    TaskMove.SETTLED: partial(act, "follow_up.task_settled"),
    TaskMove.TAKEN_UP: partial(act, "follow_up.task_taken_up"),
    TaskMove.MOVED: partial(act, "follow_up.task_moved"),
}


@dataclass
class Gathered:
    """How many were written, moved to another day, taken up again, and dropped since they are settled."""

    added: int = 0
    moved: int = 0
    back: int = 0
    settled: int = 0


def gather(*, by: User, now: datetime, parcours: Parcours | None = None) -> Gathered:
    """Brings what is to be done up to date with the dates typed in one record, or in all of them."""
    records = Parcours.objects.filter(pk=parcours.pk) if parcours else Parcours.objects.all()
    told = Gathered()
    for source in SOURCES:
        live = source.live(accompanied(records), localdate(now))
        pass_over = _Pass(source, live, records, by, now)
        told.settled += pass_over.settle()
        told.back += pass_over.take_up()
        told.moved += pass_over.move()
        told.added += pass_over.add()
    return told


@dataclass(frozen=True)
class _Pass:
    """One kind of date, over one set of records. `live`: the dates that still ask for something."""

    source: Source
    live: Rows
    records: QuerySet[Parcours]
    by: User
    now: datetime

    @property
    def _known(self) -> QuerySet[Task]:
        known = Task.objects.filter(source_kind=self.source.kind, parcours__in=self.records.values("pk"))
        return known.filter(done_at=None)

    def settle(self) -> int:
        """What it came from asks for nothing any more."""
        over = self._known.filter(dropped_at=None).exclude(source_id__in=self.live.values("from_key"))
        return self._each(over, TaskMove.SETTLED, self._drop)

    def take_up(self) -> int:
        """Dropped by Filrouge, and asked for again: a date that was put right, an answer that was taken back."""
        again = self._known.filter(
            dropped_at__isnull=False, why="", source_id__in=self.live.values("from_key")
        )
        return self._each(again, TaskMove.TAKEN_UP, self._take_up)

    def move(self) -> int:
        """Its date is another one. Whoever chose a day by hand keeps it."""
        told = self.live.filter(pk=OuterRef("source_id")).values("falls_on")[:1]
        moved = self._known.filter(dropped_at=None, moved_by_hand=False).annotate(told_on=Subquery(told))
        moved = moved.filter(told_on__isnull=False).exclude(source_on=Subquery(told))
        return self._each(moved, TaskMove.MOVED, self._follow)

    def add(self) -> int:
        """Asked for the first time."""
        known = Task.objects.filter(source_kind=self.source.kind).values("source_id")
        new, count = self.live.exclude(pk__in=known), 0
        while batch := list(new[:BATCH]):
            count += self._write(batch)
        return count

    @transaction.atomic
    def _write(self, batch: list[dict[str, Any]]) -> int:
        tasks = [self._task(row) for row in batch]
        Task.objects.bulk_create(tasks, ignore_conflicts=True)
        people = _people_of(tasks)
        return record_many(
            act(
                "follow_up.task_added", by=self.by, now=self.now, person_id=people[one.parcours_id], about=one
            )
            for one in tasks
        )

    def _task(self, row: dict[str, Any]) -> Task:
        words = str(self.source.title) % {"about": about_words(self.source, row["about"])}
        return Task(
            parcours_id=row["record"], what=words[:LONGEST], due=self._due(row["falls_on"]), source_on=row["falls_on"],
            source_kind=self.source.kind, source_id=row["from_key"], area=row["about_area"], entry=row["from_line"],
            recorded_by=self.by, recorded_at=self.now,
        )  # fmt: skip

    def _due(self, on: Any) -> Any:
        return due_before(on, self.source.months, localdate(self.now))

    def _drop(self, task: Task) -> None:
        task.dropped_at, task.dropped_by = self.now, self.by

    def _take_up(self, task: Task) -> None:
        task.dropped_at = task.dropped_by = None

    def _follow(self, task: Task) -> None:
        task.source_on = task.told_on  # type: ignore[attr-defined]
        task.due = self._due(task.source_on)

    def _each(self, rows: QuerySet[Task], move: TaskMove, change: Callable[[Task], None]) -> int:
        """Changes each of `rows`, which fall out of them by it, some hundreds at a time, with history and journal."""
        count = 0
        while batch := list(rows[:BATCH]):
            count += self._keep(batch, move, change)
        return count

    @transaction.atomic
    def _keep(self, batch: list[Task], move: TaskMove, change: Callable[[Task], None]) -> int:
        steps = []
        for task in batch:
            before = task.due
            change(task)
            task.version += 1
            steps.append(
                TaskStep(task=task, move=move, due_before=before, due_after=task.due, by=self.by, at=self.now)
            )
        Task.objects.bulk_update(batch, ["due", "source_on", "dropped_at", "dropped_by", "version"])
        TaskStep.objects.bulk_create(steps)
        people, tell_act = _people_of(batch), ACTS[move]
        return record_many(
            tell_act(by=self.by, now=self.now, person_id=people[task.parcours_id], about=task)
            for task in batch
        )


def _people_of(tasks: Iterable[Task]) -> dict[Any, Any]:
    keys = {task.parcours_id for task in tasks if task.parcours_id}
    return dict(Parcours.objects.filter(pk__in=keys).values_list("pk", "person"))


def tell_of_late(*, by: User, now: datetime) -> int:
    """Tells whoever is waited for that a day has passed: one message for all of it, and once a day that passed.

    A task that stays undone is told of no more; one that was postponed, when its new day has passed. How many tasks.
    """
    today = localdate(now)
    late = Task.objects.late_on(today).filter(Q(late_told=None) | ~Q(late_told=F("due")))
    late = late.filter(Q(parcours=None) | Q(parcours__in=accompanied(Parcours.objects.all()).values("pk")))
    count = 0
    while batch := list(late[:BATCH]):
        count += _tell(batch, by, now)
    return count


@transaction.atomic
def _tell(batch: list[Task], by: User, now: datetime) -> int:
    for task in batch:
        task.late_told = task.due
    Task.objects.bulk_update(batch, ["late_told"])
    tell(accounts_waited_for(batch, now), NoticeKind.TASK_LATE, by=by, now=now)
    return len(batch)
