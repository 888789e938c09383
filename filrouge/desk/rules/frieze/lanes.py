"""Lanes: which life areas hold something, in how many rows their bars stand, and at what height."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from filrouge.desk.rules.frieze.bars import Extent
from filrouge.desk.rules.frieze.facts import Lane
from filrouge.desk.rules.frieze.numbers import tenth
from filrouge.desk.rules.frieze.shapes import LaneHead, Text
from filrouge.lib.lettering import wrap

FIRST = "coordination"
TOP = 54.0
AXIS = 24.0
FIRST_ROW = 43.0
ROW = 27.0
EMPTY = 51.0
NAME_SIZE = 14.0
NAME_ROOM = 110.0
NAME_LINE = 16.0


@dataclass(frozen=True)
class Slot:
    """Something to put in a row: the stretches it takes, and below which other slot, if it must be."""

    key: str
    extents: tuple[Extent, ...]
    below: str | None = None


@dataclass(frozen=True)
class Band:
    """A lane laid down: its top, the axis of its knots, its height, the row of each slot."""

    lane: Lane
    top: float
    rows: Mapping[str, int] = field(default_factory=dict)
    is_sunken: bool = False

    @property
    def axis(self) -> float:
        return self.top + AXIS

    @property
    def height(self) -> float:
        return EMPTY + ROW * (max(self.rows.values(), default=-1) + 1)

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def row_top(self, key: str) -> float:
        """Give the top of the bar that a slot holds."""
        return self.top + FIRST_ROW + ROW * self.rows[key]


def choose(areas: Sequence[Lane], used: Iterable[str]) -> tuple[Lane, ...]:
    """Keep the life areas that hold something, coordination first; one empty lane if none does."""
    codes = set(used) or {FIRST}
    kept = sorted((lane for lane in areas if lane.code in codes), key=lambda lane: lane.code != FIRST)
    return tuple(kept or areas[:1])


def pack(slots: Sequence[Slot]) -> dict[str, int]:
    """Give each slot the first row where it touches nothing, from left to right; what stands below comes last."""
    rows: list[list[Extent]] = []
    found: dict[str, int] = {}
    free = sorted(
        (slot for slot in slots if not slot.below), key=lambda one: min(e.left for e in one.extents)
    )
    for slot in [*free, *(slot for slot in slots if slot.below)]:
        row = found.get(slot.below or "", -1) + 1
        while row < len(rows) and any(a.meets(b) for a in rows[row] for b in slot.extents):
            row += 1
        rows += [[] for _ in range(row + 1 - len(rows))]
        rows[row] += slot.extents
        found[slot.key] = row
    return found


def stack(lanes: Sequence[Lane], rows: Mapping[str, Mapping[str, int]], top: float) -> dict[str, Band]:
    """Lay the lanes one under the other from `top`; grounds alternate."""
    bands: dict[str, Band] = {}
    for index, lane in enumerate(lanes):
        band = Band(lane, top, rows.get(lane.code, {}), is_sunken=index % 2 == 0)
        bands[lane.code] = band
        top += band.height
    return bands


def head(band: Band) -> LaneHead:
    """Draw the icon and the name of a lane, on two lines when it is long."""
    lines = wrap(band.lane.label, NAME_SIZE, NAME_ROOM)
    first = band.axis + 5 - NAME_LINE / 2 * (len(lines) - 1)
    css = "fz-tb creux" if band.is_sunken else "fz-tb"
    texts = (Text(40.0, tenth(first + NAME_LINE * rank), line, css) for rank, line in enumerate(lines))
    return LaneHead(band.lane.css, band.lane.icon, tenth(band.axis - 11), tuple(texts))
