"""Co-evaluations without a database: when the next one falls, what the drawings hold."""

from datetime import date

import pytest

from filrouge.follow_up.choices import Effect
from filrouge.follow_up.rules.curves import draw, square
from filrouge.follow_up.rules.reviews import STEPS, later, may_become, next_day, step_of


@pytest.mark.parametrize(
    ("kind", "held", "then"),
    [
        ("quarterly", date(2026, 1, 15), date(2026, 4, 15)),
        ("quarterly", date(2025, 11, 30), date(2026, 2, 28)),
        ("half_yearly", date(2026, 8, 31), date(2027, 2, 28)),
        ("at_will", date(2026, 1, 15), None),
    ],
)
def test_the_next_one_falls_on_the_same_day_of_a_later_month(kind, held, then):
    assert next_day(kind, held) == then


def test_later_goes_back_too():
    assert later(date(2026, 3, 31), -6) == date(2025, 9, 30)


def test_only_what_is_prepared_moves():
    assert may_become("prepared", "held") and may_become("prepared", "set_aside")
    assert not may_become("held", "prepared") and not may_become("set_aside", "held")


def test_every_face_has_its_step_and_what_is_not_said_has_none():
    assert {step_of(each) for each in Effect.values} == {1, 2, 3, 4, 5, None}
    assert [each for each in Effect.values if step_of(each) is None] == ["unknown", "unsaid"]
    assert [step_of(each) for each in STEPS] == [1, 2, 3, 4, 5]


def test_a_voice_that_did_not_answer_leaves_a_gap():
    strand = draw([[2, 3, None, 5]], 4).strands[0]
    assert [mark.step for mark in strand.marks] == [2, 3, 5]
    assert len(strand.stretches) == 1 and strand.stretches[0].count("L") == 1


def test_the_better_stands_higher_and_two_voices_stay_apart():
    drawn = draw([[1, 5], [1, 5]], 2)
    hers, theirs = (strand.marks for strand in drawn.strands)
    assert hers[0].y > hers[1].y and hers[0].x < hers[1].x
    assert hers[0].x == theirs[0].x and hers[0].y != theirs[0].y
    assert all(0 < mark.y < drawn.height and mark.x < drawn.width for mark in (*hers, *theirs))


def test_nothing_is_drawn_between_an_answer_and_none():
    drawn = draw([[None, None], [4, None]], 2)
    assert [strand.stretches for strand in drawn.strands] == [[], []] and drawn.strands[0].marks == []


def test_an_objective_goes_toward_what_the_person_controls():
    drawn = square([("professional", "professional"), ("person", "professional"), ("person", "person")])
    first, second, third = drawn.knots
    assert first.y < second.y == third.y and first.x == second.x < third.x
    assert drawn.path.count("L") == 2 and [knot.number for knot in drawn.knots] == [1, 2, 3]


def test_moments_in_the_same_cell_stay_seen():
    drawn = square([("person", "person")] * 7)
    assert len({(knot.x, knot.y) for knot in drawn.knots}) == 7
    assert all(knot.x < drawn.width and knot.y < drawn.height for knot in drawn.knots)
    assert square([("person", "person")]).path == ""
