"""The demonstration: set up once, harmless again, and each of the cast sees what they should."""

from datetime import timedelta

import pytest

from filrouge.accounts.models import User
from filrouge.accounts.queries import written_cast
from filrouge.accounts.use_cases import system_account
from filrouge.exchange.queries.names import Names
from filrouge.exchange.tests.scenario_texts import MME_E, PRISME
from filrouge.exchange.tests.telling import NOW, altered, dump, load, outcomes, table
from filrouge.exchange.use_cases.demonstration import set_up_demonstration
from filrouge.life_project.models import Expectation, LifeProject
from filrouge.needs.models import NeedOrigin
from filrouge.parcours.models import CircleMember, Lead, Parcours, ThreadEntry
from filrouge.people.models import LegalProtection

pytestmark = pytest.mark.django_db


def set_up(now=NOW):
    return set_up_demonstration(by=system_account(), now=now)


@pytest.fixture
def cast():
    set_up()
    emails = {member.email: member.key for member in written_cast()}
    return {emails[user.email]: user for user in User.objects.filter(email__in=emails)}


def read_by(user, scenario):
    """The ids of the lines of a case that somebody reads, and how many they do not."""
    names = Names(scenario)
    lines = ThreadEntry.objects.filter(
        parcours=Parcours.objects.get(pk=names.get(HERSELF[scenario]).parcours_id)
    )
    return {names.id_of(entry.pk) for entry in lines.visible_to(user, NOW)}, lines.count()


HERSELF = {"mme-e": "mme_e", "prisme-lina": "lina"}


def test_setting_it_up_twice_changes_nothing():
    assert set_up()
    before = dump()
    assert not set_up(NOW + timedelta(days=30))
    assert dump() == before


def test_both_cases_answer_their_facts_in_the_demonstration(cast):
    said = [*outcomes(MME_E).values(), *outcomes(PRISME).values()]
    assert said == ["passed"] * 28


def test_the_case_manager_and_mme_e_read_all_of_her_thread(cast):
    for member in ("gestionnaire", "mme_e"):
        read, all_of_it = read_by(cast[member], "mme-e")
        assert len(read) == all_of_it == 32
        assert read_by(cast[member], "prisme-lina")[0] == set()


def test_lina_and_her_mediator_read_all_of_hers_and_her_mother_her_own_word(cast):
    for member in ("lina", "mediateur"):
        read, all_of_it = read_by(cast[member], "prisme-lina")
        assert len(read) == all_of_it == 18
    assert read_by(cast["mere_lina"], "prisme-lina")[0] == {"w1"}


def test_linas_project_is_what_she_says_on_the_first_day_and_nothing_else(cast):
    her = Names("prisme-lina").get("lina")
    said = ThreadEntry.objects.get(pk=Names("prisme-lina").get("p1").pk).annotations.get()
    (project,) = LifeProject.objects.all()
    assert project.parcours == her.parcours and project.said_by == her and project.text in said.text
    hopes = list(Expectation.objects.order_by("rank"))
    assert all(hope.words in project.text and hope.said_by == her for hope in hopes) and len(hopes) == 2
    assert list(NeedOrigin.objects.order_by("pk").values_list("need__code__code", flat=True)) == [
        "1.3.4.1",
        "1.3.4.2",
    ]


def test_members_read_what_they_said_and_what_is_opened_to_them(cast):
    assert read_by(cast["infirmiere_reseau"], "mme-e")[0] == {"ev03", "ev13", "eva1", "eva3"}
    assert read_by(cast["aide_domicile"], "mme-e")[0] == {"ev02", "ev04", "ev08", "ev09", "sv1", "sv3", "ru1"}
    assert read_by(cast["tuteur"], "mme-e")[0] == {"ev10", "ev12", "sv6"}


def test_who_has_no_business_here_sees_nothing(cast):
    for member in ("ailleurs", "pilote", "dpo", "admin"):
        assert not Parcours.objects.visible_to(cast[member], NOW).exists()
        assert not ThreadEntry.objects.visible_to(cast[member], NOW).exists()
    assert Parcours.objects.visible_to(cast["responsable"], NOW).count() == 1
    assert not ThreadEntry.objects.visible_to(cast["responsable"], NOW).exists()


def test_what_somebody_loaded_and_corrected_before_is_left_as_it_is():
    text = altered(MME_E, lambda tree: table(tree, "sv1").update(nature="ménage"))
    load(text)
    assert set_up(), "Lina was missing"
    assert load(text).corrected == []
    assert (
        Lead.objects.get(member__participant__name__startswith="Gestionnaire").member.participant.user
        is not None
    )
    assert LegalProtection.objects.count() == 1
    before = dump()
    assert not set_up()
    assert dump() == before


def test_a_case_of_the_same_name_without_those_people_is_left_alone():
    load(altered(PRISME, lambda tree: tree.update(id="mme-e", attendus=[])))
    assert set_up()
    assert not LegalProtection.objects.exists()
    assert set(CircleMember.objects.values_list("role", flat=True)) == {"relative", "coordination"}
