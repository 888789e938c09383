import pytest

from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused
from filrouge.parcours.models import CircleMember, Parcours, Request
from filrouge.parcours.tests.browsing import last_act
from filrouge.parcours.use_cases.opening import move, open_record
from tests.personas import NOW

ASKED = {"asked_by": "sa fille", "origin": "family", "reason": "chutes"}


def test_open_record_gives_a_place_to_whoever_opens_it(made):
    parcours = open_record(by=made.colette, now=NOW, identity={"usual_name": "M. Petit"}, request=ASKED)
    assert parcours.state == "draft"
    assert Request.objects.get(parcours=parcours).reason == "chutes"
    place = CircleMember.objects.get(parcours=parcours)
    assert (place.participant.user, place.role, place.areas) == (made.colette, "coordination", ["all"])
    assert parcours in Parcours.objects.visible_to(made.colette)
    assert parcours not in Parcours.objects.visible_to(made.claire)


def test_open_record_asks_a_name_and_a_coordinator(made):
    with pytest.raises(Refused, match="comme elle veut être appelée"):
        open_record(by=made.claire, now=NOW, identity={"usual_name": " "})
    for by in (made.ines, made.person_account, made.julie):
        with pytest.raises(NotAllowed):
            open_record(by=by, now=NOW, identity={"usual_name": "x"})


def test_move_along_the_life_cycle(made):
    move(made.parcours, "open", by=made.claire, now=NOW)
    assert Parcours.objects.get(pk=made.parcours.pk).opened_at == NOW
    move(made.parcours, "suspended", by=made.claire, now=NOW)
    move(made.parcours, "open", by=made.claire, now=NOW)
    assert last_act(made) == "parcours.moved"
    with pytest.raises(Refused, match="ne peut pas passer"):
        move(made.parcours, "draft", by=made.claire, now=NOW)
    with pytest.raises(NotAllowed):
        move(made.parcours, "closing", by=made.ines, now=NOW)
