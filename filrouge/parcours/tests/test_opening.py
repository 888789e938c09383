import pytest

from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused
from filrouge.parcours.models import CircleMember, Parcours, Request
from filrouge.parcours.tests.browsing import address, browser_of, last_act, send, text_of
from filrouge.parcours.use_cases import opening
from filrouge.parcours.use_cases.opening import move, open_record
from tests.personas import NOW

ASKED = {"asked_by": "sa fille", "origin": "family", "reason": "chutes"}
TOLD = {
    "asked_by": "l’hôpital",
    "origin": "hospital",
    "reason": "Sortie sans aide.",
    "received_on": "mars 2018",
}


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
    move(made.parcours, "closing", by=made.claire, now=NOW)
    move(made.parcours, "open", by=made.claire, now=NOW)
    assert last_act(made) == "parcours.moved"
    with pytest.raises(Refused, match="ne peut pas passer"):
        move(made.parcours, "draft", by=made.claire, now=NOW)
    with pytest.raises(Refused, match="ne peut pas passer"):
        move(made.parcours, "closed", by=made.claire, now=NOW)
    with pytest.raises(NotAllowed):
        move(made.parcours, "closing", by=made.ines, now=NOW)


def test_record_request_completes_a_record_that_was_opened_without_it(made):
    made.parcours.requests.all().delete()
    url = address("parcours:request_add", made)
    assert "obligatoire" in text_of(send(browser_of(made.claire), url, asked_by="l’hôpital"))
    assert send(browser_of(made.claire), url, **TOLD).status_code == 302
    kept = made.parcours.requests.get()
    assert (kept.asked_by, kept.origin, kept.received_on.notation) == ("l’hôpital", "hospital", "2018-03")
    assert (kept.recorded_by, last_act(made)) == (made.claire, "parcours.request_recorded")
    sheet = text_of(browser_of(made.claire).get(address("parcours:identity", made)))
    assert "Sortie sans aide." in sheet and "mars 2018" in sheet


def test_a_request_put_right_shows_both_values(made):
    asked = made.parcours.requests.get()
    url = address("parcours:correct", made, "request", asked.pk, "reason")
    assert send(browser_of(made.claire), url, value="Une chute.", reason="relu").status_code == 302
    sheet = text_of(browser_of(made.claire).get(address("parcours:identity", made)))
    assert "Une chute." in sheet and "Avant : Seule" in sheet and "« relu »" in sheet
    assert last_act(made) == "parcours.corrected"
    refused = send(browser_of(made.claire), url, value=" ", reason="relu")
    assert "obligatoire" in text_of(refused)


def test_a_request_is_closed_to_those_who_do_not_coordinate(made):
    asked = made.parcours.requests.get()
    url = address("parcours:correct", made, "request", asked.pk, "reason")
    assert browser_of(made.ines).get(url).status_code == 403
    assert browser_of(made.anne).get(url).status_code == 404
    told = ASKED
    with pytest.raises(NotAllowed):
        opening.record_request(made.parcours, by=made.ines, now=NOW, **told)
    with pytest.raises(Refused, match="200"):
        opening.record_request(made.parcours, by=made.claire, now=NOW, **told | {"asked_by": "x" * 201})
