"""The circle map: the people and services around a person, tied to her by the thread. Geometry only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

from filrouge.lib.lettering import width_of, wrap
from filrouge.parcours.rules.circle_labels import (
    CENTRE_X,
    CENTRE_Y,
    HEIGHT,
    INNER,
    OUTER,
    WIDTH,
    Label,
    Line,
    Node,
    Spot,
    at,
    candidates,
    place_names,
    tenth,
)  # fmt: skip

SIZES = (1.0, 1.15, 1.3, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0)
SECTORS = (
    "coordination", "health", "daily_life", "mobility", "school", "work", "social_life", "housing", "money",
    "rights", "relatives",
)  # fmt: skip
RELATIVES = "relatives"
FIRST_ANGLE = -14.0
OUTER_SHARE = 0.62
PERSON, PERSON_LINE, PERSON_ROOM = 17.0, 20.0, 126.0
PERSON_LEAST, PERSON_MOST = 44.0, 72.0
TEAR = 7.5


@dataclass(frozen=True)
class Mark:
    """A node drawn: `state` is '', gone, or missing for relatives whom nobody noted."""

    key: str
    title: str
    css: str
    icon: str
    state: str
    is_lead: bool
    x: float
    y: float
    radius: float
    label: Label


@dataclass(frozen=True)
class Link:
    """What ties a node of the outer ring to the thread: whole, or broken and frayed when it is over."""

    path: str
    frays: str
    x: float
    y: float


@dataclass(frozen=True)
class CircleMap:
    """The map in the order in which it is printed; `is_fluid` when it may shrink with the page."""

    width: float
    height: float
    is_fluid: bool
    title: str
    centre_x: float
    centre_y: float
    radius: float
    person: tuple[Line, ...]
    inner: tuple[float, float]
    outer: tuple[float, float]
    links: tuple[Link, ...]
    thread: str
    dotted: str
    marks: tuple[Mark, ...]
    notes: tuple[Line, ...]


def draw(
    person: str, nodes: Sequence[Node], *, relatives: Node, title: str, notes: Sequence[str] = ()
) -> CircleMap:
    """Draw the circle of a person.

    `nodes` keep their order within a sector; `relatives` is drawn dotted when nobody of its sector is known. Names
    never cover each other: the map grows beyond 840 × 700 when there are many, and text keeps its size. `title` and
    `notes` are words for the whole map and for its corner. The same input always gives the same numbers.
    """
    ordered = _ordered(nodes, relatives)
    names = wrap(person, PERSON, PERSON_ROOM, lines=3)
    radius = _person_radius(names)
    for size in SIZES:
        spots = _spots(ordered, relatives, size)
        labels = place_names(spots, size, radius, notes)
        if labels is not None:
            break
    else:
        labels = [candidates(spot)[0] for spot in spots]
    return _print(spots, labels, size, radius, names, title, notes)


def _person_radius(lines: Sequence[str]) -> float:
    """Widen the person's disc until it holds her name."""
    wide = max(width_of(line, PERSON) for line in lines)
    return tenth(min(PERSON_MOST, max(PERSON_LEAST, hypot(wide / 2, PERSON_LINE * len(lines) / 2) + 4)))


def _ordered(nodes: Sequence[Node], relatives: Node) -> list[Node]:
    """Put the one who leads first, then by sector; a place is kept for relatives."""
    known = {sector: rank for rank, sector in enumerate(SECTORS)}
    kept = list(nodes)
    if not any(node.sector == RELATIVES for node in kept):
        kept.append(relatives)
    lead = next((node for node in kept if node.is_lead), None)
    rest = [node for node in kept if node is not lead]
    rest.sort(key=lambda node: known.get(node.sector, known[RELATIVES] - 1))
    return [lead, *rest] if lead else rest


def _spots(ordered: Sequence[Node], relatives: Node, size: float) -> list[Spot]:
    """Stand the nodes: those present share the inner ring, the others hang in the gaps between them."""
    shares = [OUTER_SHARE if node.presence != "present" else 1.0 for node in ordered]
    turn = 360.0 / sum(shares)
    angle = FIRST_ANGLE - shares[0] * turn / 2
    spots = []
    for node, share in zip(ordered, shares, strict=True):
        middle = angle + share * turn / 2
        angle += share * turn
        ring = OUTER if node.presence != "present" else INNER
        x, y = at(ring, middle, size)
        state = "missing" if node is relatives else ("gone" if node.presence == "gone" else "")
        spots.append(Spot(node, middle, x, y, state))
    return spots


