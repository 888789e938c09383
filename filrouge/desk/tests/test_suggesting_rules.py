"""Whom a request may suit: the order is told, the facts are in the open."""

from datetime import date

import pytest

from filrouge.desk.rules.load import Week, drawn, weeks_from
from filrouge.desk.rules.suggesting import Fit, Load, Tie, capacity_of, in_order, items, known_in, spoken_by

FREE, FULL = Load(led=10), Load(led=40)


def test_who_has_no_room_comes_last_whatever_else_they_have():
    full = Fit(load=FULL, tie=Tie.FOLLOWS, languages=["arabe"], km=0.0)
    assert in_order([("a", full), ("b", Fit(load=FREE))]) == ["b", "a"]


def test_the_order_is_who_knows_her_speaks_knows_her_public_is_near_received_has_room():
    fits = {
        "g-most-room": Fit(load=Load(led=0)),
        "f-received": Fit(load=FREE, tie=Tie.RECEIVED),
        "e-near": Fit(load=FREE, km=15.0),
        "d-public": Fit(load=FREE, publics=["autisme"]),
        "c-language": Fit(load=FREE, languages=["arabe"]),
        "b-answered": Fit(load=FREE, tie=Tie.ANSWERED),
        "a-follows": Fit(load=FREE, tie=Tie.FOLLOWS),
    }
    ranked = []
    while fits:
        first = in_order(fits.items())[0]
        ranked.append(first)
        del fits[first]
    assert ranked == sorted(ranked)


def test_three_at_most_are_suggested_and_equals_stay_in_one_order():
    fits = [(key, Fit(load=FREE)) for key in "dbca"]
    assert in_order(fits) == in_order(reversed(fits)) == ["a", "b", "c"]
    assert in_order([]) == []


def test_who_alone_speaks_her_language_is_shown_without_room_too():
    free = [(key, Fit(load=FREE)) for key in "abc"]
    full = Fit(load=FULL, languages=["arabe"])
    assert in_order([*free, ("z", full)]) == ["a", "b", "z"]
    speaks = ("d", Fit(load=FREE, languages=["arabe"]))
    assert in_order([*free, speaks, ("z", full)]) == ["d", "a", "b"]
    assert in_order([*free, ("z", Fit(load=FULL, tie=Tie.RECEIVED))]) == ["a", "b", "c"]


def test_far_is_not_near():
    far, farther = Fit(load=FREE, km=15.1), Fit(load=Load(led=9), km=400.0)
    assert in_order([("a", far), ("b", farther)]) == ["b", "a"]


@pytest.mark.parametrize(
    ("told", "wanted", "found"),
    [
        ("arabe, langue des signes française", "Arabe", ["arabe"]),
        ("arabe, langue des signes française", "signes", ["langue des signes française"]),
        ("langue des signes", "langue kabyle", []),
        ("", "arabe", []),
        ("arabe", "", []),
        ("Portugais ; créole", "parle créole et un peu français", ["créole"]),
    ],
)
def test_spoken_by_finds_the_languages_that_both_tell(told, wanted, found):
    assert spoken_by(told, wanted) == found


@pytest.mark.parametrize(
    ("told", "said", "found"),
    [
        ("autisme, lésions cérébrales", "Un jeune avec autisme", ["autisme"]),
        ("lésions cérébrales", "une lésion cérébrale depuis l’accident", ["lésions cérébrales"]),
        ("lésions cérébrales", "une lésion au genou", []),
        ("TSA", "enfant TSA", ["TSA"]),
        ("avec, pour, les", "pour les enfants avec leur mère", []),
        ("sortie d’hôpital", "sa sortie de l’hôpital vendredi", ["sortie d’hôpital"]),
    ],
)
def test_known_in_asks_every_telling_word(told, said, found):
    assert known_in(told, said) == found


def test_items_are_what_stands_between_commas():
    assert items(" a, b ;c,, ") == ["a", "b", "c"]


@pytest.mark.parametrize(("share", "capacity"), [(100, 40), (50, 20), (80, 32), (1, 1)])
def test_a_part_of_a_full_time_follows_a_part_of_forty(share, capacity):
    assert capacity_of(share) == capacity


def test_hours_that_are_used_up_leave_no_room():
    assert FREE.has_room and not FULL.has_room
    assert not Load(led=10, hours_left=0).has_room and Load(led=10, hours_left=1).has_room


def test_the_weeks_ahead_are_today_then_mondays():
    days = weeks_from(date(2019, 7, 31))
    assert days[:2] == [date(2019, 7, 31), date(2019, 8, 5)] and len(days) == 7
    assert weeks_from(date(2019, 8, 5))[1] == date(2019, 8, 12)
    assert {day.weekday() for day in days[1:]} == {0}


def test_a_bar_is_as_high_as_what_is_led_and_says_when_it_is_too_much():
    bars = drawn([Week(date(2019, 7, 31), 20, 0), Week(date(2019, 8, 5), 80, 60)], 40)
    assert [(bar.height, bar.is_over) for bar in bars] == [(7, False), (28, True)]
    (empty,) = drawn([Week(date(2019, 7, 31), 0, 0)], 40)
    assert (empty.y, empty.height) == (28, 0)
