"""Reading the journal: who looked at a record, since when, and whether a line was touched."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Exists, Max, Model, OuterRef, QuerySet

from filrouge.journal.models import Anchor, ChainHead, JournalEntry, SealedHead
from filrouge.journal.rules import VIEWED, Fault, FaultKind, digest_of_heads, link, seal

PAGE = 2_000
Row = TypeVar("Row", bound=Model)
GUARDED = (JournalEntry, SealedHead, Anchor, ChainHead)


@dataclass(frozen=True)
class View:
    """Somebody looked at a page of a record; `sequence` leads to the next page of the list."""

    actor_id: str
    what: str
    at: datetime
    sequence: int


@dataclass
class Verification:
    """What a reading of the journal found, and how much it read."""

    lines: int = 0
    chains: int = 0
    faults: list[Fault] = field(default_factory=list)


def views_of(person_id: UUID, *, before: int | None = None, limit: int = 50) -> list[View]:
    """Who looked at a person's record, newest first; `before` is the last `sequence` of the page above."""
    lines = JournalEntry.objects.filter(chain=str(person_id), action=VIEWED).order_by("-sequence")
    if before is not None:
        lines = lines.filter(sequence__lt=before)
    return [
        View(line.actor, str(line.detail.get("page", "")), line.at, line.sequence) for line in lines[:limit]
    ]


@dataclass(frozen=True)
class Reading:
    """Somebody opened one object of a record; `at` is the last time."""

    actor_id: str
    object_id: str
    at: datetime


def readings_of(person_id: UUID, object_kind: str, object_ids: Iterable[UUID]) -> list[Reading]:
    """Who opened each of these objects of a person's record, once each, the latest first."""
    lines = JournalEntry.objects.filter(
        chain=str(person_id), action=VIEWED, object_kind=object_kind,
        object_id__in=[str(key) for key in object_ids],
    )  # fmt: skip
    latest = lines.values("actor", "object_id").annotate(last=Max("at")).order_by("-last", "actor")
    return [Reading(*row) for row in latest.values_list("actor", "object_id", "last")]


def last_visit(actor_id: UUID, person_id: UUID, before: datetime) -> datetime | None:
    """When this account last opened a page of this person's record, earlier than `before`."""
    visits = JournalEntry.objects.filter(
        chain=str(person_id), action=VIEWED, actor=str(actor_id), at__lt=before
    )
    return visits.order_by("-sequence").values_list("at", flat=True).first()


def last_visits(actor_id: UUID, person_ids: Iterable[UUID], before: datetime) -> dict[UUID, datetime]:
    """When this account last opened a page of each of these persons' records, earlier than `before`."""
    visits = JournalEntry.objects.filter(
        chain__in=[str(person_id) for person_id in person_ids],
        action=VIEWED, actor=str(actor_id), at__lt=before,
    )  # fmt: skip
    latest = visits.values("chain").annotate(last=Max("at")).order_by().values_list("chain", "last")
    return {UUID(chain): at for chain, at in latest}


def records_opened_by(actor_id: UUID) -> list[UUID]:
    """The persons whose record this account opened."""
    opened = JournalEntry.objects.filter(action="parcours.record_opened", actor=str(actor_id))
    return [UUID(chain) for chain in opened.order_by("-at").values_list("chain", flat=True)]


def verify(person_id: UUID | None = None) -> list[Fault]:
    """Every place where the journal, or one person's chain, is no longer what was written."""
    return examine(person_id).faults


def examine(person_id: UUID | None = None) -> Verification:
    """Reads the journal, or one person's chain, line by line and checks it against its heads and seals.

    Memory stays the same whatever the length. Lines written meanwhile are no fault: each check of heads
    and seals is one statement, hence one moment.
    """
    found = Verification()
    found.faults.extend(_broken_lines(found, person_id))
    found.faults.extend(_broken_heads(person_id))
    found.faults.extend(_broken_seals(person_id))
    found.faults.extend(_broken_anchors() if person_id is None else ())
    found.faults.extend(Fault(FaultKind.UNGUARDED, table=name) for name in missing_guards())
    return found


def missing_guards() -> list[str]:
    """The triggers against change and removal that should stand in this database, and do not.

    SQLite forgets a table's triggers when a later migration rebuilds the table.
    """
    if connection.vendor == "postgresql":
        events = ["update", "delete", "truncate"]
        known = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    else:
        events = ["update", "delete"]
        known = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(known)
        standing = {row[0] for row in cursor.fetchall()}
    wanted = [f"{model._meta.db_table}_no_{event}" for model in GUARDED for event in events]
    return [name for name in wanted if name not in standing]


