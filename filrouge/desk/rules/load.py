"""The weeks ahead of a coordinator, and how they are drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WEEKS = 6
HEIGHT, WIDTH, STEP = 28, 8, 12


@dataclass(frozen=True)
class Week:
    """How many situations somebody leads on a day, and by how many that differs from the week before."""

    day: date
    led: int
    change: int

    @property
    def is_more(self) -> bool:
        return self.change > 0


@dataclass(frozen=True)
class Bar:
    x: int
    y: int
    height: int
    is_over: bool


def weeks_from(today: date) -> list[date]:
    """Today, then the Mondays of the weeks ahead."""
    monday = today + timedelta(days=7 - today.weekday())
    return [today, *(monday + timedelta(weeks=rank) for rank in range(WEEKS))]


def drawn(weeks: Sequence[Week], capacity: int) -> list[Bar]:
    """One bar a week, as high as what is led; over the capacity it says so."""
    most = max(capacity, *(week.led for week in weeks))
    heights = [round(HEIGHT * week.led / most) for week in weeks]
    return [
        Bar(rank * STEP, HEIGHT - height, height, week.led > capacity)
        for rank, (week, height) in enumerate(zip(weeks, heights, strict=True))
    ]
