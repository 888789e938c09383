"""The French calendar: public holidays by département, school holidays by zone, working days, what comes back.

A département is its INSEE code ('42', '2A', '974'); an empty one is that of mainland France in general.
"""

import csv
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path

import holidays
from dateutil.relativedelta import relativedelta
from dateutil.rrule import MONTHLY, WEEKLY, YEARLY, rrule

# Bas-Rhin, Haut-Rhin and Moselle keep two days more; `holidays` names Alsace by its European collectivity.
ALSACE_MOSELLE = {"57": "57", "67": "6AE", "68": "6AE", "6AE": "6AE"}
OVERSEAS = {
    "971": "971", "972": "972", "973": "973", "974": "974", "975": "PM", "976": "976", "977": "BL", "978": "MF",
    "986": "WF", "987": "PF", "988": "NC",
}  # fmt: skip
SATURDAY = 5
# How often something comes back: dateutil's frequency, and every how many of them.
RHYTHMS = {"week": (WEEKLY, 1), "month": (MONTHLY, 1), "quarter": (MONTHLY, 3), "year": (YEARLY, 1)}
LAST_SURE_DAY = 28  # the last day that every month has
ZONES = Path(__file__).resolve().parent.parent / "data" / "school_zones.csv"


@cache
def _public(year: int, department: str) -> dict[date, str]:
    subdivision = ALSACE_MOSELLE.get(department) or OVERSEAS.get(department)
    return dict(holidays.country_holidays("FR", years=year, subdiv=subdivision, language="fr"))


@cache
def _school(year: int, zone: str) -> dict[date, str]:
    found = holidays.country_holidays(
        "FR", years=year, subdiv=f"Zone {zone}", categories=("school",), language="fr"
    )
    return dict(found)


@cache
def _zones() -> dict[str, str]:
    with ZONES.open(newline="", encoding="utf-8") as file:
        return {code: row["zone"] for row in csv.DictReader(file) for code in row["departments"].split()}


def public_holiday(day: date, department: str = "") -> str:
    """The name, in French, of the public holiday that `day` is in that département; '' for any other day."""
    return _public(day.year, department).get(day, "")


def school_zone(department: str) -> str:
    """'A', 'B' or 'C'; '' for Corsica and overseas, whose academies keep a calendar of their own."""
    return _zones().get(department, "")


def school_holiday(day: date, department: str) -> str:
    """The name, in French, of the school holidays that `day` falls in; '' outside them, or where no zone is known."""
    zone = school_zone(department)
    return _school(day.year, zone).get(day, "") if zone else ""


def is_working_day(day: date, department: str = "") -> bool:
    """Whether offices work: neither a Saturday, a Sunday nor a public holiday there."""
    return day.weekday() < SATURDAY and not public_holiday(day, department)


def working_day_from(day: date, department: str = "") -> date:
    """`day` itself, or the first working day after it."""
    while not is_working_day(day, department):
        day += timedelta(days=1)
    return day


def next_occurrence(first: date, rhythm: str, after: date) -> date:
    """The day on which what began on `first` comes back, the first one later than `after`.

    Counted from the first day, so that the day of the month never wears away: what began on the 31st comes back on
    the last day of shorter months, and on the 31st again.
    """
    return next(day for day in _days(first, rhythm) if day > after)


def _days(first: date, rhythm: str) -> Iterator[date]:
    frequency, interval = RHYTHMS[rhythm]
    if frequency == WEEKLY or first.day <= LAST_SURE_DAY:
        rule = rrule(frequency, dtstart=_midnight(first), interval=interval)
    else:
        # of the 28th to the wanted day, the last that the month has
        days = tuple(range(LAST_SURE_DAY, first.day + 1))
        months = {"bymonth": first.month} if frequency == YEARLY else {}
        rule = rrule(
            frequency, dtstart=_midnight(first), interval=interval, bymonthday=days, bysetpos=-1, **months
        )
    return (each.date() for each in rule)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def months_before(day: date, months: int) -> date:
    """The same day of the month, that many months earlier; the last day of a month that has no such day."""
    return day - relativedelta(months=months)
