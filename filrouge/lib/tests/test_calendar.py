from datetime import UTC, date, datetime, time, timedelta

import pytest

from filrouge.lib.dates.calendar import (
    is_working_day,
    months_before,
    next_occurrence,
    public_holiday,
    school_holiday,
    school_zone,
    working_day_from,
)
from filrouge.lib.dates.clock import instants

PARIS = "Europe/Paris"


@pytest.mark.parametrize(
    ("day", "department", "name"),
    [
        (date(2026, 7, 14), "42", "Fête nationale"),
        (date(2026, 4, 3), "42", ""),
        (date(2026, 4, 3), "67", "Vendredi saint"),
        (date(2026, 4, 3), "57", "Vendredi saint"),
        (date(2026, 12, 26), "68", "Saint-Étienne"),
        (date(2026, 12, 26), "69", ""),
        (date(2026, 12, 20), "974", "Abolition de l'esclavage"),
        (date(2026, 12, 20), "", ""),
    ],
)
def test_public_holidays_are_those_of_the_departement(day, department, name):
    assert public_holiday(day, department) == name


def test_school_holidays_follow_the_zone():
    assert [school_zone(code) for code in ("42", "13", "75", "2A", "974")] == ["A", "B", "C", "", ""]
    winter = date(2026, 2, 9)  # zone A alone that week
    assert school_holiday(winter, "42") == "Vacances d'hiver"
    assert (school_holiday(winter, "13"), school_holiday(winter, "75")) == ("", "")
    assert school_holiday(winter, "2A") == ""


def test_a_day_off_is_moved_to_the_next_working_day():
    assert not is_working_day(date(2026, 8, 15)), "Assumption, a Saturday"
    assert working_day_from(date(2026, 5, 23)) == date(2026, 5, 26), "over Whit Monday"
    assert working_day_from(date(2026, 4, 3), "67") == date(2026, 4, 7), "Good Friday, there alone"
    assert working_day_from(date(2026, 4, 3), "42") == date(2026, 4, 3)


def test_what_comes_back_keeps_its_day():
    first = date(2026, 1, 31)
    seen, day = [], first
    for _ in range(4):
        day = next_occurrence(first, "month", day)
        seen.append(day)
    assert seen == [date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31)]
    assert next_occurrence(date(2024, 2, 29), "year", date(2024, 2, 29)) == date(2025, 2, 28)
    assert next_occurrence(date(2026, 1, 15), "quarter", date(2026, 5, 2)) == date(2026, 7, 15)
    assert next_occurrence(date(2026, 1, 5), "week", date(2026, 1, 20)) == date(2026, 1, 26)
    assert months_before(date(2026, 8, 31), 6) == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("day", "hour", "count"),
    [
        (date(2026, 3, 29), time(2, 30), 0),
        (date(2026, 3, 29), time(3, 0), 1),
        (date(2026, 10, 25), time(2, 30), 2),
        (date(2026, 10, 25), time(3, 0), 1),
        (date(2027, 3, 28), time(2, 0), 0),
        (date(2027, 10, 31), time(2, 59), 2),
        (date(2027, 7, 1), time(2, 30), 1),
    ],
)
def test_an_hour_on_the_wall_is_none_one_or_two_instants(day, hour, count):
    found = instants(day, hour, PARIS)
    assert len(found) == count
    assert not found or found[-1] - found[0] == timedelta(hours=count - 1)


def test_the_summers_instant_comes_first():
    summer, winter = instants(date(2026, 10, 25), time(2, 30), PARIS)
    assert summer == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert winter == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
