"""What the files of the territory say: communes, categories of places. Plain Python over reviewed data files."""

import csv
import gzip
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from filrouge.lib.dates import PartialDate, PartialDateError
from filrouge.lib.text import words

DATA = Path(__file__).resolve().parent / "data"
GEOGRAPHY = DATA / "geography"
OLDEST = 99
DIRECTORY = (DATA / "directory" / "structures_42.csv", DATA / "directory" / "esms_fictifs_42.csv")


@dataclass(frozen=True)
class Category:
    """A category of places in the words of the screen: what sort of answer it is, and the life area it serves."""

    code: str
    label: str
    kind: str
    area: str


@cache
def categories() -> dict[str, Category]:
    """Every category that an imported file may name, by its code."""
    with (DATA / "categories.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: Category(**row) for row in csv.DictReader(file)}


def category(code: str) -> Category:
    """A category by its code; one that the file no longer holds is shown under its code."""
    return categories().get(code) or Category(code, code, "ordinary", "coordination")


@cache
def _words() -> dict[tuple[str, str], str]:
    with (DATA / "words.csv").open(encoding="utf-8", newline="") as file:
        return {(row["field"], row["code"]): row["words"] for row in csv.DictReader(file)}


def in_words(field: str, said: str) -> str:
    """What a file says of a place by codes, one or several joined by a bar, in words; anything else as it stands."""
    return ", ".join(_words().get((field, part), part) for part in said.split("|"))


def source_day(said: str) -> PartialDate | None:
    """The day, month or year that a source gives of itself; nothing when it writes no date."""
    try:
        return PartialDate.parse(said) if said else None
    except PartialDateError:
        return None


def ages_in_words(said: str) -> str:
    """Ages that a file writes `6-20`, as one says them: 0 is 'from birth', 99 and more 'whatever the age'."""
    found = re.fullmatch(r"(\d{1,3})-(\d{1,3})", said)
    if not found:
        return said
    least, most = int(found[1]), int(found[2])
    if most >= OLDEST:
        return f"à partir de {least} ans" if least else "à tout âge"
    return f"de {least} à {most} ans" if least else f"jusqu’à {most} ans"


def phone_in_words(said: str) -> str:
    """A French telephone number by pairs of figures, also one that begins with +33; anything else as it stands."""
    figures = re.sub(r"^\+33", "0", said)
    return " ".join(re.findall("..", figures)) if re.fullmatch(r"0\d{9}", figures) else said


@dataclass(frozen=True)
class CommuneRow:
    """A commune as the file tells it: codes are text, a centre may be unknown."""

    code: str
    name: str
    postal_codes: str
    population: int | None
    lat: float | None
    lon: float | None
    department: str
    epci: str


def geography_digest() -> str:
    """What tells whether the files changed since they were loaded (SHA-256 of the three)."""
    total = hashlib.sha256()
    for name in ("communes.csv.gz", "departements.csv", "epci.csv"):
        total.update((GEOGRAPHY / name).read_bytes())
    return total.hexdigest()


def areas() -> Iterator[tuple[str, str, str]]:
    """Départements and EPCI: kind, code, name."""
    for kind, name, column in (("department", "departements.csv", "code"), ("epci", "epci.csv", "siren")):
        with (GEOGRAPHY / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield kind, row[column], row["nom"]


def communes(department: str = "") -> Iterator[CommuneRow]:
    """The communes of the whole country, or of one département."""
    with gzip.open(GEOGRAPHY / "communes.csv.gz") as packed:
        for row in csv.DictReader(io.TextIOWrapper(packed, encoding="utf-8", newline="")):
            if department in ("", row["code_departement"]):
                yield CommuneRow(
                    code=row["code_insee"],
                    name=row["nom"],
                    postal_codes=row["codes_postaux"],
                    population=int(row["population"]) if row["population"] else None,
                    lat=float(row["lat"]) if row["lat"] else None,
                    lon=float(row["lon"]) if row["lon"] else None,
                    department=row["code_departement"],
                    epci=row["code_epci"],
                )


@dataclass(frozen=True)
class Town:
    """A commune as an address writes it: the words of its name, its postal code; one of the two may be missing."""

    name: str
    postal_code: str = ""


SHORTENED = {"st": "saint", "ste": "sainte"}
PLACED = {"a": "", "au": "le", "aux": "les"}
# A postal code between brackets belongs to the name before it.
_PIECE = re.compile(r"[,;:\n·/]| [-–—] |\((?![0-9]{5}\))|(?<![0-9])\)")
_POSTAL_CODE = re.compile(r"[0-9]{5}")


def whole_words(text: str) -> list[str]:
    """The words of a name of commune, with those that people shorten written out."""
    return [SHORTENED.get(word, word) for word in words(text)]


def towns_written(text: str) -> list[Town]:
    """The communes that an address may name: beside a postal code; without any, the whole of its last piece.

    '12 rue des Fleurs, 42700 Firminy' and 'au Chambon-Feugerolles' name one; 'pavillon' names one only if a commune
    bears this name, which only their list tells.
    """
    pieces = [said for piece in _PIECE.split(text) if (said := whole_words(piece))]
    coded = [_beside_code(said) for said in pieces if any(map(_POSTAL_CODE.fullmatch, said))]
    if coded or not pieces:
        return coded
    last = pieces[-1]
    placed = PLACED.get(last[0])
    return [Town(" ".join(last if placed is None else [*placed.split(), *last[1:]]))]


def _beside_code(said: list[str]) -> Town:
    """The name after the postal code, or before it; what follows CEDEX is a way of sorting letters."""
    said = said[: said.index("cedex")] if "cedex" in said else said
    at = max(rank for rank, word in enumerate(said) if _POSTAL_CODE.fullmatch(word))
    return Town(" ".join(said[at + 1 :] or said[:at]), said[at])
