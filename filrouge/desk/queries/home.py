"""*Ma journée*: the situations that somebody accompanies, and what waits for them there."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from filrouge.accounts.models import User
from filrouge.accounts.queries import current_memberships
from filrouge.accounts.roles import ROLES, Role
from filrouge.desk.queries.requests import count_waiting
from filrouge.desk.queries.unknowns import short
from filrouge.desk.queries.waiting import (
    Asked,
    ToComplete,
    asked,
    broken,
    own_requests,
    to_complete,
)
from filrouge.follow_up.queries.signals_shown import Shown, signals_for
from filrouge.journal.queries import last_visits
from filrouge.parcours.choices import ParcoursState
from filrouge.parcours.models import AccessRequest, CircleMember, Parcours, ThreadEntry, Wish
from filrouge.parcours.queries.wishes import waiting_for
from filrouge.plans.models import LineAnswer
from filrouge.plans.queries.negotiation import came_in, to_talk_again
from filrouge.plans.queries.solicitations import Waiting, waiting_for_partners

PAGE = 50


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
    is_broken: bool


@dataclass(frozen=True)
class Day:
    """The whole page."""

    situations: list[Situation]
    next_start: UUID | None
    signals: list[Shown]
    to_complete: list[ToComplete]
    asked: list[Asked]
    own_requests: list[AccessRequest] = field(default_factory=list)
    wishes: list[Wish] = field(default_factory=list)
    partners: Waiting = field(default_factory=Waiting)
    plan_answers: list[LineAnswer] = field(default_factory=list)
    plan_talks: list[LineAnswer] = field(default_factory=list)
    requests_waiting: int = 0

    @property
    def records(self) -> list[UUID]:
        """The records that the page tells something of, each once."""
        keys = [
            *(one.parcours.pk for one in self.situations),
            *(one.parcours.pk for one in self.signals),
            *(one.parcours.pk for one in self.to_complete),
            *(one.request.parcours_id for one in self.asked),
            *(one.parcours_id for one in self.wishes),
            *(one.line.parcours_id for one in self.partners.rows),
            *(one.line.parcours_id for one in (*self.plan_answers, *self.plan_talks)),
        ]
        return list(dict.fromkeys(keys))

    @property
    def news(self) -> int:
        """How many of the situations shown were changed by others."""
        return sum(situation.news is not None for situation in self.situations)


def accompanied(user: User, now: datetime) -> QuerySet[Parcours]:
    """The records where `user` has an open place, the last to change (as they can see it) first."""
    places = CircleMember.objects.open_to(user, now)
    mine = places.filter(parcours=OuterRef("pk")).order_by("-access_from").values("access_from")[:1]
    lines = ThreadEntry.objects.visible_to(user, now).filter(parcours=OuterRef("pk"))
    newest = lines.order_by("-recorded_at").values("recorded_at")[:1]
    joined = Subquery(mine)
    return (
        Parcours.objects.filter(pk__in=places.values("parcours"))
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
    rows = page_after(accompanied(user, now), start)
    shown = rows[:PAGE]
    news = news_in(user, shown, since=since, now=now)
    torn = broken(user, [parcours.pk for parcours in shown], now)
    talks = [] if start else to_talk_again(user, now)
    return Day(
        situations=[_situation(one, news.get(one.pk), is_broken=one.pk in torn) for one in shown],
        next_start=rows[PAGE].pk if len(rows) > PAGE else None,
        signals=[] if start else signals_for(user, now),
        to_complete=[] if start else to_complete(user, now),
        asked=[] if start else asked(user, now),
        own_requests=[] if start else own_requests(user, now),
        wishes=[] if start else waiting_for(user, now),
        partners=Waiting() if start else waiting_for_partners(user, now),
        plan_answers=[] if start else [one for one in came_in(user, now) if one not in talks],
        plan_talks=talks,
        requests_waiting=0 if start else count_waiting(user, now),
    )


def _situation(parcours: Parcours, news: News | None, *, is_broken: bool) -> Situation:
    person = parcours.person
    about = " · ".join(part for part in (person.situation, person.residence) if part)
    changed_at: datetime = parcours.changed_at  # type: ignore[attr-defined]
    return Situation(parcours, person.usual_name, about, changed_at, news, is_broken)


def news_in(user: User, several: Sequence[Parcours], *, since: datetime, now: datetime) -> dict[UUID, News]:
    """What others noted in each record since the last visit, among the lines that `user` may read."""
    visits = last_visits(user.pk, [parcours.person_id for parcours in several], since)
    newer = Q(pk__in=[])
    for parcours in several:
        if parcours.person_id in visits:
            newer |= Q(parcours=parcours.pk, recorded_at__gt=visits[parcours.person_id])
    lines = ThreadEntry.objects.visible_to(user, now).filter(newer).exclude(recorded_by=user)
    counted = {
        row["parcours"]: row
        for row in lines.order_by().values("parcours").annotate(count=Count("pk"), at=Max("recorded_at"))
    }
    latest = Q(pk__in=[])
    for key, row in counted.items():
        latest |= Q(parcours=key, recorded_at=row["at"])
    last = {line.parcours_id: line for line in lines.filter(latest).select_related("said_by").order_by("pk")}
    return {key: _news(row["count"], last[key]) for key, row in counted.items()}


def _news(count: int, last: ThreadEntry) -> News:
    return News(count, short(last.title), last.said_by.name if last.said_by else "")


def roles_of(user: User) -> list[Role]:
    """The roles held today, each with the sentence that says what it sees."""
    return [ROLES[code] for code in sorted(user.roles)]


def places_of(user: User) -> list[str]:
    """The organisations where `user` works today."""
    return [place.organisation.name for place in current_memberships(user)]
