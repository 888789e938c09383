"""Requests that wait, before any record: received, put right, given to somebody, taken, oriented elsewhere."""

import pytest
from django.db import IntegrityError, transaction

from filrouge.accounts.models import Notice, User
from filrouge.journal.models import JournalEntry
from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused, Stale
from filrouge.parcours.access import can_assign_request
from filrouge.parcours.models import Correction, Parcours, Request
from filrouge.parcours.queries.history import changes
from filrouge.parcours.tests.browsing import browser_of, text_of
from filrouge.parcours.use_cases import requests
from filrouge.territory.models import Organisation
from tests.personas import NOW, World, on, world

TOLD = {"person_name": "Mme Petit", "asked_by": "sa voisine", "origin": "family", "reason": "⟦seule⟧"}


def place(made: World) -> Organisation:
    return made.claire.memberships.get().organisation


def received(made: World, who: str = "claire", **facts) -> Request:
    return requests.receive_request(place(made), by=getattr(made, who), now=NOW, **{**TOLD, **facts})


def act(made: World, who: str = "claire") -> dict:
    return {"by": getattr(made, who), "now": NOW}


def last() -> JournalEntry:
    return JournalEntry.objects.order_by("-pk")[0]


def test_receive_request_opens_no_record_and_is_read_where_it_came(made):
    asked = received(made)
    assert (asked.parcours, asked.state, Parcours.objects.count()) == (None, "waiting", 1)
    assert (last().action, last().chain) == ("parcours.request_received", "-")
    reads = [who for who in ("claire", "colette", "sophie", "ines", "anne", "julie", "marc", "person_account")
             if Request.objects.visible_to(getattr(made, who), NOW).filter(pk=asked.pk).exists()]  # fmt: skip
    assert reads == ["claire", "colette", "sophie"]


def test_receive_request_asks_for_whom(made):
    with pytest.raises(Refused) as refusal:
        received(made, person_name=" ")
    assert refusal.value.field == "person_name"


@pytest.mark.parametrize("who", ["ines", "julie", "person_account"])
def test_receive_request_is_for_who_takes_requests_there(made, who):
    with pytest.raises(NotAllowed):
        received(made, who)
    with pytest.raises(NotAllowed):
        requests.receive_request(place(world(2)), **TOLD, **act(made))


def test_correct_request_keeps_what_was_written_and_follows_it_into_the_record(made):
    asked = received(made)
    changed = {"person_name": "Mme Petitot", "received_on": on("2019-06"), "asked_by": "sa voisine"}
    requests.correct_request(asked, changes=changed, reason="mal entendu", version=1, **act(made))
    assert last().action == "parcours.request_corrected"
    parcours = requests.take_request(asked, identity={"usual_name": "Mme Petitot"}, **act(made))
    assert set(Correction.objects.values_list("parcours", flat=True)) == {parcours.pk}
    told = changes([asked.pk], made.claire, NOW)[asked.pk]
    assert {(change.field, change.old) for change in told} == {
        ("person_name", "Mme Petit"),
        ("received_on", ""),
    }


def test_correct_request_tells_who_wrote_first(made):
    asked = received(made)
    requests.correct_request(asked, changes={"asked_by": "son fils"}, reason="", version=1, **act(made))
    with pytest.raises(Stale):
        requests.correct_request(
            asked, changes={"asked_by": "x"}, reason="", version=1, **act(made, "colette")
        )
    with pytest.raises(Refused) as refusal:
        requests.correct_request(asked, changes={"person_name": ""}, reason="", version=2, **act(made))
    assert refusal.value.field == "person_name"


def test_assign_request_is_for_the_lead_of_that_team_and_to_one_of_it(made):
    asked = received(made)
    requests.assign_request(asked, to=made.colette, **act(made, "sophie"))
    asked.refresh_from_db()
    assert (asked.assigned_to, last().action) == (made.colette, "parcours.request_assigned")
    requests.assign_request(asked, to=None, **act(made, "sophie"))
    with pytest.raises(Refused) as refusal:
        requests.assign_request(asked, to=made.ines, **act(made, "sophie"))
    assert refusal.value.field == "to"
    with pytest.raises(NotAllowed):
        requests.assign_request(asked, to=made.claire, **act(made))
    assert can_assign_request(made.sophie, asked, NOW) and not can_assign_request(made.claire, asked, NOW)


