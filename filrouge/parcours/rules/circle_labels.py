"""The names on the circle map: how wide they are, where they stand, none over another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import cos, radians, sin

from filrouge.lib.lettering import width_of, wrap

WIDTH, HEIGHT = 840.0, 700.0
CENTRE_X, CENTRE_Y = 420.0, 345.0
INNER, OUTER = (215.0, 172.0), (352.0, 276.0)
RADIUS, LEAD_RADIUS = 25.0, 30.0
HALO, BESIDE, GAP, EDGE = 4.0, 12.0, 5.0, 6.0
NAME, DETAIL = 15.0, 14.0
NAME_LINE, DETAIL_LINE = 18.0, 17.0
ROOM = 152.0
CROSSED = 4.0


@dataclass(frozen=True)
class Node:
    """Somebody of the circle. `css` is the class of the life area, `presence` present, occasional or gone."""

    key: str
    label: str
    sublabel: str
    css: str
    icon: str
    sector: str
    is_lead: bool = False
    presence: str = "present"


@dataclass(frozen=True)
class Line:
    """A line of text, `y` its baseline."""

    y: float
    text: str
    css: str


@dataclass(frozen=True)
class Box:
    """The rectangle that something covers."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Tell whether two things would cover each other."""
        beside = self.right <= other.left or other.right <= self.left
        return not beside and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True)
class Label:
    """The name of a node, on several lines when it is long; `x` is where its `anchor` stands."""

    x: float
    anchor: str
    lines: tuple[Line, ...]
    box: Box


@dataclass(frozen=True)
class Spot:
    """Where a node stands: its angle in degrees from the top, clockwise, and its place on the drawing."""

    node: Node
    angle: float
    x: float
    y: float
    state: str

    @property
    def radius(self) -> float:
        return LEAD_RADIUS if self.node.is_lead else RADIUS

    @property
    def is_outer(self) -> bool:
        return self.node.presence != "present"

    @property
    def box(self) -> Box:
        reach = self.radius + HALO
        return Box(self.x - reach, self.y - reach, self.x + reach, self.y + reach)


def place_names(
    spots: Sequence[Spot], size: float, radius: float, notes: Sequence[str]
) -> list[Label] | None:
    """Find a place for every name, the hardest first; None when the map is too small for them."""
    if any(a.box.meets(b.box) for index, a in enumerate(spots) for b in spots[index + 1 :]):
        return None
    solid = [*(spot.box for spot in spots), *_fixed(size, radius, notes)]
    page = Box(EDGE, EDGE, WIDTH * size - EDGE, HEIGHT * size - EDGE)
    choices = {
        index: [label for label in candidates(spot) if _fits(label.box, page, solid)]
        for index, spot in enumerate(spots)
    }
    lines = list(_strokes(spots, size))
    found: dict[int, Label] = {}
    while len(found) < len(spots):
        index = min((i for i in choices if i not in found), key=lambda i: (len(choices[i]), i))
        if not choices[index]:
            return None
        best = min(
            enumerate(choices[index]), key=lambda rank: rank[0] + CROSSED * _crossings(rank[1].box, lines)
        )
        found[index] = best[1]
        for other in choices:
            choices[other] = [label for label in choices[other] if not label.box.meets(best[1].box)]
    return [found[index] for index in range(len(spots))]


def _fixed(size: float, radius: float, notes: Sequence[str]) -> Iterator[Box]:
    x, y = size * CENTRE_X, size * CENTRE_Y
    yield Box(x - radius - GAP, y - radius - GAP, x + radius + GAP, y + radius + GAP)
    if notes:
        wide = max(width_of(note, DETAIL) for note in notes)
        yield Box(0.0, 0.0, 14 + wide + GAP, 24 + 20 * len(notes) - 10)


def _fits(box: Box, page: Box, solid: Iterable[Box]) -> bool:
    inside = (
        page.left <= box.left
        and page.top <= box.top
        and box.right <= page.right
        and box.bottom <= page.bottom
    )
    return inside and not any(box.meets(other) for other in solid)


def candidates(spot: Spot) -> list[Label]:
    """List where a name may stand, best first: inside the ring, or below for those of the outer one."""
    across, up = sin(radians(spot.angle)), cos(radians(spot.angle))
    inward, outward = ("left", "right") if across > 0 else ("right", "left")
    if spot.is_outer:
        order = ["below", outward, inward, "above"] if up < 0.8 else [outward, "above", "below", inward]
    elif abs(across) > 0.5:
        order = [inward, "below", "above", outward]
    else:
        order = ["above", inward, outward, "below"]
    corners = ["below-right", "below-left", "above-right", "above-left"]
    return [_label(spot, side) for side in [*order, *corners]]


def _label(spot: Spot, side: str) -> Label:
    names = wrap(spot.node.label, NAME, ROOM, lines=3)
    details = wrap(spot.node.sublabel, DETAIL, ROOM) if spot.node.sublabel else ()
    wide = max(*(width_of(line, NAME) for line in names), *(width_of(line, DETAIL) for line in details), 0.0)
    tall = NAME_LINE * len(names) + DETAIL_LINE * len(details)
    reach = spot.radius + BESIDE
    upright, _dash, aside = side.partition("-")
    aside = upright if upright in ("left", "right") else aside
    anchor = {"left": "end", "right": "start", "": "middle"}[aside]
    off = {"left": -1.0, "right": 1.0, "": 0.0}[aside] * (reach if upright == aside else RADIUS * 0.6)
    x = spot.x + off
    top = {"below": spot.y + reach - 6, "above": spot.y - reach + 4 - tall}.get(upright, spot.y - tall / 2)
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
    lines = [Line(tenth(top + NAME_LINE * rank + 14), text, "nd-t") for rank, text in enumerate(names)]
    below = top + NAME_LINE * len(names) + 13
    lines += [Line(tenth(below + DETAIL_LINE * rank), text, "nd-u") for rank, text in enumerate(details)]
    return Label(tenth(x), anchor, tuple(lines), Box(left, top, left + wide, top + tall))


def at(ring: tuple[float, float], angle: float, size: float) -> tuple[float, float]:
    """Give the point of a ring at an angle in degrees from the top, clockwise, on a map of that size."""
    a = radians(angle)
    return size * (CENTRE_X + ring[0] * sin(a)), size * (CENTRE_Y - ring[1] * cos(a))


def tenth(value: float) -> float:
    """Round to one decimal, without a minus before nought."""
    return round(value, 1) + 0.0


def _strokes(spots: Sequence[Spot], size: float) -> Iterator[tuple[float, float]]:
    """List points of the thread, the inner ring and the links, which names had better not cover."""
    for step in range(120):
        yield at(INNER, 3.0 * step, size)
    for spot in spots:
        if spot.is_outer:
            x, y = at(INNER, spot.angle, size)
            yield from ((x + (spot.x - x) * k / 12, y + (spot.y - y) * k / 12) for k in range(13))
    lead = spots[0]
    x, y = size * CENTRE_X, size * CENTRE_Y
    yield from ((x + (lead.x - x) * k / 12, y + (lead.y - y) * k / 12) for k in range(13))


def _crossings(box: Box, points: Iterable[tuple[float, float]]) -> int:
    return min(3, sum(box.left < x < box.right and box.top < y < box.bottom for x, y in points))
