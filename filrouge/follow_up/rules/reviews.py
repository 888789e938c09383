"""A co-evaluation: its states, and when the next one falls."""

import calendar
from datetime import date

TRANSITIONS: dict[str, dict[str, str]] = {
    "prepared": {"held": "coordinator", "set_aside": "coordinator"},
    "held": {},
    "set_aside": {},
}

MONTHS = {"quarterly": 3, "half_yearly": 6}
# Where nobody said how often: once in half a year, the longest that the profession lets go by.
LONGEST = 6
# From the least to the best; what is not known or not said has no place among them.
STEPS = ("very_bad", "bad", "so_so", "good", "very_good")


def may_become(state: str, wanted: str) -> bool:
    """Whether the table lets a co-evaluation go from one state to the other."""
    return wanted in TRANSITIONS[state]


def next_day(kind: str, held_on: date) -> date | None:
    """The day proposed for the next one; none when it comes only when somebody wishes it."""
    return later(held_on, MONTHS[kind]) if kind in MONTHS else None


def later(day: date, months: int) -> date:
    """The same day so many months later, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def step_of(value: str) -> int | None:
    """The place of an answer on the scale, from 1 to 5; none for 'I do not know' and 'I do not want to say'."""
    return STEPS.index(value) + 1 if value in STEPS else None
