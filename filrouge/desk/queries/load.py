"""What each coordinator of a team has on their hands, today and in the weeks ahead: counts, nothing of a record."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.utils.timezone import localdate

from filrouge.accounts.models import Membership, User
from filrouge.accounts.roles import ROLES
from filrouge.desk.rules.load import Week, drawn, weeks_from
from filrouge.desk.rules.suggesting import Load, capacity_of
from filrouge.follow_up.models import Review, Rupture
from filrouge.parcours.choices import CoordinationLevel, HandOverState, ParcoursState
from filrouge.parcours.models import CircleMember, HandOver, Lead

PAGE = 50
WHO = "member__participant__user"
PENDING = (HandOverState.PREPARED, HandOverState.PROPOSED)


@dataclass(frozen=True)
class Levels:
    """How many situations of each level of coordination somebody leads; the last is where nobody said."""

    complex: int
    between: int
    lighter: int
    unsaid: int


@dataclass(frozen=True)
class Carried:
    """One coordinator: what they lead, what is ahead, what is late. `leaves_on`: when they leave the team."""

    user: User
    load: Load
    levels: Levels
    weeks: list[Week]
    gives: int
    takes: int
    late_reviews: int
    broken: int
    leaves_on: date | None

    @property
    def changes(self) -> list[Week]:
        """The weeks in which the number of situations moves."""
        return [week for week in self.weeks if week.change]

    @property
    def tells_nothing(self) -> bool:
        """Whether their profile is still empty: no request can find what suits it there."""
        profile = getattr(self.user, "work_profile", None)
        return profile is None or not (profile.commune_id or profile.languages or profile.publics)

    @property
    def bars(self) -> list[Any]:
        return drawn(self.weeks, self.load.capacity)

    @property
    def gauge(self) -> int:
        """How long the gauge is, of 100: full when all of one's share is taken."""
        return min(100, round(100 * self.load.led / self.load.capacity))


@dataclass(frozen=True)
class TeamPage:
    people: list[Carried]
    next_start: UUID | None


def team_of(user: User, now: datetime) -> QuerySet[User]:
    """Those who coordinate today where `user` leads a team, by name."""
    led = user.organisations_where("parcours.oversee", now)
    return User.objects.filter(pk__in=_members(led, now).values("user"), is_active=True).order_by(
        "name", "pk"
    )


def _members(organisations: Any, now: datetime) -> QuerySet[Membership]:
    giving = [code for code, role in ROLES.items() if "parcours.take_requests" in role.permissions]
    return Membership.objects.current(now).filter(organisation__in=organisations, role__in=giving)


def leads_of_team(user: User, now: datetime) -> QuerySet[Lead]:
    """The leads held for the organisations where `user` leads a team, of accompaniments that are not over."""
    places = CircleMember.objects.overseen_by(user, now).values("pk")
    going = Lead.objects.filter(member__in=places, parcours__person__is_deceased=False)
    return going.exclude(parcours__state=ParcoursState.CLOSED)


def open_on(day: date) -> Q:
    """Of a lead: it runs on this day."""
    begun = Q(since_earliest=None) | Q(since_earliest__lte=day)
    return begun & (Q(until=None) | Q(until_latest__gt=day))


def load_of(user: User, team: Iterable[User], now: datetime) -> dict[UUID, Load]:
    """What each of `team` leads for the reader's organisations, of how many; `team` comes with its profiles.

    The one place that says how loaded somebody is: the hours that remain of the year belong here too.
    """
    counted = leads_of_team(user, now).filter(open_on(localdate(now))).values(WHO).annotate(n=Count("pk"))
    led = dict(counted.values_list(WHO, "n"))
    return {each.pk: Load(led.get(each.pk, 0), _capacity(each)) for each in team}


def _capacity(user: User) -> int:
    profile = getattr(user, "work_profile", None)
    return capacity_of(profile.share if profile else 100)


