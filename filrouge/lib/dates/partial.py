"""Dates as people know them: a day, a month, a year, or somewhere between two of these."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from django.utils.translation import gettext as _

_UNIT = r"[12][0-9]{3}(?:-[0-9]{2}(?:-[0-9]{2})?)?"
_SIMPLE = re.compile(rf"(?P<unit>{_UNIT})(?P<about>~?)")
_BETWEEN = re.compile(rf"\[(?P<first>{_UNIT})?\.\.(?P<last>{_UNIT})?\]")
_SLASH = re.compile(rf"(?P<first>{_UNIT})/(?P<last>{_UNIT})")


class PartialDateError(ValueError):
    """Nothing that can be read as a date; the message is a sentence to show to whoever wrote it."""


class Precision(StrEnum):
    """How finely a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    INTERVAL = "interval"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the day, the month, the year, roughly, or only between two limits.

    `notation` is a subset of EDTF (ISO 8601-2), years 1000 to 2999: `2014`, `2018-03`, `2018-03-12`, each
    with `~` for 'around', and `[a..b]`, `[..b]`, `[a..]` for 'somewhere in'. `earliest` and `latest` are
    the first and last day it may have been, None on an open side. `~` widens by one unit of the precision on
    each side. Two dates are equal when they are written alike. Built by `parse` and `of_day`.
    """

    notation: str
    earliest: date | None = field(compare=False)
    latest: date | None = field(compare=False)

    @classmethod
    def parse(cls, notation: str) -> PartialDate:
        """Read a notation, or the `a/b` of scenario files as `[a..b]`; PartialDateError for anything else."""
        return _parse(notation.strip())

    @classmethod
    def of_day(cls, day: date) -> PartialDate:
        """Make the partial date of one known day."""
        return _parse(f"{day.year:04}-{day.month:02}-{day.day:02}")

    @property
    def is_approximate(self) -> bool:
        return self.notation.endswith("~")

    @property
    def precision(self) -> Precision:
        if self.notation.startswith("["):
            return Precision.INTERVAL
        return unit_precision(self.notation.rstrip("~"))

    @property
    def ends(self) -> tuple[str, str]:
        """Both units it is written with, '' on an open side: `('2018-06', '2018-10')`, `('2014', '2014')`."""
        if self.notation.startswith("["):
            first, last = self.notation[1:-1].split("..")
            return first, last
        unit = self.notation.rstrip("~")
        return unit, unit

    @property
    def sort_key(self) -> str:
        """Text that sorts dates by first possible day, then last; an open side borrows the other day."""
        return f"{self.earliest or self.latest}|{self.latest or self.earliest}"

    def slash(self) -> str:
        """Write it as scenario files do: `a/b` for `[a..b]`, the notation for all else."""
        first, last = self.ends
        return f"{first}/{last}" if self.precision is Precision.INTERVAL and first and last else self.notation

    def __str__(self) -> str:
        return self.notation


def unit_precision(unit: str) -> Precision:
    """Tell the precision of a unit, i.e. of `2014`, `2018-03` or `2018-03-12`."""
    return {4: Precision.YEAR, 7: Precision.MONTH}.get(len(unit), Precision.DAY)


def unit_days(unit: str) -> tuple[date, date]:
    """Give the first and the last day of a unit; PartialDateError if no calendar has it."""
    year, month, day = unit_numbers(unit)
    precision = unit_precision(unit)
    if precision is Precision.YEAR:
        return date(year, 1, 1), date(year, 12, 31)
    try:
        first = date(year, month, day if precision is Precision.DAY else 1)
    except ValueError as error:
        raise PartialDateError(_no_such_date(unit)) from error
    return first, first if precision is Precision.DAY else first.replace(day=monthrange(year, month)[1])


def unit_numbers(unit: str) -> tuple[int, int, int]:
    """Split a unit into year, month and day, 0 for what is not said."""
    year, month, day = (*(int(number) for number in unit.split("-")), 0, 0)[:3]
    return year, month, day


def next_unit(unit: str, step: int) -> str:
    """Give the day, month or year that stands `step` further: `next_unit('2018-03', -1)` is `2018-02`."""
    year, month, _day = unit_numbers(unit)
    precision = unit_precision(unit)
    if precision is Precision.DAY:
        return (unit_days(unit)[0] + timedelta(days=step)).isoformat()
    if precision is Precision.MONTH:
        year, month = divmod(year * 12 + month - 1 + step, 12)
        return f"{year:04}-{month + 1:02}"
    return f"{year + step:04}"


def is_notation(text: str) -> bool:
    """Tell whether a text has the shape of a notation, even if no calendar has that date."""
    return any(form.fullmatch(text.strip()) for form in (_SIMPLE, _BETWEEN, _SLASH))


# A thread reads the same few notations again and again, one per row shown.
@lru_cache(maxsize=4096)
def _parse(notation: str) -> PartialDate:
    if simple := _SIMPLE.fullmatch(notation):
        return _parse_simple(simple["unit"], approximate=bool(simple["about"]))
    between = _BETWEEN.fullmatch(notation) or _SLASH.fullmatch(notation)
    if between and (between["first"] or between["last"]):
        return _parse_between(between["first"] or "", between["last"] or "")
    raise PartialDateError(
        _("«\u00a0%(text)s\u00a0» ne se lit pas comme une date. Écrivez par exemple «\u00a0mars 2018\u00a0».")
        % {"text": notation}
    )


def _parse_simple(unit: str, *, approximate: bool) -> PartialDate:
    earliest, latest = unit_days(unit)
    if not approximate:
        return PartialDate(unit, earliest, latest)
    return PartialDate(f"{unit}~", unit_days(next_unit(unit, -1))[0], unit_days(next_unit(unit, 1))[1])


def _parse_between(first: str, last: str) -> PartialDate:
    earliest = unit_days(first)[0] if first else None
    latest = unit_days(last)[1] if last else None
    if earliest and latest and earliest > latest:
        raise PartialDateError(
            _("Les deux dates sont à l’envers\u00a0: écrivez la plus ancienne en premier, avec son année.")
        )
    return PartialDate(f"[{first}..{last}]", earliest, latest)


def _no_such_date(unit: str) -> str:
    year, month, day = unit_numbers(unit)
    if not 1 <= month <= 12:
        return _("Le mois va de 1 à 12. Écrivez par exemple «\u00a012/03/2018\u00a0».")
    return _("Le %(day)s/%(month)s/%(year)s n’existe pas dans le calendrier.") % {
        "day": f"{day:02}",
        "month": f"{month:02}",
        "year": f"{year:04}",
    }
