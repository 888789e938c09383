"""Partial dates for hypothesis."""

from datetime import date

from hypothesis import strategies as st

from filrouge.lib.dates import PartialDate, PartialDateError

days = st.dates(date(1901, 1, 1), date(2098, 12, 31))
units = st.builds(lambda day, length: day.isoformat()[:length], days, st.sampled_from([4, 7, 10]))


def _between(first: str, last: str) -> str:
    try:
        return PartialDate.parse(f"[{first}..{last}]").notation
    except PartialDateError:
        return f"[{last}..{first}]"


intervals = st.builds(_between, units, units)
notations = st.one_of(
    units,
    units.map(lambda unit: f"{unit}~"),
    intervals,
    units.map(lambda unit: f"[..{unit}]"),
    units.map(lambda unit: f"[{unit}..]"),
)
partial_dates = notations.map(PartialDate.parse)
