"""The tables that a population is drawn from; `data/README.md` says where each comes from."""

import csv
from datetime import date
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

import yaml

from filrouge.exchange.population.dice import Dice

DATA = Path(__file__).resolve().parent / "data"
# The public list has no accents; people do.
ACCENTS = {
    "Guerin": "Guérin", "Andre": "André", "Francois": "François", "Clement": "Clément", "Noel": "Noël",
    "Riviere": "Rivière", "Gerard": "Gérard", "Benoit": "Benoît", "Carre": "Carré", "Menard": "Ménard",
    "Aubry": "Aubry", "Leger": "Léger", "Herve": "Hervé", "Prevost": "Prévost", "Leveque": "Lévêque",
    "Etienne": "Étienne", "Barthelemy": "Barthélémy", "Goncalves": "Gonçalves", "Marechal": "Maréchal",
    "Benard": "Bénard", "Lemaitre": "Lemaître", "Pages": "Pagès", "Gregoire": "Grégoire", "Gimenez": "Giménez",
    "Hebert": "Hébert", "Vallee": "Vallée", "Lelievre": "Lelièvre", "Mahe": "Mahé", "Regnier": "Régnier",
    "Laine": "Lainé", "Dupre": "Dupré", "Ferre": "Ferré", "Chretien": "Chrétien", "Mace": "Macé",
    "Peron": "Péron", "Labbe": "Labbé", "Neveu": "Neveu", "Lefevre": "Lefèvre",
}  # fmt: skip
# With an apostrophe, a hyphen, an accent: what badly made lists and searches stumble on.
UNUSUAL = (
    "D’Angelo", "N’Diaye", "L’Hermet", "D’Almeida", "M’Barek", "O’Connor", "L’Hostis", "D’Andréa", "K’Bidi",
    "Béal", "Chômat", "Gagnère", "Épinat", "Œuvrard", "Maçon-Vial", "Saint-Léger",
)  # fmt: skip


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@cache
def bank(name: str) -> Any:
    """The sentences of one theme."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load((DATA / f"{name}.yaml").read_text(encoding="utf-8"), Loader=loader)  # noqa: S506


@cache
def _family_names() -> tuple[list[str], list[float]]:
    table = rows("family_names.csv")
    return [row["nom"] for row in table], list(accumulate(float(row["frequence_pct"]) for row in table))


@cache
def _given_names() -> list[tuple[int, int, str, list[str], list[float]]]:
    """First and last year of birth, sex, names, and how frequent: the first of the list come most often."""
    groups: dict[tuple[str, str], list[str]] = {}
    for row in rows("given_names.csv"):
        groups.setdefault((row["cohorte"], row["sexe"]), []).append(row["prenom"])
    return [
        (
            *map(int, years.split("-")),
            sex,
            names,
            list(accumulate(1 / (rank + 4) for rank in range(len(names)))),
        )  # type: ignore[misc]
        for (years, sex), names in groups.items()
    ]


@cache
def _communes() -> tuple[list[tuple[str, str]], list[float]]:
    table = rows("communes.csv")
    names = [(row["name"], row["postcode"]) for row in table]
    return names, list(accumulate(float(row["population"]) for row in table))


def family_name(dice: Dice) -> str:
    """A name by its frequency; one in fifty is an unusual one, one in thirty is double."""
    if dice.chance(0.02):
        return dice.pick(UNUSUAL)
    names, weights = _family_names()
    first, second = dice.random.choices(names, cum_weights=weights, k=2)
    drawn = ACCENTS.get(first, first)
    return f"{drawn}-{ACCENTS.get(second, second)}" if second != first and dice.chance(0.03) else drawn


def given_name(dice: Dice, birth_year: int, sex: str) -> str:
    """A name that children born that year were given."""
    groups = [group for group in _given_names() if group[2] == sex]
    _, _, _, names, weights = min(
        groups, key=lambda group: max(group[0] - birth_year, birth_year - group[1], 0)
    )
    return dice.random.choices(names, cum_weights=weights)[0]


def commune(dice: Dice) -> tuple[str, str]:
    """A commune of the Loire by its population, and its postcode."""
    names, weights = _communes()
    return dice.random.choices(names, cum_weights=weights)[0]


def years_before(day: date, years: int) -> date:
    """The same day `years` earlier; 28 February where that year has no 29th."""
    return day.replace(year=day.year - years, day=min(day.day, 28) if day.month == 2 else day.day)
