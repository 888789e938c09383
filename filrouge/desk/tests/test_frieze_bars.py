"""Bars: each kind of edge says how sure it is."""

from datetime import date

import pytest

from filrouge.desk.tests.frieze_cases import fact, frieze, mme_e, spell


def bar(since, until, label="SAAD", facts=(), today=date(2019, 7, 31), **more):
    anchor = [fact(1, "2015-03-02"), *facts]
    drawing = frieze(anchor, [spell("s", since, until, "health", label, **more)], today=today)
    return drawing, drawing.bars[0]


def paints(one):
    return [fade.paint for fade in one.fades]


@pytest.mark.parametrize(
    ("since", "paint", "mark"),
    [
        (None, ["g-sante"], True),
        ("[..2016]", ["g-sante"], True),
        ("2016", ["g-sante"], False),
        ("2016-04", ["g-sante"], False),
        ("2016-04~", ["h-sante"], False),
        ("[2016-04..2017-02]", ["h-sante"], False),
        ("[2016-04..]", ["h-sante"], False),
        ("2016-04-12", [], False),
    ],
)
def test_a_start_is_as_sharp_as_it_is_known(since, paint, mark):
    _drawing, one = bar(since, None)
    assert paints(one) == paint
    assert bool(one.mark) is mark


@pytest.mark.parametrize(
    ("until", "paint", "dots"),
    [
        (None, [], 3),
        ("2018-06-12", [], 0),
        ("2018-06", ["r-sante"], 0),
        ("[2018-02..2018-06]", ["h-sante"], 0),
        ("[..2018-06]", ["h-sante"], 0),
        ("[2018-06..]", ["h-sante"], 3),
    ],
)
def test_an_end_is_as_sharp_as_it_is_known(until, paint, dots):
    _drawing, one = bar("2016-04-12", until)
    assert paints(one) == paint
    assert len(one.dots) == dots
    assert bool(one.cap) is (dots == 0)


def test_an_open_bar_stops_at_today_and_its_dots_beyond():
    drawing, one = bar("2016-04-12", None)
    assert f" H{drawing.now.x:.1f}".removesuffix(".0") in one.fill
    assert [dot.x for dot in one.dots] == [pytest.approx(drawing.now.x + dx) for dx in (6, 12, 18)]


def test_an_end_known_to_the_month_stands_at_the_knot_that_closed_it():
    drawing, one = bar("2016-04-12", "2018-06", facts=[fact(2, "2018-06")], closed_by="f2")
    assert one.cap.startswith(f"M{drawing.knots[1].x + 15:.1f}".removesuffix(".0"))


def test_an_end_later_this_month_is_open_to_today_at_most():
    drawing, one = bar("2016-04-12", "2019-07", today=date(2019, 7, 10))
    assert one.cap.startswith(f"M{drawing.now.x:.1f}".removesuffix(".0"))


def test_an_end_already_planned_is_drawn_beyond_today():
    drawing, one = bar("2016-04-12", "2019-12-31")
    assert float(one.cap[1:].split()[0]) > drawing.now.x


def test_a_service_that_has_not_begun_is_drawn_beyond_today():
    drawing, one = bar("2019-10-01", None)
    assert float(one.fill[1:].split()[0]) > drawing.now.x


def test_a_service_begun_before_everything_opens_the_drawing():
    _drawing, one = bar("1975-03-02", None)
    assert float(one.fill[1:].split()[0]) < 165


@pytest.mark.parametrize(
    ("since", "until"), [("2018-06", "2018-06"), ("2018-06-03", "2018-06-03"), ("2018-09", "2018-03")]
)
def test_dates_that_meet_or_contradict_still_make_a_bar(since, until):
    _drawing, one = bar(since, until)
    assert one.cap
    assert one.fades or one.fill


def test_a_name_that_does_not_fit_stands_beside_its_bar():
    _drawing, one = bar("2019-07-02", "2019-07-08", "Accueil temporaire")
    assert (one.names[0].anchor, "hors" in one.names[0].css) == ("end", True)


def test_a_name_at_the_left_edge_stands_after_its_bar():
    _drawing, one = bar("2015-03-02", "2015-03-08", "Service d’accompagnement à la vie sociale")
    assert (one.names[0].anchor, "hors" in one.names[0].css) == ("start", True)


def test_a_name_without_room_anywhere_is_cut():
    _drawing, one = bar(None, None, "Service d’accompagnement à la vie sociale " * 4)
    assert one.names[0].text.endswith("…")
    assert one.title.startswith("Service d’accompagnement à la vie sociale Service")


def test_what_nobody_gave_is_said_in_the_title():
    assert bar(None, None)[1].title == "SAAD · début non renseigné · fin non renseignée"


def test_bars_of_one_lane_never_share_a_row_at_the_same_time():
    spells = [spell(f"s{n}", "2016", None, "health", f"Service {n}") for n in range(5)]
    drawing = frieze([fact(1, "2018-03")], spells)
    assert len({one.names[0].y for one in drawing.bars}) == 5


def test_a_bar_that_begins_where_another_ended_takes_its_row():
    drawing = mme_e()
    first, _nurse, second = drawing.bars[:3]
    assert first.names[0].y == second.names[0].y == drawing.places[0].label.y
