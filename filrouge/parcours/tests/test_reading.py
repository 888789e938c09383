"""A page asks once; what an act changes counts for the next page."""

import pytest

from filrouge.lib.reading import one_reading
from filrouge.parcours.access import can_coordinate, has_place
from filrouge.parcours.models import CircleMember, Parcours, ThreadEntry
from filrouge.parcours.use_cases import circle
from tests.personas import NOW, on, world

pytestmark = pytest.mark.django_db
CAST = ("claire", "ines", "hugo", "colette", "sophie", "anne", "person_account", "relative_account")


@pytest.mark.parametrize("who", CAST)
def test_a_reading_opens_what_the_gates_open_elsewhere(who, made):
    world(2)
    user = getattr(made, who)

    def opened() -> tuple[object, ...]:
        lines = ThreadEntry.objects.visible_to(user, NOW).values_list("pk", flat=True)
        places = CircleMember.objects.open_to(user, NOW).values_list("pk", flat=True)
        records = Parcours.objects.visible_to(user, NOW).values_list("pk", flat=True)
        gates = has_place(user, made.parcours, NOW), can_coordinate(user, made.parcours, NOW)
        return set(lines), set(places), set(records), gates

    acting = opened()
    with one_reading():
        assert opened() == acting
    assert (acting[3][1]) == (who == "claire")


def test_a_place_that_ends_is_closed_to_the_next_reading(made):
    with one_reading():
        assert has_place(made.ines, made.parcours, NOW)
    circle.end_member(made.members["ines"], until=on("2019-07"), by=made.claire, now=NOW)
    with one_reading():
        assert not has_place(made.ines, made.parcours, NOW)
