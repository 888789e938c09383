"""A week of what is proposed: which answer on which day, from what hour, for how long."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import time
from typing import Protocol
from uuid import UUID

from filrouge.plans.rules.rhythm import WEEK, read_rule

HOUR = 60
# What is drawn when no hour is known: a working day.
FIRST_HOUR, LAST_HOUR = 8, 18


class Recurring(Protocol):
    """A line, as far as a week is concerned."""

    id: UUID
    title: str
    area: str
    rhythm: str
    starts_at: time | None
    minutes: int | None


@dataclass(frozen=True)
class Visit:
    """One answer on one day, under its number in the plan. `starts`: minutes after midnight, if somebody said."""

    line: Recurring
    number: int
    day: int
    every: int
    starts: int | None
    minutes: int | None
    lane: int = 0
    lanes: int = 1

    @property
    def ends(self) -> int | None:
        """Minutes after midnight, at most the end of the day: a night is drawn on the day that it begins."""
        if self.starts is None or self.minutes is None:
            return None
        return min(self.starts + self.minutes, 24 * HOUR)


@dataclass(frozen=True)
class Week:
    """Seven days of visits; `minutes`: on average in a week, as far as it is known. `unplaced`: no rhythm was said."""

    days: list[list[Visit]]
    minutes: float
    unplaced: list[tuple[int, Recurring]]

    @property
    def is_at_least(self) -> bool:
        """Whether some visit is of a length that nobody told: the sum is then a minimum."""
        return any(visit.minutes is None for day in self.days for visit in day)

    @property
    def is_empty(self) -> bool:
        return not any(self.days)

    @property
    def first_hour(self) -> int:
        """The hour from which the week is drawn."""
        starts = [visit.starts for day in self.days for visit in day if visit.starts is not None]
        return min([FIRST_HOUR, *(start // HOUR for start in starts)])

    @property
    def last_hour(self) -> int:
        """The hour up to which the week is drawn."""
        ends = [visit.ends for day in self.days for visit in day if visit.ends is not None]
        return max([LAST_HOUR, *(-(-end // HOUR) for end in ends)])


def week_of(lines: Iterable[tuple[int, Recurring]]) -> Week:
    """The week of lines, each with its number in the plan."""
    days: list[list[Visit]] = [[] for _day in range(WEEK)]
    minutes, unplaced = 0.0, []
    for number, line in lines:
        rhythm = read_rule(line.rhythm) if line.rhythm else None
        if rhythm is None:
            unplaced.append((number, line))
            continue
        minutes += rhythm.minutes_a_week(line.minutes or 0)
        starts = None if line.starts_at is None else line.starts_at.hour * HOUR + line.starts_at.minute
        for day in rhythm.days:
            days[day].append(Visit(line, number, day, rhythm.every, starts, line.minutes))
    return Week([_in_lanes(day) for day in days], minutes, unplaced)


def _in_lanes(day: list[Visit]) -> list[Visit]:
    """Visits of a day in order; those that overlap stand side by side."""
    timed = sorted(
        (visit for visit in day if visit.ends is not None), key=lambda visit: (visit.starts, visit.ends)
    )
    untimed = [visit for visit in day if visit.ends is None]
    placed: list[Visit] = []
    group: list[Visit] = []
    reaches = -1
    for visit in timed:
        if group and (visit.starts or 0) >= reaches:
            placed += _side_by_side(group)
            group = []
        group.append(visit)
        reaches = max(reaches if len(group) > 1 else -1, visit.ends or 0)
    placed += _side_by_side(group)
    return placed + sorted(untimed, key=lambda visit: (visit.starts is None, visit.starts or 0))


def _side_by_side(group: list[Visit]) -> list[Visit]:
    free_from: list[int] = []
    lanes: list[int] = []
    for visit in group:
        starts = visit.starts or 0
        lane = next((n for n, free in enumerate(free_from) if free <= starts), len(free_from))
        free_from[lane : lane + 1] = [visit.ends or 0]
        lanes.append(lane)
    return [replace(visit, lane=lane, lanes=len(free_from)) for visit, lane in zip(group, lanes, strict=True)]
