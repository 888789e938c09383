"""The week as it is drawn: columns for days, hours downwards, a block for each visit that can be placed."""

from __future__ import annotations

from dataclasses import dataclass

from filrouge.plans.rules.week import HOUR, Visit, Week

MARGIN, COLUMN, TOP, HOUR_HEIGHT, GAP = 52, 94, 30, 24, 3
LEAST_HEIGHT = 16


@dataclass(frozen=True)
class Block:
    """A visit at its place, in units of the drawing."""

    visit: Visit
    x: int
    y: int
    width: int
    height: int

    @property
    def text_x(self) -> int:
        return self.x + 6

    @property
    def text_y(self) -> int:
        return self.y + min(self.height, 24) // 2 + 5


@dataclass(frozen=True)
class HourLine:
    """A line across the days at one hour; `y` in units of the drawing."""

    hour: int
    y: int

    @property
    def text_y(self) -> int:
        return self.y + 5


@dataclass(frozen=True)
class WeekDrawing:
    """`columns`: for each day, the middle of its column and its left edge."""

    width: int
    height: int
    columns: list[tuple[int, int]]
    hours: list[HourLine]
    blocks: list[Block]


def draw(week: Week) -> WeekDrawing | None:
    """Nothing when no visit has both an hour and a length."""
    timed = [visit for day in week.days for visit in day if visit.ends is not None]
    if not timed:
        return None
    first, last = week.first_hour, week.last_hour
    edges = [MARGIN + COLUMN * day for day in range(len(week.days))]
    return WeekDrawing(
        width=MARGIN + COLUMN * len(week.days),
        height=TOP + (last - first) * HOUR_HEIGHT + 10,
        columns=[(edge + COLUMN // 2, edge) for edge in edges],
        hours=[HourLine(hour, TOP + (hour - first) * HOUR_HEIGHT) for hour in range(first, last + 1, 2)],
        blocks=[_block(visit, edges[visit.day], first) for visit in timed],
    )


def _block(visit: Visit, edge: int, first: int) -> Block:
    starts, ends = visit.starts or 0, visit.ends or 0
    width = (COLUMN - GAP) // visit.lanes
    height = (ends - starts) * HOUR_HEIGHT // HOUR
    return Block(
        visit,
        x=edge + GAP + width * visit.lane,
        y=TOP + (starts - first * HOUR) * HOUR_HEIGHT // HOUR,
        width=max(width - GAP, GAP),
        height=max(height, LEAST_HEIGHT),
    )
