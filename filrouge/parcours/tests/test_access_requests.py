import pytest

from filrouge.journal.models import JournalEntry
from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused
from filrouge.parcours.choices import AccessAnswer, CircleRole
from filrouge.parcours.models import AccessRequest
from filrouge.parcours.use_cases import circle
from filrouge.parcours.use_cases.access_requests import ask_access, refuse_access
from tests.personas import NOW, World

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
