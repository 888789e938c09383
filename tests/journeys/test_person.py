"""Mme E. in her own space: she reads, adds her words, and sees who looked; nobody's fact is changed by it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.journeys.served import sign_in

pytestmark = pytest.mark.browser
FACT = "Le SAAD cesse sa prestation : Mme E. refuse de régler les factures."
Open = Callable[..., BrowserContext]


@pytest.fixture
def hers(new_context: Open) -> Page:
    page = new_context(viewport={"width": 390, "height": 800}).new_page()
    sign_in(page, "mme_e")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bonjour Mme E.")
    return page


@pytest.fixture
def coordinator(new_context: Open) -> Page:
    page = new_context().new_page()
    sign_in(page, "gestionnaire")
    page.get_by_role("link", name="Mme E.", exact=True).first.click()
    expect(page.locator("#nom")).to_have_text("Mme E.")
    return page


def her_line(page: Page) -> Locator:
    page.get_by_role("navigation", name="Mon espace").get_by_role("link", name="Mon fil").click()
    return page.locator("ol.vie > li").filter(has_text=FACT)


def say(page: Page, act: str, words: str) -> None:
    her_line(page).get_by_role("link", name=act).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(act)
    expect(page.get_by_role("region", name="La ligne")).to_contain_text(FACT)
    page.get_by_label("Ce que je veux dire").fill(words)
    page.get_by_role("button", name="J’enregistre").click()
    expect(page.get_by_role("status").filter(has_text="Vos mots sont à côté de la ligne.")).to_be_visible()


def test_she_reads_her_thread_in_her_words(hers):
    line = her_line(hers)
    expect(line).to_contain_text("Juin 2018")
    expect(line).to_contain_text("C’est Premier SAAD qui le dit.")
    hers.get_by_role("link", name="Lire depuis le début").click()
    hers.wait_for_url("**ordre=ancien")
    assert hers.locator("h2.annee").all_inner_texts()[:3] == ["Sans date", "2014", "2018"]


def test_what_she_adds_stands_beside_the_line_for_everybody_and_changes_no_fact(hers, coordinator):
    say(hers, "J’ajoute", "J’avais payé au mois de mai.\nIls ne sont pas venus.")
    expect(her_line(hers)).to_contain_text("J’ai ajouté : « J’avais payé au mois de mai.")
    coordinator.reload()
    line = coordinator.locator("#fil-liste li").filter(has_text=FACT)
    expect(line.get_by_role("heading")).to_have_text(FACT)
    beside = line.locator("aside.de-la-personne").filter(has_text="J’avais payé au mois de mai.")
    expect(beside).to_contain_text("Mme E. · j’ajoute")
    expect(line.locator("s")).to_have_count(0)


def test_she_says_that_it_is_not_what_she_said(hers, coordinator):
    say(hers, "Ce n’est pas ce que j’ai dit", "J’ai dit : pas ce mois-ci.")
    expect(her_line(hers)).to_contain_text("J’ai répondu : ce n’est pas ce que j’ai dit.")
    coordinator.reload()
    beside = coordinator.locator("#fil-liste li").filter(has_text=FACT).locator("aside.de-la-personne")
    mine = beside.filter(has_text="J’ai dit : pas ce mois-ci.")
    expect(mine).to_contain_text("Mme E. · ce n’est pas ce que j’ai dit")


def test_her_words_are_asked_for_when_she_says_nothing(hers):
    her_line(hers).get_by_role("link", name="J’ajoute").click()
    words = hers.get_by_label("Ce que je veux dire")
    words.fill("   ")
    hers.get_by_role("button", name="J’enregistre").click()
    expect(hers.get_by_role("alert")).to_contain_text("Un champ à revoir.")


def test_she_sees_who_looked(coordinator, hers):
    hers.get_by_role("link", name="Qui a vu mon dossier").click()
    looked = hers.locator("ol.aides > li").filter(has_text="Claire Gauthier").first
    expect(looked).to_contain_text("MAIA")
    expect(looked).to_contain_text("Aujourd’hui.")
    expect(looked).to_contain_text("le fil")
