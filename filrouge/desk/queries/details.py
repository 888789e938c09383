"""What stands behind the lines of a thread, of whatever kind it is: one question to the database.

Each kind of fact has its own table. Asked one after the other they would cost a question each, and another one
for every room to come; here they are put in one shape and joined (UNION ALL).
"""

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, Q, QuerySet, TextField, UUIDField, Value
from django.db.models.functions import Cast, Coalesce

from filrouge.desk.queries.lines import ReadLine
from filrouge.follow_up.choices import EventKind, ProposalState
from filrouge.follow_up.models import Event, MeetingDecision, Rupture, RuptureProposal
from filrouge.life_project.models import Expectation, LifeProject
from filrouge.needs.models import Assessment, DivergenceVoice, Right, Settlement, Viewpoint
from filrouge.parcours.models import Annotation, Parcours, Participant, ServiceSpell

COLUMNS = ("line", "sort", "text", "more", "word", "answer", "extra", "one", "two", "three")
KEYS = ("line", "one", "two", "three")
# What the person said to these counts, and is asked for when nobody noted it.
ANSWERED_BY_THE_PERSON = (EventKind.ADMISSION,)


class Row(NamedTuple):
    """The one shape; each reader below says what the columns hold for its kind."""

    line: UUID
    sort: str
    text: str
    more: str
    word: str
    answer: str
    extra: str
    one: UUID | None
    two: UUID | None
    three: UUID | None


@dataclass(frozen=True)
class FactDetail:
    """A fact of life beyond its line."""

    fact: str
    kind: str
    offered: str
    response: str
    amount: Decimal | None
    requested_by: UUID | None
    decided_by: UUID | None
    outcome: UUID | None


@dataclass(frozen=True)
class ServiceDetail:
    """A service beyond its line. `held_by`: who exercises the measure that it is."""

    provider: str
    provider_kind: str
    held_by: str
    nature: str
    end_reason: str
    closed_by: UUID | None
    replaces: UUID | None


@dataclass(frozen=True)
class BreakDetail:
    """A rupture beyond its line."""

    cause: str
    consequence: str
    opened_by: UUID | None
    closed_by: UUID | None
    spell: UUID | None
    workaround: str
    avoided_how: str


@dataclass(frozen=True)
class VoiceDetail:
    """An assessment, a point of view, words or an expectation beyond its line."""

    conclusion: str
    instrument: str
    findings: Sequence[str]
    grid: str = ""


@dataclass(frozen=True)
class RightDetail:
    """A right beyond its line: asked for, given or not, and by whom."""

    decision: str
    source: str


@dataclass(frozen=True)
class SettledDetail:
    """What was settled together beyond its line: on what, and which way."""

    subject: str
    outcome: str


@dataclass(frozen=True)
class WordsDetail:
    """Somebody's words beside a line."""

    kind: str
    text: str
    by: str
    by_the_person: bool


@dataclass
class Details:
    """Everything that hangs on the lines, by the key of the line."""

    names: dict[UUID, str] = field(default_factory=dict)
    facts: dict[UUID, FactDetail] = field(default_factory=dict)
    services: dict[UUID, ServiceDetail] = field(default_factory=dict)
    breaks: dict[UUID, BreakDetail] = field(default_factory=dict)
    voices: dict[UUID, VoiceDetail] = field(default_factory=dict)
    rights: dict[UUID, RightDetail] = field(default_factory=dict)
    settled: dict[UUID, SettledDetail] = field(default_factory=dict)
    words: dict[UUID, list[WordsDetail]] = field(default_factory=lambda: defaultdict(list))
    proposals: dict[UUID, UUID] = field(default_factory=dict)
    divergences: dict[UUID, dict[UUID, tuple[str, str]]] = field(default_factory=lambda: defaultdict(dict))


