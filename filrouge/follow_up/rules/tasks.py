"""When something is to be done: before the date that it comes from, and never on a day when nobody works."""

from datetime import date, timedelta

from filrouge.lib.dates.calendar import months_before, next_occurrence, working_day_from

# What is found late is not late at once: somebody has this long to see it.
BREATHING = timedelta(days=14)


def due_before(on: date, months: int, today: date, department: str = "") -> date:
    """The day to act on for a date `on`: `months` before it, on a working day.

    When that day has passed already, two weeks from today; never after the date itself as long as it is ahead.
    """
    wanted = months_before(on, months)
    if wanted < today:
        wanted = min(today + BREATHING, max(on, today)) if months else max(on, today)
    return working_day_from(wanted, department)


def next_due(first: date, rhythm: str, due: date, today: date, department: str = "") -> date:
    """When what comes back is due again, once done: its next turn after today, on a working day."""
    return working_day_from(next_occurrence(first, rhythm, max(due, today)), department)
