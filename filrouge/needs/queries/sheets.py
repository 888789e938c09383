"""Assessments as a page shows them: what was found and advised, what was answered, the former one beside."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from filrouge.accounts.models import User
from filrouge.documents.models import Document
from filrouge.lib.dates import Length, length
from filrouge.needs.models import Assessment, AssessmentAnswer, Recommendation
from filrouge.needs.queries.answers import answers_in
from filrouge.needs.queries.recommendations import recommendations
from filrouge.needs.rules.instruments import PROFESSIONAL, RELATIVE, Instrument, instruments, instruments_for
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.models import Parcours, ThreadEntry


@dataclass(frozen=True)
class Followed:
    """A recommendation, and the facts that show what became of it, each with the time it took."""

    recommendation: Recommendation
    evidence: list[tuple[ThreadEntry, Length | None]]


@dataclass(frozen=True)
class Compared:
    """One item, answered now, the former time, or both; `has_moved` when both are known and differ."""

    asked: str
    now: AssessmentAnswer | None
    before: AssessmentAnswer | None

    @property
    def has_moved(self) -> bool:
        if self.now is None or self.before is None:
            return False
        return (self.now.level, self.now.words) != (self.before.level, self.before.words)

    @property
    def stays(self) -> bool:
        return bool(self.now and self.before) and not self.has_moved


@dataclass(frozen=True)
class Sheet:
    """An assessment with what it found, concluded and advised; `former`: the one that it follows, if readable."""

    assessment: Assessment
    advice: list[Followed]
    answers: list[tuple[LifeArea, list[Compared]]]
    former: Assessment | None
    document: Document | None

    @property
    def grid(self) -> Instrument | None:
        return instruments().get(self.assessment.instrument_slug)

    @property
    def answered(self) -> int:
        return sum(line.now is not None for _area, lines in self.answers for line in lines)

    @property
    def moved(self) -> int:
        return sum(line.has_moved for _area, lines in self.answers for line in lines)


def sheets(
    entries: QuerySet[ThreadEntry], answers: Iterable[AssessmentAnswer], user: User, now: datetime
) -> list[Sheet]:
    """Every readable assessment; `answers` are those that the reader may know."""
    found = Assessment.objects.filter(pk__in=entries.values("pk")).select_related("said_by").order_by("order")
    known = {assessment.pk: assessment for assessment in found}
    given: dict[UUID | None, list[AssessmentAnswer]] = defaultdict(list)
    for answer in answers:
        given[answer.assessment_id].append(answer)
    advice: dict[UUID, list[Recommendation]] = defaultdict(list)
    for recommendation in recommendations(entries):
        advice[recommendation.assessment_id].append(recommendation)
    shown, papers = _shown_facts(entries, advice), _papers(known.values(), user, now)
    return [
        Sheet(
            assessment,
            [_followed(each, assessment, shown) for each in advice[assessment.pk]],
            _compared(given[assessment.pk], given.get(assessment.follows_id, ())),
            known.get(assessment.follows_id) if assessment.follows_id else None,
            papers.get(assessment.document_id) if assessment.document_id else None,
        )
        for assessment in known.values()
    ]


@dataclass(frozen=True)
class Grid:
    """A grid that a professional may fill, and the last time that it was, as far as the reader knows."""

    grid: Instrument
    is_late: bool
    last: Assessment | None


def last_with_grids(parcours: Parcours, user: User, *, today: date, now: datetime) -> list[Grid]:
    """The grids for professionals, in the order of their names."""
    made = Assessment.objects.filter(parcours=parcours).exclude(instrument_slug="")
    told = made.visible_to(user, now).select_related("said_by").order_by("when_latest", "recorded_at", "pk")
    last = {each.instrument_slug: each for each in told}
    return [Grid(each, each.is_late(today), last.get(each.slug)) for each in instruments_for(PROFESSIONAL)]


def _compared(
    now: Sequence[AssessmentAnswer], before: Sequence[AssessmentAnswer]
) -> list[tuple[LifeArea, list[Compared]]]:
    """Item by item under its life area: what only the former answered stands there too."""
    today, former = {each.item: each for each in now}, {each.item: each for each in before}
    lines: dict[LifeArea, list[Compared]] = defaultdict(list)
    for item, answer in sorted((former | today).items(), key=lambda told: told[1].order):
        lines[LifeArea(answer.area)].append(Compared(answer.asked, today.get(item), former.get(item)))
    return list(lines.items())


def _papers(assessments: Iterable[Assessment], user: User, now: datetime) -> dict[UUID, Document]:
    """The papers that say so, for a reader of those papers."""
    named = [each.document_id for each in assessments if each.document_id]
    if not named:
        return {}
    return {paper.pk: paper for paper in Document.objects.filter(pk__in=named).visible_to(user, now)}


def _shown_facts(
    entries: QuerySet[ThreadEntry], advice: Mapping[UUID, list[Recommendation]]
) -> dict[UUID, ThreadEntry]:
    """The facts given in support that the reader may read; the others are neither named nor counted."""
    keys = {fact.object_id for each in advice.values() for one in each for fact in one.evidence.all()}
    return {entry.pk: entry for entry in entries.filter(pk__in=keys)} if keys else {}


def _followed(advice: Recommendation, assessment: Assessment, shown: dict[UUID, ThreadEntry]) -> Followed:
    facts = sorted(advice.evidence.all(), key=lambda fact: fact.order)
    readable = [shown[fact.object_id] for fact in facts if fact.object_id in shown]
    return Followed(advice, [(entry, _after(assessment, entry)) for entry in readable])


def _after(assessment: Assessment, entry: ThreadEntry) -> Length | None:
    took = length(assessment.when, entry.when)
    return took if took and took.least >= 0 else None


def own_loads(parcours: Parcours, user: User, now: datetime) -> list[Sheet]:
    """What a relative told of their own load, the latest first; theirs alone, shared or not."""
    own = _own(parcours, user, now)
    lines = ThreadEntry.objects.filter(pk__in=list(own.values_list("pk", flat=True)))
    told = sheets(lines, answers_in(lines, parcours, user, now), user, now)
    return sorted(told, key=lambda sheet: sheet.assessment.recorded_at, reverse=True)


def find_own_load(parcours: Parcours, assessment_id: UUID, user: User, now: datetime) -> Assessment:
    """One of them; 404 for what is another's."""
    return get_object_or_404(_own(parcours, user, now).select_related("parcours__person"), pk=assessment_id)


def _own(parcours: Parcours, user: User, now: datetime) -> QuerySet[Assessment]:
    slugs = [grid.slug for grid in instruments_for(RELATIVE)]
    told = Assessment.objects.filter(parcours=parcours, recorded_by=user, instrument_slug__in=slugs)
    return told.visible_to(user, now)
