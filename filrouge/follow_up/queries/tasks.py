"""What is to be done, as somebody may read it: in one record, by oneself, today."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate

from filrouge.accounts.models import User
from filrouge.follow_up.choices import TaskSource
from filrouge.follow_up.models import Task, TaskStep
from filrouge.lib.dates import say_near
from filrouge.lib.dates.calendar import public_holiday
from filrouge.parcours.choices import CircleRole, ParcoursState
from filrouge.parcours.models import CircleMember, Parcours

PAGE = 50
OVER_SHOWN = 20
SOON, A_MONTH = timedelta(days=7), timedelta(days=31)


@dataclass(frozen=True)
class Shown:
    """One thing to do: how near its day is, in words, and whether that day has passed."""

    task: Task
    near: str
    is_late: bool
    holiday: str = ""

    @property
    def who(self) -> str:
        """Who does it: the one it is given to; else whoever wrote it; nobody yet when it came by itself."""
        if self.task.assigned_to:
            return self.task.assigned_to.name
        return self.task.owner.name if self.task.owner else ""


@dataclass(frozen=True)
class TaskPage:
    """A page of what is to be done, what has a day first; `following` is the one that the next page begins with."""

    tasks: list[Shown]
    following: UUID | None = None


@dataclass(frozen=True)
class RecordTasks:
    """What is to be done in one record, and what was done or given up lately."""

    to_do: list[Shown] = field(default_factory=list)
    over: list[Task] = field(default_factory=list)
    following: UUID | None = None

    @property
    def late(self) -> int:
        return sum(shown.is_late for shown in self.to_do)


def shown(task: Task, today: date) -> Shown:
    if task.due is None:
        return Shown(task, "", is_late=False)
    return Shown(
        task,
        say_near(task.due, today=today),
        is_late=not task.is_over and task.due < today,
        holiday=public_holiday(task.due),
    )


def _rows(tasks: QuerySet[Task]) -> QuerySet[Task]:
    return tasks.select_related("parcours__person", "assigned_to", "owner")


def _in_order(tasks: QuerySet[Task]) -> QuerySet[Task]:
    return tasks.order_by(F("due").asc(nulls_last=True), "pk")


def _from(tasks: QuerySet[Task], start: UUID | None) -> QuerySet[Task]:
    """What stands from the one named `start` on: by key, so that far pages cost the same."""
    first = tasks.filter(pk=start).only("due").first() if start else None
    if first is None:
        return tasks
    if first.due is None:
        return tasks.filter(due=None, pk__gte=first.pk)
    return tasks.filter(Q(due__gt=first.due) | Q(due=first.due, pk__gte=first.pk) | Q(due=None))


def mine(user: User, *, start: UUID | None, now: datetime) -> TaskPage:
    """Mes tâches: what waits for `user`, what is due first; one or two questions, whatever there is."""
    found = list(_rows(_in_order(_from(_waiting_for(user, now), start)))[: PAGE + 1])
    today = localdate(now)
    return TaskPage(
        [shown(task, today) for task in found[:PAGE]], found[PAGE].pk if len(found) > PAGE else None
    )


def _waiting_for(user: User, now: datetime) -> QuerySet[Task]:
    return _running(Task.objects.visible_to(user, now).of(user, now).to_do())


def _running(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Those of records that are not closed; one's own too."""
    return tasks.filter(Q(parcours=None) | ~Q(parcours__state=ParcoursState.CLOSED))


def due_for(user: User, today: date, now: datetime, most: int) -> list[Shown]:
    """For Ma journée: what waits for `user` within a week, a review within a month; late ones first. One question."""
    near = Q(due__lte=today + SOON) | Q(source_kind=TaskSource.REVIEW, due__lte=today + A_MONTH)
    due = _in_order(_waiting_for(user, now).filter(near))
    return [shown(task, today) for task in _rows(due)[:most]]


def count_late(user: User, today: date, now: datetime) -> int:
    return _waiting_for(user, now).filter(due__lt=today).count()


def in_record(
    parcours: Parcours, user: User, *, today: date, now: datetime, start: UUID | None = None, most: int = PAGE
) -> RecordTasks:
    """What is to be done for one person, as `user` may read it; three questions at most."""
    readable = Task.objects.filter(parcours=parcours).visible_to(user, now)
    found = list(_rows(_in_order(_from(readable.to_do(), start)))[: most + 1])
    over = readable.exclude(done_at=None, dropped_at=None).select_related("done_by", "dropped_by")
    return RecordTasks(
        to_do=[shown(task, today) for task in found[:most]],
        over=list(over.order_by(Coalesce("done_at", "dropped_at").desc(), "-pk")[:OVER_SHOWN])
        if start is None
        else [],
        following=found[most].pk if len(found) > most else None,
    )


def next_to_do(parcours: Parcours, user: User, *, today: date, now: datetime, most: int) -> list[Shown]:
    """The next things to do for one person, what is due first."""
    readable = Task.objects.filter(parcours=parcours).visible_to(user, now).to_do()
    return [shown(task, today) for task in _rows(_in_order(readable))[:most]]


def find_task(user: User, task_id: UUID, now: datetime) -> Task:
    """Something to do that `user` may read; 404 otherwise, as if there were none."""
    return get_object_or_404(_rows(Task.objects.visible_to(user, now)), pk=task_id)


def steps_of(task: Task) -> list[TaskStep]:
    return list(task.steps.select_related("by").order_by("-at", "-pk"))


def accounts_waited_for(tasks: Iterable[Task], now: datetime) -> list[User]:
    """Each account for which one of these waits, once: given to it, its own, or left to those who coordinate."""
    several = list(tasks)
    assigned = [task.assigned_to_id for task in several if task.assigned_to_id]
    owners = [task.owner_id for task in several if task.owner_id and not task.assigned_to_id]
    left = [task.parcours_id for task in several if not task.owner_id and not task.assigned_to_id]
    coordinating = CircleMember.objects.filter(parcours__in=left, role=CircleRole.COORDINATION)
    places = coordinating.with_open_access(now).values("participant__user")
    found = User.objects.filter(
        Q(participations__in=assigned) | Q(pk__in=owners) | Q(pk__in=places), is_active=True
    )
    return list(found.filter(kind=User.Kind.PROFESSIONAL).distinct())
