"""L'équipe, as its lead sees it and acts from it; nobody else comes in."""

import pytest

from filrouge.accounts.models import WorkProfile
from filrouge.desk.queries import team
from filrouge.desk.tests.team_cases import TOLD, asked, leading, profile, situation
from filrouge.journal.models import JournalEntry
from filrouge.parcours.models import Request
from filrouge.parcours.tests.browsing import browser_of, queries_of, send, text_of
from tests.personas import NOW, World, world

pytestmark = pytest.mark.django_db
TEAM = "/equipe/"


def many(made: World, count: int) -> None:
    organisation = made.claire.memberships.get().organisation
    Request.objects.bulk_create(
        Request(
            organisation=organisation, state="waiting", person_name=f"M. {rank:03}", recorded_by=made.claire,
            recorded_at=NOW, **TOLD,
        )
        for rank in range(count)
    )  # fmt: skip


def test_the_page_tells_what_waits_who_carries_what_and_what_to_talk_about(made):
    asked(made, person_place="Firminy", person_languages="arabe")
    leading(made.colette, "Mme Calme")
    situation(made.colette, "Mme Seule")
    words = text_of(browser_of(made.sophie).get(TEAM))
    assert "1 demande que personne ne tient" in words and "vit à : Firminy · parle arabe" in words
    assert "A reçu cette demande." in words and "C’est vous qui décidez." in words
    assert "1 sur environ 40" in words and "Mme Seule" in words and "Personne ne pilote." in words
    assert "Mme Calme" in words  # a draft since 2019


def test_the_journal_tells_which_records_were_listed(made):
    one = situation(made.colette, "Mme Seule")
    browser_of(made.sophie).get(TEAM)
    line = JournalEntry.objects.get(action="record.listed", actor=str(made.sophie.pk))
    assert line.detail["page"] == "desk:team" and str(one.pk) in line.detail["records"]


@pytest.mark.parametrize("who", ["claire", "ines", "karim", "marc", "julie", "person_account"])
def test_only_who_leads_a_team_comes_in(made, who):
    browser = browser_of(getattr(made, who))
    assert browser.get(TEAM).status_code == 403
    assert browser.get(TEAM + "situations/").status_code == 403


def test_what_another_team_holds_is_seen_by_nobody_here(made):
    other = world(2)
    asked(other, "⟦ailleurs⟧")
    situation(other.claire, "⟦ailleurs⟧")
    page = browser_of(made.sophie).get(TEAM)
    assert "⟦ailleurs⟧" not in page.content.decode() and other.colette.name not in text_of(page)
    assert "⟦ailleurs⟧" not in browser_of(made.sophie).get(TEAM + "situations/").content.decode()


def test_a_request_is_given_in_one_click_to_who_is_suggested(made):
    one, lead = asked(made), browser_of(made.sophie)
    url = f"{TEAM}demandes/{one.pk}/confier/"
    answer = lead.post(url, {"_key": "k", "to": made.colette.pk}, follow=True)
    one.refresh_from_db()
    assert one.assigned_to == made.colette
    words = text_of(answer)
    assert f"La demande pour Mme Petit est confiée à {made.colette.name}." in words
    assert "Toutes les demandes ont quelqu’un." in words and "1 confiée attend d’être prise." in words


def test_giving_a_request_to_nobody_or_to_a_stranger_says_why_not(made):
    one, lead = asked(made), browser_of(made.sophie)
    url = f"{TEAM}demandes/{one.pk}/confier/"
    for key, sent, sentence in (
        ("a", {}, "obligatoire"), ("b", {"to": made.anne.pk}, "Sélectionnez"), ("c", {"to": "zut"}, "valid"),
    ):  # fmt: skip
        assert sentence in text_of(lead.post(url, {"_key": key, **sent}, follow=True))
    one.refresh_from_db()
    assert one.assigned_to is None
    assert browser_of(made.claire).post(url, {"to": made.claire.pk}).status_code == 403
    assert browser_of(world(2).sophie).post(url, {"to": made.claire.pk}).status_code == 404
    assert lead.get(url).status_code == 405


