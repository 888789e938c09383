"""The thread as a list: each line with everything that stands beside it, ready to print."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from filrouge.desk.queries.details import ANSWERED_BY_THE_PERSON, Details, FactDetail, WordsDetail
from filrouge.desk.queries.lines import ReadLine
from filrouge.desk.queries.wording import Area, When, area_of, kind_words, listed, period_words, when_of
from filrouge.desk.rules.reading import read
from filrouge.documents.models import Document
from filrouge.follow_up.choices import EventKind, PersonResponse
from filrouge.follow_up.models import Rupture, Transition
from filrouge.life_project.models import Expectation, LifeProject
from filrouge.needs.choices import Decision, Mark, Outcome
from filrouge.needs.rules.instruments import is_told_for_oneself
from filrouge.parcours.choices import AnnotationKind
from filrouge.parcours.queries.history import Change, fact_classes
from filrouge.ui.navigation import find_url

OWN_WORDS = {kind.value: kind.label for kind in AnnotationKind}
DECISIONS = {decision.value: decision.label for decision in Decision}
OUTCOMES = {outcome.value: outcome.label for outcome in Outcome}
RESPONSES = {response.value: response.label for response in PersonResponse}
# The page draws its own.
SOMEBODYS_WORDS = (LifeProject.KIND, Expectation.KIND)
QUOTES = '« »\u00a0\u202f"“”'


@dataclass(frozen=True)
class Words:
    """Somebody's words beside a line. `kind` in words: 'j’ajoute', 'ce n’est pas ce que j’ai dit'."""

    kind: str
    text: str
    by: str
    by_the_person: bool


@dataclass(frozen=True)
class Answer:
    """What the person answered, or that nobody noted it. `refused`: said as a choice, 'a choisi de ne pas…'."""

    words: str
    offered: str
    refused: bool


@dataclass(frozen=True)
class Unsaid:
    """Something of a fact that nobody noted: 'issue', 'qui l’a demandé'."""

    label: str


@dataclass(frozen=True)
class Break:
    """A rupture as its box tells it."""

    is_open: bool
    lasted: str
    nature: str
    cause: str
    consequence: str
    workaround: str
    avoided_how: str
    closed_by: int | None


@dataclass(frozen=True)
class Link:
    url: str
    label: str


@dataclass(frozen=True)
class Item:
    """One item of the list. `number` is its knot; an assessment or a voice has none.

    `own_words`: of a line that is somebody's words, all of them, to be quoted.
    """

    pk: UUID
    number: int | None
    kind: str
    kind_words: str
    area: Area
    when: When | None
    head: str
    rest: str
    author: str
    decided_by: str
    requested_by: str
    amount: Decimal | None
    answer: Answer | None
    outcome: int | None
    unsaid: Sequence[Unsaid]
    findings: Sequence[str]
    reported: Sequence[Words]
    beside: Sequence[Words]
    corrections: Sequence[Change]
    turns: Sequence[str]
    differs: str
    rupture: Break | None
    is_new: bool
    is_ahead: bool
    papers: Sequence[Link] = field(default_factory=tuple)
    corrects: Sequence[Link] = field(default_factory=tuple)
    attach_url: str = ""
    own_words: str = ""


@dataclass(frozen=True)
class Year:
    """A heading of the list and the items under it; `goes_on` when the page before ended in the same year."""

    title: str
    items: list[Item]
    goes_on: bool = False


@dataclass(frozen=True)
class Beside:
    """What the items are made from, beyond their line."""

    details: Details
    changes: Mapping[UUID, Sequence[Change]]
    turns: Mapping[UUID, Sequence[str]]
    numbers: Mapping[UUID, int]
    divergent: Mapping[UUID, str]
    papers: Mapping[UUID, Sequence[Link]]
    since: datetime | None
    reader: UUID
    today: date
    parcours_id: UUID
    may_correct: bool


def items_by_year(lines: Sequence[ReadLine], before: ReadLine | None, beside: Beside) -> list[Year]:
    """The page under its years."""
    years: list[Year] = []
    last = year_of(before) if before else ""
    for line in lines:
        year = year_of(line)
        if not years or year != years[-1].title:
            years.append(Year(year, [], goes_on=not years and year == last))
        years[-1].items.append(item_of(line, beside))
    return years


def year_of(line: ReadLine) -> str:
    day = (line.when.earliest or line.when.latest) if line.when else None
    return str(day.year) if day else _("Sans date")


def item_of(line: ReadLine, beside: Beside) -> Item:
    details = beside.details
    fact = details.facts.get(line.pk)
    voice = details.voices.get(line.pk)
    reading = read(fact.fact if fact else (voice.conclusion if voice else "") or line.title)
    said = details.words.get(line.pk, [])
    return Item(
        pk=line.pk,
        number=line.number,
        kind=line.kind,
        kind_words=_kind(line, details),
        area=area_of(line.area),
        when=when_of(line.when),
        head=reading.head,
        rest=reading.rest,
        author=line.author,
        decided_by=_decided_by(line, details),
        requested_by=_name(details, fact.requested_by if fact else None),
        amount=fact.amount if fact else None,
        answer=_answer(fact),
        outcome=beside.numbers.get(fact.outcome) if fact and fact.outcome else None,
        unsaid=_unsaid(fact),
        findings=voice.findings if voice else (),
        reported=[_words(one) for one in said if one.kind == AnnotationKind.REPORTED],
        beside=[_words(one) for one in said if one.kind != AnnotationKind.REPORTED],
        corrections=beside.changes.get(line.pk, ()),
        turns=beside.turns.get(line.pk, ()),
        differs=beside.divergent.get(line.pk, ""),
        rupture=_break(line, beside),
        is_new=is_new(line, beside.since, beside.reader),
        is_ahead=is_ahead(line, beside.today),
        papers=_papers(line, beside),
        corrects=_corrects(line, beside),
        attach_url=attach_url(line, beside),
        own_words=voice.conclusion.strip(QUOTES) if voice and line.kind in SOMEBODYS_WORDS else "",
    )


