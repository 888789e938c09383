"""Days counted in months and in years, as people count them."""

from calendar import monthrange
from datetime import date


def months_after(day: date, months: int) -> date:
    """The same day of another month, or its last day where it has no such day; `months` may be negative."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def birthday(birth: date, age: int) -> date:
    """The day when somebody born on `birth` is `age`; born on 29 February, the last of February."""
    return months_after(birth, 12 * age)
