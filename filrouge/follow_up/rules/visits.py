"""The visits of a day in a sensible order: on time first, then the least way to go.

Distances are straight lines over the ground, at a speed that makes up for the roads: nobody outside is asked, and what
is shown is said to be an estimate. Instants are whole minutes on one and the same count, so that a day on which the
clock changes is a day like any other.

Up to `EXACT` visits, every order is weighed, but for those that are surely worse than the best found so far. Beyond,
each visit is put where it costs least, the tightest hours first; then visits are moved one by one as long as that
helps: good orders, not surely the best one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from filrouge.lib.geo import Point, distance_km

EXACT = 8
KMH = 40  # straight line over the ground, roads and halts made up for
MINUTES = 60


class Visit(NamedTuple):
    """One to make: where (when that is known), how long, between which minutes it may begin, and when it is set."""

    key: str
    where: Point | None
    minutes: int
    earliest: int
    latest: int
    set_at: int | None = None


@dataclass(frozen=True)
class Stop:
    """One visit in its place: the way there, when one arrives, when it begins and ends, how late that is."""

    key: str
    km: float
    way: int
    arrives: int
    starts: int
    ends: int
    late: int

    @property
    def waits(self) -> int:
        return self.starts - self.arrives


@dataclass(frozen=True)
class Round:
    stops: list[Stop]
    km_back: float

    @property
    def km(self) -> float:
        return sum(stop.km for stop in self.stops) + self.km_back

    @property
    def late(self) -> list[Stop]:
        """The visits that cannot begin in time in this order."""
        return [stop for stop in self.stops if stop.late]

    @property
    def cost(self) -> tuple[int, int, float]:
        """What makes one order better than another: fewer late, less late, less way."""
        return len(self.late), sum(stop.late for stop in self.stops), round(self.km, 6)


def travel(a: Point | None, b: Point | None) -> tuple[float, int]:
    """Kilometres and minutes from one place to another; none where one of them is not known."""
    km = distance_km(a, b) if a and b else 0.0
    return km, ceil(km / KMH * MINUTES)


def follow(start: Point | None, leaves: int | None, visits: Sequence[Visit]) -> Round:
    """The round in that order. `leaves`: when one sets out; without it, in time for the first visit at its hour."""
    stops: list[Stop] = []
    here, clock = start, leaves
    for visit in visits:
        stop = _stop(here, clock, visit)
        stops.append(stop)
        here, clock = visit.where or here, stop.ends
    back, _way = travel(here, start) if visits else (0.0, 0)
    return Round(stops, back)


def _stop(here: Point | None, clock: int | None, visit: Visit) -> Stop:
    km, way = travel(here, visit.where)
    at_its_hour = visit.earliest if visit.set_at is None else visit.set_at
    arrives = at_its_hour if clock is None else clock + way
    starts = max(arrives, visit.earliest)
    return Stop(
        visit.key, km, way, arrives, starts, starts + visit.minutes, late=max(0, starts - visit.latest)
    )


def arrange(start: Point | None, leaves: int | None, visits: Sequence[Visit]) -> list[Visit]:
    """The visits in a sensible order."""
    by_hour = sorted(visits, key=lambda visit: (visit.latest, visit.earliest, visit.key))
    good = _improved(start, leaves, _inserted(start, leaves, by_hour))
    if len(good) > EXACT:
        return good
    return _Search(start, leaves, good).best


def _inserted(start: Point | None, leaves: int | None, visits: Sequence[Visit]) -> list[Visit]:
    """Each visit put where it costs least, in the order in which they come."""
    found: list[Visit] = []
    for visit in visits:
        places = [[*found[:rank], visit, *found[rank:]] for rank in range(len(found) + 1)]
        found = min(places, key=lambda order: follow(start, leaves, order).cost)
    return found


def _improved(start: Point | None, leaves: int | None, order: list[Visit]) -> list[Visit]:
    """Visits taken out and put back elsewhere as long as one of these moves makes the round better."""
    best, cost = order, follow(start, leaves, order).cost
    while True:
        moved = min(
            (_moved(best, a, b) for a in range(len(best)) for b in range(len(best)) if a != b),
            key=lambda one: follow(start, leaves, one).cost,
            default=best,
        )
        if follow(start, leaves, moved).cost >= cost:
            return best
        best, cost = moved, follow(start, leaves, moved).cost


def _moved(order: list[Visit], a: int, b: int) -> list[Visit]:
    rest = [*order[:a], *order[a + 1 :]]
    return [*rest[:b], order[a], *rest[b:]]


class _Search:
    """Every order, but for those whose beginning costs as much already as the best whole round."""

    def __init__(self, start: Point | None, leaves: int | None, order: list[Visit]) -> None:
        self.start, self.leaves = start, leaves
        self.best, self.cost = order, follow(start, leaves, order).cost
        self._go_on([], order, start, leaves, (0, 0, 0.0))

    def _go_on(
        self, done: list[Visit], left: list[Visit], here: Point | None, clock: int | None,
        spent: tuple[int, int, float],
    ) -> None:  # fmt: skip
        if not left:
            cost = follow(self.start, self.leaves, done).cost
            if cost < self.cost:
                self.best, self.cost = done, cost
            return
        for visit in left:
            stop = _stop(here, clock, visit)
            cost = spent[0] + (stop.late > 0), spent[1] + stop.late, spent[2] + stop.km
            if cost < self.cost:
                rest = [other for other in left if other is not visit]
                self._go_on([*done, visit], rest, visit.where or here, stop.ends, cost)
