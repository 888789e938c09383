"""Regards croisés: needs in rows, then life areas; voices in columns, the person's first; nothing is inferred."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from filrouge.accounts.models import User
from filrouge.lib.dates import PartialDate
from filrouge.needs.choices import Expertise
from filrouge.needs.models import Divergence, Need
from filrouge.needs.queries.answers import answers_in, as_voices
from filrouge.needs.queries.settling import Settled, settled_in
from filrouge.needs.queries.sheets import Sheet, sheets
from filrouge.needs.queries.voices import ASSESSMENTS, HOPES, VIEWPOINTS, Voice, hopes_for, marks_of, voices
from filrouge.needs.rules.voices import expertise_of, to_bring_together
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.choices import ParticipantKind
from filrouge.parcours.models import Parcours, Participant, ThreadEntry
from filrouge.parcours.models.circle import within
from filrouge.people.models import Relative

KIND_WORDS = {kind.value: kind.label for kind in ParticipantKind}
EXPERTISES = list(Expertise)


@dataclass(frozen=True)
class Column:
    """One author's voices. `author` is None for what was said by somebody who is not named."""

    author: Participant | None
    days: tuple[PartialDate, ...] = ()

    @property
    def key(self) -> UUID | None:
        return self.author.pk if self.author else None

    @property
    def expertise(self) -> Expertise | None:
        """From where this voice speaks; nothing for somebody who is not named."""
        if self.author is None:
            return None
        return expertise_of(
            is_the_person=self.author.is_the_person, shares_the_life=_shares_the_life(self.author)
        )

    @property
    def role(self) -> str:
        """As what this author is known here, in a few words."""
        if self.author is None or self.author.is_the_person:
            return ""
        if self.author.relative is not None and self.author.relative.tie != Relative.Tie.UNKNOWN:
            return self.author.relative.get_tie_display()
        return self.author.identity_words or str(KIND_WORDS.get(self.author.kind, self.author.kind))

    @property
    def first(self) -> PartialDate | None:
        return self.days[0] if self.days else None

    @property
    def last(self) -> PartialDate | None:
        return self.days[-1] if self.days else None


@dataclass(frozen=True)
class Cell:
    """What one author said about one need or life area; nothing, where nobody noted it."""

    column: Column
    voices: list[Voice]


@dataclass(frozen=True)
class Reading:
    """Voices that a human set side by side, and what was noted about them; a withdrawn note counts no more.

    `settled`: what was retained after they were discussed, the latest first.
    """

    divergence: Divergence
    voices: list[Voice]
    settled: list[Settled]

    @property
    def lacks_the_person(self) -> bool:
        return not any(_is_hers(voice) for voice in self.voices)

    @property
    def is_settled(self) -> bool:
        """Whether it was discussed, the person among those who spoke."""
        return bool(self.settled) and not self.settled[0].is_provisional


@dataclass(frozen=True)
class Row:
    """One open need, or one life area: a cell for each column, and what stands between them."""

    area: LifeArea
    need: Need | None
    cells: list[Cell]
    readings: list[Reading]
    withdrawn: list[Reading]
    settled: list[Settled]
    unmarked: list[Voice]
    is_to_bring_together: bool

    @property
    def differs(self) -> bool:
        return any(reading.divergence.mark == "diverges" for reading in self.readings)

    @property
    def is_settled(self) -> bool:
        """Whether every difference of this row was discussed with the person among those who spoke."""
        differing = [reading for reading in self.readings if reading.divergence.mark == "diverges"]
        return bool(differing) and all(reading.is_settled for reading in differing)

    @property
    def is_alone(self) -> bool:
        return self.count == 1

    @property
    def is_silent(self) -> bool:
        return self.count == 0

    @property
    def count(self) -> int:
        return sum(bool(cell.voices) for cell in self.cells)

    @property
    def voices(self) -> list[Voice]:
        return [voice for cell in self.cells for voice in cell.voices]

    @property
    def lacks_the_person(self) -> bool:
        return not self.cells[0].voices