def _words(said: WordsDetail) -> Words:
    return Words(str(OWN_WORDS[said.kind]), said.text.strip(QUOTES), said.by, said.by_the_person)


def is_new(line: ReadLine, since: datetime | None, reader: UUID) -> bool:
    """Whether somebody else noted this line after the reader's last visit; a first visit marks nothing."""
    return since is not None and line.recorded_at > since and line.recorded_by != reader


def is_ahead(line: ReadLine, today: date) -> bool:
    return bool(line.when and line.when.earliest and line.when.earliest > today)


def divergent_lines(details: Details) -> dict[UUID, str]:
    """On which subject each line differs from another that this reader also sees."""
    found: dict[UUID, str] = {}
    for voices in details.divergences.values():
        marked = {line: subject for line, (mark, subject) in voices.items() if mark == Mark.DIVERGES}
        if len(marked) > 1:
            found |= marked
    return found


def turns_by_fact(lines: Sequence[ReadLine]) -> dict[UUID, list[str]]:
    """The turning points told on each fact."""
    found: dict[UUID, list[str]] = {}
    for line in lines:
        if line.kind == Transition.KIND and line.told_by:
            found.setdefault(line.told_by, []).append(line.title)
    return found


def papers_by_line(lines: Sequence[ReadLine], parcours_id: UUID) -> dict[UUID, list[Link]]:
    """The documents beside each line, in the order of their dates."""
    found: dict[UUID, list[Link]] = {}
    for line in lines:
        if line.kind == Document.KIND and line.told_by:
            found.setdefault(line.told_by, []).append(_paper(line, parcours_id))
    return found


def _paper(line: ReadLine, parcours_id: UUID) -> Link:
    return Link(find_url("documents:document", parcours_id, line.pk), line.title)


def _papers(line: ReadLine, beside: Beside) -> Sequence[Link]:
    """The documents beside a line; of a document that stands alone, itself."""
    itself = [_paper(line, beside.parcours_id)] if line.kind == Document.KIND else []
    return [*itself, *beside.papers.get(line.pk, ())]


def attach_url(line: ReadLine, beside: Beside) -> str:
    """Where a document is joined to a line; nowhere for who may not, nor to another document."""
    if not beside.may_correct or line.kind == Document.KIND:
        return ""
    return f"{find_url('documents:document_new', beside.parcours_id)}?ligne={line.pk}"


def _name(details: Details, key: UUID | None) -> str:
    return details.names.get(key, "") if key else ""


def _kind(line: ReadLine, details: Details) -> str:
    """What sort of line this is; of a right, where it stands; of what was settled, on what and which way."""
    right, settled = details.rights.get(line.pk), details.settled.get(line.pk)
    stands = [str(DECISIONS[right.decision])] if right else []
    if settled:
        stands = [settled.subject, str(OUTCOMES[settled.outcome])]
    return listed([kind_words(line.kind, line.event_kind), *stands], ", ")


def _decided_by(line: ReadLine, details: Details) -> str:
    right, fact = details.rights.get(line.pk), details.facts.get(line.pk)
    return right.source if right else _name(details, fact.decided_by if fact else None)


def _answer(fact: FactDetail | None) -> Answer | None:
    if fact is None or not (fact.response or fact.offered or fact.kind in ANSWERED_BY_THE_PERSON):
        return None
    words = str(RESPONSES[fact.response]) if fact.response else ""
    return Answer(words, fact.offered, fact.response == PersonResponse.REFUSED)


def _unsaid(fact: FactDetail | None) -> list[Unsaid]:
    if fact is None:
        return []
    found = []
    if fact.kind == EventKind.RIGHT_ASKED and fact.outcome is None:
        found.append(Unsaid(_("issue")))
    if fact.kind == EventKind.COURT_DECISION and fact.requested_by is None:
        found.append(Unsaid(_("qui l’a demandé")))
    return found


def _break(line: ReadLine, beside: Beside) -> Break | None:
    detail = beside.details.breaks.get(line.pk) if line.kind == Rupture.KIND else None
    if detail is None:
        return None
    return Break(
        is_open=detail.closed_by is None,
        lasted=period_words(line.when, line.until),
        nature=line.title,
        cause=detail.cause,
        consequence=detail.consequence,
        workaround=detail.workaround,
        avoided_how=detail.avoided_how,
        closed_by=beside.numbers.get(detail.closed_by) if detail.closed_by else None,
    )


def _corrects(line: ReadLine, beside: Beside) -> list[Link]:
    """Where each field of a fact is put right; nothing for who may not."""
    voice = beside.details.voices.get(line.pk)
    if not beside.may_correct or (voice and is_told_for_oneself(voice.grid)):
        return []
    fields = fact_classes()[line.kind].correctable()
    url = find_url("parcours:correct", beside.parcours_id, line.kind, line.pk, "field")
    return [Link(url.replace("/field/", f"/{name}/"), label) for name, label in fields]
