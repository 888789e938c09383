"""Whom each request that waits may suit, and why: facts that the lead may know."""

from datetime import timedelta

import pytest

from filrouge.accounts.models import Membership
from filrouge.desk.queries.suggesting import Suggestion, suggestions
from filrouge.desk.tests.team_cases import AMBIERLE, FIRMINY, UNIEUX, asked, leading, profile, situation
from filrouge.parcours.models import Request
from filrouge.parcours.tests.browsing import queries_of
from filrouge.parcours.use_cases import requests
from tests.personas import NOW, World, on, world

pytestmark = pytest.mark.django_db


def suggested(made: World, one: Request) -> list[Suggestion]:
    return suggestions(made.sophie, [one], NOW)[one.pk]


def reasons(made: World, one: Request, user) -> list[str]:
    return next(each.reasons for each in suggested(made, one) if each.user == user)


def test_only_who_takes_requests_where_it_came_is_suggested(made):
    found = {each.user for each in suggested(made, asked(made))}
    assert found == {made.claire, made.colette, made.sophie}
    Membership.objects.filter(user=made.colette).update(until_at=NOW)
    assert made.colette not in {each.user for each in suggested(made, asked(made))}


def test_load_is_told_and_who_is_full_comes_last(made):
    profile(made.claire, share=5)
    leading(made.claire, "Deux")
    found = suggested(made, asked(made, by=made.colette))
    assert [each.user for each in found][-1] == made.claire
    assert found[-1].reasons[0] == "N’a plus de place\u00a0: 2 situations sur environ 2."
    assert found[0].user == made.colette and "aucune situation sur environ 40" in found[0].reasons[0]


def test_language_and_publics_are_told_by_the_words_that_both_wrote(made):
    profile(made.sophie, languages="arabe, anglais", publics="autisme, sortie d’hôpital")
    one = asked(made, person_languages="arabe", reason="Son fils, avec autisme, est seul.")
    told = reasons(made, one, made.sophie)
    assert "Parle arabe." in told and "Connaît\u00a0: autisme." in told
    other = asked(made, reason="Elle est tombée.")
    assert not [said for said in reasons(made, other, made.sophie) if "Parle" in said or "Connaît" in said]


def test_distance_is_from_the_place_of_work_in_a_straight_line(made):
    profile(made.claire, UNIEUX)
    profile(made.colette, FIRMINY)
    profile(made.sophie, AMBIERLE)
    one = asked(made, person_place="12 rue des Fleurs, 42700 Firminy")
    assert "Travaille dans sa commune." in reasons(made, one, made.colette)
    (near,) = [said for said in reasons(made, one, made.claire) if "vol d’oiseau" in said]
    assert near.startswith("Travaille à ") and near.endswith("km à vol d’oiseau (Unieux).")
    assert [each.user for each in suggested(made, one)][-1] == made.sophie
    nowhere = asked(made, person_place="chez sa fille")
    assert not [said for said in reasons(made, nowhere, made.colette) if "Travaille" in said]


def test_situations_led_near_her_are_counted_as_far_as_addresses_tell(made):
    leading(made.colette, "Une", address="3 place du Marché, 42240 Unieux")
    leading(made.colette, "Deux", residence="Firminy")
    leading(made.colette, "Loin", residence="75011 Paris")
    situation(made.colette, "Pas pilotée", residence="Firminy")
    one = asked(made, person_place="Firminy")
    assert "2 de ses situations sont à moins de 10 km." in reasons(made, one, made.colette)
    assert not [said for said in reasons(made, one, made.sophie) if "10 km" in said]


def test_who_coordinates_for_somebody_of_that_name_comes_first(made):
    situation(made.colette, "Mme Petit", birth=on("1931-04-02"))
    one = asked(made, person_birth=on("1931-04-02"), by=made.sophie)
    found = suggested(made, one)
    assert found[0].user == made.colette
    assert "Coordonne déjà pour une personne de ce nom\u00a0: vérifiez si c’est elle." in found[0].reasons
    born_later = asked(made, person_birth=on("1950-01-01"))
    assert not [said for said in reasons(made, born_later, made.colette) if "de ce nom" in said]
    longer = asked(made, "Mme Petitot")
    assert not [said for said in reasons(made, longer, made.colette) if "de ce nom" in said]


def test_who_answered_or_received_a_request_for_that_name_is_told(made):
    earlier = asked(made, "mme petit")
    requests.orient_request(earlier, to="le CCAS", reason="près d’elle", by=made.colette, now=NOW)
    one = asked(made)
    assert "A répondu à une demande passée pour ce nom." in reasons(made, one, made.colette)
    assert "A reçu cette demande." in reasons(made, one, made.claire)


def test_a_record_of_another_organisation_ties_nobody(made):
    other = world(2)
    situation(other.claire, "Mme Petit")
    told = [said for each in suggested(made, asked(made)) for said in each.reasons]
    assert not [said for said in told if "de ce nom" in said]


def test_as_many_questions_for_two_requests_as_for_fifty(made):
    def some(count: int) -> list[Request]:
        return [asked(made, f"M. {rank}", person_place="Firminy") for rank in range(count)]

    few, many = some(2), some(50)
    for rank in range(20):
        leading(made.claire, f"Situation {rank}", residence="Firminy")
    later = NOW + timedelta(days=1)
    assert queries_of(lambda: suggestions(made.sophie, few, later)) == queries_of(
        lambda: suggestions(made.sophie, many, later)
    )
    assert suggestions(made.sophie, [], NOW) == {}
