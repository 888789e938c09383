"""What the frieze is drawn from: facts, spells, breaks and turns, none of them a database row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from filrouge.lib.dates import PartialDate, Precision


@dataclass(frozen=True)
class Fact:
    """Something that happened or is planned: a knot of the thread, numbered as in the list below."""

    key: str
    number: int
    when: PartialDate
    area: str
    title: str


@dataclass(frozen=True)
class Spell:
    """A service or a place to live over a time: a bar in the lane of its life area.

    `since` None is a start nobody gave, `until` None an end nobody gave; `closed_by` the fact that ended it.
    """

    key: str
    since: PartialDate | None
    until: PartialDate | None
    area: str
    label: str
    closed_by: str | None = None


@dataclass(frozen=True)
class Break:
    """A rupture: the thread frays after the fact that opens it; `spell` is the service then missing."""

    key: str
    opened_by: str
    closed_by: str | None
    spell: str | None
    since: PartialDate
    until: PartialDate | None
    label: str


@dataclass(frozen=True)
class Turn:
    """A transition from one place or service to another, behind us or `ahead` of today."""

    key: str
    since: PartialDate | None
    until: PartialDate | None
    label: str
    ahead: bool


@dataclass(frozen=True)
class Lane:
    """A life area: its code, its name on screen, its icon and the class that holds its colours."""

    code: str
    label: str
    icon: str
    css: str


@dataclass(frozen=True)
class Words:
    """The words that the drawing prints, in the reader's language.

    `today` and `cursor` are whole ('aujourd’hui, 31 juillet 2019'; '15 sept. 2018'); `turns` holds `{count}`,
    `knot` holds `{number}` and `{title}`.
    """

    drawing: str
    months: Sequence[str]
    squeezed: str
    today: str
    cursor: str
    turns: str
    knot: str
    unknown_start: str
    unknown_end: str


def is_vague(when: PartialDate) -> bool:
    """Tell a date that lies somewhere between two limits from one known to its day, month or year."""
    return when.is_approximate or when.precision is Precision.INTERVAL


def first_known_day(when: PartialDate) -> date:
    """Give the earliest day that the date names, or the latest if it is open towards the past."""
    return when.earliest or when.latest or date.min


def last_known_day(when: PartialDate) -> date:
    """Give the latest day that the date names, or the earliest if it is open towards the future."""
    return when.latest or when.earliest or date.max


def is_ahead(when: PartialDate, today: date) -> bool:
    """Tell whether every day the date may mean lies after today."""
    return when.earliest is not None and when.earliest > today
