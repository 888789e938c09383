"""The tables of a scenario file and their identifiers, found once and shared by every check."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from filrouge.exchange.scenarios import keys
from filrouge.exchange.scenarios.problems import Problem
from filrouge.exchange.scenarios.reader import Document, Path
from filrouge.lib.dates import PartialDate, PartialDateError
from filrouge.lib.signs import colon

_FILE_DATE = re.compile(r"[12][0-9]{3}(-[0-9]{2}){0,2}(/[12][0-9]{3}(-[0-9]{2}){0,2})?")
_FIRST_YEAR, _LAST_YEAR = 1000, 2999


@dataclass(frozen=True, slots=True)
class Entry:
    """One table of the file: an actor, an event, a line of the circle…"""

    block: str
    data: Mapping[str, Any]
    path: Path
    inside: str = ""

    @property
    def label(self) -> str:
        """How a message names it: its id, or its block with what it stands in or whom it is about."""
        if isinstance(own := self.data.get("id"), str) and own.strip():
            return own
        about = self.inside or self.data.get("acteur") or self.data.get("objet")
        return f"{self.block} {about}" if isinstance(about, str) else self.block


@dataclass(slots=True)
class Index:
    """Every well-formed table by block and by id; `problems` has what is not well formed."""

    document: Document
    entries: dict[str, list[Entry]] = field(default_factory=dict)
    by_id: dict[str, Entry] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def all(self, *blocks: str) -> Iterator[Entry]:
        for block in blocks:
            yield from self.entries.get(block, ())

    def find(self, identifier: object, *blocks: str) -> Entry | None:
        """The table of that id if it is in one of `blocks` (any block when none is named)."""
        entry = self.by_id.get(identifier) if isinstance(identifier, str) else None
        return entry if entry and (not blocks or entry.block in blocks) else None

    def problem(self, entry: Entry, key: str | None, message: str, /, **names: object) -> Problem:
        """A problem of an entry, named by its id and key, at the line of the key."""
        where = f"{entry.label}{colon()} {brief(key)}" if key else entry.label
        line = self.document.line(*entry.path, *([key] if key else []))
        return Problem(line, f"{where}{colon()} {message % names}")


def build_index(document: Document) -> Index:
    """Find every table of the file and every identifier; two tables never share one."""
    index = Index(document)
    for block in keys.BLOCKS:
        _add_tables(index, block, document.tree.get(block), (block,))
    for nested, (block, _keys) in keys.NESTED.items():
        for entry in index.all(block):
            _add_tables(index, nested, entry.data.get(nested), (*entry.path, nested), entry.label)
    _add_identifiers(index)
    return index


def _add_tables(index: Index, block: str, items: Any, path: Path, inside: str = "") -> None:
    found = index.entries.setdefault(block, [])
    if items is None:
        return
    if not isinstance(items, list):
        message = _("%(block)s\u00a0: une liste est attendue.")
        index.problems.append(Problem(index.document.line(*path), message % {"block": block}))
        return
    for position, item in enumerate(items):
        if isinstance(item, dict):
            found.append(Entry(block, item, (*path, position), inside))
            continue
        message = _("%(block)s\u00a0: «\u00a0%(item)s\u00a0» n’est pas une table de clés et de valeurs.")
        line = index.document.line(*path, position)
        index.problems.append(Problem(line, message % {"block": block, "item": brief(item)}))


def _add_identifiers(index: Index) -> None:
    # In the order of the lines, so that the second of two is the one reported.
    bearing = [entry for block in index.entries if "id" in keys.keys_of(block) for entry in index.all(block)]
    for entry in sorted(bearing, key=lambda entry: index.document.line(*entry.path)):
        own = entry.data.get("id")
        if not isinstance(own, str):
            continue
        if own in index.by_id:
            first = index.document.line(*index.by_id[own].path)
            message = _("en double\u00a0; il nomme déjà quelque chose ligne %(line)s.")
            index.problems.append(index.problem(entry, "id", message, line=first))
        else:
            index.by_id[own] = entry


def brief(value: object) -> str:
    """A value as a message quotes it, cut short."""
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else f"{text[:59]}…"


def date_text(value: object) -> str | None:
    """A date as the file writes it; a year without quotation marks is read by YAML as a number."""
    if isinstance(value, int) and not isinstance(value, bool) and _FIRST_YEAR <= value <= _LAST_YEAR:
        return str(value)
    return value if isinstance(value, str) else None


def read_date(value: object) -> PartialDate:
    """A date of the form (`2018-03-12`, `2018-03`, `2014`, `a/b`); PartialDateError for any other writing."""
    text = date_text(value)
    if text is None or not _FILE_DATE.fullmatch(text):
        raise PartialDateError(
            _("«\u00a0%(text)s\u00a0» n’est pas une date\u00a0; écrivez 2018-03-12, 2018-03, 2014 ou a/b.")
            % {"text": brief(value)}
        )
    return PartialDate.parse(text)


def find_date(value: object) -> PartialDate | None:
    """The date that was written, None where there is none or none that can be read."""
    try:
        return read_date(value)
    except PartialDateError:
        return None


def earliest_event(index: Index, identifiers: object) -> Entry | None:
    """The event of a list that came first: by first possible day, then last, then id."""
    dated = [
        (when.sort_key, entry.label, entry)
        for identifier in (identifiers if isinstance(identifiers, list) else [])
        if (entry := index.find(identifier, "evenements")) and (when := find_date(entry.data.get("date")))
    ]
    return min(dated, key=lambda item: item[:2])[2] if dated else None


def rupture_event(index: Index, rupture: Entry, end: str) -> Entry | None:
    """The event at which a rupture begins (`debut`: the one it names, else its earliest) or ends (`fin`)."""
    named = rupture.data.get(end)
    if named is None and end == "debut":
        return earliest_event(index, rupture.data.get("evenements"))
    return index.find(named, "evenements")
