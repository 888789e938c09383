import pytest

from filrouge.accounts.models import Membership
from filrouge.follow_up.access import can_record
from filrouge.lib.access import NotAllowed
from filrouge.needs.access import can_assess, can_mark_divergence, check_can_mark_divergence
from filrouge.parcours.access import can_add, can_annotate, can_coordinate, can_correct
from tests.personas import NOW


def test_a_place_in_the_circle_without_the_role_lets_nothing_be_written(made):
    """The administrator of an organisation who is also named in a circle still only keeps accounts."""
    Membership.objects.filter(user=made.ines).update(role="administrator")
    made.ines.__dict__.pop("roles", None)
    asked = (made.ines, made.parcours, NOW)
    assert not any(
        can(*asked) for can in (can_record, can_assess, can_mark_divergence, can_add, can_coordinate)
    )
    with pytest.raises(NotAllowed, match="Rapprocher des avis"):
        check_can_mark_divergence(*asked)
    assert not can_correct(made.ines, made.events["fall"], NOW)
    assert not can_annotate(made.ines, made.entry(made.events["fall"]), NOW)


def test_the_role_without_a_place_lets_nothing_be_written(made):
    asked = (made.colette, made.parcours, NOW)
    assert not any(
        can(*asked) for can in (can_record, can_assess, can_mark_divergence, can_add, can_coordinate)
    )
    assert not can_correct(made.colette, made.events["fall"], NOW)


def test_both_let_it_be_written(made):
    asked = (made.claire, made.parcours, NOW)
    assert all(can(*asked) for can in (can_record, can_assess, can_mark_divergence, can_add, can_coordinate))
