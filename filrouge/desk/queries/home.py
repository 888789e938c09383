"""*Ma journée*: the situations that somebody accompanies, and what waits for them there."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce, Greatest, RowNumber
from django.utils.timezone import localdate

from filrouge.accounts.models import User
from filrouge.accounts.queries import current_memberships
from filrouge.accounts.roles import ROLES, Role
from filrouge.desk.queries.arrivals import Arrivals, arrivals
from filrouge.desk.queries.requests import count_waiting
from filrouge.desk.queries.unknowns import short
from filrouge.follow_up.choices import TaskSource
from filrouge.follow_up.queries import appointments, tasks
from filrouge.follow_up.queries.signals_shown import Shown, signals_for
from filrouge.follow_up.queries.time import MyTime, my_time
from filrouge.journal.queries import last_visits
from filrouge.parcours.choices import ParcoursState
from filrouge.parcours.models import CircleMember, Parcours, ThreadEntry
from filrouge.parcours.models.circle import everywhere
from filrouge.parcours.models.gates import Within

PAGE = 50
MOST_DUE, SHOWN_WHOLE = 15, 5


@dataclass(frozen=True)
class News:
    """What others noted in one record since the reader's last visit."""

    count: int
    last: str
    last_by: str


@dataclass(frozen=True)
class Situation:
    """One record that the reader accompanies."""

    parcours: Parcours
    name: str
    about: str
    changed_at: datetime
    news: News | None


@dataclass(frozen=True)
class Day:
    """The whole page. `is_first`: what waits stands on the first page alone, the others go on with the situations."""

    situations: list[Situation]
    next_start: UUID | None
    set_today: appointments.Day | None = None
    signals: list[Shown] = field(default_factory=list)
    arrived: Arrivals = field(default_factory=Arrivals)
    due: list[tasks.Shown] = field(default_factory=list)
    time: MyTime | None = None
    requests_waiting: int = 0

    @property
    def records(self) -> list[UUID]:
        """The records that the page tells something of, each once."""
        keys = [
            *(one.parcours.pk for one in self.situations),
            *(one.parcours.pk for one in self.signals),
            *(one.parcours_id for one in self.arrived.rows if one.parcours_id),
            *(one.task.parcours_id for one in self.due if one.task.parcours_id),
            *(slot.appointment.parcours_id for slot in self.appointments if slot.appointment.parcours_id),
        ]
        return list(dict.fromkeys(keys))

    @property
    def signals_first(self) -> list[Shown]:
        return self.signals[:SHOWN_WHOLE]

    @property
    def signals_next(self) -> list[Shown]:
        return self.signals[SHOWN_WHOLE:]

    @property
    def appointments(self) -> list[appointments.Slot]:
        return self.set_today.slots if self.set_today else []

    @property
    def to_do(self) -> list[tasks.Shown]:
        return [one for one in self.due if one.task.source_kind != TaskSource.REVIEW]

    @property
    def to_review(self) -> list[tasks.Shown]:
        """The joint reviews that are due this month."""
        return [one for one in self.due if one.task.source_kind == TaskSource.REVIEW]

    @property
    def changed(self) -> list[Situation]:
        """Those of the situations shown that others changed."""
        return [situation for situation in self.situations if situation.news]


def accompanied(user: User, now: datetime, here: Within | None = None) -> QuerySet[Parcours]:
    """The records where `user` has an open place, the last to change (as they can see it) first."""
    places = CircleMember.objects.open_to(user, now, here)
    records: Any = here.placed if here else places.values("parcours")
    mine = places.filter(parcours=OuterRef("pk")).order_by("-access_from").values("access_from")[:1]
    lines = ThreadEntry.objects.visible_to(user, now, here).filter(parcours=OuterRef("pk"))
    newest = lines.order_by("-recorded_at").values("recorded_at")[:1]
    joined = Subquery(mine)
    return (
        Parcours.objects.filter(pk__in=records)
        .exclude(state=ParcoursState.CLOSED)
        .select_related("person")
        .annotate(changed_at=Greatest(joined, Coalesce(Subquery(newest), joined)))
        .order_by("-changed_at", "-pk")
    )


def page_after(rows: QuerySet[Parcours], start: UUID | None) -> list[Parcours]:
    """One page and one row more, from the row named `start`: by key, so that far pages cost the same."""
    first = rows.filter(pk=start).first() if start else None
    if first is not None:
        changed = first.changed_at  # type: ignore[attr-defined]
        rows = rows.filter(Q(changed_at__lt=changed) | Q(changed_at=changed, pk__lte=first.pk))
    return list(rows[: PAGE + 1])


def day(user: User, *, start: UUID | None, since: datetime, now: datetime) -> Day:
    """What stands on the home page; `since`: the beginning of this session."""
    here = everywhere(user, now)
    rows = page_after(accompanied(user, now, here), start)
    shown = rows[:PAGE]
    news = news_in(user, shown, since=since, now=now, here=here)
    situations = [_situation(one, news.get(one.pk)) for one in shown]
    after = rows[PAGE].pk if len(rows) > PAGE else None
    if start:
        return Day(situations, after)
    today = localdate(now)
    return Day(
        situations,
        after,
        set_today=appointments.on_day(user, today, now),
        signals=signals_for(user, now, here),
        arrived=arrivals(user, now, here),
        due=tasks.due_for(user, today, now, MOST_DUE),
        time=my_time(user, today) if user.may("follow_up.log_time") else None,
        requests_waiting=count_waiting(user, now),
    )


def _situation(parcours: Parcours, news: News | None) -> Situation:
    person = parcours.person
    about = " · ".join(part for part in (person.situation, person.residence) if part)
    changed_at: datetime = parcours.changed_at  # type: ignore[attr-defined]
    return Situation(parcours, person.usual_name, about, changed_at, news)


def news_in(
    user: User, several: Sequence[Parcours], *, since: datetime, now: datetime, here: Within | None = None
) -> dict[UUID, News]:
    """What others noted in each record since the last visit, among the lines that `user` may read: two questions."""
    visits = last_visits(user.pk, [parcours.person_id for parcours in several], since)
    newer = Q(pk__in=[])
    for parcours in several:
        if parcours.person_id in visits:
            newer |= Q(parcours=parcours.pk, recorded_at__gt=visits[parcours.person_id])
    lines = ThreadEntry.objects.visible_to(user, now, here).filter(newer).exclude(recorded_by=user).order_by()
    latest = Window(RowNumber(), partition_by="parcours", order_by=[F("recorded_at").desc(), F("pk").asc()])
    counted = lines.annotate(count=Window(Count("pk"), partition_by="parcours"), rank=latest)
    return {line.parcours_id: _news(line) for line in counted.filter(rank=1).select_related("said_by")}


def _news(line: ThreadEntry) -> News:
    count: int = line.count  # type: ignore[attr-defined]
    return News(count, short(line.title), line.said_by.name if line.said_by else "")


def roles_of(user: User) -> list[Role]:
    """The roles held today, each with the sentence that says what it sees."""
    return [ROLES[code] for code in sorted(user.roles)]


def places_of(user: User) -> list[str]:
    """The organisations where `user` works today."""
    return [place.organisation.name for place in current_memberships(user)]
