"""The only ways of writing in the journal: a line, many lines, the day's seal."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any, Protocol
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.dispatch import Signal
from django.utils import timezone

from filrouge.journal.models import WITHOUT_PERSON, Anchor, ChainHead, JournalEntry, SealedHead
from filrouge.journal.rules import JSON, Act, digest_of_heads, link, only_codes, seal
from filrouge.lib.bulk import insert
from filrouge.lib.identifiers import uuid7

CHUNK = 500
FEW = 20
# Sent with the acts just written, in their transaction, for whoever keeps something that follows from acts.
acted = Signal()


class Actor(Protocol):
    """An account, of which the journal knows nothing but its key."""

    @property
    def pk(self) -> Any: ...


class Recorded(Protocol):
    """A model that the journal can name by its kind: a constant `KIND` on its class."""

    KIND: str

    @property
    def pk(self) -> Any: ...


def act(
    action: str,
    *,
    by: Actor | None,
    now: datetime,
    person_id: UUID | None = None,
    about: Recorded | None = None,
    on_behalf_of: Actor | None = None,
    reason: str = "",
    origin: str = "",
    detail: Mapping[str, JSON] | None = None,
    key: UUID | None = None,
) -> Act:
    """One act, ready for `record_many`; raises `NotACode` if a detail is no code, key or count."""
    return Act(
        action=action,
        at=now,
        chain=str(person_id) if person_id else WITHOUT_PERSON,
        actor=_key(by),
        on_behalf_of=_key(on_behalf_of),
        object_kind=about.KIND if about else "",
        object_id=str(about.pk) if about else "",
        reason=reason,
        origin=origin,
        detail=only_codes(detail or {}),
        key=key,
    )


def record(
    action: str,
    *,
    by: Actor | None,
    now: datetime,
    person_id: UUID | None = None,
    about: Recorded | None = None,
    on_behalf_of: Actor | None = None,
    reason: str = "",
    origin: str = "",
    detail: Mapping[str, JSON] | None = None,
) -> JournalEntry:
    """Writes who did or saw what, for which person, as whom and why, in the same transaction as the act.

    A use case calls it once, as its last write: it holds the chain of the person until the transaction ends.
    """
    line = act(
        action, by=by, now=now, person_id=person_id, about=about,
        on_behalf_of=on_behalf_of, reason=reason, origin=origin, detail=detail,
    )  # fmt: skip
    return _write([line])[0]


def record_many(acts: Iterable[Act]) -> int:
    """Writes the acts of an import in their order, by 500; says how many there were."""
    waiting, written = iter(acts), 0
    # One transaction for all: an import that fails leaves neither its rows nor a journal that tells of them.
    with transaction.atomic(savepoint=False):
        while chunk := list(islice(waiting, CHUNK)):
            written += len(_write(chunk))
    return written


def _key(actor: Actor | None) -> str:
    return str(actor.pk) if actor is not None and actor.pk is not None else ""


# Without a savepoint, a failure here condemns the whole transaction, even when a caller catches the
# exception: an act that cannot be journalled must not take place.
@transaction.atomic(savepoint=False)
def _write(acts: Sequence[Act]) -> list[JournalEntry]:
    heads = _locked_heads({line.chain for line in acts})
    entries = [_append(heads[line.chain], line) for line in acts]
    if len(entries) > FEW:
        insert(JournalEntry, entries)
    else:
        JournalEntry.objects.bulk_create(entries)
    ChainHead.objects.bulk_create(
        heads.values(), update_conflicts=True, unique_fields=["chain"], update_fields=["sequence", "hash"]
    )
    acted.send(JournalEntry, acts=acts)
    return entries


def _locked_heads(chains: set[str]) -> dict[str, ChainHead]:
    # Always in one order, or two imports that share two persons would wait for each other for ever.
    wanted = ChainHead.objects.filter(chain__in=chains).order_by("chain")
    if connection.features.has_select_for_update:
        wanted = wanted.select_for_update()
    heads = {head.chain: head for head in wanted}
    if missing := sorted(chains - heads.keys()):
        ChainHead.objects.bulk_create(
            [ChainHead(chain=chain, sequence=0, hash="") for chain in missing], ignore_conflicts=True
        )
        heads |= {head.chain: head for head in wanted.all().filter(chain__in=missing)}
    return heads


def _append(head: ChainHead, line: Act) -> JournalEntry:
    """The next line of a chain; moves the head on to it."""
    entry = JournalEntry(
        id=line.key or uuid7(),
        chain=line.chain,
        sequence=head.sequence + 1,
        at=line.at,
        actor=line.actor,
        on_behalf_of=line.on_behalf_of,
        action=line.action,
        object_kind=line.object_kind,
        object_id=line.object_id,
        reason=line.reason,
        origin=line.origin,
        detail=dict(line.detail),
        previous_hash=head.hash,
    )
    entry.hash = link(entry.previous_hash, entry.said())
    head.sequence, head.hash = entry.sequence, entry.hash
    return entry


@transaction.atomic
def anchor(*, now: datetime) -> Anchor:
    """Seals the day: where every chain that grew since its last seal stands, tied to the anchor before.

    Run again on a sealed day, it gives back that day's anchor. Its digest, kept outside this database,
    shows later that nobody rewrote the journal as a whole.
    """
    day = timezone.localdate(now)
    last = Anchor.objects.order_by("-day").first()
    if last and last.day >= day:
        return last
    before = last.digest if last else ""
    heads_digest, chains = digest_of_heads(_seal_heads(day))
    made = Anchor(day=day, at=now, chains=chains, previous_digest=before)
    made.digest = seal(before, day=day, at=now, chains=chains, heads_digest=heads_digest)
    Anchor.objects.bulk_create([made])
    return made


def _seal_heads(day: date) -> Iterator[tuple[str, int, str]]:
    """Writes a sealed head for each chain that grew, page by page, and tells them in that order."""
    sealed = SealedHead.objects.filter(chain=OuterRef("chain"), sequence=OuterRef("sequence"))
    grown = ChainHead.objects.exclude(Exists(sealed)).order_by("chain")
    last = ""
    while page := list(grown.filter(chain__gt=last)[:CHUNK]):
        SealedHead.objects.bulk_create(
            [SealedHead(day=day, chain=head.chain, sequence=head.sequence, hash=head.hash) for head in page]
        )
        yield from ((head.chain, head.sequence, head.hash) for head in page)
        last = page[-1].chain
