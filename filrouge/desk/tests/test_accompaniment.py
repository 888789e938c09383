"""The pages of how an accompaniment pauses, ends and begins again, and of a death."""

import pytest

from filrouge.follow_up.use_cases import ruptures, services
from filrouge.parcours.models import Death, Parcours, Turn
from filrouge.parcours.tests.browsing import address, browser_of, send, text_of
from filrouge.parcours.use_cases import services as spells
from filrouge.parcours.use_cases.opening import move
from tests.personas import NOW, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def begun(made: World) -> World:
    move(made.parcours, "open", by=made.claire, now=NOW)
    return made


def test_a_pause_is_said_in_the_header_of_every_page_and_taken_up_again(begun):
    browser = browser_of(begun.claire)
    told = {"reason": "hospital", "on": "mars 2019", "expected_until": "juin 2019", "said": "« Ouf »"}
    assert send(browser, address("desk:pause", begun), **told).status_code == 302
    for page in ("desk:thread", "parcours:circle", "desk:accompaniment"):
        words = text_of(browser.get(address(page, begun)))
        assert "accompagnement en pause depuis mars 2019, jusqu’à juin 2019" in words
    again = send(browser, address("desk:reopen", begun), words="elle rentre", on="2019")
    assert again.status_code == 302
    words = text_of(browser.get(address("desk:accompaniment", begun)))
    assert "Il est en cours." in words and "elle rentre" in words and "« Ouf »" in words


def test_closing_tells_what_is_still_open_and_prevents_nothing(begun):
    act = {"by": begun.claire, "now": NOW}
    ruptures.open_rupture(
        begun.parcours, nature="⟦plus de repas⟧", cause="x", opened_by=begun.events["stop"], **act
    )
    for nature, ends in (("⟦aide⟧", False), ("⟦portage⟧", True)):
        spell = spells.begin_spell(
            begun.parcours, provider=begun.participants["ines"], nature=nature, area="housing", **act
        )
        if ends:
            services.end_service(spell, until=spell.since, outcome="nothing", **act)
    browser, url = browser_of(begun.claire), address("desk:close", begun)
    words = text_of(browser.get(url))
    assert all(said in words for said in ("⟦plus de repas⟧", "⟦aide⟧", "Rien de cela n’empêche"))
    assert send(browser, url, reason="moved", on="2019").status_code == 302
    assert Parcours.objects.get(pk=begun.parcours.pk).state == "closed"
    assert browser_of(begun.ines).get(address("desk:thread", begun)).status_code == 404
    assert "déménagement" in text_of(browser.get(address("desk:accompaniment", begun)))


def test_a_record_that_is_over_asks_for_nothing_more(begun):
    begun.person.communication = ""
    begun.person.save()
    browser, url = browser_of(begun.claire), address("desk:thread", begun)
    assert "Ce qui manque" in text_of(browser.get(url))
    send(browser, address("desk:close", begun), reason="moved", on="2019")
    words = text_of(browser.get(url))
    assert "accompagnement terminé" in words and "Ce qui manque" not in words


def test_what_is_refused_keeps_what_was_typed(begun):
    browser, url = browser_of(begun.claire), address("desk:close", begun)
    page = send(browser, url, reason="other", on="2019", said="Elle l’a dit longuement.")
    assert page.status_code == 200
    words = text_of(page)
    assert "quelle est cette raison" in words and "Elle l’a dit longuement." in page.content.decode()
    assert not Turn.objects.exists()


def test_a_closed_record_is_closed_once_whoever_comes_second(begun):
    browser, url = browser_of(begun.claire), address("desk:close", begun)
    assert send(browser, url, reason="moved", on="2019").status_code == 302
    page = send(browser, url, reason="own_wish", on="2019", words="mes mots")
    assert page.status_code == 200 and "mes mots" in page.content.decode()
    assert Turn.objects.count() == 1


def test_a_death_is_noted_shown_and_taken_back(begun):
    browser = browser_of(begun.claire)
    told = {"on": "3 mars 2019", "told_by": "sa fille"}
    assert send(browser, address("desk:death", begun), **told).status_code == 302
    page = browser.get(address("desk:accompaniment", begun))
    assert "est décédée le 3 mars 2019" in text_of(page)
    assert address("desk:reopen", begun) not in page.content.decode()
    closing = browser.get(address("desk:close", begun))
    assert closing.context["form"]["reason"].value() == "death"
    assert "ses proches lisent" not in text_of(closing)
    back = address("desk:death_take_back", begun, Death.objects.get().pk)
    assert send(browser, back, reason="une homonyme").status_code == 302
    words = text_of(browser.get(address("desk:accompaniment", begun)))
    assert "est décédée" not in words and "Noté par erreur" in words and "une homonyme" in words


def test_a_reason_is_put_right_from_the_page_with_its_history(begun):
    browser = browser_of(begun.claire)
    send(browser, address("desk:close", begun), reason="institution", on="2019")
    url = address("parcours:correct", begun, "turn", Turn.objects.get().pk, "reason")
    assert url in browser.get(address("desk:accompaniment", begun)).content.decode()
    answer = send(browser, url, value="own_wish", reason="mal lu")
    assert answer["Location"] == address("desk:accompaniment", begun)
    words = text_of(browser.get(answer["Location"]))
    assert "la personne l’a souhaité" in words and "entrée en établissement" in words and "mal lu" in words


def test_helpers_read_where_it_stands_and_change_nothing(begun):
    page = browser_of(begun.ines).get(address("desk:accompaniment", begun))
    assert page.status_code == 200
    assert address("desk:close", begun) not in page.content.decode()