def _print(
    spots: Sequence[Spot], labels: Sequence[Label], size: float, radius: float, person: Sequence[str], title: str,
    notes: Sequence[str],
) -> CircleMap:  # fmt: skip
    thread, dotted = _thread(spots, size)
    first = size * CENTRE_Y + 6 - PERSON_LINE / 2 * (len(person) - 1)
    return CircleMap(
        width=tenth(WIDTH * size),
        height=tenth(HEIGHT * size),
        is_fluid=size == SIZES[0],
        title=title,
        centre_x=tenth(size * CENTRE_X),
        centre_y=tenth(size * CENTRE_Y),
        radius=radius,
        person=tuple(
            Line(tenth(first + PERSON_LINE * rank), text, "moi-t") for rank, text in enumerate(person)
        ),
        inner=(tenth(size * INNER[0]), tenth(size * INNER[1])),
        outer=(tenth(size * OUTER[0]), tenth(size * OUTER[1])),
        links=tuple(_link(spot, size) for spot in spots if spot.is_outer),
        thread=thread,
        dotted=dotted,
        marks=tuple(_mark(spot, label) for spot, label in zip(spots, labels, strict=True)),
        notes=tuple(Line(24.0 + 20 * rank, text, "nd-u") for rank, text in enumerate(notes)),
    )


def _mark(spot: Spot, label: Label) -> Mark:
    node = spot.node
    title = " · ".join(words for words in (node.label, node.sublabel) if words)
    x, y = tenth(spot.x), tenth(spot.y)
    return Mark(node.key, title, node.css, node.icon, spot.state, node.is_lead, x, y, spot.radius, label)


def _link(spot: Spot, size: float) -> Link:
    """Tie a node of the outer ring to the inner one; what is over is torn in the middle."""
    x, y = at(INNER, spot.angle, size)
    long = hypot(x - spot.x, y - spot.y)
    across, down = (x - spot.x) / long, (y - spot.y) / long
    from_x, from_y = spot.x + (spot.radius + 3) * across, spot.y + (spot.radius + 3) * down
    if spot.state != "gone":
        return Link(f"M{_n(from_x)} {_n(from_y)} L{_n(x)} {_n(y)}", "", tenth(x), tenth(y))
    middle_x, middle_y = (from_x + x) / 2, (from_y + y) / 2
    ends = [(middle_x + way * TEAR * across, middle_y + way * TEAR * down) for way in (-1, 1)]
    (one_x, one_y), (two_x, two_y) = ends
    path = f"M{_n(from_x)} {_n(from_y)} L{_n(one_x)} {_n(one_y)} M{_n(two_x)} {_n(two_y)} L{_n(x)} {_n(y)}"
    frays = [_fray(one_x, one_y, across, down), _fray(two_x, two_y, -across, -down)]
    return Link(path, " ".join(frays), tenth(x), tenth(y))


def _fray(x: float, y: float, across: float, down: float) -> str:
    hairs = ((5 * across - side * down, 5 * down + side * across) for side in (4, 0, -4))
    return " ".join(f"M{_n(x)} {_n(y)} l{_n(dx)} {_n(dy)}" for dx, dy in hairs)


def _thread(spots: Sequence[Spot], size: float) -> tuple[str, str]:
    """Run the thread from the person to the one who leads, then round those present; dotted where nobody is."""
    present = [spot for spot in spots if not spot.is_outer and spot.state != "missing"]
    if not present:
        top, foot = at(INNER, 0.0, size), at(INNER, 180.0, size)
        return "", f"M{_n(top[0])} {_n(top[1])} {_arc(foot, 180.0, size)} {_arc(top, 180.0, size)}"
    first, last = present[0], present[-1]
    turn = last.angle - first.angle
    round_them = _arc((last.x, last.y), turn, size) if len(present) > 1 else ""
    back = f"M{_n(last.x)} {_n(last.y)} " + _closing(last, first, 360.0 - turn, size)
    start = f"M{_n(size * CENTRE_X)} {_n(size * CENTRE_Y)} {_bend(first, size)}"
    if first.node.is_lead:
        return f"{start} {round_them}".rstrip(), back
    return f"M{_n(first.x)} {_n(first.y)} {round_them}" if round_them else "", f"{start} {back}"


def _closing(last: Spot, first: Spot, turn: float, size: float) -> str:
    """Go back to the first by the empty side; all the way round, in two halves, when there is only one."""
    half = at(INNER, last.angle + turn / 2, size)
    return f"{_arc(half, turn / 2, size)} {_arc((first.x, first.y), turn / 2, size)}"


def _arc(to: tuple[float, float], turn: float, size: float) -> str:
    return f"A{_n(size * INNER[0])} {_n(size * INNER[1])} 0 {int(turn > 180)} 1 {_n(to[0])} {_n(to[1])}"


def _bend(spot: Spot, size: float) -> str:
    """Leave the person sideways and come to the one who leads from the other side."""
    x, y = size * CENTRE_X, size * CENTRE_Y
    across, down = spot.x - x, spot.y - y
    leave = x + 0.42 * across - 0.32 * down, y + 0.42 * down + 0.32 * across
    reach = spot.x - 0.42 * across + 0.28 * down, spot.y - 0.42 * down - 0.28 * across
    return " ".join(["C", *(_n(value) for value in (*leave, *reach, spot.x, spot.y))])


def _n(value: float) -> str:
    return f"{tenth(value):.1f}".removesuffix(".0")