def read_details(parcours: Parcours, lines: Sequence[ReadLine], shown: Collection[UUID]) -> Details:
    """What hangs on `lines`; the long texts only of those `shown`. Nothing of a line that was not given."""
    of = _by_kind(lines)
    here = list(shown)
    wanted = Q(pk__in=here) | Q(pk__in=of[Event.KIND]) & _left_open()
    branches = (
        _participants(parcours),
        _facts(Event.objects.filter(wanted)),
        _services(ServiceSpell.objects.filter(pk__in=of[ServiceSpell.KIND])),
        _proposals(of[ServiceSpell.KIND]),
        _breaks(Rupture.objects.filter(pk__in=of[Rupture.KIND])),
        _assessments(Assessment.objects.filter(pk__in=here)),
        _viewpoints(Viewpoint.objects.filter(pk__in=here)),
        _settlements(Settlement.objects.filter(pk__in=here)),
        _shape(MeetingDecision.objects.filter(pk__in=here), "voice", text="words"),
        _shape(LifeProject.objects.filter(pk__in=here), "voice", text="text"),
        _shape(Expectation.objects.filter(pk__in=here), "voice", text="words"),
        _shape(Right.objects.filter(pk__in=of[Right.KIND]), "right", word="decision", more="source"),
        _divergences(parcours, [line.pk for line in lines]),
        _words(here),
    )
    rows = branches[0].union(*branches[1:], all=True)
    details = Details()
    for row in sorted((Row(*row) for row in rows), key=lambda row: (row.sort, row.one or row.line)):
        _READERS[row.sort](details, row)
    return details


def _by_kind(lines: Sequence[ReadLine]) -> dict[str, list[UUID]]:
    found: dict[str, list[UUID]] = defaultdict(list)
    for line in lines:
        found[line.kind].append(line.pk)
    return found


def _left_open() -> Q:
    """Facts that still wait for a word: the outcome of a right, who decided, the person's answer."""
    return (
        Q(kind=EventKind.RIGHT_ASKED, outcome=None)
        | Q(kind=EventKind.COURT_DECISION, requested_by=None)
        | Q(kind__in=ANSWERED_BY_THE_PERSON, person_response=None)
        | ~Q(offered="") & Q(person_response=None)
    )


def _shape(rows: QuerySet[Any], sort: str, **columns: str) -> QuerySet[Any, Any]:
    """One branch: the columns that it fills, from the fields named; the others are empty.

    PostgreSQL wants to know the type of every column of a UNION, an empty one too.
    """
    filled: dict[str, Any] = {name: Cast(Value(None), UUIDField()) for name in KEYS}
    filled |= {name: Cast(Value(""), TextField()) for name in COLUMNS if name not in KEYS}
    filled |= {"line": F("pk"), "sort": Cast(Value(sort), TextField())}
    filled |= {name: F(source) if name in KEYS else _text(source) for name, source in columns.items()}
    aliased = {f"c_{name}": filled[name] for name in COLUMNS}
    return rows.order_by().annotate(**aliased).values_list(*aliased)


def _text(source: str) -> Coalesce:
    return Coalesce(Cast(source, TextField()), Value(""), output_field=TextField())


def _participants(parcours: Parcours) -> QuerySet[Any, Any]:
    return _shape(Participant.objects.filter(parcours=parcours), "name", text="name")


def _facts(rows: QuerySet[Event]) -> QuerySet[Any, Any]:
    return _shape(
        rows, "fact", text="fact", more="offered", word="kind", answer="person_response",
        extra="amount", one="requested_by", two="decided_by", three="outcome",
    )  # fmt: skip


def _services(rows: QuerySet[ServiceSpell]) -> QuerySet[Any, Any]:
    return _shape(
        rows, "service", text="nature", more="end_reason", word="provider__name", answer="provider__kind",
        extra="provider__held_by__name", two="closed_by", three="replaces",
    )  # fmt: skip


