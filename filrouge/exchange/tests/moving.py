"""A copy of a case: every date moved by some months, every id and every name changed, and the answers with them."""

import json
import re
from calendar import monthrange
from datetime import date
from typing import Any

DATE = re.compile(r"[12]\d{3}(?:-\d{2}(?:-\d{2})?)?")
WHOLE = re.compile(rf"{DATE.pattern}(?:/{DATE.pattern})?")
NUMBERS = ("jours", "jours_min", "jours_max", "mois")


class Copy:
    """Moves the tables of a case and of its facts. Texts keep their words, but for the names."""

    def __init__(self, tree: dict[str, Any], months: int, spelling: str) -> None:
        self.months = months
        rows = [
            row
            for block in tree.values()
            if isinstance(block, list)
            for row in block
            if isinstance(row, dict)
        ]
        rows += [advice for row in rows for advice in row.get("preconisations") or ()]
        told = [row for row in rows if "id" in row and "question" not in row]
        self.ids = {tree["id"]: f"copie-de-{tree['id']}"} | {
            row["id"]: spelling.format(rank=rank, was=row["id"][::-1]) for rank, row in enumerate(told)
        }
        names = [actor["nom"] for actor in tree["acteurs"]] + [tree["personne"]["pseudonyme"]]
        self.names = {
            name: f"Nom {rank:03}" for rank, name in enumerate(sorted(names, key=len, reverse=True))
        }

    def move(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {self.reference(name): self.move(held) for name, held in value.items()}
        if isinstance(value, list):
            return [self.move(held) for held in value]
        if not isinstance(value, str):
            return value
        if WHOLE.fullmatch(value):
            return DATE.sub(lambda found: self.date(found[0]), value)
        return self.text(self.reference(value))

    def reference(self, value: str) -> str:
        """An id, or `id.field`; anything else as it is."""
        name, dot, field = value.partition(".")
        return f"{self.ids[name]}{dot}{field}" if name in self.ids else value

    def text(self, value: str) -> str:
        for name, other in self.names.items():
            value = value.replace(name, other)
        return value

    def date(self, written: str) -> str:
        year, month = int(written[:4]), int(written[5:7] or 1)
        year, month = divmod(year * 12 + month - 1 + self.months, 12)
        day = min(int(written[8:] or 1), monthrange(year, month + 1)[1])
        return f"{year:04}-{month + 1:02}-{day:02}"[: len(written)]


def copied(
    tree: dict[str, Any], facts: list[dict[str, Any]], months: int, spelling: str = "x{rank:03}_{was}"
) -> tuple[dict[str, Any], list[Any]]:
    """The moved case and its moved facts; lengths are measured again, days and months being unequal."""
    copy = Copy({**tree, "attendus": []}, months, spelling)
    moved = {key: copy.move(block) for key, block in tree.items() if key != "attendus"}
    answers = [
        {
            key: copy.move(value) if key in ("requete", "reponse", "preuves") else value
            for key, value in fact.items()
        }
        for fact in facts
    ]
    if months % 48:  # four years on, in one century, every length is the same
        _measure_again(moved, answers)
    return moved, answers


def _measure_again(moved: dict[str, Any], answers: list[Any]) -> None:
    dates = {row["id"]: row.get("date") for row in _rows(moved)}
    turns = {row["id"]: row for row in moved.get("transitions") or ()}
    for fact in answers:
        query, answer = fact.get("requete") or {}, fact["reponse"]
        pairs = zip(query, answer, strict=True) if isinstance(query, list) else [(query, answer)]
        for asked, told in pairs:
            if asked.get("nom") == "duree":
                told.update(between(dates[asked["de"]], dates[asked["a"]], told))
            for turn in told if asked.get("nom") == "transitions" else ():
                if turn.get("avance"):
                    row = turns[turn["id"]]
                    turn["avance"] = between(dates[row["reperee_par"]], row["prevue"], turn["avance"])


def between(first: str, second: str, shape: dict[str, Any]) -> dict[str, Any]:
    """The length between two written dates, with the keys that `shape` has: an oracle of its own."""
    (a0, a1), (b0, b1) = bounds(first), bounds(second)
    numbers = {
        "jours": (b0 - a0).days,
        "jours_min": (b0 - a1).days,
        "jours_max": (b1 - a0).days,
        "mois": (b0.year - a0.year) * 12 + b0.month - a0.month,
    }
    return {key: numbers[key] for key in shape if key in NUMBERS}


def bounds(written: str) -> tuple[date, date]:
    first, _slash, last = str(written).partition("/")
    days = []
    for unit in (first, last or first):
        year, month, day = (*(int(number) for number in unit.split("-")), 0, 0)[:3]
        low = date(year, month or 1, day or 1)
        high = date(year, month or 12, day or monthrange(year, month or 12)[1])
        days.append((low, high))
    return days[0][0], days[1][1]


def _rows(tree: dict[str, Any]) -> list[dict[str, Any]]:
    rows = [row for block in tree.values() if isinstance(block, list) for row in block]
    return [row for row in rows if isinstance(row, dict) and "id" in row]


def wrong_answers(answer: Any) -> list[Any]:
    """The same answer changed in one place, in every way that makes it say something else."""
    wrong: list[Any] = ["autre chose"]
    if isinstance(answer, dict):
        wrong += [{**answer, "une_cle_de_plus": 1}]
        for key, held in answer.items():
            if held not in (None, []):
                wrong.append({name: one for name, one in answer.items() if name != key})
            wrong += [{**answer, key: one} for one in wrong_answers(held)]
    elif isinstance(answer, list):
        wrong.append([*answer, json.loads(json.dumps(answer[-1])) if answer else "un de plus"])
        for rank, held in enumerate(answer):
            wrong.append([one for place, one in enumerate(answer) if place != rank])
            wrong += [[*answer[:rank], one, *answer[rank + 1 :]] for one in wrong_answers(held)]
    elif isinstance(answer, bool):
        wrong.append(not answer)
    elif isinstance(answer, int | float):
        wrong += [answer + 1, -answer - 1, str(answer) + "0"]
    elif isinstance(answer, str):
        wrong += [answer + " de plus", answer[:-1], answer.swapcase() if answer.swapcase() != answer else "0"]
    return wrong
