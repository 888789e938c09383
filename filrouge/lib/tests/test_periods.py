from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filrouge.lib.dates import Length, PartialDate, PeriodState, length, may_touch, state_on, surely_before
from filrouge.lib.tests.strategies import days, partial_dates

perhaps_dates = st.none() | partial_dates
OPEN_STATES = (PeriodState.OPEN, PeriodState.OPEN_SINCE_UNKNOWN, PeriodState.PERHAPS_OPEN)


def read(notation):
    return notation and PartialDate.parse(notation)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("2018-06", "2018-11", Length(124, 182, 5)),
        ("2018-03", "2019-06", Length(427, 486, 15)),
        ("2018-03", "2019-07", Length(457, 517, 16)),
        ("2014", "2019-07", Length(1643, 2037)),
        ("2025-10-06", "2025-12-15", Length(70, 70)),
        ("2026-02-02", "2028-03", Length(758, 788, 25)),
        ("2019-07", "2019-07", Length(-30, 30, 0)),
        ("2018-03", "2018-02", Length(-58, -1, -1)),
        ("2018-03~", "2018-11", Length(185, 302)),
        ("2018-06/2018-10", "2018-11", Length(1, 182)),
    ],
)
def test_length_between_two_dates(a, b, expected):
    assert length(read(a), read(b)) == expected


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (None, "2018"),
        ("2018", None),
        (None, None),
        ("[..2014]", "2018"),
        ("2014", "[2018..]"),
        ("[2014..]", "2018"),
    ],
)
def test_length_from_or_to_the_unknown_is_unknown(a, b):
    assert length(read(a), read(b)) is None


@given(partial_dates, partial_dates)
def test_length_backwards_is_its_opposite(a, b):
    there, back = length(a, b), length(b, a)

    assert (there is None) == (back is None)
    assert there is None or (there.least, there.most) == (-back.most, -back.least)


@pytest.mark.parametrize(
    ("since", "until", "day", "state"),
    [
        (None, "2018-06", "2018-06-30", PeriodState.CLOSED),
        (None, "2018-06", "2018-06-29", PeriodState.PERHAPS_OPEN),
        (None, "2018-06", "2018-01-15", PeriodState.OPEN_SINCE_UNKNOWN),
        ("2018-06/2018-10", None, "2018-05-31", PeriodState.NOT_YET),
        ("2018-06/2018-10", None, "2018-06-01", PeriodState.PERHAPS_OPEN),
        ("2018-06/2018-10", None, "2018-10-30", PeriodState.PERHAPS_OPEN),
        ("2018-06/2018-10", None, "2018-10-31", PeriodState.OPEN),
        ("2014", None, "2018-09-15", PeriodState.OPEN),
        ("2018-11", "2019-07", "2019-07-01", PeriodState.PERHAPS_OPEN),
        ("2018-11", "2019-07", "2019-07-31", PeriodState.CLOSED),
        (None, None, "2018-09-15", PeriodState.OPEN_SINCE_UNKNOWN),
        ("2025-09-08", None, "2025-09-08", PeriodState.OPEN),
        ("2025-09-08", "2025-09-08", "2025-09-08", PeriodState.CLOSED),
        # Both dates in the same month: closed for sure on the last day, before that nobody knows.
        ("2019-07", "2019-07", "2019-07-15", PeriodState.PERHAPS_OPEN),
        # An end before the beginning was ever possible: the end decides.
        ("2020", "2018", "2019-01-01", PeriodState.CLOSED),
    ],
)
def test_state_on_a_day(since, until, day, state):
    assert state_on(read(since), read(until), date.fromisoformat(day)) is state


@pytest.mark.parametrize(
    ("since", "until", "day", "state"),
    [
        ("[..2014]", None, "1990-01-01", PeriodState.PERHAPS_OPEN),
        ("[..2014]", None, "2014-12-31", PeriodState.OPEN),
        ("[2014..]", None, "2013-12-31", PeriodState.NOT_YET),
        ("[2014..]", None, "2030-01-01", PeriodState.PERHAPS_OPEN),
        ("2010", "[..2014]", "2012-01-01", PeriodState.PERHAPS_OPEN),
        ("2010", "[..2014]", "2014-12-31", PeriodState.CLOSED),
        ("2010", "[2014..]", "2013-12-31", PeriodState.OPEN),
        ("2010", "[2014..]", "2030-01-01", PeriodState.PERHAPS_OPEN),
    ],
)
def test_an_open_side_leaves_every_day_beyond_it_in_doubt(since, until, day, state):
    assert state_on(read(since), read(until), date.fromisoformat(day)) is state


@given(perhaps_dates, perhaps_dates, days)
def test_a_period_open_on_a_day_may_touch_it(since, until, day):
    is_open = state_on(since, until, day) in OPEN_STATES

    assert not is_open or may_touch(since, until, PartialDate.of_day(day))


@pytest.mark.parametrize(
    ("since", "until", "period", "touches"),
    [
        ("2018-06", "2018-10", "2018-10-31", True),
        ("2018-06", "2018-10", "2018-11", False),
        ("2018-06", "2018-10", "2018-05", False),
        ("2018-06", None, "2030", True),
        (None, "2018-06", "1990", True),
        (None, None, "1990", True),
        ("[..2018-06]", "2018-10", "1990", True),
        ("2018-06", "[2018-10..]", "2030", True),
        ("2018-06", "2018-10", "[..2018-05]", False),
        ("2018-06", "2018-10", "[2018-11..]", False),
        ("2018-06", "2018-10", "[2018-10..]", True),
    ],
)
def test_may_touch(since, until, period, touches):
    assert may_touch(read(since), read(until), read(period)) is touches


def test_surely_before_wants_no_common_day():
    assert surely_before(read("2018-06"), read("2018-07"))
    assert not surely_before(read("2018-06"), read("2018-06-30"))
    assert not surely_before(read("2018-07"), read("2018-06"))
    assert not surely_before(read("[2014..]"), read("2030"))
    assert not surely_before(read("2014"), read("[..2018]"))


@given(partial_dates, partial_dates)
def test_two_dates_are_in_order_or_touch(a, b):
    assert sum([surely_before(a, b), surely_before(b, a), may_touch(a, a, b)]) == 1