@dataclass(frozen=True)
class Path:
    """What one author came to think, in order."""

    author: Participant
    voices: list[Voice]


@dataclass(frozen=True)
class Crossing:
    """`needs`: the rows of open needs; `rows`: those of the life areas, for voices about no need."""

    columns: list[Column]
    needs: list[Row]
    rows: list[Row]
    silent: list[LifeArea]
    settled: list[Settled]
    sheets: list[Sheet]
    paths: list[Path]

    @property
    def groups(self) -> list[tuple[str, list[Row]]]:
        return [group for group in (("needs", self.needs), ("areas", self.rows)) if group[1]]

    @property
    def all_rows(self) -> list[Row]:
        return [*self.needs, *self.rows]

    @property
    def differing(self) -> int:
        return sum(row.differs and not row.is_settled for row in self.all_rows)

    @property
    def waiting(self) -> int:
        return sum(row.is_to_bring_together for row in self.all_rows)

    @property
    def without_her(self) -> int:
        """On how many rows the person's own word is not noted."""
        return sum(row.lacks_the_person for row in self.all_rows)


def crossing(parcours: Parcours, user: User, now: datetime) -> Crossing:
    """Everything that the page shows, as `user` may read it: a constant number of queries.

    Which lines are readable is asked once: each of the others would ask it anew.
    """
    here = within(parcours, user, now)
    readable = ThreadEntry.objects.filter(parcours=parcours).visible_to(user, now, here)
    entries = ThreadEntry.objects.filter(pk__in=list(readable.values_list("pk", flat=True)))
    person = Participant.objects.get(parcours=parcours, is_the_person=True)
    needs, marks = open_needs(entries), marks_of(entries)
    answers, settled = answers_in(entries, parcours, user, now), settled_in(entries)
    hopes = hopes_for(needs, entries)
    told = sorted([*voices(entries, marks=marks), *as_voices(answers, needs, marks), *hopes], key=_order)
    columns = _columns(told, person, has_needs=bool(needs))
    rows = _Rows(needs, told, columns, settled)
    return Crossing(
        columns=columns,
        needs=[rows.of_need(need) for need in needs],
        rows=[rows.of_area(area) for area in LifeArea if rows.by_area[area]],
        silent=[area for area in LifeArea if not rows.speaks_of(area)],
        settled=[each for each in settled if each.settlement.pk not in rows.placed],
        sheets=sheets(entries, answers, user, now),
        paths=_paths(told),
    )


def _shares_the_life(author: Participant) -> bool:
    """A relative does; a professional who exercises a measure is none, even noted among the relatives."""
    if author.relative is None:
        return author.kind == ParticipantKind.RELATIVE
    return author.relative.tie != Relative.Tie.GUARDIAN


def open_needs(entries: QuerySet[ThreadEntry]) -> list[Need]:
    """The needs that still are, in the order of the nomenclature."""
    found = Need.objects.filter(pk__in=entries.values("pk"), ended_on=None).select_related("code")
    return list(found.order_by("code__order", "pk"))


def _order(voice: Voice) -> str:
    return voice.when.sort_key if voice.when else ""


def _columns(told: list[Voice], person: Participant, *, has_needs: bool) -> list[Column]:
    """The person first, then who shares her life, then each professional, as they come into the record."""
    days: dict[Participant | None, dict[PartialDate, None]] = {person: {}}
    for voice in told:
        days.setdefault(voice.said_by, {}).update({voice.when: None} if voice.when else {})
    columns = [Column(author, tuple(dates)) for author, dates in days.items()]
    columns.sort(key=lambda each: EXPERTISES.index(each.expertise) if each.expertise else len(EXPERTISES))
    return columns if told or has_needs else []


