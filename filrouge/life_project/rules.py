"""What becomes of an expectation, who voiced it, the order that the person gives, and everyday examples."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from filrouge.life_project.choices import ExpectationState, Origin

EXAMPLES = Path(__file__).resolve().parent / "data" / "examples.csv"
WHO = "the person, whoever voiced it, whoever coordinates"
K = TypeVar("K")

TRANSITIONS: dict[str, dict[str, str]] = {
    ExpectationState.ALIVE.value: {
        ExpectationState.REACHED.value: WHO,
        ExpectationState.SET_ASIDE.value: WHO,
    },
    ExpectationState.REACHED.value: {ExpectationState.ALIVE.value: WHO},
    ExpectationState.SET_ASIDE.value: {ExpectationState.ALIVE.value: WHO},
}


def may_move(before: str, after: str) -> bool:
    """Whether an expectation goes from one state to the other."""
    return after in TRANSITIONS[before]


def origin(*, is_the_person: bool, is_relative: bool) -> Origin:
    """Whose voice it is: hers, a relative's, a professional's."""
    if is_the_person:
        return Origin.PERSON
    return Origin.RELATIVE if is_relative else Origin.PROFESSIONAL


def in_new_order(stored: Sequence[K], given: Sequence[K]) -> list[K]:
    """All of `stored` after somebody gave an order to some of it.

    Those that were given take, in the order given, the places that they held among themselves; the others, which
    the one who orders does not read or which came meanwhile, keep theirs. What is not stored is left out.
    """
    known = dict.fromkeys(key for key in given if key in set(stored))
    queue = iter(known)
    return [next(queue) if key in known else key for key in stored]


def moved(keys: Sequence[K], key: K, step: int) -> list[K]:
    """The order with one key a step up (-1) or down (+1); the same when it cannot move."""
    order = list(keys)
    if key not in order:
        return order
    here = order.index(key)
    there = min(max(here + step, 0), len(order) - 1)
    order.insert(there, order.pop(here))
    return order


@lru_cache(maxsize=1)
def examples() -> dict[str, list[str]]:
    """Everyday sentences to start from, by life area, as somebody says them of herself."""
    found: dict[str, list[str]] = {}
    with EXAMPLES.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found.setdefault(row["area"], []).append(row["words"])
    return found