def team_page(user: User, *, start: UUID | None, now: datetime) -> TeamPage:
    """A page of the team by name: eight questions, however many there are and whatever they lead."""
    rows = team_of(user, now).select_related("work_profile")
    first = rows.filter(pk=start).first() if start else None
    if first is not None:
        rows = rows.filter(Q(name__gt=first.name) | Q(name=first.name, pk__gte=first.pk))
    found = list(rows[: PAGE + 1])
    team, today = found[:PAGE], localdate(now)
    days = weeks_from(today)
    counts = _counts(user, team, days, now)
    late, broken = _late(user, team, today, now), _broken(user, team, now)
    gives, takes = _hand_overs(user, now)
    leaving = _leaving(user, days[-1], now)
    return TeamPage(
        [
            Carried(
                each, _load(each, counts), _levels(counts.get(each.pk, {})), _weeks(counts.get(each.pk, {}), days),
                gives[each.pk], takes[each.pk], late.get(each.pk, 0), broken.get(each.pk, 0), leaving.get(each.pk),
            )
            for each in team
        ],
        found[PAGE].pk if len(found) > PAGE else None,
    )  # fmt: skip


def _counts(user: User, team: list[User], days: list[date], now: datetime) -> dict[UUID, Mapping[str, Any]]:
    """By coordinator: the situations led today by level, and on the first day of each week ahead."""
    today = open_on(days[0])
    level = {
        "complex": Q(parcours__level=CoordinationLevel.COMPLEX),
        "between": Q(parcours__level=CoordinationLevel.BETWEEN_SERVICES),
        "unsaid": Q(parcours__level=None),
    }
    asked = {name: Count("pk", filter=today & of) for name, of in level.items()}
    asked |= {f"week{rank}": Count("pk", filter=open_on(day)) for rank, day in enumerate(days)}
    rows = leads_of_team(user, now).filter(member__participant__user__in=team).values(WHO).annotate(**asked)
    return {row[WHO]: row for row in rows}


def _load(user: User, counts: Mapping[UUID, Mapping[str, Any]]) -> Load:
    return Load(counts.get(user.pk, {}).get("week0", 0), _capacity(user))


def _levels(row: Mapping[str, Any]) -> Levels:
    hard, between, unsaid = (row.get(name, 0) for name in ("complex", "between", "unsaid"))
    return Levels(hard, between, row.get("week0", 0) - hard - between - unsaid, unsaid)


def _weeks(row: Mapping[str, Any], days: list[date]) -> list[Week]:
    led = [row.get(f"week{rank}", 0) for rank in range(len(days))]
    before = [led[0], *led]
    return [Week(day, count, count - earlier) for day, count, earlier in zip(days, led, before, strict=False)]


def _late(user: User, team: list[User], today: date, now: datetime) -> dict[UUID, int]:
    """By coordinator: the situations led whose last review set a next one on a day that has passed."""
    late = Review.objects.last_held().filter(next_on__lt=today).values("parcours")
    return _by_coordinator(_led_by(user, team, now).filter(parcours__in=late))


def _broken(user: User, team: list[User], now: datetime) -> dict[UUID, int]:
    """By coordinator: the situations led where a rupture is open."""
    torn = Rupture.objects.filter(closed_by=None).values("parcours")
    return _by_coordinator(_led_by(user, team, now).filter(parcours__in=torn))


def _led_by(user: User, team: list[User], now: datetime) -> QuerySet[Lead]:
    led = leads_of_team(user, now).filter(open_on(localdate(now)))
    return led.filter(member__participant__user__in=team)


def _by_coordinator(rows: QuerySet[Lead]) -> dict[UUID, int]:
    return dict(rows.values(WHO).annotate(n=Count("parcours", distinct=True)).values_list(WHO, "n"))


def _hand_overs(user: User, now: datetime) -> tuple[Counter[UUID], Counter[UUID]]:
    """By coordinator: the hand-overs under way that they give, and those that they take; none is decided yet."""
    places = CircleMember.objects.overseen_by(user, now).values("pk")
    under_way = HandOver.objects.filter(state__in=PENDING).filter(
        Q(from_member__in=places) | Q(to_member__in=places)
    )
    pairs = list(
        under_way.values_list("from_member__participant__user", "to_member__participant__user").order_by("pk")
    )
    return Counter(giver for giver, _taker in pairs), Counter(taker for _giver, taker in pairs)


def _leaving(user: User, horizon: date, now: datetime) -> dict[UUID, date]:
    """Whose place in the team ends within the weeks ahead, and on which day."""
    members = _members(user.organisations_where("parcours.oversee", now), now)
    ending = members.filter(until_at__lt=now + timedelta(days=(horizon - localdate(now)).days))
    return {
        who: localdate(at)
        for who, at in ending.order_by(F("until_at").desc()).values_list("user", "until_at")
    }
