"""A rhythm is kept as a rule that any calendar reads, and placed in a week."""

from datetime import date, time, timedelta
from types import SimpleNamespace

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from filrouge.plans.rules.rhythm import Rhythm, read_rule
from filrouge.plans.rules.week import week_of
from filrouge.plans.rules.week_drawing import COLUMN, draw

RHYTHMS = st.builds(
    Rhythm, st.lists(st.integers(0, 6), min_size=1, max_size=7).map(tuple), st.integers(1, 26)
)
DAYS = st.dates(date(2000, 1, 1), date(2090, 1, 1))


@given(RHYTHMS)
def test_a_rhythm_is_read_back_as_it_was_kept(rhythm):
    assert read_rule(rhythm.rule) == rhythm


@given(RHYTHMS, DAYS)
def test_the_library_of_calendars_finds_the_same_days(rhythm, since):
    ours = [
        since + timedelta(days=n) for n in range(120) if rhythm.falls_on(since + timedelta(days=n), since)
    ]
    begins = f"DTSTART:{since:%Y%m%d}T000000\nRRULE:{rhythm.rule};WKST=MO"
    theirs = rrulestr(begins).xafter(_midnight(since) - timedelta(seconds=1), count=200)
    last = _midnight(since) + timedelta(days=119)
    assert [day.date() for day in theirs if day <= last] == ours


def _midnight(day):
    from datetime import datetime

    return datetime(day.year, day.month, day.day)


@pytest.mark.parametrize(
    "text",
    ["", "FREQ=DAILY", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;INTERVAL=0;BYDAY=MO",
     "FREQ=WEEKLY;INTERVAL=a;BYDAY=MO", "FREQ=WEEKLY;BYDAY=MO;COUNT=3"],
)  # fmt: skip
def test_what_is_not_said_by_weeks_and_days_is_not_guessed(text):
    assert read_rule(text) is None


def test_a_rhythm_has_days():
    with pytest.raises(ValueError, match="has days"):
        Rhythm(())


def _line(rhythm="FREQ=WEEKLY;BYDAY=MO", starts_at=time(9), minutes=60):
    return SimpleNamespace(
        id=None, title="", area="health", rhythm=rhythm, starts_at=starts_at, minutes=minutes
    )


LINES = st.builds(
    _line,
    rhythm=RHYTHMS.map(lambda rhythm: rhythm.rule) | st.just(""),
    starts_at=st.none() | st.times(),
    minutes=st.none() | st.integers(1, 600),
)


@given(st.lists(LINES, max_size=12))
def test_every_line_is_in_the_week_or_said_to_have_no_day(lines):
    week = week_of(enumerate(lines))
    placed = {visit.number for day in week.days for visit in day}
    assert placed | {number for number, _line in week.unplaced} == set(range(len(lines)))
    assert week.is_empty == (not placed)


@given(st.lists(LINES, max_size=12))
def test_no_block_of_the_drawing_hides_another(lines):
    drawing = draw(week_of(enumerate(lines)))
    blocks = drawing.blocks if drawing else []
    for one in blocks:
        for other in blocks:
            if one is not other and one.visit.day == other.visit.day:
                together = one.visit.starts < other.visit.ends and other.visit.starts < one.visit.ends
                apart = one.x + one.width <= other.x or other.x + other.width <= one.x
                assert apart or not together
        assert one.x >= 0
        assert one.width <= COLUMN


def test_hours_are_counted_on_average_and_said_to_be_a_minimum():
    week = week_of([(1, _line()), (2, _line("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH")), (3, _line(minutes=None))])
    assert week.minutes == 120
    assert week.is_at_least