def test_take_request_opens_a_record_that_holds_it_once(made):
    asked = received(made)
    parcours = requests.take_request(asked, identity={"usual_name": "Mme Petit"}, **act(made, "colette"))
    stored = parcours.requests.get()
    assert (stored.pk, stored.state, stored.answered_by) == (asked.pk, "taken", made.colette)
    assert (last().action, last().chain) == ("parcours.request_taken", str(parcours.person_id))
    for again in (
        lambda: requests.take_request(asked, identity={"usual_name": "x"}, **act(made)),
        lambda: requests.orient_request(asked, to="le CCAS", reason="x", **act(made)),
    ):
        with pytest.raises(Refused, match="déjà répondu"):
            again()
    assert Parcours.objects.count() == 2


def test_join_request_ties_it_to_the_record_of_somebody_followed(made):
    asked = received(made)
    with pytest.raises(NotAllowed):
        requests.join_request(asked, made.parcours, **act(made, "colette"))
    requests.join_request(asked, made.parcours, **act(made))
    assert made.parcours.requests.filter(pk=asked.pk).exists()


def test_orient_request_says_where_to_and_why(made):
    asked = received(made)
    for field, told in (("to", {"to": " ", "reason": "x"}), ("reason", {"to": "le CCAS", "reason": " "})):
        with pytest.raises(Refused) as refusal:
            requests.orient_request(asked, **told, **act(made))
        assert refusal.value.field == field
    requests.orient_request(asked, to="le CCAS", reason="une aide suffit", **act(made))
    stored = Request.objects.get(pk=asked.pk)
    assert (stored.state, stored.oriented_to, stored.answer_reason) == (
        "oriented",
        "le CCAS",
        "une aide suffit",
    )
    assert last().action == "parcours.request_oriented"
    assert not Request.objects.waiting().exists()


def given() -> list[User]:
    return [notice.to for notice in Notice.objects.filter(kind="request_given").order_by("id")]


def test_a_request_that_a_colleague_gives_is_told_to_whoever_gets_it_and_once(made):
    asked = received(made)
    for to in (made.colette, made.colette, None, made.claire, made.sophie):
        requests.assign_request(asked, to=to, **act(made, "sophie"))
    assert given() == [made.colette, made.claire]
    page = browser_of(made.colette).get("/messages/")
    assert "Une demande vous est confiée" in text_of(page) and "Mme Petit" not in text_of(page)
    assert 'href="/demandes/"' in page.content.decode()


@pytest.mark.parametrize("who", ["ines", "anne", "julie", "person_account"])
def test_requests_are_answered_where_they_came(made, who):
    asked = received(made)
    for use_case, told in (
        (requests.orient_request, {"to": "x", "reason": "x"}),
        (requests.correct_request, {"changes": {}, "reason": "", "version": 1}),
        (requests.take_request, {"identity": {"usual_name": "x"}}),
        (requests.assign_request, {"to": None}),
    ):
        with pytest.raises(NotAllowed):
            use_case(asked, **told, **act(made, who))


def test_a_request_of_nobody_is_refused_by_the_database(made):
    asked = received(made)
    for wrong in ({"organisation": None}, {"state": "taken"}, {"state": "oriented"}, {"person_name": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Request.objects.filter(pk=asked.pk).update(**wrong)


def test_what_a_request_told_of_the_person_goes_into_the_record_it_opens(made):
    asked = received(made, person_place="42700 Firminy", person_languages="arabe")
    person = requests.take_request(asked, identity={"usual_name": "Mme Petit"}, **act(made)).person
    assert (person.residence, person.languages) == ("42700 Firminy", "arabe")
    other = received(made, person_place="42700 Firminy")
    told = {"usual_name": "Mme Petit", "residence": "chez sa fille"}
    assert requests.take_request(other, identity=told, **act(made)).person.residence == "chez sa fille"
