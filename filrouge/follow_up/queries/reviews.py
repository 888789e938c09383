"""Co-evaluations: what is looked at, what each voice says of it, now and before, and what was decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from filrouge.accounts.models import User
from filrouge.follow_up.choices import RatedTopic, ReviewState, Voice
from filrouge.follow_up.models import Rating, Review, ReviewDecision
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.models import CircleMember, Parcours, Participant, ThreadEntry
from filrouge.parcours.models.circle import within
from filrouge.parcours.models.gates import Within
from filrouge.plans.models import Objective, Plan, PlanLine
from filrouge.plans.rules.standings import LEFT_OUT
from filrouge.plans.rules.states import DISCUSSED, RUNNING

OF_THE_WHOLE = {
    RatedTopic.SATISFACTION: _("L’accompagnement en général"),
    RatedTopic.COOPERATION: _("Ceux qui aident travaillent bien ensemble"),
}


@dataclass(frozen=True)
class Matter:
    """One thing that is looked at: an objective, a line of the plan, or the accompaniment as a whole.

    `about` tells it in this version of the plan; `key`, through all of them.
    """

    slug: str
    topic: str
    words: str
    area: str
    level: str
    about: Any
    key: Any
    objective: Objective | None = None
    line: PlanLine | None = None

    @property
    def is_objective(self) -> bool:
        return self.objective is not None

    @property
    def links(self) -> dict[str, Any]:
        """What it is in the columns of a rating."""
        return {"objective": self.objective, "line": self.line}


def matters_of(plan: Plan | None, user: User, now: datetime, here: Within | None = None) -> list[Matter]:
    """What `user` may say something of: each objective, then its lines; then the whole."""
    return [*(_in_plan(plan, user, now, here) if plan else ()), *(_whole(topic) for topic in OF_THE_WHOLE)]


def _in_plan(plan: Plan, user: User, now: datetime, here: Within | None) -> Iterable[Matter]:
    lines = PlanLine.objects.filter(plan=plan).exclude(standing__in=LEFT_OUT).visible_to(user, now, here)
    under: dict[UUID, list[PlanLine]] = defaultdict(list)
    for line in lines.select_related("provider").in_order():
        under[line.objective_id].append(line)
    readable = here or within(plan.parcours, user, now)
    objectives = Objective.objects.filter(plan=plan).beside(list(under), user, now, readable)
    for objective in objectives.order_by("order", "id"):
        yield Matter(
            f"objectif-{objective.pk}", RatedTopic.EFFECT, objective.words, objective.area, objective.level,
            objective.pk, objective.key, objective=objective,
        )  # fmt: skip
        for line in under[objective.pk]:
            yield Matter(
                f"ligne-{line.pk}", RatedTopic.EFFECT, line.title, line.area, line.level, line.pk, line.key,
                line=line,
            )  # fmt: skip


def _whole(topic: RatedTopic) -> Matter:
    return Matter(
        topic.value,
        topic,
        str(OF_THE_WHOLE[topic]),
        LifeArea.COORDINATION,
        "circle",
        topic.value,
        topic.value,
    )


def voice_of(who: Participant) -> Voice:
    """As whose voice somebody named in the record speaks."""
    if who.is_the_person:
        return Voice.PERSON
    return Voice.RELATIVE if who.relative_id else Voice.PROFESSIONAL


def plan_looked_at(parcours: Parcours) -> Plan | None:
    """The version that a co-evaluation looks at: in force; else the one that is discussed with her, if there is one."""
    shown = Plan.objects.filter(parcours=parcours, state__in=(*RUNNING, *DISCUSSED))
    plan = min(shown, key=lambda each: each.state not in RUNNING, default=None)
    if plan is not None:
        plan.parcours = parcours
    return plan


def open_review(parcours: Parcours, user: User, now: datetime) -> Review | None:
    """The one for which voices are gathered now, if there is one."""
    found = Review.objects.filter(parcours=parcours, state=ReviewState.PREPARED).around(user, now)
    return found.select_related("plan__parcours__person", "parcours__person").first()


def find_review(parcours: Parcours, review_id: UUID, user: User, now: datetime) -> Review:
    """One that `user` may open; 404 otherwise."""
    around = Review.objects.filter(parcours=parcours).around(user, now)
    return get_object_or_404(
        around.select_related("plan__parcours__person", "parcours__person", "led_to"), pk=review_id
    )


class Sayings:
    """All that `user` may read of what was said in the co-evaluations of one record: two questions."""

    def __init__(self, parcours: Parcours, user: User, now: datetime) -> None:
        self.here = within(parcours, user, now)
        around = Review.objects.filter(parcours=parcours).around(user, now, self.here)
        self.reviews = list(around.select_related("plan", "led_to").latest_first())
        self.rank = {review.pk: rank for rank, review in enumerate(reversed(self.reviews))}
        said = Rating.objects.filter(parcours=parcours).visible_to(user, now, self.here).with_who()
        self.ratings = [
            rating for rating in said.select_related("objective", "line") if rating.review_id in self.rank
        ]

    @cached_property
    def by_place(self) -> Mapping[tuple[UUID, Any, UUID], list[Rating]]:
        """What one voice said of one thing in one co-evaluation, oldest first."""
        found: dict[tuple[UUID, Any, UUID], list[Rating]] = defaultdict(list)
        for rating in self.ratings:
            found[rating.review_id, key_of(rating), rating.by_id].append(rating)
        return found

    def earlier(self, review: Review, key: Any, who: UUID) -> Rating | None:
        """What the same voice said last of the same thing, in a co-evaluation before this one."""
        limit = self.rank.get(review.pk, 0)
        before = [
            rating for rating in self.ratings
            if rating.by_id == who and key_of(rating) == key and self.rank[rating.review_id] < limit
        ]  # fmt: skip
        return max(before, key=lambda one: (self.rank[one.review_id], one.recorded_at), default=None)

    def when(self, rating: Rating) -> Any:
        return self.reviews[len(self.reviews) - 1 - self.rank[rating.review_id]].when


def key_of(rating: Rating) -> Any:
    """What a rating is about, through the versions of the plan."""
    about = rating.objective or rating.line
    return about.key if about else rating.topic


@dataclass(frozen=True)
class Cell:
    """What one voice says of one thing; `before`: what it said first; `earlier`: the time before, and when."""

    column: Column
    said: Rating | None
    before: Sequence[Rating]
    earlier: Rating | None
    earlier_when: Any


@dataclass(frozen=True)
class Column:
    """One voice: whose, and of which kind. Hers is always there, and says it when she did not answer."""

    who: Participant
    voice: Voice

    @property
    def is_hers(self) -> bool:
        return self.voice == Voice.PERSON


@dataclass(frozen=True)
class Row:
    """One thing, what each voice says of it, and what was decided; `former`: what had been decided first."""

    matter: Matter
    cells: Sequence[Cell]
    decision: ReviewDecision | None
    former: Sequence[ReviewDecision]

    @property
    def hers(self) -> Cell:
        return self.cells[0]


@dataclass(frozen=True)
class ReviewPage:
    """One co-evaluation as its reader may see it. `silent`: those of the circle who have not said anything yet."""

    review: Review
    columns: Sequence[Column]
    rows: Sequence[Row]
    silent: Sequence[Participant]
    reads_summary: bool

    @property
    def to_ask(self) -> list[Participant]:
        """Those of the circle who have said nothing, now or before."""
        there = {column.who.pk for column in self.columns}
        return [who for who in self.silent if who.pk not in there]

    @property
    def she_spoke(self) -> bool:
        return any(row.hers.said for row in self.rows)

    @property
    def decided(self) -> list[Row]:
        return [row for row in self.rows if row.decision]

    @property
    def to_change(self) -> list[Row]:
        """What the next version of the plan has to do otherwise."""
        return [row for row in self.decided if row.decision and row.decision.what != "continue"]


def review_page(review: Review, user: User, now: datetime) -> ReviewPage:
    """Constant in questions, whatever the number of voices and lines."""
    parcours = review.parcours
    sayings = Sayings(parcours, user, now)
    matters = matters_of(review.plan, user, now, sayings.here)
    circle = _circle(parcours)
    columns = _columns(parcours, sayings, matters, circle)
    spoke = {rating.by_id for rating in sayings.ratings if rating.review_id == review.pk}
    decisions = _decisions(review, user, now, sayings.here)
    line = ThreadEntry.objects.filter(pk=review.pk).visible_to(user, now, sayings.here)
    return ReviewPage(
        review=review,
        columns=columns,
        rows=[_row(matter, review, columns, sayings, decisions[matter.about]) for matter in matters],
        silent=[who for who in circle if who.pk not in spoke],
        reads_summary=line.exists(),
    )


def _columns(
    parcours: Parcours, sayings: Sayings, matters: Sequence[Matter], circle: Sequence[Participant]
) -> list[Column]:
    """Hers first, answered or not; then those who said something of what is looked at, relatives first."""
    keys = {matter.key for matter in matters}
    spoke = {rating.by_id: rating.by for rating in sayings.ratings if key_of(rating) in keys}
    her = next((who for who in circle if who.is_the_person), None) or Participant.objects.get(
        parcours=parcours, is_the_person=True
    )
    others = [Column(who, voice_of(who)) for who in spoke.values() if not who.is_the_person]
    order = list(Voice)
    return [
        Column(her, Voice.PERSON),
        *sorted(others, key=lambda each: (order.index(each.voice), each.who.name, each.who.pk)),
    ]


def _circle(parcours: Parcours) -> list[Participant]:
    """Those whose voice may be asked for: she herself, then those who hold a place that has not ended."""
    placed = CircleMember.objects.filter(parcours=parcours, until=None).values("participant")
    named = Participant.objects.filter(parcours=parcours).select_related("relative")
    known = named.filter(is_the_person=True) | named.filter(pk__in=placed)
    return list(known.order_by("-is_the_person", "name", "pk"))


def _row(
    matter: Matter,
    review: Review,
    columns: Sequence[Column],
    sayings: Sayings,
    decisions: list[ReviewDecision],
) -> Row:
    cells = []
    for column in columns:
        said = sayings.by_place.get((review.pk, matter.key, column.who.pk), [])
        earlier = sayings.earlier(review, matter.key, column.who.pk)
        cells.append(
            Cell(
                column=column,
                said=said[-1] if said else None,
                before=said[:-1],
                earlier=earlier,
                earlier_when=sayings.when(earlier) if earlier else None,
            )
        )
    return Row(matter, cells, decisions[-1] if decisions else None, decisions[:-1])


def _decisions(review: Review, user: User, now: datetime, here: Within) -> Mapping[Any, list[ReviewDecision]]:
    found: dict[Any, list[ReviewDecision]] = defaultdict(list)
    rows = ReviewDecision.objects.filter(review=review).visible_to(user, now, here)
    for decision in rows.prefetch_related("agreed_by").order_by("recorded_at", "pk"):
        found[decision.about].append(decision)
    return found


def said_by(review: Review, who: Participant) -> dict[Any, Rating]:
    """What one voice says now, by what it is about."""
    rows = Rating.objects.filter(review=review, by=who).order_by("recorded_at", "pk")
    return {rating.about: rating for rating in rows}


def find_matter(review: Review, slug: str, user: User, now: datetime) -> Matter | None:
    """One thing that `user` may read, by its name in an address."""
    return next((each for each in matters_of(review.plan, user, now) if each.slug == slug), None)


@dataclass(frozen=True)
class ToChange:
    """What a decision asks of the next version: where it stands there, unless it was taken out."""

    row: Row
    target: Objective | PlanLine | None


def carried(page: ReviewPage, user: User, now: datetime) -> list[ToChange]:
    """The decisions as the list of what to change in the version that they led to."""
    plan = page.review.led_to
    if plan is None:
        return []
    there: dict[Any, Objective | PlanLine] = {}
    for objective in Objective.objects.filter(plan=plan).visible_to(user, now):
        there[objective.key] = objective
    for line in PlanLine.objects.filter(plan=plan).visible_to(user, now):
        there[line.key] = line
    return [ToChange(row, there.get(row.matter.key)) for row in page.to_change]
