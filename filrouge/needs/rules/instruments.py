"""Assessment instruments: reviewed files, read strictly (`needs/data/instruments/README.md`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from filrouge.needs.rules.areas import area_of_need
from filrouge.nomenclature.choices import LifeArea
from filrouge.nomenclature.rules import DATA as LISTS
from filrouge.nomenclature.rules import read_rows

FOLDER = Path(__file__).resolve().parent.parent / "data" / "instruments"
PROFESSIONAL, RELATIVE = "professional", "relative"
TEXTS = ("slug", "version", "title", "about", "author", "who_answers", "area")
WHOLE = {*TEXTS, "checked_by", "reviewed_on", "next_review", "levels", "items"}
OF_AN_ITEM = ({"key", "words"}, {"key", "words", "code", "help"})


@dataclass(frozen=True)
class Level:
    """One of the answers that an instrument offers, in words."""

    slug: str
    words: str


@dataclass(frozen=True)
class Item:
    """One thing that an instrument asks. `code`: the need that it is about, when it is about one."""

    key: str
    words: str
    area: LifeArea
    code: str = ""
    help: str = ""


@dataclass(frozen=True)
class Instrument:
    """An assessment grid: who wrote it, who checked it, until when it may be trusted, what it asks."""

    slug: str
    version: str
    title: str
    about: str
    author: str
    checked_by: str
    reviewed_on: date
    next_review: date
    who_answers: str
    area: LifeArea
    levels: tuple[Level, ...]
    items: tuple[Item, ...]

    def is_late(self, today: date) -> bool:
        """Whether somebody should have read it again before today."""
        return today > self.next_review

    def level(self, slug: str) -> Level | None:
        return next((level for level in self.levels if level.slug == slug), None)

    def by_area(self) -> list[tuple[LifeArea, list[Item]]]:
        """The items under their life area, in the order in which the file names the areas first."""
        areas = dict.fromkeys(item.area for item in self.items)
        return [(area, [item for item in self.items if item.area == area]) for area in areas]


@lru_cache(maxsize=1)
def instruments() -> dict[str, Instrument]:
    """Every instrument that Filrouge ships, by its name; `ValueError` for a file that breaks the rules."""
    return {
        path.stem: read(path.read_text(encoding="utf-8"), path.stem) for path in sorted(FOLDER.glob("*.yaml"))
    }


def is_told_for_oneself(slug: str) -> bool:
    """Whether a relative fills this grid, about what they carry themselves."""
    return slug in {each.slug for each in instruments_for(RELATIVE)}


def instruments_for(who: str) -> list[Instrument]:
    """The grids that professionals fill, or those that a relative does."""
    return [each for each in instruments().values() if each.who_answers == who]


def read(text: str, name: str) -> Instrument:
    """An instrument from its file; `ValueError` says what is wrong in it."""
    told = yaml.safe_load(text)
    _check(isinstance(told, dict) and set(told) == WHOLE, name, f"holds {sorted(WHOLE)} and nothing else")
    for field in TEXTS:
        _check(_is_text(told[field]), name, f"tells its {field}")
    _check(told["slug"] == name, name, "has the name of its file")
    _check(told["who_answers"] in (PROFESSIONAL, RELATIVE), name, "says who answers")
    _check(told["area"] in LifeArea.values, name, "has a life area that exists")
    days = told["reviewed_on"], told["next_review"]
    _check(all(type(day) is date for day in days) and days[0] < days[1], name, "has two days in order")
    levels = tuple(_level(each, name) for each in told["levels"])
    _check(
        len({level.slug for level in levels}) == len(levels) > 1, name, "has two levels or more, each once"
    )
    items = tuple(_item(each, LifeArea(told["area"]), name) for each in told["items"])
    _check(len({item.key for item in items}) == len(items) > 0, name, "asks something, each item once")
    described = {field: told[field] for field in TEXTS} | {"area": LifeArea(told["area"])}
    checked_by = str(told["checked_by"] or "").strip()
    _check(checked_by != told["author"], name, "is checked by somebody else than its author")
    return Instrument(
        **described, checked_by=checked_by, reviewed_on=days[0], next_review=days[1], levels=levels, items=items
    )  # fmt: skip


def _level(told: Any, name: str) -> Level:
    _check(isinstance(told, dict) and set(told) == {"slug", "words"}, name, "has levels of a slug and words")
    _check(all(map(_is_text, told.values())), name, "has levels that say something")
    return Level(**told)


def _item(told: Any, area: LifeArea, name: str) -> Item:
    least, most = OF_AN_ITEM
    _check(isinstance(told, dict) and least <= set(told) <= most, name, f"has items of {sorted(most)}")
    _check(all(map(_is_text, told.values())), name, f"has items that are texts ({told.get('key')})")
    code = told.get("code", "")
    _check(not code or code in leaves(), name, f"asks about leaves of the needs, which {code} is not")
    return Item(
        told["key"], told["words"], LifeArea(area_of_need(code)) if code else area, code, told.get("help", "")
    )


def _is_text(said: Any) -> bool:
    return isinstance(said, str) and bool(said.strip())


def _check(holds: bool, name: str, rule: str) -> None:
    if not holds:
        raise ValueError(f"{name}.yaml: an instrument {rule}.")


@lru_cache(maxsize=1)
def leaves() -> Mapping[str, str]:
    """The leaves of the needs, each with its label."""
    rows = read_rows(LISTS / "serafin_ph_besoins.csv")
    return {row["code"]: row["libelle"] for row in rows if row["feuille"] == "1"}
