"""Time as one reads it: mine by act, what my situations still ask, what one person was given."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet, Sum
from django.utils.timezone import localdate

from filrouge.accounts.models import User
from filrouge.follow_up.models import Review, TimeBudget, TimeEntry, TimeShare
from filrouge.follow_up.rules import time as rules
from filrouge.parcours.choices import Act, HandOverState
from filrouge.parcours.models import HandOver, Parcours
from filrouge.plans.models import Plan

WHOLE = F("minutes") + F("travel_minutes")
A_YEAR = timedelta(days=365)
# A review stands near enough for the work to belong to it.
NEAR = timedelta(days=14)
UNDER_WAY = (HandOverState.PREPARED, HandOverState.PROPOSED)


@dataclass(frozen=True)
class ActTime:
    """What an act was given, beside its order of magnitude; `code` is '' for what belongs to no act."""

    code: str
    minutes: int
    expected: int
    scale: int

    @property
    def label(self) -> str:
        return str(Act(self.code).label) if self.code else ""

    @property
    def drawn(self) -> int:
        """How far the thread of what was given goes, of 100."""
        return drawn(self.minutes, self.scale)

    @property
    def expected_drawn(self) -> int:
        return drawn(self.expected, self.scale)


def drawn(minutes: int, scale: int) -> int:
    return 4 + round(92 * min(minutes, scale) / scale) if scale else 4


@dataclass(frozen=True)
class MyTime:
    """What somebody gave this week, the week before and this year; by act, the week that has something in it."""

    week: int
    last_week: int
    year: int
    acts: list[ActTime]
    is_this_week: bool

    @property
    def shown(self) -> int:
        return self.week if self.is_this_week else self.last_week

    @property
    def coordinator(self) -> rules.Coordinator:
        return rules.consensus()

    @property
    def year_asked(self) -> int:
        return self.coordinator.hours_with_persons * 60

    @property
    def year_drawn(self) -> int:
        return drawn(self.year, self.year_asked)


def my_time(user: User, today: date) -> MyTime:
    """The gauge of one's own time: one question, whatever was noted."""
    monday = today - timedelta(days=today.weekday())
    before = monday - timedelta(days=7)
    new_year = today.replace(month=1, day=1)
    noted = TimeEntry.objects.visible_to(user).filter(on__gte=min(before, new_year), on__lte=today)
    rows = list(
        noted.order_by()
        .values_list("act")
        .annotate(
            in_week=Sum(WHOLE, filter=Q(on__gte=monday)),
            before=Sum(WHOLE, filter=Q(on__gte=before, on__lt=monday)),
            in_year=Sum(WHOLE, filter=Q(on__gte=new_year)),
        )
    )
    this_week, last_week, year = ({row[0]: row[rank] or 0 for row in rows} for rank in (1, 2, 3))
    is_this_week = any(this_week.values())
    shown = this_week if is_this_week else last_week
    return MyTime(
        sum(this_week.values()),
        sum(last_week.values()),
        sum(year.values()),
        _beside(shown, _usual_week(rules.published()), keep_all=False),
        is_this_week,
    )


def _usual_week(parts: tuple[rules.Part, ...]) -> dict[str, int]:
    """How the weekly time with persons spreads over the acts, by the published minutes."""
    asked = rules.year_by_act(parts, None)
    whole = sum(asked.values())
    return {act: round(rules.consensus().weekly * minutes / whole) for act, minutes in asked.items()}


def _beside(given: Mapping[str, int], expected: Mapping[str, int], *, keep_all: bool) -> list[ActTime]:
    scale = max([*given.values(), *expected.values()], default=0)
    acts = [act for act in rules.ACTS if keep_all or given.get(act)]
    return [ActTime(act, given.get(act, 0), expected[act], scale) for act in acts] + (
        [ActTime("", given[""], 0, scale)] if given.get("") else []
    )


def entries_of(user: User, *, start: UUID | None, page: int) -> QuerySet[TimeEntry]:
    """What one noted, the latest day first, by key; with one row more than the page."""
    rows = TimeEntry.objects.visible_to(user).order_by("-on", "-pk")
    first = rows.filter(pk=start).first() if start else None
    if first is not None:
        rows = rows.filter(Q(on__lt=first.on) | Q(on=first.on, pk__lte=first.pk))
    return rows.prefetch_related("shares__parcours__person")[: page + 1]


def parts_for(organisations: Collection[UUID]) -> tuple[rules.Part, ...]:
    """The orders of magnitude in force where somebody works: the organisation's own, or the published ones."""
    rows = TimeBudget.objects.filter(organisation__in=organisations).order_by("organisation__name")
    written = rows.values_list("minutes", flat=True).first()
    return rules.own_parts(written or {})


def parts_of(user: User, now: datetime) -> tuple[rules.Part, ...]:
    return parts_for({organisation for _role, organisation in user.employed(now)})


@dataclass(frozen=True)
class PersonTime:
    """What one person's parcours was given over twelve months, beside what a year asks at its level."""

    acts: list[ActTime]
    given: int
    asked: int

    @property
    def drawn(self) -> int:
        return drawn(self.given, max(self.given, self.asked))

    @property
    def asked_drawn(self) -> int:
        return drawn(self.asked, max(self.given, self.asked))


def person_time(parcours: Parcours, user: User, now: datetime) -> PersonTime:
    """For whoever coordinates: sums by act, nobody's name, two questions."""
    given = given_to(TimeShare.objects.filter(parcours=parcours), localdate(now) - A_YEAR).get(
        parcours.pk, {}
    )
    asked = rules.year_by_act(parts_of(user, now), parcours.level)
    return PersonTime(_beside(given, asked, keep_all=True), sum(given.values()), sum(asked.values()))


def given_to(shares: QuerySet[TimeShare], since: date | None = None) -> dict[UUID, dict[str, int]]:
    """Minutes by parcours, then by act: from `since` on, or all that was ever given."""
    rows = shares.filter(entry__taken_back_at=None)
    if since is not None:
        rows = rows.filter(entry__on__gt=since)
    found: dict[UUID, dict[str, int]] = {}
    summed = rows.order_by().values_list("parcours", "entry__act").annotate(minutes=Sum(WHOLE))
    for parcours, act, minutes in summed:
        found.setdefault(parcours, {})[act] = minutes
    return found


def situations_of(several: Collection[UUID], today: date) -> dict[UUID, rules.Situation]:
    """Where each parcours stands, for guessing an act: four questions, however many."""
    plans = dict(
        Plan.objects.filter(parcours__in=several, state__in=rules.ACTS_OF_PLANS)
        .order_by("parcours", "number").values_list("parcours", "state")
    )  # fmt: skip
    held = Review.objects.last_held().filter(parcours__in=several)
    reviews = dict(held.values_list("parcours", "next_on"))
    passing = set(
        HandOver.objects.filter(parcours__in=several, state__in=UNDER_WAY).values_list("parcours", flat=True)
    )
    rows = Parcours.objects.filter(pk__in=several).values_list("pk", "state", "current_act")
    return {
        key: rules.Situation(
            state, act, plans.get(key, ""), is_review_due=_is_near(reviews.get(key), today),
            is_handing_over=key in passing,
        )
        for key, state, act in rows
    }  # fmt: skip


def _is_near(next_on: date | None, today: date) -> bool:
    return next_on is not None and next_on - NEAR <= today
