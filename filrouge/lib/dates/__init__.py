"""Partial dates: a day, a month, a year, around one of these, or somewhere between two."""

from filrouge.lib.dates.ends import from_words, period_words, since_words, until_words
from filrouge.lib.dates.partial import PartialDate, PartialDateError, Precision
from filrouge.lib.dates.periods import Length, PeriodState, length, may_touch, state_on, surely_before
from filrouge.lib.dates.typed import read_typed
from filrouge.lib.dates.wording import say, say_bounds, say_length, say_near, say_precision

__all__ = [
    "Length",
    "PartialDate",
    "PartialDateError",
    "PeriodState",
    "Precision",
    "from_words",
    "length",
    "may_touch",
    "period_words",
    "read_typed",
    "say",
    "say_bounds",
    "say_length",
    "say_near",
    "say_precision",
    "since_words",
    "state_on",
    "surely_before",
    "until_words",
]
