"""Co-evaluations one after the other: how each objective goes in each voice, who decides, and what is due."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate
from django.utils.timezone import localdate

from filrouge.accounts.models import User
from filrouge.follow_up.choices import ReviewState, Voice
from filrouge.follow_up.models import Rating, Review, ReviewDecision
from filrouge.follow_up.queries.reviews import Column, Sayings, key_of, plan_looked_at, voice_of
from filrouge.follow_up.rules.curves import Curves, Square, Strand, draw, square
from filrouge.follow_up.rules.reviews import LONGEST, later, step_of
from filrouge.parcours.choices import CircleRole, ParcoursState
from filrouge.parcours.models import CircleMember, Parcours
from filrouge.plans.choices import Advocacy
from filrouge.plans.models import Objective, Plan
from filrouge.plans.rules.advocacy import mode_of
from filrouge.plans.rules.states import RUNNING, UNSEEN

# Nobody is asked how it goes while the accompaniment is paused, or over.
AT_REST = (ParcoursState.SUSPENDED, ParcoursState.CLOSED)
# As many as one looks at in one drawing, the latest.
DRAWN = 8


@dataclass(frozen=True)
class VoiceLine:
    """One voice on one objective: its answer at each co-evaluation, or none."""

    column: Column
    answers: Sequence[tuple[Review, Rating | None]]


@dataclass(frozen=True)
class Move:
    """Who set the end and who held the means from a day on; `version`: of which plan, none in a co-evaluation.

    `again`: the last day on which the same was said.
    """

    day: date
    ends: str
    means: str
    version: int | None
    again: date | None = None

    @property
    def words(self) -> str:
        return str(Advocacy(mode_of(self.ends, self.means)).label)


@dataclass(frozen=True)
class Course:
    """How one objective went: each voice over the co-evaluations, and who decides over time."""

    objective: Objective
    reviews: Sequence[Review]
    voices: Sequence[VoiceLine]
    moves: Sequence[Move]

    @cached_property
    def curves(self) -> Curves | None:
        """Nothing before a first face was given."""
        steps = [
            [step_of(one.value) if one else None for _review, one in voice.answers] for voice in self.voices
        ]
        if not any(step for voice in steps for step in voice):
            return None
        return draw(steps, len(self.reviews))

    @property
    def strands(self) -> list[tuple[VoiceLine, Strand]]:
        return list(zip(self.voices, self.curves.strands, strict=True)) if self.curves else []

    @property
    def days(self) -> list[tuple[int, Review]]:
        """Where each co-evaluation stands in the drawing."""
        return list(zip(self.curves.columns, self.reviews, strict=True)) if self.curves else []

    @property
    def square(self) -> Square | None:
        return square([(move.ends, move.means) for move in self.moves]) if self.moves else None


@dataclass(frozen=True)
class ReviewsPage:
    """Le suivi, co-evaluations: the one that is prepared, those that were held, what became of each objective."""

    prepared: Review | None
    held: Sequence[Review]
    courses: Sequence[Course]
    next_on: date | None
    has_plan: bool


def reviews_page(parcours: Parcours, user: User, now: datetime) -> ReviewsPage:
    """Constant in questions."""
    sayings = Sayings(parcours, user, now)
    held = [review for review in sayings.reviews if review.is_held]
    plan = plan_looked_at(parcours)
    return ReviewsPage(
        prepared=next((review for review in sayings.reviews if review.is_open), None),
        held=held,
        courses=courses(parcours, sayings, user, now),
        next_on=_due(held[0] if held else None, plan),
        has_plan=plan is not None,
    )


def courses(parcours: Parcours, sayings: Sayings, user: User, now: datetime) -> list[Course]:
    """One for each objective of the latest version that was shown, with what was said of it in the ones before."""
    versions = Objective.objects.filter(parcours=parcours).visible_to(user, now)
    shown = versions.exclude(plan__state__in=UNSEEN).select_related("plan", "parcours__person")
    of_key: dict[UUID, list[Objective]] = defaultdict(list)
    for objective in shown.order_by("plan__number", "order", "id"):
        of_key[objective.key].append(objective)
    last = max((each[-1].plan.number for each in of_key.values()), default=0)
    reviews = [review for review in reversed(sayings.reviews) if review.is_held][-DRAWN:]
    said = _said(sayings, reviews)
    decided = _decided(sayings, user, now)
    return [
        Course(each[-1], reviews, _voices(said[key], reviews), _moves(each, decided[key]))
        for key, each in of_key.items()
        if each[-1].plan.number == last
    ]


def _said(sayings: Sayings, reviews: Sequence[Review]) -> dict[UUID, list[Rating]]:
    drawn = {review.pk for review in reviews}
    found: dict[UUID, list[Rating]] = defaultdict(list)
    for rating in sayings.ratings:
        if rating.objective_id and rating.review_id in drawn:
            found[key_of(rating)].append(rating)
    return found


def _voices(ratings: Iterable[Rating], reviews: Sequence[Review]) -> list[VoiceLine]:
    """A line for each voice, hers first; never two voices made one."""
    told: dict[UUID, dict[UUID, Rating]] = defaultdict(dict)
    whose = {}
    for rating in ratings:
        told[rating.by_id][rating.review_id] = rating
        whose[rating.by_id] = Column(rating.by, voice_of(rating.by))
    order = list(Voice)
    columns = sorted(whose.values(), key=lambda each: (order.index(each.voice), each.who.name, each.who.pk))
    return [
        VoiceLine(column, [(review, told[column.who.pk].get(review.pk)) for review in reviews])
        for column in columns
    ]


def _decided(sayings: Sayings, user: User, now: datetime) -> dict[UUID, list[ReviewDecision]]:
    """What was said of who decides, objective by objective."""
    rows = ReviewDecision.objects.filter(review__in=[review.pk for review in sayings.reviews])
    rows = rows.filter(objective__isnull=False).exclude(ends="").exclude(means="")
    found: dict[UUID, list[ReviewDecision]] = defaultdict(list)
    readable = rows.visible_to(user, now, sayings.here).select_related("objective", "review")
    for decision in readable.order_by("recorded_at", "pk"):
        if decision.objective is not None:
            found[decision.objective.key].append(decision)
    return found


def _moves(versions: Sequence[Objective], decided: Sequence[ReviewDecision]) -> list[Move]:
    """From one day to the next: a version that begins, a co-evaluation that says where the objective stands."""
    told = [
        Move(localdate(one.plan.in_force_at or one.plan.proposed_at or one.recorded_at), one.ends, one.means,
             one.plan.number)
        for one in versions if mode_of(one.ends, one.means)
    ]  # fmt: skip
    told += [
        Move(one.review.when.earliest or localdate(one.recorded_at), one.ends, one.means, None)
        for one in decided
        if one.review.is_held and mode_of(one.ends, one.means)
    ]
    return _changes(sorted(told, key=lambda move: move.day))


def _changes(told: Sequence[Move]) -> list[Move]:
    """The moments at which something moved: what is said again only says until when it held."""
    moves: list[Move] = []
    for move in told:
        if moves and (moves[-1].ends, moves[-1].means) == (move.ends, move.means):
            moves[-1] = replace(moves[-1], again=move.day)
        else:
            moves.append(move)
    return moves


def _due(last: Review | None, plan: Plan | None) -> date | None:
    """The day that was set for the next one; without any yet, half a year after the plan came into force."""
    if last is not None:
        return last.next_on
    begun = plan.in_force_at if plan else None
    return later(localdate(begun), LONGEST) if begun else None


def next_due(parcours: Parcours) -> date | None:
    """When the next co-evaluation of a record falls, if that is known."""
    last = Review.objects.filter(parcours=parcours).last_held().first()
    return _due(last, Plan.objects.filter(parcours=parcours, state__in=RUNNING).first())


@dataclass(frozen=True)
class Due:
    """A co-evaluation that falls due: in whose record, on which day; `prepared`: the one that is begun already."""

    parcours: Parcours
    on: date
    prepared: UUID | None

    def days_late(self, today: date) -> int:
        return max(0, (today - self.on).days)


def due_for(user: User, *, today: date, now: datetime, within_days: int = 31) -> list[Due]:
    """The co-evaluations that fall due in the records where `user` coordinates, the latest ones first: one question."""
    held = CircleMember.objects.open_to(user, now).filter(role=CircleRole.COORDINATION).values("parcours")
    rows = due_among(Parcours.objects.filter(pk__in=held), until=today + timedelta(days=within_days))
    found = [
        Due(row, row.review_next or later(row.plan_since, LONGEST), row.review_prepared)  # type: ignore[attr-defined]
        for row in rows.select_related("person")
    ]
    return sorted(found, key=lambda due: due.on)


def late_for(user: User, today: date, now: datetime) -> list[Due]:
    """Those whose day has passed."""
    return [due for due in due_for(user, today=today, now=now, within_days=0) if due.on < today]


def due_among(records: QuerySet[Parcours], *, until: date) -> QuerySet[Parcours]:
    """The records among these that are followed today where a co-evaluation falls due by a day, set-wise.

    `review_next`: the day that the last one set; `plan_since`: where none was held, since when a plan is in force.
    """
    of_it = Review.objects.filter(parcours=OuterRef("pk"))
    last = of_it.held().latest_first()
    plan = Plan.objects.filter(parcours=OuterRef("pk"), state__in=RUNNING)
    told = records.exclude(state__in=AT_REST).annotate(
        review_last=Subquery(last.values("pk")[:1]),
        review_next=Subquery(last.values("next_on")[:1]),
        review_prepared=Subquery(of_it.filter(state=ReviewState.PREPARED).values("pk")[:1]),
        plan_since=Subquery(plan.annotate(day=TruncDate("in_force_at")).values("day")[:1]),
    )
    first = Q(review_last=None, plan_since__lte=later(until, -LONGEST))
    return told.filter(Q(review_next__lte=until) | first)
