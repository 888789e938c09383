"""What a line of the journal is made of, and how each is tied to the one before it."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID

JSON: TypeAlias = "None | bool | int | str | UUID | Sequence[JSON] | Mapping[str, JSON]"

VIEWED, LISTED, REFUSED = "record.viewed", "record.listed", "record.refused"
LONGEST_CODE = 60


class NotACode(ValueError):
    """A detail of the journal is a code, an identifier or a count: names and free text live in the record."""


@dataclass(frozen=True)
class Seen:
    """What a page showed of one person; a view puts these in `request.seen`."""

    person_id: UUID
    what: str
    about_kind: str = ""
    about_id: str = ""


@dataclass(frozen=True)
class Act:
    """What somebody did or saw, before it takes its rank in a chain."""

    action: str
    at: datetime
    chain: str
    actor: str = ""
    on_behalf_of: str = ""
    object_kind: str = ""
    object_id: str = ""
    reason: str = ""
    origin: str = ""
    detail: Mapping[str, JSON] = field(default_factory=dict)
    # the line's key, where it was made beforehand; otherwise one is made when the line is written
    key: UUID | None = None


class FaultKind(StrEnum):
    CHANGED = "changed"
    MISSING = "missing"
    BROKEN_LINK = "broken_link"
    CUT_TAIL = "cut_tail"
    FORGED_HEAD = "forged_head"
    NO_HEAD = "no_head"
    BROKEN_SEAL = "broken_seal"
    UNGUARDED = "unguarded"


@dataclass(frozen=True)
class Fault:
    """One place where the journal is no longer what was written: which chain, which rank or which seal."""

    kind: FaultKind
    chain: str = ""
    sequence: int = 0
    day: date | None = None
    table: str = ""


def only_codes(detail: Mapping[str, JSON]) -> dict[str, JSON]:
    """`detail` as plain JSON values; raises `NotACode` for a long text, a number with a comma or a NUL sign.

    A float is refused because PostgreSQL may give it back written otherwise, which would break the chain.
    """
    return {_code(key): _plain(value) for key, value in detail.items()}


def _plain(value: JSON) -> JSON:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, str | UUID):
        return _code(str(value))
    if isinstance(value, Mapping):
        return only_codes(value)
    if isinstance(value, Sequence):
        return [_plain(item) for item in value]
    raise NotACode(f"{type(value).__name__} has no place in the journal's detail")


def _code(text: str) -> str:
    if len(text) > LONGEST_CODE or "\0" in text:
        raise NotACode(f"a text of {len(text)} signs is no code: keep it in the record, give its key here")
    return text


def canonical(fields: Mapping[str, object]) -> bytes:
    """The one way of writing a line down, the same on every machine and both databases.

    JSON with sorted keys and no spaces, in UTF-8; instants in UTC to the microsecond; identifiers with
    dashes. Raises `TypeError` for any other kind of value.
    """
    text = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_written)
    return text.encode()


def _written(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no canonical writing")


def link(previous_hash: str, fields: Mapping[str, object]) -> str:
    """The hash that ties a line to the one before it: SHA-256, 64 hexadecimal signs."""
    return hashlib.sha256(previous_hash.encode() + b"\n" + canonical(fields)).hexdigest()


def digest_of_heads(heads: Iterable[tuple[str, int, str]]) -> tuple[str, int]:
    """The seal over heads (chain, rank, hash) in the order given, and how many there were.

    Reads them one by one, so that a territory's worth of chains needs no memory.
    """
    digest, count = hashlib.sha256(), 0
    for chain, sequence, head_hash in heads:
        digest.update(f"{chain}:{sequence}:{head_hash}\n".encode())
        count += 1
    return digest.hexdigest(), count


def seal(previous_digest: str, *, day: date, at: datetime, chains: int, heads_digest: str) -> str:
    """An anchor's digest: the day's heads, tied to the anchor before it."""
    return link(previous_digest, {"day": day, "at": at, "chains": chains, "heads": heads_digest})