class _Rows:
    """The rows of one page, and what was settled already shown in one of them."""

    def __init__(
        self, needs: Iterable[Need], told: Sequence[Voice], columns: list[Column], settled: list[Settled]
    ) -> None:
        self.columns, self.settled = columns, settled
        self.placed: set[UUID] = set()
        self.by_need: dict[UUID, list[Voice]] = {need.pk: [] for need in needs}
        self.by_area: dict[str, list[Voice]] = defaultdict(list)
        self.areas = {need.area for need in needs}
        for voice in told:
            of_need = self.by_need.get(voice.need) if voice.need else None
            (self.by_area[voice.area] if of_need is None else of_need).append(voice)
        self.of_mark, self.home = _by_mark([*self.by_need.items(), *self.by_area.items()])

    def speaks_of(self, area: str) -> bool:
        return area in self.areas or bool(self.by_area[area])

    def of_need(self, need: Need) -> Row:
        told = [_within(voice, (None, need.pk)) for voice in self.by_need[need.pk]]
        about = [each for each in self.settled if each.settlement.need_id == need.pk]
        return self._row(LifeArea(need.area), need, told, about)

    def of_area(self, area: LifeArea) -> Row:
        told = [_within(voice, (None, voice.need)) for voice in self.by_area[area]]
        return self._row(area, None, told, [])

    def _row(self, area: LifeArea, need: Need | None, told: list[Voice], about: list[Settled]) -> Row:
        readings = self._readings(told, need.pk if need else area)
        within = {each.settlement.pk for reading in readings for each in reading.settled}
        self.placed |= within | {each.settlement.pk for each in about}
        unmarked = [voice for voice in told if not voice.divergences and voice.kind != HOPES]
        return Row(
            area=area,
            need=need,
            cells=[
                Cell(column, [voice for voice in told if voice.said_by == column.author])
                for column in self.columns
            ],
            readings=[reading for reading in readings if not reading.divergence.is_withdrawn],
            withdrawn=[reading for reading in readings if reading.divergence.is_withdrawn],
            settled=[each for each in about if each.settlement.pk not in within],
            unmarked=unmarked,
            is_to_bring_together=not about
            and to_bring_together(voice.said_by and voice.said_by.pk for voice in unmarked),
        )

    def _readings(self, told: list[Voice], row: UUID | str) -> list[Reading]:
        """The marks of this row's voices, each with all of its voices; told once, where most of them stand."""
        marks = {mark.pk: mark for voice in told for mark in voice.marks if self.home[mark.pk] == row}
        return [
            Reading(
                mark,
                sorted(self.of_mark[key], key=lambda voice: not _is_hers(voice)),
                [each for each in self.settled if each.settlement.divergence_id == key],
            )
            for key, mark in marks.items()
        ]


def _is_hers(voice: Voice) -> bool:
    return voice.said_by is not None and voice.said_by.is_the_person


def _by_mark(
    rows: Iterable[tuple[UUID | str, list[Voice]]],
) -> tuple[dict[UUID, list[Voice]], dict[UUID, UUID | str]]:
    """The voices that each mark sets side by side, whatever their rows; and the row that holds most of them."""
    several: dict[UUID, list[Voice]] = defaultdict(list)
    held: dict[UUID, Counter[UUID | str]] = defaultdict(Counter)
    for row, told in rows:
        for voice in told:
            for mark in voice.marks:
                several[mark.pk].append(voice)
                held[mark.pk][row] += 1
    return several, {key: counts.most_common(1)[0][0] for key, counts in held.items()}


def _within(voice: Voice, needs: tuple[UUID | None, ...]) -> Voice:
    """A voice with the marks that are about this row alone."""
    return replace(voice, marks=[mark for mark in voice.marks if mark.need_id in needs])


def _paths(told: list[Voice]) -> list[Path]:
    """Authors who said what they think more than once; their words at the time, in order."""
    by_author: dict[Participant, list[Voice]] = defaultdict(list)
    for voice in told:
        if voice.said_by and voice.kind in (ASSESSMENTS, VIEWPOINTS):
            by_author[voice.said_by].append(voice)
    return [Path(author, said) for author, said in by_author.items() if len(said) > 1]
