"""What the situations of coordinators ask over the twelve months ahead, and 'si j’accepte' week by week."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from filrouge.accounts.models import Membership, User
from filrouge.follow_up.models import TimeBudget, TimeShare
from filrouge.follow_up.queries.time import drawn, given_to
from filrouge.follow_up.rules import time as rules
from filrouge.parcours.choices import CircleRole, ParcoursState
from filrouge.parcours.models import CircleMember


@dataclass(frozen=True)
class Load:
    """What the situations of a coordinator ask over the twelve months ahead."""

    situations: int
    left: Mapping[str, int]

    @property
    def minutes(self) -> int:
        return sum(self.left.values())

    @property
    def weight(self) -> float:
        """How many usual situations they weigh, by what remains to be done."""
        return round(self.minutes / (rules.consensus().hours_a_situation * 60), 1)

    @property
    def coordinator(self) -> rules.Coordinator:
        return rules.consensus()

    @property
    def asked(self) -> int:
        return self.coordinator.hours_with_persons * 60

    @property
    def worked(self) -> int:
        return self.coordinator.hours_worked * 60

    @property
    def scale(self) -> int:
        return max(self.minutes, self.asked)

    @property
    def drawn(self) -> int:
        return drawn(self.minutes, self.scale)

    @property
    def askeddrawn(self) -> int:
        return drawn(self.asked, self.scale)


@dataclass(frozen=True)
class Held:
    """A situation that somebody coordinates."""

    user: UUID
    parcours: UUID
    act: str
    level: str | None


def load_of(user: User, now: datetime) -> Load:
    """The load of one coordinator."""
    return loads_of([user.pk], now)[user.pk]


def loads_of(users: Collection[UUID], now: datetime) -> dict[UUID, Load]:
    """The load of each, weighted by what remains: four questions, however many coordinators and situations."""
    works_at: dict[UUID, set[UUID]] = {user: set() for user in users}
    for user, organisation in (
        Membership.objects.current(now).filter(user__in=users).values_list("user", "organisation")
    ):
        works_at[user].add(organisation)
    places = _places(works_at, now)
    held = _held(places, works_at)
    given = given_to(TimeShare.objects.filter(parcours__in=places.values("parcours")))
    parts = _parts_by(works_at)
    left = {user: dict.fromkeys(rules.ACTS, 0) for user in users}
    for one in held:
        told = rules.remaining(
            parts[one.user], level=one.level, act=one.act, given=given.get(one.parcours, {})
        )
        for act, minutes in told.items():
            left[one.user][act] += minutes
    return {user: Load(sum(one.user == user for one in held), left[user]) for user in users}


def _places(users: Collection[UUID], now: datetime) -> QuerySet[CircleMember]:
    """The open places where these accounts coordinate a situation under way."""
    open_ones = CircleMember.objects.with_open_access(now).filter(role=CircleRole.COORDINATION)
    return open_ones.filter(participant__user__in=users).exclude(parcours__state=ParcoursState.CLOSED)


def _held(places: QuerySet[CircleMember], works_at: Mapping[UUID, set[UUID]]) -> set[Held]:
    """The situations, each once; a place held for an organisation goes with whoever works there."""
    rows = places.values_list(
        "participant__user",
        "parcours",
        "parcours__current_act",
        "parcours__level",
        "participant__organisation",
    )
    return {
        Held(user, parcours, act, level)
        for user, parcours, act, level, organisation in rows
        if organisation is None or organisation in works_at[user]
    }


def _parts_by(works_at: Mapping[UUID, set[UUID]]) -> dict[UUID, tuple[rules.Part, ...]]:
    """The orders of magnitude in force for each, as `parts_for` chooses them."""
    several = {organisation for places in works_at.values() for organisation in places}
    written = TimeBudget.objects.filter(organisation__in=several).order_by("organisation__name")
    told = list(written.values_list("organisation", "minutes"))
    return {
        user: rules.own_parts(next((minutes for where, minutes in told if where in places), {}))
        for user, places in works_at.items()
    }


@dataclass(frozen=True)
class Week:
    """A week ahead: what is held already, and what it becomes with the situations taken on."""

    monday: date
    now: int
    then: int
    scale: int
    usual: int

    @property
    def nowdrawn(self) -> int:
        return drawn(self.now, self.scale)

    @property
    def thendrawn(self) -> int:
        return drawn(self.then, self.scale)

    @property
    def usualdrawn(self) -> int:
        return drawn(self.usual, self.scale)

    @property
    def is_over(self) -> bool:
        return self.then > self.usual


def weeks_ahead(load: Load, more: int, parts: tuple[rules.Part, ...], today: date) -> list[Week]:
    """'Si j’accepte': the quarter that begins next Monday, with `more` situations that begin then."""
    held, new = rules.weeks_of_running(load.left), rules.weeks_of_new(parts)
    monday = today + timedelta(days=7 - today.weekday())
    usual = rules.consensus().weekly
    told = [
        (rules.rounded(held[week]), rules.rounded(held[week] + more * new[week]))
        for week in range(rules.QUARTER)
    ]
    scale = max([usual, *(then for _now, then in told)])
    return [
        Week(monday + timedelta(days=7 * week), now, then, scale, usual)
        for week, (now, then) in enumerate(told)
    ]
