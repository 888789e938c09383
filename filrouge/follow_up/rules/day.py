"""The day drawn as one line: the hours, what is set, where one stands now. Numbers for a drawing of 1160 by 80."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

WIDTH, LEFT, RIGHT = 1160, 40.0, 1120.0
FIRST_HOUR, LAST_HOUR = 8, 18
MIDDLE, HEIGHT, LANE = 44, 28, 34
LEAST_WIDTH = 26.0


@dataclass(frozen=True)
class Bar:
    """One appointment on the line: where, how wide, on which row when several overlap."""

    x: float
    y: float
    width: float

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)

    @property
    def baseline(self) -> float:
        return self.y + 19


@dataclass(frozen=True)
class DayLine:
    hours: list[tuple[int, float]]
    bars: list[Bar]
    now_x: float | None
    height: int


def draw(spans: Sequence[tuple[datetime, datetime]], now: datetime, *, is_today: bool) -> DayLine:
    """The line of a day. All instants are in the hours of the place; what goes on past midnight stops there."""
    day = spans[0][0].date() if spans else now.date()
    hours = [(_hour(start), _hour(end) if end.date() == start.date() else 24.0) for start, end in spans]
    first = min([FIRST_HOUR, *(int(start) for start, _end in hours)])
    last = max([LAST_HOUR, *(int(end) + (end % 1 > 0) for _start, end in hours)])

    def x_of(hour: float) -> float:
        return round(LEFT + (hour - first) / (last - first) * (RIGHT - LEFT), 1)

    lanes = _lanes(hours)
    bars = [
        Bar(x_of(start), MIDDLE - HEIGHT / 2 + lane * LANE, max(x_of(end) - x_of(start), LEAST_WIDTH))
        for (start, end), lane in zip(hours, lanes, strict=True)
    ]
    here = _hour(now)
    is_shown = is_today and now.date() == day and first <= here <= last
    height = 80 + (LANE + 2) * max(lanes, default=0)
    ticks = [(hour, x_of(hour)) for hour in range(first, last + 1)]
    return DayLine(ticks, bars, x_of(here) if is_shown else None, height)


def _hour(at: datetime) -> float:
    return at.hour + at.minute / 60


def _lanes(hours: Sequence[tuple[float, float]]) -> list[int]:
    """On which row each stands: the first that is free when it begins."""
    free: list[float] = []
    lanes = []
    for start, end in hours:
        lane = next((rank for rank, until in enumerate(free) if until <= start), len(free))
        free[lane : lane + 1] = [end]
        lanes.append(lane)
    return lanes
