"""Regards croisés: areas in rows, voices in columns by author, the person's first; nothing is inferred."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from filrouge.accounts.models import User
from filrouge.lib.dates import Length, length
from filrouge.needs.models import Assessment, Divergence, Recommendation
from filrouge.needs.queries.recommendations import recommendations
from filrouge.needs.queries.voices import WORDS, Voice, voices
from filrouge.needs.rules.voices import to_bring_together
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.models import Parcours, Participant, ThreadEntry


@dataclass(frozen=True)
class Column:
    """One author's voices. `author` is None for what was said by somebody who is not named."""

    author: Participant | None

    @property
    def key(self) -> UUID | None:
        return self.author.pk if self.author else None


@dataclass(frozen=True)
class Cell:
    """What one author said about one life area; nothing, where nobody noted it."""

    column: Column
    voices: list[Voice]


@dataclass(frozen=True)
class Reading:
    """Voices that a human set side by side, and what was noted about them; a withdrawn note counts no more."""

    divergence: Divergence
    voices: list[Voice]


@dataclass(frozen=True)
class Row:
    """One life area: a cell for each column, and what stands between them."""

    area: LifeArea
    cells: list[Cell]
    readings: list[Reading]
    withdrawn: list[Reading]
    unmarked: list[Voice]
    is_to_bring_together: bool

    @property
    def differs(self) -> bool:
        return any(reading.divergence.mark == "diverges" for reading in self.readings)

    @property
    def is_alone(self) -> bool:
        return sum(bool(cell.voices) for cell in self.cells) == 1


@dataclass(frozen=True)
class Followed:
    """A recommendation, and the facts that show what became of it, each with the time it took."""

    recommendation: Recommendation
    evidence: list[tuple[ThreadEntry, Length | None]]


@dataclass(frozen=True)
class Sheet:
    """An assessment with what it found, concluded and advised."""

    assessment: Assessment
    advice: list[Followed]


@dataclass(frozen=True)
class Path:
    """What one author came to think, in order."""

    author: Participant
    voices: list[Voice]


@dataclass(frozen=True)
class Crossing:
    columns: list[Column]
    rows: list[Row]
    silent: list[LifeArea]
    sheets: list[Sheet]
    paths: list[Path]

    @property
    def differing(self) -> int:
        return sum(row.differs for row in self.rows)

    @property
    def waiting(self) -> int:
        return sum(row.is_to_bring_together for row in self.rows)

    @property
    def empty_cells(self) -> int:
        return sum(not cell.voices for row in self.rows for cell in row.cells)


def crossing(parcours: Parcours, user: User, now: datetime) -> Crossing:
    """Everything that the page shows, as `user` may read it: ten queries, whatever the record holds.

    Which lines are readable is asked once: each of the others would ask it anew.
    """
    readable = ThreadEntry.objects.filter(parcours=parcours).visible_to(user, now)
    entries = ThreadEntry.objects.filter(pk__in=list(readable.values_list("pk", flat=True)))
    person = Participant.objects.get(parcours=parcours, is_the_person=True)
    told = sorted(voices(entries), key=_order)
    columns = _columns(told, person)
    by_area: dict[str, list[Voice]] = defaultdict(list)
    for voice in told:
        by_area[voice.area].append(voice)
    return Crossing(
        columns=columns,
        rows=[_row(area, by_area[area], columns) for area in LifeArea if by_area[area]],
        silent=[area for area in LifeArea if not by_area[area]],
        sheets=_sheets(entries),
        paths=_paths(told),
    )


def _order(voice: Voice) -> str:
    return voice.when.sort_key if voice.when else ""


def _columns(told: list[Voice], person: Participant) -> list[Column]:
    """The person first, then each author as they come into the record."""
    authors = dict.fromkeys(voice.said_by for voice in told if voice.said_by != person)
    return [Column(person), *(Column(author) for author in authors)] if told else []


def _row(area: LifeArea, told: list[Voice], columns: list[Column]) -> Row:
    readings: dict[UUID, Reading] = {}
    for voice in told:
        for mark in voice.marks:
            readings.setdefault(mark.pk, Reading(mark, [])).voices.append(voice)
    unmarked = [voice for voice in told if not voice.divergences]
    return Row(
        area=area,
        cells=[
            Cell(column, [voice for voice in told if voice.said_by == column.author]) for column in columns
        ],
        readings=[reading for reading in readings.values() if not reading.divergence.is_withdrawn],
        withdrawn=[reading for reading in readings.values() if reading.divergence.is_withdrawn],
        unmarked=unmarked,
        is_to_bring_together=to_bring_together(voice.said_by and voice.said_by.pk for voice in unmarked),
    )


def _paths(told: list[Voice]) -> list[Path]:
    """Authors who said what they think more than once; their words at the time, in order."""
    by_author: dict[Participant, list[Voice]] = defaultdict(list)
    for voice in told:
        if voice.said_by and voice.kind != WORDS:
            by_author[voice.said_by].append(voice)
    return [Path(author, said) for author, said in by_author.items() if len(said) > 1]


def _sheets(entries: QuerySet[ThreadEntry]) -> list[Sheet]:
    found = Assessment.objects.filter(pk__in=entries.values("pk")).select_related("said_by").order_by("order")
    advice: dict[UUID, list[Recommendation]] = defaultdict(list)
    for recommendation in recommendations(entries):
        advice[recommendation.assessment_id].append(recommendation)
    shown = _shown_facts(entries, advice)
    return [
        Sheet(assessment, [_followed(each, assessment, shown) for each in advice[assessment.pk]])
        for assessment in found
    ]


def _shown_facts(
    entries: QuerySet[ThreadEntry], advice: dict[UUID, list[Recommendation]]
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
