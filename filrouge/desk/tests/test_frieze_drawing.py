"""The frieze as a whole: knots, bars, empty places, chosen date, and that labels never cover each other."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filrouge.desk.tests.frieze_cases import (
    AREAS,
    JULY,
    fact,
    frieze,
    mme_e,
    overlapping,
    rupture,
    spell,
    texts,
    turn,
    words,
)  # fmt: skip

LATER = date(2026, 11, 21)


def knot_xs(drawing):
    return [knot.x for knot in drawing.knots]


def bar_of(drawing, key):
    return next(bar for bar in drawing.bars if bar.key == key)


def test_the_drawing_of_the_published_case_is_one_page_wide():
    drawing = mme_e()
    assert (drawing.width, len(drawing.knots), len(drawing.bars)) == (1112.0, 16, 7)
    assert [head.css for head in drawing.heads] == [
        "d-coord",
        "d-sante",
        "d-quotidien",
        "d-droits",
        "d-logement",
    ]
    assert overlapping(drawing) == []


def test_the_same_story_gives_the_same_numbers():
    assert mme_e() == mme_e()


def test_knots_follow_the_order_told():
    xs = knot_xs(mme_e())
    assert xs == sorted(xs)
    assert [knot.text for knot in mme_e().knots] == [str(number) for number in range(1, 17)]


def test_only_facts_between_two_dates_are_hollow_and_have_a_bracket():
    drawing = mme_e()
    hollow = [knot.text for knot in drawing.knots if "vague" in knot.css]
    assert hollow == ["2", "6", "7", "8", "10", "11", "13"]
    assert len(drawing.brackets) == 7


def test_a_knot_leads_to_its_fact_and_says_it():
    knot = frieze([fact(7, "2018-03-12")]).knots[0]
    assert (knot.href, knot.label) == ("#fil-7", "7. Fait 7")


def test_nothing_known_is_a_dotted_thread_that_reaches_today():
    drawing = frieze()
    assert (drawing.knots, drawing.bars, drawing.shows) == ((), (), ())
    assert [head.lines[0].text for head in drawing.heads] == ["Coordination"]
    assert drawing.thread.lines == ()
    assert len(drawing.thread.dotted) == 1
    assert drawing.thread.ring is not None


def test_one_fact_alone_is_drawn():
    drawing = frieze([fact(1, "2019-07-30")])
    assert len(drawing.knots) == 1
    assert overlapping(drawing) == []


def test_facts_of_one_day_stand_apart_in_the_order_told():
    drawing = frieze([fact(number, "2019-03-04") for number in range(1, 7)])
    xs = knot_xs(drawing)
    assert all(b - a >= 23 for a, b in zip(xs, xs[1:], strict=False))


def test_a_fact_told_late_sends_the_thread_back_without_covering_a_knot():
    drawing = frieze([fact(1, "2018-03-01"), fact(2, "2019-05-01"), fact(3, "2018-03-02")])
    first, second, third = knot_xs(drawing)
    assert first < third < second
    assert third - first >= 23


def test_years_after_the_last_fact_are_squeezed():
    drawing = mme_e(today=LATER)
    last = drawing.knots[-1].x
    assert drawing.now.x - last < 11 * 38 + 60
    assert overlapping(drawing) == []


def test_a_long_bar_is_named_again_where_a_wide_drawing_opens():
    facts = [fact(n, f"{2016 + n // 4}-{1 + n % 4 * 3:02}") for n in range(1, 24)]
    drawing = frieze(facts, [spell("clic", "2014", None, label="CLIC")], today=date(2022, 1, 31))
    first, again = bar_of(drawing, "clic").names
    assert drawing.width - 1112 <= again.x - 152
    assert first.text == again.text


def test_a_life_of_ninety_years_stays_within_bounds():
    facts = [fact(number, str(1930 + 6 * number)) for number in range(1, 15)]
    drawing = frieze(facts, [spell("home", "1936", None, "housing", "Maison de Bellevue")], today=LATER)
    assert 1112 <= drawing.width <= 4000
    assert overlapping(drawing) == []


def test_three_hundred_facts_share_knots_and_stay_within_bounds():
    codes = [lane.code for lane in AREAS]
    days = [f"{2021 + n // 60}-{1 + n // 5 % 12:02}-{1 + n * 7 % 28:02}" for n in range(300)]
    facts = [fact(n, day, codes[n % 7]) for n, day in enumerate(sorted(days), start=1)]
    drawing = frieze(facts, today=LATER)
    assert 1112 <= drawing.width <= 4000
    assert any(knot.text.startswith("×") for knot in drawing.knots)
    assert sum(int(knot.text[1:]) if knot.text.startswith("×") else 1 for knot in drawing.knots) == 300
    assert overlapping(drawing) == []


def test_a_shared_knot_says_all_its_facts_and_leads_to_the_first():
    facts = [fact(number, f"2019-03-{number:02}") for number in range(1, 29)]
    knot = frieze(facts).knots[0]
    assert (knot.text, knot.href) == ("×28", "#fil-1")
    assert knot.label.startswith("1. Fait 1 · 2. Fait 2 · ")


def test_what_is_planned_lies_ahead_on_a_dotted_thread():
    drawing = frieze([fact(1, "2019-06-02"), fact(2, "2019-10-02", "rights")])
    done, planned = drawing.knots
    assert done.x < drawing.now.x < planned.x
    assert "a-venir" in planned.css
    assert len(drawing.thread.dotted) == 1
    assert "ahead" in drawing.shows


def test_only_planned_facts_leave_the_past_dotted():
    drawing = frieze([fact(1, "2019-10-02")])
    assert drawing.thread.lines == ()
    assert len(drawing.thread.dotted) == 2


@pytest.mark.parametrize(
    ("when", "ends"), [("[..2018-06]", 1), ("[2018-06..]", 1), ("[2018-06..2018-09]", 2)]
)
def test_a_side_that_nobody_bounded_has_no_end_mark(when, ends):
    drawing = frieze([fact(1, when)])
    assert drawing.brackets[0].path.count(" v") == ends


def test_a_rupture_frays_the_thread_twice_and_leaves_a_place():
    drawing = mme_e()
    assert len(drawing.thread.frays) == 4
    assert len(drawing.thread.lines) == 3
    assert [place.title for place in drawing.places] == ["rupture\u00a0: environ 5 mois"]


def test_a_rupture_still_open_at_the_last_fact_ends_the_thread():
    facts = [fact(1, "2018-03"), fact(2, "2018-09", "daily_life")]
    drawing = frieze(facts, breaks=[rupture("r", "f2", None, "2018-09", None)])
    assert drawing.thread.ring is None
    assert len(drawing.thread.frays) == 1


def test_a_rupture_still_open_leaves_the_thread_going_on_and_its_place_open_at_today():
    facts = [fact(1, "2018-03"), fact(2, "2018-09", "daily_life"), fact(3, "2019-01")]
    gone = spell("saad", None, "2018-09", "daily_life", "SAAD", closed_by="f2")
    drawing = frieze(facts, [gone], [rupture("r", "f2", None, "2018-09", None, spell="saad")])
    assert drawing.thread.ring is not None
    assert "Z" not in drawing.places[0].path
    assert drawing.places[0].path.endswith(f"H{drawing.now.x:.1f}".removesuffix(".0"))


def test_several_ruptures_open_at_once_each_have_their_place():
    spells = [spell(f"s{n}", None, f"2018-0{n}-10", "daily_life", f"Service {n}") for n in (3, 5, 7)]
    facts = [fact(n, f"2018-0{n}-10", "daily_life") for n in (3, 5, 7)]
    breaks = [rupture(f"r{n}", f"f{n}", None, f"2018-0{n}-10", None, spell=f"s{n}") for n in (3, 5, 7)]
    drawing = frieze(facts, spells, breaks)
    assert len({place.label.y for place in drawing.places}) == 3
    assert overlapping(drawing) == []


def test_a_service_that_goes_on_through_a_rupture_has_the_place_below_its_bar():
    facts = [fact(1, "2018-03-10"), fact(2, "2018-09-10")]
    drawing = frieze(
        facts, [spell("s", "2017", None)], [rupture("r", "f1", "f2", "2018-03-10", "2018-09-10", spell="s")]
    )
    assert drawing.places[0].label.y - drawing.bars[0].names[0].y == pytest.approx(27)


def test_the_name_of_a_narrow_place_stands_below_it():
    facts = [fact(1, "2018-03-10"), fact(2, "2018-03-20")]
    gone = spell("s", "2015", "2018-03-10", closed_by="f1")
    drawing = frieze(facts, [gone], [rupture("r", "f1", "f2", "2018-03-10", "2018-03-20", spell="s")])
    assert drawing.places[0].label.y - drawing.bars[0].names[0].y == pytest.approx(27)
    assert overlapping(drawing) == []


def test_a_rupture_whose_service_is_not_drawn_only_frays_the_thread():
    drawing = frieze(
        [fact(1, "2018-03"), fact(2, "2018-06")],
        breaks=[rupture("r", "f1", "f2", "2018-03", "2018-06", spell="x")],
    )
    assert drawing.places == ()
    assert len(drawing.thread.frays) == 2


def test_a_rupture_closed_without_a_fact_does_not_end_the_thread():
    drawing = frieze([fact(1, "2018-03")], breaks=[rupture("r", "f1", None, "2018-03", "2018-06")])
    assert drawing.thread.ring is not None
    assert drawing.thread.frays == ()


def test_the_chosen_date_has_a_pill_and_a_line():
    cursor = mme_e().cursor
    assert cursor is not None and cursor.line is not None
    assert cursor.text.text == "15 sept. 2018"
    assert cursor.pill.x < cursor.line.x < cursor.pill.x + cursor.pill.width


@pytest.mark.parametrize(
    ("day", "text"), [(date(1990, 1, 1), "‹ 15 sept. 2018"), (date(2030, 1, 1), "15 sept. 2018 ›")]
)
def test_a_chosen_date_outside_the_drawing_points_to_its_side(day, text):
    drawing = mme_e(cursor=day)
    assert drawing.cursor is not None and drawing.cursor.line is None
    assert drawing.cursor.text.text == text
    assert 0 <= drawing.cursor.pill.x <= drawing.width - drawing.cursor.pill.width


def test_today_as_chosen_date_says_nothing_twice():
    assert mme_e(cursor=JULY).cursor is None


def test_transitions_that_touch_share_a_bracket_and_those_ahead_are_dashed():
    turns = [
        turn("a", "2019-05", "2019-05"),
        turn("b", "2019-05", "2019-06"),
        turn("c", "2019-09", None, "SESSAD → ?", True),
    ]
    drawing = frieze([fact(1, "2019-04")], turns=[*turns, turn("d", None, None)])
    assert [mark.text.text for mark in drawing.turns] == ["2 transitions", "SESSAD → ?"]
    assert "fz-a-venir" in drawing.turns[1].css
    assert overlapping(drawing) == []


def test_a_transition_too_long_for_the_page_is_cut():
    drawing = frieze(
        [fact(1, "2019-04")], turns=[turn("a", "2019-06", "2019-07", "d’un lieu à l’autre, " * 12)]
    )
    assert drawing.turns[0].text.text.endswith("…")


def test_an_area_without_a_lane_is_told_in_the_first():
    drawing = frieze([fact(1, "2019-04", "health"), fact(2, "2019-05", "no such area")])
    assert len(drawing.heads) == 1
    assert drawing.knots[0].y == drawing.knots[1].y


def test_a_long_area_name_takes_two_lines():
    lines = frieze([fact(1, "2019-04", "social_life")]).heads[0].lines
    assert [line.text for line in lines] == ["Vie sociale et", "loisirs"]


DATES = st.one_of(
    st.dates(date(1930, 1, 1), date(2031, 1, 1)).map(str),
    st.dates(date(1930, 1, 1), date(2031, 1, 1)).map(lambda day: str(day)[:7]),
    st.dates(date(1930, 1, 1), date(2031, 1, 1)).map(lambda day: str(day)[:4]),
    st.integers(1930, 2031).map(lambda year: f"{year}~"),
    st.integers(1930, 2030).map(lambda year: f"[{year}-03..{year + 1}]"),
    st.integers(1930, 2030).map(lambda year: f"[..{year}]"),
    st.integers(1930, 2030).map(lambda year: f"[{year}..]"),
)
CODES = st.sampled_from([lane.code for lane in AREAS])
NAMES = st.sampled_from(
    ["SAAD", "Infirmière, chaque jour", "Service d’accompagnement à la vie sociale de la vallée"]
)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.tuples(DATES, CODES), max_size=40),
    st.lists(st.tuples(st.none() | DATES, st.none() | DATES, CODES, NAMES), max_size=10),
    st.lists(st.tuples(st.integers(0, 39), st.integers(0, 9), DATES, st.none() | DATES), max_size=5),
    st.lists(st.tuples(st.none() | DATES, st.none() | DATES, NAMES, st.booleans()), max_size=4),
    st.none() | st.dates(date(1950, 1, 1), date(2040, 1, 1)),
)
def test_whatever_is_told_the_drawing_holds(told, services, torn, changes, cursor):
    facts = [fact(n, when, area) for n, (when, area) in enumerate(told, start=1)]
    spells = [spell(f"s{n}", *one) for n, one in enumerate(services)]
    breaks = [rupture(f"r{n}", f"f{a}", None, s, u, spell=f"s{b}") for n, (a, b, s, u) in enumerate(torn)]
    turns = [turn(f"t{n}", *one) for n, one in enumerate(changes)]
    drawing = frieze(facts, spells, breaks, turns, today=LATER, cursor=cursor)
    assert 1112 <= drawing.width <= 4000
    assert overlapping(drawing) == []
    assert all(0 <= knot.x <= drawing.width for knot in drawing.knots)
    assert all("nan" not in text.text and text.x <= drawing.width for text in texts(drawing))


def test_the_words_of_the_test_name_every_month():
    assert len(words().months) == 12