def _proposals(spells: Collection[UUID]) -> QuerySet[Any, Any]:
    waiting = RuptureProposal.objects.filter(spell__in=spells, state=ProposalState.PROPOSED)
    return _shape(waiting, "proposal", line="spell", one="pk")


def _breaks(rows: QuerySet[Rupture]) -> QuerySet[Any, Any]:
    return _shape(
        rows, "break", text="cause", more="consequence", one="opened_by", two="closed_by", three="spell",
        word="workaround", answer="avoided_how",
    )  # fmt: skip


def _assessments(rows: QuerySet[Assessment]) -> QuerySet[Any, Any]:
    return _shape(
        rows, "voice", text="conclusion", more="instrument", word="instrument_slug", extra="findings"
    )


def _viewpoints(rows: QuerySet[Viewpoint]) -> QuerySet[Any, Any]:
    return _shape(rows, "voice", text="conclusion")


def _settlements(rows: QuerySet[Settlement]) -> QuerySet[Any, Any]:
    return _shape(rows, "settled", text="retained", more="subject", word="outcome")


def _divergences(parcours: Parcours, entries: Collection[UUID]) -> QuerySet[Any, Any]:
    """What was marked between voices, when the reader sees all of them: the subject may quote any."""
    marked = DivergenceVoice.objects.filter(divergence__parcours=parcours, divergence__withdrawn_at=None)
    closed = marked.exclude(entry__in=entries).values("divergence")
    rows = marked.exclude(divergence__in=closed)
    return _shape(
        rows,
        "divergence",
        line="entry",
        text="divergence__subject",
        word="divergence__mark",
        one="divergence",
    )


def _words(entries: Collection[UUID]) -> QuerySet[Any, Any]:
    rows = Annotation.objects.filter(entry__in=entries)
    return _shape(
        rows, "words", line="entry", text="text", more="said_by__name", word="kind",
        extra="said_by__is_the_person", one="pk",
    )  # fmt: skip


def _read_name(details: Details, row: Row) -> None:
    details.names[row.line] = row.text


def _read_fact(details: Details, row: Row) -> None:
    amount = Decimal(row.extra) if row.extra else None
    details.facts[row.line] = FactDetail(
        row.text, row.word, row.more, row.answer, amount, row.one, row.two, row.three
    )


def _read_service(details: Details, row: Row) -> None:
    details.services[row.line] = ServiceDetail(
        row.word, row.answer, row.extra, row.text, row.more, row.two, row.three
    )


def _read_proposal(details: Details, row: Row) -> None:
    if row.one:
        details.proposals[row.line] = row.one


def _read_break(details: Details, row: Row) -> None:
    details.breaks[row.line] = BreakDetail(
        row.text, row.more, row.one, row.two, row.three, row.word, row.answer
    )


def _read_voice(details: Details, row: Row) -> None:
    details.voices[row.line] = VoiceDetail(
        row.text, row.more, json.loads(row.extra) if row.extra else [], row.word
    )


def _read_settled(details: Details, row: Row) -> None:
    details.voices[row.line] = VoiceDetail(row.text, "", [])
    details.settled[row.line] = SettledDetail(row.more, row.word)


def _read_right(details: Details, row: Row) -> None:
    details.rights[row.line] = RightDetail(row.word, row.more)


def _read_divergence(details: Details, row: Row) -> None:
    if row.one:
        details.divergences[row.one][row.line] = (row.word, row.text)


def _read_words(details: Details, row: Row) -> None:
    by_the_person = row.extra in ("1", "true")
    details.words[row.line].append(WordsDetail(row.word, row.text, row.more, by_the_person))


_READERS = {
    "name": _read_name,
    "fact": _read_fact,
    "service": _read_service,
    "proposal": _read_proposal,
    "break": _read_break,
    "voice": _read_voice,
    "right": _read_right,
    "settled": _read_settled,
    "divergence": _read_divergence,
    "words": _read_words,
}
