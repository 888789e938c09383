"""Mes demandes: what the person and a relative ask for from their space, and what a measure closes there."""

import pytest

from filrouge.parcours.models import Wish
from filrouge.parcours.tests.browsing import browser_of, queries_of, send, text_of
from filrouge.parcours.use_cases import circle, deaths, identity, wishes
from filrouge.people.models import LegalProtection
from tests.personas import NOW, World, on

pytestmark = pytest.mark.django_db


def mine(made: World, tail: str = "") -> str:
    return f"/mon-espace/{made.parcours.pk}/mes-demandes/{tail}"


def test_the_person_asks_in_her_words_and_reads_the_answer(made):
    browser = browser_of(made.person_account)
    assert "Je n’ai encore rien demandé." in text_of(browser.get(mine(made)))
    assert send(browser, mine(made, "something/"), text="").status_code == 200
    assert send(browser, mine(made, "something/"), text="⟦Une barre⟧").status_code == 302
    words = text_of(browser.get(mine(made)))
    assert "⟦Une barre⟧" in words and "La demande est arrivée." in words
    told = {"by": made.claire, "now": NOW}
    for state, said in (
        ("answered", "Il y a une réponse."), ("done", "C’est fait."), ("not_possible", "Ce n’est pas possible."),
    ):  # fmt: skip
        wish = Wish.objects.get()
        wishes.answer_wish(wish, state=state, answer="⟦Voici⟧", version=wish.version, **told)
        words = text_of(browser.get(mine(made)))
        assert said in words and "⟦Voici⟧" in words and "C’est Claire 1 qui répond." in words


def test_the_person_asks_for_another_contact_without_saying_why(made):
    browser = browser_of(made.person_account)
    assert "Je peux ne rien dire." in text_of(browser.get(mine(made, "contact/")))
    assert send(browser, mine(made, "contact/"), text="").status_code == 302
    again = send(browser, mine(made, "contact/"), text="encore")
    assert "déjà demandé" in text_of(again) and "encore" in again.content.decode()
    assert "Un autre contact" in text_of(browser.get(mine(made)))


def test_nobody_leads_and_those_who_coordinate_read(made):
    circle.end_lead(made.lead, until=on("2019-07"), by=made.claire, now=NOW)
    words = text_of(browser_of(made.person_account).get(mine(made, "something/")))
    assert "Les personnes qui coordonnent lisent ma demande." in words


def test_each_reads_what_they_asked_and_nothing_of_the_other(made):
    for who, text in (("person_account", "⟦à elle⟧"), ("relative_account", "⟦à sa fille⟧")):
        assert send(browser_of(getattr(made, who)), mine(made, "something/"), text=text).status_code == 302
    hers = text_of(browser_of(made.person_account).get(mine(made)))
    theirs = text_of(browser_of(made.relative_account).get(mine(made)))
    assert "⟦à elle⟧" in hers and "⟦à sa fille⟧" not in hers
    assert "⟦à sa fille⟧" in theirs and "⟦à elle⟧" not in theirs


def test_no_other_sort_of_asking_and_no_other_record(made):
    browser = browser_of(made.person_account)
    assert browser.get(mine(made, "autre/")).status_code == 404
    assert browser_of(made.claire).get(mine(made)).status_code == 403


def test_my_requests_go_on_by_key_in_the_same_number_of_questions(made):
    browser, counts = browser_of(made.person_account), []
    browser.get(mine(made))
    for more in (2, 48):
        asked = {"parcours": made.parcours, "asked_by": made.person_account, "asked_at": NOW}
        Wish.objects.bulk_create(Wish(kind="something", text=str(rank), **asked) for rank in range(more))
        counts.append(queries_of(lambda: browser.get(mine(made))))
    assert counts[0] == counts[1]
    first = browser.get(mine(made)).context["page"]
    rest = browser.get(f"{mine(made)}?suite={first.next_start}").context["page"]
    assert not {wish.pk for wish in first.wishes} & {wish.pk for wish in rest.wishes}
    assert browser.get(mine(made) + "?suite=zut").status_code == 200


def test_a_measure_opens_to_a_representative_what_her_place_opens_and_no_more(made):
    browser = browser_of(made.relative_account)
    thread, lookers = f"/mon-espace/{made.parcours.pk}/fil/", f"/mon-espace/{made.parcours.pk}/qui-a-vu/"
    made.daughter.is_legal_representative = True
    made.daughter.save()
    words = text_of(browser.get(thread))
    assert made.secret("daily_life") in words and made.secret("health") not in words
    assert browser.get(lookers).status_code == 200
    LegalProtection.objects.filter(person=made.person).update(
        until=on("2019-06"), until_earliest=on("2019-06").earliest, until_latest=on("2019-06").latest
    )
    assert browser.get(lookers).status_code == 403
    assert made.secret("daily_life") in text_of(browser.get(thread))


def test_a_measure_in_force_of_another_kind_keeps_the_representative(made):
    made.daughter.is_legal_representative = True
    made.daughter.save()
    identity.set_protection(made.parcours, kind="curatorship", until=on("2018"), by=made.claire, now=NOW)
    assert (
        browser_of(made.relative_account).get(f"/mon-espace/{made.parcours.pk}/qui-a-vu/").status_code == 200
    )


def test_after_a_death_a_relative_finds_no_space(made):
    browser = browser_of(made.relative_account)
    assert browser.get(mine(made)).status_code == 200
    deaths.record_death(made.parcours, on=None, told_by="son fils", by=made.claire, now=NOW)
    assert browser.get(mine(made)).status_code == 404
    deaths.take_back_death(made.parcours.deaths.get(), reason="erreur", by=made.claire, now=NOW)
    assert browser.get(mine(made)).status_code == 200
