"""When an answer comes back: which days, every how many weeks. Kept as an RRULE of RFC 5545."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MOST_WEEKS = 26
WEEK = 7


@dataclass(frozen=True)
class Rhythm:
    """The days of the week, Monday first, and every how many weeks they come back."""

    days: tuple[int, ...]
    every: int = 1

    def __post_init__(self) -> None:
        if not self.days or not set(self.days) <= set(range(WEEK)) or not 1 <= self.every <= MOST_WEEKS:
            raise ValueError("a rhythm has days, and comes back within half a year")
        object.__setattr__(self, "days", tuple(sorted(set(self.days))))

    @property
    def rule(self) -> str:
        """The RRULE of RFC 5545 (section 3.3.10) that says the same: FREQ, INTERVAL above one, BYDAY."""
        days = ",".join(DAYS[day] for day in self.days)
        interval = "" if self.every == 1 else f";INTERVAL={self.every}"
        return f"FREQ=WEEKLY{interval};BYDAY={days}"

    def falls_on(self, day: date, since: date) -> bool:
        """Whether it comes on a day, for an answer that began on another: its first week counts from there."""
        weeks = (_monday(day) - _monday(since)) // WEEK
        return day.weekday() in self.days and day >= since and weeks % self.every == 0

    def minutes_a_week(self, minutes: int) -> float:
        """How long it takes in a week, on average."""
        return len(self.days) * minutes / self.every


def read_rule(text: str) -> Rhythm | None:
    """The rhythm that a rule tells; nothing for one that is said otherwise than by weeks and days."""
    parts = dict(part.split("=", 1) for part in text.removeprefix("RRULE:").split(";") if "=" in part)
    if parts.pop("FREQ", "") != "WEEKLY" or set(parts) - {"INTERVAL", "BYDAY"} or "BYDAY" not in parts:
        return None
    try:
        return Rhythm(_days(parts["BYDAY"].split(",")), int(parts.get("INTERVAL", "1")))
    except ValueError:
        return None


def _days(codes: Iterable[str]) -> tuple[int, ...]:
    return tuple(DAYS.index(code) for code in codes)


def _monday(day: date) -> int:
    return day.toordinal() - day.weekday()
