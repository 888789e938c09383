import pytest

from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused
from filrouge.parcours.models import CircleMember, Correction, Lead, Opening, Participant
from filrouge.parcours.tests.browsing import last_act
from filrouge.parcours.use_cases import circle, participants
from filrouge.people.models import Person, Relative
from tests.personas import NOW, on


def test_rename_participant(made):
    ines = made.participants["ines"]
    participants.rename_participant(ines, name="Inès R.", identity="infirmière", by=made.claire, now=NOW)
    assert Participant.objects.get(pk=ines.pk).professional_identity == "infirmière"
    assert last_act(made) == "parcours.participant_renamed"


def test_tie_participant_to_a_team_but_not_to_itself(made):
    ines, claire = made.participants["ines"], made.participants["claire"]
    participants.tie_participant(ines, team=claire, held_by=None, by=made.claire, now=NOW)
    assert Participant.objects.get(pk=ines.pk).team == claire
    assert last_act(made) == "parcours.participant_tied"
    with pytest.raises(Refused, match="sa propre équipe"):
        participants.tie_participant(ines, team=ines, held_by=None, by=made.claire, now=NOW)
    participants.tie_participant(ines, team=None, held_by=ines, by=made.claire, now=NOW)
    assert Participant.objects.get(pk=ines.pk).held_by == ines, "a measure may be named as its holder"


def test_correct_participant_keeps_what_stood_before(made):
    ines = made.participants["ines"]
    told = {"by": made.claire, "now": NOW, "reason": "faute"}
    participants.correct_participant(ines, "kind", "infirmière", **told)
    assert Correction.objects.get(object_id=ines.pk).old == "sante"
    participants.correct_participant(ines, "kind", "infirmière", **told)
    assert Correction.objects.filter(object_id=ines.pk).count() == 1


def test_correct_place_moves_the_lead_that_it_holds_and_what_it_opens(made):
    place = made.members["claire"]
    told = {"by": made.claire, "now": NOW, "reason": "lettre"}
    participants.correct_place(place, changes={"since": on("2018-05")}, **told)
    assert Lead.objects.get(member=place).since.notation == "2018-05"
    participants.correct_place(made.members["ines"], changes={"areas": ["money"], "basis": "consent"}, **told)
    assert set(Opening.objects.filter(member=made.members["ines"]).values_list("area", flat=True)) == {
        "money",
        "health",
    }
    assert last_act(made) == "parcours.place_corrected"


def test_correct_place_may_close_its_access_and_open_it_again(made):
    place, told = made.members["ines"], {"by": made.claire, "now": NOW, "reason": "lettre"}
    participants.correct_place(place, changes={"until": on("2020")}, access_open=False, **told)
    assert CircleMember.objects.get(pk=place.pk).access_to == NOW
    assert not Opening.objects.filter(member=place).exists()
    participants.correct_place(place, changes={"until": None}, access_open=True, **told)
    assert CircleMember.objects.get(pk=place.pk).access_to is None
    assert Opening.objects.filter(member=place).exists()


def test_take_back_lead_leaves_nobody_to_lead_and_a_trace(made):
    lead, told = Lead.objects.get(), {"by": made.claire, "now": NOW, "reason": "erreur"}
    key, member = lead.pk, lead.member_id
    participants.take_back_lead(lead, **told)
    assert not Lead.objects.exists()
    kept = Correction.objects.get(object_id=key)
    assert (kept.old, kept.new, kept.reason) == (str(member), None, "erreur")
    assert last_act(made) == "parcours.lead_taken_back"


def test_tie_account_to_the_person_a_relative_or_a_professional(made):
    told = {"by": made.claire, "now": NOW}
    person = made.participants["person"]
    Person.objects.filter(pk=made.person.pk).update(account=None)
    participants.tie_account(person, made.person_account, **told)
    assert Person.objects.get(pk=made.person.pk).account == made.person_account
    Relative.objects.filter(pk=made.daughter.pk).update(account=None)
    named = circle.name_participant(made.parcours, name="Fille", kind="proche", **told)
    participants.tie_account(named, made.relative_account, **told)
    assert named.relative.account == made.relative_account
    helper = circle.name_participant(made.parcours, name="Anne", kind="sante", **told)
    participants.tie_account(helper, made.anne, **told)
    assert helper.user == made.anne and helper.organisation is not None
    assert last_act(made) == "parcours.account_tied"


def test_those_who_do_not_coordinate_change_nobody(made):
    ines, told = made.participants["ines"], {"by": made.ines, "now": NOW}
    with pytest.raises(NotAllowed):
        participants.rename_participant(ines, name="x", identity="", **told)
    with pytest.raises(NotAllowed):
        participants.tie_participant(ines, team=None, held_by=None, **told)
    with pytest.raises(NotAllowed):
        participants.correct_participant(ines, "kind", "x", reason="x", **told)
    with pytest.raises(NotAllowed):
        participants.correct_place(made.members["ines"], changes={}, reason="x", **told)
    with pytest.raises(NotAllowed):
        participants.take_back_lead(Lead.objects.get(), reason="x", **told)
    with pytest.raises(NotAllowed):
        participants.tie_account(ines, made.anne, **told)
    assert CircleMember.objects.get(pk=made.members["ines"].pk).version == 1
