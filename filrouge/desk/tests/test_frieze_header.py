"""The head of the frieze: no caption over another, and fewer of them when time is tight."""

from datetime import date

import pytest

from filrouge.desk.rules.frieze.header import calendar, extent
from filrouge.desk.rules.frieze.scale import LEFT, MOST, Density, Span, build, divide, month_start
from filrouge.desk.tests.frieze_cases import AREAS, MONTHS, fact, frieze, mme_e, overlapping, spell, words

LATER = date(2026, 11, 21)


def head(month_width: float, counts: dict[int, int], begin: date = date(2000, 1, 1)):
    """A calendar whose months have the width asked for: too many of them to be stretched."""
    density = Density("", 34.0, month_width, 38.0)
    units = divide(Span(begin, LATER, month_start(LATER, 1)), counts, LATER, density)
    scale = build(units, told=counts, cuts=(), demands=(), density=density)
    return scale, calendar(scale, scale.after(LATER), scale.right + 26, words(), None)


def captions(drawing):
    return [caption.text for caption in drawing.captions]


def test_years_months_and_the_squeezed_run_are_named():
    named = captions(mme_e(cursor=None))
    assert named[:2] == ["2018", "2019"]
    assert "échelle resserrée" in named
    assert [text for text in named if text in MONTHS] == MONTHS + MONTHS[:7]


def test_months_under_the_chosen_date_are_left_out():
    gone = set(captions(mme_e(cursor=None))) - set(captions(mme_e()))
    assert gone <= {"août", "sept.", "oct."}
    assert "sept." in gone


def test_today_has_a_line_of_its_own_when_a_year_begins_there():
    drawing = mme_e(today=date(2019, 1, 20))
    assert drawing.grounds[0].y == 54 + 18
    assert overlapping(drawing) == []


def test_of_two_year_names_that_touch_the_later_stays():
    _scale, drawn = head(16.0, dict.fromkeys(range(2000, 2027), 5), begin=date(2000, 12, 1))
    years = [caption.text for caption in drawn.captions if caption.css == "fz-tb"]
    assert years == [str(year) for year in range(2001, 2027)]


def test_narrow_months_are_named_by_the_quarter():
    _scale, drawn = head(16.0, dict.fromkeys(range(2000, 2027), 5))
    months = [caption.text for caption in drawn.captions if caption.text in MONTHS]
    assert set(months) == {"janv.", "avr.", "juil.", "oct."}


def test_very_narrow_months_have_no_name_and_few_lines():
    scale, drawn = head(6.0, dict.fromkeys(range(2000, 2027), 5))
    assert not [caption for caption in drawn.captions if caption.text in MONTHS]
    xs = [x for x, _top in drawn.ticks]
    assert all(b - a >= 13.9 for a, b in zip(xs, xs[1:], strict=False))
    assert len(scale.months) > 300


def test_narrow_years_are_named_one_in_five_or_ten():
    drawing = frieze([], [spell("home", "1935", None, "housing", "Maison")], today=LATER)
    years = [int(text) for text in captions(drawing) if text.isdigit() and len(text) == 4]
    assert years
    assert all(year % 5 == 0 for year in years)


def test_a_page_little_too_wide_is_left_when_only_a_few_months_could_give_way():
    counts = dict.fromkeys(range(2000, 2026), 2) | {2026: 3}
    density = Density("", 34.0, 2.0, 36.0)
    span = Span(date(2000, 1, 1), LATER, month_start(LATER, 1))
    scale = build(divide(span, counts, LATER, density), told=counts, cuts=(), demands=(), density=density)
    assert scale.right == pytest.approx(LEFT + 26 * 36 + 11 * 2)


def test_a_year_told_in_all_lanes_for_ninety_years_is_forced_into_the_limit():
    told = [
        (f"{year}-{month:02}", lane.code) for year in range(1936, 2026) for month in (2, 9) for lane in AREAS
    ]
    drawing = frieze([fact(n, when, code) for n, (when, code) in enumerate(told, start=1)], today=LATER)
    assert LEFT + MOST - 1 <= drawing.width <= 4000
    assert overlapping(drawing) == []


def test_a_caption_knows_what_it_covers():
    now = mme_e().now_text
    covered = extent(now, 13.0, bold=True)
    assert (now.anchor, covered.right) == ("end", now.x)
