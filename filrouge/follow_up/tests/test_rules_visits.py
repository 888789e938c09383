from itertools import permutations
from random import Random

import pytest

from filrouge.follow_up.rules.visits import EXACT, Visit, arrange, follow, travel
from filrouge.lib.geo import Point

HOME = Point(45.39, 4.29)  # Firminy
ALL_DAY = (8 * 60, 18 * 60)


def visit(key: str, km_north: float, minutes: int = 30, hours: tuple[int, int] = ALL_DAY) -> Visit:
    """Somewhere on the meridian of Firminy: a degree of latitude is about 111 km."""
    return Visit(key, Point(HOME.lat + km_north / 111.19, HOME.lon), minutes, *hours)


def keys(visits: list[Visit]) -> str:
    return "".join(one.key for one in visits)


def test_without_hours_the_shortest_way():
    there = [visit("c", 12), visit("a", -3), visit("b", 4), visit("d", 20)]
    found = arrange(HOME, 8 * 60, there)
    assert follow(HOME, 8 * 60, found).km == pytest.approx(46, abs=0.2), "out to one end, back by the other"


def test_hours_come_before_the_way():
    far_first = [visit("a", 2), visit("b", 20, hours=(8 * 60, 9 * 60))]
    assert keys(arrange(HOME, 8 * 60, far_first)) == "ba"
    fixed = [visit("a", 20, hours=(600, 600)), visit("b", 2, hours=(840, 840)), visit("c", 21)]
    found = follow(HOME, 540, arrange(HOME, 540, fixed))
    assert (keys(arrange(HOME, 540, fixed)), found.late) == ("acb", [])


def test_what_cannot_be_in_time_is_told_and_as_little_late_as_can_be():
    both_at_nine = [visit("a", 0, 60, (540, 540)), visit("b", 0, 30, (540, 540))]
    found = follow(HOME, 480, arrange(HOME, 480, both_at_nine))
    assert [(stop.key, stop.late) for stop in found.stops] == [("b", 0), ("a", 30)]


def test_one_sets_out_just_in_time_when_no_hour_is_given():
    (stop,) = follow(HOME, None, [visit("a", 19, hours=(600, 660))]).stops
    assert (stop.arrives, stop.waits, stop.way) == (600, 0, 29)


def test_what_may_move_stays_at_its_hour_when_nothing_asks_it_to_move():
    calm = visit("a", 2, hours=(540, 720))._replace(set_at=600)
    assert [stop.starts for stop in follow(HOME, None, [calm]).stops] == [600]


def test_an_unknown_place_costs_no_way():
    nowhere = Visit("x", None, 30, *ALL_DAY)
    assert travel(HOME, None) == (0.0, 0)
    found = follow(HOME, 480, [visit("a", 10), nowhere, visit("b", 10)])
    assert found.stops[2].km == pytest.approx(0, abs=0.01), "one is still where one was"
    assert follow(None, None, []).km == 0


@pytest.mark.parametrize("seed", range(12))
def test_up_to_eight_no_other_order_is_better(seed):
    dice = Random(seed)
    several = []
    for key in "abcdef":
        opens = dice.choice((480, 540, 600, 840))
        several.append(visit(key, dice.uniform(-25, 25), dice.choice((15, 45, 90)), (opens, opens + 120)))
    best = min(follow(HOME, 480, order).cost for order in permutations(several))
    assert follow(HOME, 480, arrange(HOME, 480, several)).cost == best


def test_beyond_eight_each_is_visited_once_and_no_single_move_helps():
    dice = Random(4)
    several = [visit(str(rank), dice.uniform(-30, 30), 20) for rank in range(EXACT + 8)]
    found = arrange(HOME, 480, several)
    assert sorted(one.key for one in found) == sorted(one.key for one in several)
    assert follow(HOME, 480, found).km <= follow(HOME, 480, several).km
    assert follow(HOME, 480, found).km == pytest.approx(120, abs=25), "near twice the span"
