"""Where each thing told stands in the order of the file, which is that of a day they share."""

from collections.abc import Mapping
from typing import Protocol

from filrouge.exchange.scenarios.records import Scenario

STEP = 100
"""Room left between two neighbours, for what a corrected file tells between them."""


class Told(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def line(self) -> int: ...


def orders(scenario: Scenario, known: Mapping[str, int]) -> dict[str, int]:
    """The order of every line of the thread that the file tells and that has none yet.

    `known` has the orders given by an earlier load; what is new finds its place between its neighbours.
    """
    told: list[Told] = [
        *scenario.events,
        *scenario.assessments,
        *scenario.viewpoints,
        *scenario.spells,
        *scenario.ruptures,
        *scenario.transitions,
    ]
    given: dict[str, int] = {}
    before, waiting = 0, list[str]()
    for one in sorted(told, key=lambda one: one.line):
        if one.id not in known:
            waiting.append(one.id)
            continue
        given |= _between(before, known[one.id], waiting)
        before, waiting = known[one.id], []
    return given | _between(before, before + STEP * (len(waiting) + 1), waiting)


def _between(before: int, after: int, names: list[str]) -> dict[str, int]:
    room = max(after - before, 0)
    return {name: before + room * rank // (len(names) + 1) for rank, name in enumerate(names, start=1)}
