"""The lists that Filrouge ships, read from their files: letter by letter, in the order of their tree."""

import csv
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml

DATA = Path(__file__).resolve().parent / "data"
MANIFEST = DATA / "lists.yaml"
DESCRIBED = ("title", "version", "source", "licence", "attribution", "doubts", "system")
Row = dict[str, str]
K = TypeVar("K")


@dataclass(frozen=True)
class ShippedCode:
    """One row of a file, as the tables keep it."""

    code: str
    label: str
    parent_code: str
    level: int
    definition: str
    system: str
    is_current: bool
    extra: Row
    order: int


@dataclass(frozen=True)
class ShippedList:
    """One list of the manifest with its rows."""

    slug: str
    title: str
    version: str
    source: str
    licence: str
    attribution: str
    doubts: str
    system: str
    codes: tuple[ShippedCode, ...]

    @property
    def described(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in DESCRIBED}

    @property
    def digest(self) -> str:
        """What changes when a sign of the file or of its description does."""
        said = {**vars(self), "codes": [vars(code) for code in self.codes]}
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def shipped_lists(manifest: Path = MANIFEST) -> Iterator[ShippedList]:
    """Every list that the manifest names, in its order."""
    for said in yaml.safe_load(manifest.read_text(encoding="utf-8")):
        rows = read_rows(manifest.parent / said["file"])
        for key, own in said.get("lists", {"": {}}).items():
            column = said["columns"].get("list")
            yield _shipped({**said, **own}, [row for row in rows if column is None or row[column] == key])


def read_rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _shipped(said: dict[str, Any], rows: list[Row]) -> ShippedList:
    columns, prefix = said["columns"], said.get("system_prefix", "")
    in_order = in_tree_order(rows, columns["code"], columns.get("parent"))
    codes = tuple(_code(row, columns, prefix, order) for order, row in enumerate(in_order))
    systems = {code.system for code in codes}
    words = {name: str(said.get(name, "")) for name in DESCRIBED}
    shared = words.pop("system") or (systems.pop() if len(systems) == 1 else "")
    return ShippedList(slug=said["slug"], **words, system=shared, codes=codes)


def _code(row: Row, columns: dict[str, str], prefix: str, order: int) -> ShippedCode:
    def said(name: str) -> str:
        return row.get(columns.get(name, ""), "")

    kept = {
        columns.get(name) for name in ("list", "code", "label", "parent", "level", "definition", "system")
    }
    return ShippedCode(
        code=said("code"),
        label=said("label"),
        parent_code=said("parent"),
        level=int(said("level") or 1),
        definition=said("definition"),
        system=prefix + said("system") if said("system") else "",
        is_current=said("state") != "obsolete",
        extra={name: value for name, value in row.items() if name not in kept},
        order=order,
    )


def in_tree_order(rows: Iterable[Row], code: str, parent: str | None) -> list[Row]:
    """Each row after the one it belongs to. The tree is what `parent` says, never a number of dots.

    A row whose parent the list does not hold stands at the root, where it stood.
    """
    if parent is None:
        return list(rows)
    known = {row[code] for row in rows}
    children: dict[str, list[Row]] = {}
    for row in rows:
        children.setdefault(row[parent] if row[parent] in known else "", []).append(row)
    return list(_below("", children, code))


def _below(root: str, children: dict[str, list[Row]], code: str) -> Iterator[Row]:
    for row in children.get(root, []):
        yield row
        yield from _below(row[code], children, code)


def in_groups(rows: Iterable[tuple[K, str, str, str]]) -> list[tuple[str, list[tuple[K, str]]]]:
    """Codes (key, code, label, code above) under the label of their branch, whose own code comes first."""
    groups: dict[str, tuple[str, list[tuple[K, str]]]] = {}
    for key, code, label, above in rows:
        branch = groups.setdefault(above if above in groups else code, (label, []))
        branch[1].append((key, label))
    return list(groups.values())