def _lines(person_id: UUID | None) -> Iterator[JournalEntry]:
    """The lines in the order of their chains and ranks, page by page.

    Behind a connection pooler there is no cursor on the server: `iterator()` would load the whole journal.
    """
    if person_id is not None:
        yield from _chain(str(person_id), 0)
        return
    ordered = JournalEntry.objects.order_by("chain", "sequence")
    page = list(ordered[:PAGE])
    while page:
        yield from page
        last = page[-1]
        yield from _chain(last.chain, last.sequence)
        page = list(ordered.filter(chain__gt=last.chain)[:PAGE])


def _chain(chain: str, after: int) -> Iterator[JournalEntry]:
    ordered = JournalEntry.objects.filter(chain=chain).order_by("sequence")
    while page := list(ordered.filter(sequence__gt=after)[:PAGE]):
        yield from page
        after = page[-1].sequence


def _broken_lines(found: Verification, person_id: UUID | None) -> Iterator[Fault]:
    chain, rank, previous = "", 0, ""
    for line in _lines(person_id):
        if line.chain != chain:
            chain, rank, previous = line.chain, 0, ""
            found.chains += 1
        found.lines += 1
        yield from _faults_of(line, rank, previous)
        rank, previous = line.sequence, line.hash


def _faults_of(line: JournalEntry, rank: int, previous: str) -> Iterator[Fault]:
    """What is wrong with a line that follows the rank and the hash given."""
    if line.sequence != rank + 1:
        yield Fault(FaultKind.MISSING, line.chain, rank + 1)
    elif line.previous_hash != previous:
        yield Fault(FaultKind.BROKEN_LINK, line.chain, line.sequence)
    if line.hash != link(line.previous_hash, line.said()):
        yield Fault(FaultKind.CHANGED, line.chain, line.sequence)


def _broken_heads(person_id: UUID | None) -> Iterator[Fault]:
    heads = _of_person(ChainHead.objects.order_by("chain"), person_id)
    at_rank = JournalEntry.objects.filter(chain=OuterRef("chain"), sequence=OuterRef("sequence"))
    beyond = JournalEntry.objects.filter(chain=OuterRef("chain"), sequence__gt=OuterRef("sequence"))
    for head in heads.exclude(Exists(at_rank)):
        yield Fault(FaultKind.CUT_TAIL, head.chain, head.sequence)
    for head in heads.filter(Exists(at_rank)).exclude(Exists(at_rank.filter(hash=OuterRef("hash")))):
        yield Fault(FaultKind.FORGED_HEAD, head.chain, head.sequence)
    for head in heads.filter(Exists(beyond)):
        yield Fault(FaultKind.FORGED_HEAD, head.chain, head.sequence)
    headless = JournalEntry.objects.exclude(Exists(ChainHead.objects.filter(chain=OuterRef("chain"))))
    for name in _of_person(headless, person_id).order_by("chain").values_list("chain", flat=True).distinct():
        yield Fault(FaultKind.NO_HEAD, name)


def _broken_seals(person_id: UUID | None) -> Iterator[Fault]:
    """Sealed heads whose line is gone or says something else: a tail cut, a chain written anew."""
    line = JournalEntry.objects.filter(
        chain=OuterRef("chain"), sequence=OuterRef("sequence"), hash=OuterRef("hash")
    )
    sealed = _of_person(SealedHead.objects.order_by("id"), person_id)
    for head in sealed.exclude(Exists(line)):
        yield Fault(FaultKind.BROKEN_SEAL, head.chain, head.sequence, day=head.day)


def _broken_anchors() -> Iterator[Fault]:
    """Days whose seal does not match its heads, or is not tied to the day before it."""
    previous = ""
    for anchor in Anchor.objects.order_by("day"):
        heads, chains = digest_of_heads(_heads_of(anchor))
        expected = seal(previous, day=anchor.day, at=anchor.at, chains=chains, heads_digest=heads)
        if anchor.digest != expected or anchor.previous_digest != previous or anchor.chains != chains:
            yield Fault(FaultKind.BROKEN_SEAL, day=anchor.day)
        previous = anchor.digest
    unsealed = SealedHead.objects.exclude(Exists(Anchor.objects.filter(day=OuterRef("day"))))
    for day in unsealed.order_by("day").values_list("day", flat=True).distinct():
        yield Fault(FaultKind.BROKEN_SEAL, day=day)


def _heads_of(anchor: Anchor) -> Iterator[tuple[str, int, str]]:
    heads = SealedHead.objects.filter(day=anchor.day).order_by("id")
    last: UUID | None = None
    while page := list((heads.filter(id__gt=last) if last else heads)[:PAGE]):
        yield from ((head.chain, head.sequence, head.hash) for head in page)
        last = page[-1].id


def _of_person(rows: QuerySet[Row], person_id: UUID | None) -> QuerySet[Row]:
    return rows if person_id is None else rows.filter(chain=str(person_id))
