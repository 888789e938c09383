"""What changed between a scenario as it was loaded and the file at hand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from filrouge.exchange.scenarios.compare import same_answer
from filrouge.lib.signs import colon

NAMED = (
    "acteurs",
    "evenements",
    "evaluations",
    "avis",
    "services",
    "ruptures",
    "transitions",
    "divergences",
    "plan",
)
UNNAMED = {"cercle": ("acteur",), "consentements": ("acteur",), "rectifications": ("objet", "champ")}
"""Blocks whose lines have no id, with the keys that two writings of one line surely share."""

INSIDE = "_in"
"""The key under which an advice tells the assessment that it stands in."""

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Difference:
    """One value that is not the same: in which block, of which object, which key, before and now.

    An object that is new or gone has no key, and its whole table as value. A line of a block without ids is named
    by what it says; `place` is its rank in the file at hand, `before` what it said.
    """

    block: str
    name: str
    key: str
    old: Any
    new: Any
    place: int = -1
    before: Row = field(default_factory=dict, compare=False)

    @property
    def is_new(self) -> bool:
        return not self.key and self.old is None

    @property
    def is_gone(self) -> bool:
        return not self.key and self.new is None

    def __str__(self) -> str:
        where = f"{self.block} {self.name}".strip()
        if not self.key:
            words = _("%(where)s\u00a0: nouveau") if self.is_new else _("%(where)s\u00a0: n’y est plus")
            return words % {"where": where}
        key = _("évaluation") if self.key == INSIDE else self.key
        return f"{where}.{key}{colon()} {_shown(self.old)} → {_shown(self.new)}"


def differences(old: Row, new: Row) -> list[Difference]:
    """Every difference, in the order of the blocks; a title, a remark or another lay-out is none."""
    found = list(_keys("personne", "", old.get("personne") or {}, new.get("personne") or {}))
    for block in NAMED:
        found += _named(block, _by_id(old, block), _by_id(new, block))
    for block, identity in UNNAMED.items():
        found += _unnamed(block, identity, list(old.get(block) or ()), list(new.get(block) or ()))
    return found


def _by_id(tree: Row, block: str) -> dict[str, dict[str, Any]]:
    rows = {row["id"]: dict(row) for row in tree.get(block) or ()}
    if block != "evaluations":
        return rows
    # An advice has an id of its own, and is compared as an object of its own.
    advice = {
        one["id"]: {"suite": "inconnue", **_without_nulls(one), INSIDE: name}
        for name, row in rows.items()
        for one in row.pop("preconisations", None) or ()
    }
    return rows | advice


def _without_nulls(row: Row) -> dict[str, Any]:
    return {key: value for key, value in row.items() if value is not None}


def _named(block: str, old: Mapping[str, Row], new: Mapping[str, Row]) -> Iterator[Difference]:
    for name in (*old, *(name for name in new if name not in old)):
        if name not in new or name not in old:
            yield Difference(block, name, "", old.get(name), new.get(name))
        else:
            yield from _keys(block, name, old[name], new[name])


def _keys(block: str, name: str, old: Row, new: Row, place: int = -1) -> Iterator[Difference]:
    for key in (*old, *(key for key in new if key not in old)):
        if not same_answer(None, _said(old.get(key)), _said(new.get(key))):
            yield Difference(block, name, key, old.get(key), new.get(key), place, old)


def _said(value: Any) -> Any:
    """A value, or None in every writing of 'nobody said'."""
    return None if value in ("", []) else value


def _unnamed(block: str, identity: Sequence[str], old: list[Row], new: list[Row]) -> Iterator[Difference]:
    """A line that changed is paired with the line of the same identity that it resembles most."""
    gone = list(old)
    fresh = []
    for place, row in enumerate(new):
        same = next((one for one in gone if not any(_keys(block, "", one, row))), None)
        if same is None:
            fresh.append((place, row))
        else:
            gone.remove(same)
    for place, row in fresh:
        alike = [one for one in gone if all(one.get(key) == row.get(key) for key in identity)]
        if not alike:
            yield Difference(block, _line_name(row), "", None, row, place)
            continue
        before = min(alike, key=lambda one: len(list(_keys(block, "", one, row))))
        gone.remove(before)
        yield from _keys(block, _line_name(before), before, row, place)
    for row in gone:
        yield Difference(block, _line_name(row), "", row, None)


def _line_name(row: Row) -> str:
    return " ".join(
        str(row[key]) for key in ("acteur", "role", "du", "sens", "date", "objet", "champ") if row.get(key)
    )


def _shown(value: Any) -> str:
    return _("non renseigné") if _said(value) is None else _("«\u00a0%(value)s\u00a0»") % {"value": value}
