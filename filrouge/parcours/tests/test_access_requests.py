import pytest

from filrouge.journal.models import JournalEntry
from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused
from filrouge.parcours.choices import AccessAnswer, CircleRole
from filrouge.parcours.models import AccessRequest, Parcours
from filrouge.parcours.tests.browsing import address, browser_of, send
from filrouge.parcours.use_cases import circle
from filrouge.parcours.use_cases.access_requests import ask_access, refuse_access
from tests.personas import NOW, World, world

pytestmark = pytest.mark.django_db


def asked_by_anne(made: World) -> AccessRequest:
    return ask_access(
        [made.parcours], typed_name=" Élise Morel ", reason="Je la suis.", by=made.anne, now=NOW
    )[0]


def test_ask_access_is_kept_and_written_in_the_person_s_journal(made):
    asked = asked_by_anne(made)
    assert (asked.typed_name, asked.answer) == ("Élise Morel", AccessAnswer.WAITING)
    line = JournalEntry.objects.filter(chain=str(made.person.pk)).latest("sequence")
    assert (line.action, line.object_id, line.actor) == (
        "parcours.access_requested",
        str(asked.pk),
        str(made.anne.pk),
    )


def test_ask_access_again_while_an_answer_is_awaited_changes_nothing(made):
    asked_by_anne(made)
    assert ask_access([made.parcours], typed_name="Morel", reason="Encore.", by=made.anne, now=NOW) == []
    assert AccessRequest.objects.count() == 1


def test_ask_access_without_a_reason_is_refused(made):
    with pytest.raises(Refused) as refusal:
        ask_access([made.parcours], typed_name="Morel", reason="  ", by=made.anne, now=NOW)
    assert refusal.value.field == "reason"


@pytest.mark.parametrize("who", ["karim", "julie", "person_account"])
def test_ask_access_is_for_professionals_who_search(made, who):
    with pytest.raises(NotAllowed):
        ask_access([made.parcours], typed_name="Morel", reason="Pourquoi.", by=getattr(made, who), now=NOW)


def test_refuse_access_says_who_when_and_why(made):
    asked = asked_by_anne(made)
    refuse_access(asked, reason="Elle ne le veut pas.", by=made.claire, now=NOW)
    stored = AccessRequest.objects.get()
    assert (stored.answer, stored.answer_reason) == (AccessAnswer.REFUSED, "Elle ne le veut pas.")
    assert (stored.answered_by, stored.answered_at) == (made.claire, NOW)
    assert (
        JournalEntry.objects.filter(chain=str(made.person.pk)).latest("sequence").action
        == "parcours.access_refused"
    )
    with pytest.raises(Refused):
        refuse_access(asked, reason="Encore.", by=made.claire, now=NOW)


def test_refuse_access_without_a_reason_is_refused(made):
    with pytest.raises(Refused):
        refuse_access(asked_by_anne(made), reason=" ", by=made.claire, now=NOW)


@pytest.mark.parametrize("who", ["ines", "colette", "sophie"])
def test_refuse_access_is_for_those_who_coordinate(made, who):
    with pytest.raises(NotAllowed):
        refuse_access(asked_by_anne(made), reason="Non.", by=getattr(made, who), now=NOW)


def test_a_place_in_the_circle_answers_the_request(made):
    asked_by_anne(made)
    named = circle.name_participant(
        made.parcours, name="Anne", kind="sante", user=made.anne, by=made.claire, now=NOW
    )
    circle.add_member(named, role=CircleRole.INTERVENTION, access_open=False, by=made.claire, now=NOW)
    assert AccessRequest.objects.get().answer == AccessAnswer.WAITING
    circle.add_member(named, role=CircleRole.INTERVENTION, by=made.claire, now=NOW)
    assert AccessRequest.objects.get().answer == AccessAnswer.INVITED


def test_inviting_who_asked_begins_with_who_they_are_and_answers_them(made):
    asked, browser = asked_by_anne(made), browser_of(made.claire)
    url = address("parcours:member_add", made) + f"?demande={asked.pk}"
    assert url in browser.get("/").content.decode()
    page = browser.get(url)
    assert f"{made.anne.name} demande une place : « Je la suis. »" in page.content.decode()
    form = page.context["form"]
    filled = {name: form[name].value() or "" for name in ("new_name", "new_kind", "email")}
    assert (filled["new_name"], filled["email"]) == (made.anne.name, made.anne.email)
    told = filled | {"role": "intervention", "basis": "consent", "areas": ["health"], "since": "2019"}
    assert send(browser, url, **told).status_code == 302
    asked.refresh_from_db()
    assert asked.answer == AccessAnswer.INVITED
    assert made.parcours in Parcours.objects.visible_to(made.anne)


def test_inviting_somebody_already_named_begins_with_their_name(made):
    asked = ask_access([made.parcours], typed_name="Morel", reason="Je reviens.", by=made.hugo, now=NOW)[0]
    url = address("parcours:member_add", made) + f"?demande={asked.pk}"
    form = browser_of(made.claire).get(url).context["form"]
    assert form["participant"].value() == made.participants["hugo"].pk
    assert not form["new_name"].value()


@pytest.mark.parametrize("key", ["", "zut", "11111111-1111-7111-8111-111111111111"])
def test_a_request_that_is_not_there_fills_nothing(made, key):
    page = browser_of(made.claire).get(address("parcours:member_add", made) + f"?demande={key}")
    assert page.status_code == 200
    assert not page.context["form"]["email"].value() and "demande une place" not in page.content.decode()


def test_a_request_about_another_record_fills_nothing(made):
    other = world(2)
    asked = ask_access([other.parcours], typed_name="Morel", reason="x", by=made.anne, now=NOW)[0]
    page = browser_of(made.claire).get(address("parcours:member_add", made) + f"?demande={asked.pk}")
    assert not page.context["form"]["email"].value() and made.anne.email not in page.content.decode()