def test_requests_go_on_by_key_in_the_same_number_of_questions(made):
    many(made, 2)
    few = queries_of(lambda: team.request_page(made.sophie, start=None, now=NOW))
    many(made, 58)
    assert queries_of(lambda: team.request_page(made.sophie, start=None, now=NOW)) == few
    shown, start = [], None
    while True:
        page = team.request_page(made.sophie, start=start, now=NOW)
        shown += [waiting.request.pk for waiting in page.waiting]
        start = page.next_start
        if start is None:
            break
    assert (len(shown), len(set(shown)), page.total, page.held) == (60, 60, 60, 0)
    words = text_of(browser_of(made.sophie).get(f"{TEAM}?suite=zut&equipe=zut"))
    assert "La suite des demandes" in words


def test_the_page_asks_as_many_questions_with_two_as_with_fifty(made):
    lead = browser_of(made.sophie)
    many(made, 2)
    situation(made.colette, "Un")
    lead.get(TEAM)
    few = queries_of(lambda: lead.get(TEAM))
    many(made, 48)
    for rank in range(5):
        situation(made.colette, f"Nom {rank}")
    lead.get(TEAM)  # the first line of a chain of the journal makes its head
    assert queries_of(lambda: lead.get(TEAM)) == few


def test_a_lead_opens_the_profile_of_their_team_and_of_nobody_else(made):
    url = f"{TEAM}profils/{made.colette.pk}/"
    lead = browser_of(made.sophie)
    told = {"commune": "Firminy", "languages": "arabe", "publics": "autisme", "share": "80"}
    assert f"Profil de travail : {made.colette.name}" in text_of(lead.get(url))
    assert send(lead, url, **told)["Location"] == TEAM
    stored = WorkProfile.objects.get(user=made.colette)
    assert (stored.commune.name, stored.languages, stored.share) == ("Firminy", "arabe", 80)
    for who in (made.claire, made.anne, world(2).sophie, made.person_account):
        assert browser_of(who).get(url).status_code == 404
    assert lead.get(f"{TEAM}profils/{made.anne.pk}/").status_code == 404


def test_each_one_keeps_their_own_profile(made):
    url, browser = f"{TEAM}profils/{made.ines.pk}/", browser_of(made.ines)
    assert url in browser.get("/compte/").content.decode()
    assert send(browser, url, commune="", share="100", languages="anglais")["Location"] == "/compte/"
    profile(made.claire, languages="arabe")
    assert "arabe" in browser_of(made.claire).get(f"{TEAM}profils/{made.claire.pk}/").content.decode()
    assert browser_of(made.person_account).get(f"{TEAM}profils/{made.person_account.pk}/").status_code == 404


def test_a_commune_that_nobody_can_tell_is_asked_again_and_nothing_is_lost(made):
    url, browser = f"{TEAM}profils/{made.claire.pk}/", browser_of(made.claire)
    for typed, sentence in (("Nulle-Part", "Aucune commune de ce nom"), ("42660", "Plusieurs communes")):
        page = send(browser, url, commune=typed, share="100", languages="kabyle")
        assert sentence in text_of(page) and "kabyle" in page.content.decode()
    assert "100" in text_of(send(browser, url, commune="", share="101"))
    assert not WorkProfile.objects.exists()


def test_two_who_write_a_profile_at_once_lose_nothing(made):
    url = f"{TEAM}profils/{made.claire.pk}/"
    assert send(browser_of(made.claire), url, share="50", languages="kabyle").status_code == 302
    late = browser_of(made.sophie).post(
        url, {"_key": "k", "_version": "0", "share": "80", "languages": "arabe"}
    )
    words = text_of(late)
    assert "Quelqu’un a écrit ici pendant que vous écriviez" in words and "kabyle" in words
    assert WorkProfile.objects.get().languages == "kabyle"
