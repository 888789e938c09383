"""What a signal of the radar is: a name, why it matters and who says so, its thresholds, its SQL, its words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise

from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.models import Parcours

Facts = Mapping[str, Any]


class Found(NamedTuple):
    """One signal in one record.

    `key` tells it from the others of its kind there ('' when there can be only one) and stays the same from one day
    to the next while it is about the same thing. `facts`: what its words need, plain values that JSON holds, no name
    of a person. `entry`: the line of the thread without which one may not read it; `facts` repeats no word of any
    other line, which may be closed to whoever reads this one.
    """

    parcours: UUID
    key: str
    since: date
    facts: dict[str, Any]
    area: str = LifeArea.COORDINATION
    entry: UUID | None = None


@dataclass(frozen=True)
class Threshold:
    """A number that an organisation may set, in days, months or times; `label` says of what."""

    label: Promise
    default: int
    unit: str
    least: int = 1
    most: int = 3650


@dataclass(frozen=True)
class Act:
    """What the signal calls for: a page of the record that does it; `to` names the page.

    `of`: the facts that its address names besides the record: ("proposal_id",).
    """

    label: Promise
    to: str
    of: tuple[str, ...] = ()
    icon: str = "chevron-right"


@dataclass(frozen=True)
class SignalKind:
    """A rule of the radar.

    `find` asks one or a few queries over a set of parcours (one, an organisation's, or all that are open, a query
    set to use in `parcours__in`), on a day, with the thresholds by name. It never loops over people: what it
    yields is what was found. `tell` gives the facts as sentences, for the screen; `headline` a title made of them,
    where `title` alone would say too little. `tone`: 'thread' where something is broken, 'watch' where it may break.
    """

    name: str
    title: Promise
    why: Promise
    source: Promise
    find: Callable[[QuerySet[Parcours], date, Mapping[str, int]], Iterable[Found]]
    tell: Callable[[Facts], list[str]]
    acts: tuple[Act, ...]
    thresholds: Mapping[str, Threshold] = field(default_factory=dict)
    icon: str = "alert-triangle"
    tone: str = "watch"
    headline: Callable[[Facts], str] | None = None
