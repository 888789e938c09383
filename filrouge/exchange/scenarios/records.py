"""A scenario as it was told, typed: what `scenario load` hands to the rooms.

Words of closed lists are kept as the file has them (`words.py` translates). Ids are those of the file. None
means that nobody said; for `until`, that no end is known. `line` is the line of the file, for messages.
"""

from dataclasses import dataclass
from typing import Any

from filrouge.lib.dates import PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """The person accompanied, as far as the source describes them."""

    line: int
    pseudonym: str
    birth: PartialDate | None
    age: str | None
    situation: str | None
    residence: str | None
    surroundings: str | None
    communication: str | None
    protection: str | None
    occupation: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person, a professional or an organisation; `kind` is an open vocabulary."""

    line: int
    id: str
    name: str
    kind: str
    professional_identity: str | None
    team: str | None
    held_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word or gesture reported, and whose it is."""

    line: int
    by: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened; `kind` is an open vocabulary, `outcome` the event that answers a request."""

    line: int
    id: str
    when: PartialDate
    kind: str
    fact: str
    participants: tuple[str, ...]
    area: str
    said_by: str | None
    words: tuple[Word, ...]
    requested_by: str | None
    decided_by: str | None
    person_response: str | None
    outcome: str | None
    amount: int | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """What an assessment advised, whether it was followed, and the facts that show it."""

    line: int
    id: str
    text: str
    follow_up: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    line: int
    id: str
    when: PartialDate
    author: str | None
    area: str
    findings: tuple[str, ...]
    conclusion: str
    recommendations: tuple[Recommendation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewpoint:
    """What somebody thinks, without an assessment."""

    line: int
    id: str
    when: PartialDate
    author: str | None
    area: str
    conclusion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """A service given over a time; `opened_by` and `closed_by` are events of the same date as its ends."""

    line: int
    id: str
    provider: str
    nature: str
    area: str
    since: PartialDate | None
    until: PartialDate | None
    end_reason: str | None
    replaces: str | None
    opened_by: str | None
    closed_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rupture:
    """A break in the thread: `since_event` is always known, `until_event` None while it is open."""

    line: int
    id: str
    nature: str
    cause: str | None
    events: tuple[str, ...]
    since_event: str
    until_event: str | None
    spell: str | None
    consequence: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """A passage from one place of life to another; without events, it is still to come."""

    line: int
    id: str
    from_: str | None
    to: str | None
    events: tuple[str, ...]
    expected: PartialDate | None
    spotted_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """One period of one actor in the circle; no areas: nothing said, nothing opened."""

    line: int
    actor: str
    role: str
    is_lead: bool
    since: PartialDate | None
    until: PartialDate | None
    basis: str
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What the person agreed to share with an actor, refused, or withdrew."""

    line: int
    actor: str
    areas: tuple[str, ...]
    decision: str
    on: PartialDate
    event: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A value of a field before (`old`) and after (`new`); the object already carries the last of them.

    `target` is an id, `field` a key of the file; `old` and `new` are values as the file writes them.
    """

    line: int
    target: str
    field: str
    old: Any
    new: Any
    entered_on: PartialDate | None
    corrected_on: PartialDate
    by: str | None
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Divergence:
    """Voices that somebody marked as not agreeing: ids of assessments, viewpoints and events with words."""

    line: int
    id: str
    subject: str
    voices: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """An answer of the plan: for which objective, by whom, at what cost, who pays, what the person said of it.

    `is_ordinary` None: nobody said. `response` is a word of the file; `event` the one in which this was told.
    """

    line: int
    id: str
    objective: str
    service: str
    provider: str | None
    is_ordinary: bool | None
    quantity: int | float | None
    unit_cost: int | float | None
    funder: str | None
    response: str | None
    event: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A fact the base must answer; without a query it has its evidence only.

    `query` is one table `{nom, …}` or a list of them: dates are texts, lists are lists, null parameters gone.
    """

    line: int
    id: str
    kind: str
    question: str
    query: dict[str, Any] | list[dict[str, Any]] | None
    answer: Any
    display: str | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A whole case, every list in the order of the file."""

    id: str
    title: str | None
    source: str | None
    warning: str | None
    person: Person
    actors: tuple[Actor, ...]
    events: tuple[Event, ...]
    assessments: tuple[Assessment, ...]
    viewpoints: tuple[Viewpoint, ...]
    spells: tuple[Spell, ...]
    ruptures: tuple[Rupture, ...]
    transitions: tuple[Transition, ...]
    memberships: tuple[Membership, ...]
    consents: tuple[Consent, ...]
    corrections: tuple[Correction, ...]
    divergences: tuple[Divergence, ...]
    plan: tuple[PlanLine, ...]
    expected: tuple[Expected, ...]
    unsaid: tuple[str, ...]
