"""Time on the frieze: what is squeezed, what is wide, and that nothing passes the limits."""

from collections import Counter
from datetime import date

import pytest

from filrouge.desk.rules.frieze.scale import (
    LEFT,
    MOST,
    TAIL,
    VIEW,
    Demand,
    Density,
    Scale,
    Span,
    build,
    divide,
    month_start,
)
from filrouge.desk.tests.frieze_cases import MONTHS, mme_e, overlapping

PLAIN = Density("", 34.0, 35.5, 38.0)
TODAY = date(2019, 7, 31)


def scale_of(begin: date, end: date, counts: dict[int, int], demands=(), today: date = TODAY) -> Scale:
    span = Span(begin, end, month_start(today, 1))
    units = divide(span, Counter(counts), today, PLAIN)
    return build(units, told=counts, cuts=(), demands=demands, density=PLAIN)


def width(scale: Scale, since: date, until: date) -> float:
    return scale.x(until) - scale.x(since)


def test_a_year_under_three_facts_is_squeezed_and_a_fuller_one_is_drawn_in_months():
    scale = scale_of(date(2014, 1, 1), TODAY, {2014: 1, 2018: 6, 2019: 4})
    assert width(scale, date(2015, 1, 1), date(2016, 1, 1)) == pytest.approx(38)
    assert width(scale, date(2018, 2, 1), date(2018, 3, 1)) > 35
    assert {month.year for month in scale.months} == {2018, 2019}


def test_a_run_of_quiet_years_takes_the_room_of_three():
    scale = scale_of(date(2012, 1, 1), TODAY, {2012: 3, 2019: 5})
    assert width(scale, date(2013, 1, 1), date(2019, 1, 1)) == pytest.approx(3 * 38)


def test_decades_without_a_fact_are_narrower_still():
    scale = scale_of(date(1935, 1, 1), TODAY, {1935: 1, 2017: 4, 2018: 6, 2019: 4})
    assert width(scale, date(1950, 1, 1), date(1960, 1, 1)) < 10 * 12
    assert width(scale, date(1935, 1, 1), date(1936, 1, 1)) == pytest.approx(38)


def test_a_short_story_fills_the_page():
    scale = scale_of(date(2019, 6, 1), TODAY, {2019: 1})
    assert scale.right == pytest.approx(VIEW - TAIL)


def test_little_too_much_is_tightened_into_the_page():
    busy = [
        Demand(date(2019, 7, 1), date(2019, 8, 1), 120.0),
        Demand(date(2018, 6, 1), date(2018, 7, 1), 68.0),
    ]
    scale = scale_of(date(2014, 1, 1), TODAY, {2014: 1, 2018: 6, 2019: 4}, busy)
    assert scale.right == pytest.approx(VIEW - TAIL)


def test_a_month_is_as_wide_as_its_facts_ask():
    busy = Demand(date(2018, 6, 1), date(2018, 7, 1), 340.0)
    scale = scale_of(date(2016, 1, 1), TODAY, {2016: 5, 2017: 5, 2018: 12, 2019: 4}, [busy])
    assert width(scale, date(2018, 6, 1), date(2018, 7, 1)) == pytest.approx(340)


def test_no_demand_passes_the_greatest_width():
    huge = Demand(date(2018, 1, 1), date(2019, 1, 1), 20_000.0)
    assert scale_of(date(2016, 1, 1), TODAY, {2018: 300}, [huge]).right == pytest.approx(LEFT + MOST)


def test_what_is_not_planned_yet_is_squeezed_even_in_the_present_year():
    scale = scale_of(date(2019, 1, 1), date(2021, 3, 31), {2019: 4})
    assert max(scale.months) == date(2019, 7, 1)
    assert [unit.kind for unit in scale.units][-3:] == ["rest", "year", "year"]


def test_time_never_runs_backwards_and_stops_at_the_edges():
    scale = scale_of(date(2014, 1, 1), TODAY, {2014: 1, 2018: 6, 2019: 4})
    days = [date.fromordinal(number) for number in range(scale.begin.toordinal(), scale.end.toordinal())]
    xs = [scale.x(day) for day in days]
    assert all(a < b for a, b in zip(xs, xs[1:], strict=False))
    assert scale.x(date(1900, 1, 1)) == LEFT
    assert scale.x(date(2100, 1, 1)) == scale.right


def test_years_of_silence_since_the_last_fact_leave_the_whole_story_on_the_page():
    drawing = mme_e(today=date(2026, 11, 22), cursor=None)
    assert drawing.width == VIEW
    assert overlapping(drawing) == []
    months = [text.text for text in drawing.captions if text.text in MONTHS]
    assert months[-1] == "juil."
