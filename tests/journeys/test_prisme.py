"""Lina: three voices on the trip, ordinary law before the specialised, her yes, and the result in her own words."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.served import seen, sign_in

pytestmark = pytest.mark.browser
COACH, THEATRE, SPECIAL = (
    "Ergothérapie, séances sur le trajet",
    "Atelier théâtre de la MJC",
    "Atelier théâtre spécialisé",
)


@pytest.fixture
def mediator(new_context) -> Page:
    page = new_context().new_page()
    sign_in(page, "mediateur")
    page.get_by_role("link", name="Lina", exact=True).first.click()
    expect(page.locator("#nom")).to_have_text("Lina")
    return page


@pytest.fixture
def lina(new_context) -> Page:
    page = new_context(viewport={"width": 390, "height": 800}).new_page()
    sign_in(page, "lina")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bonjour Lina")
    return page


def open_tab(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).first.click()
    page.wait_for_load_state()


def read(part: Locator) -> str:
    """What is seen, whatever spaces stand between the words."""
    return " ".join(seen(part).split())


def test_three_voices_on_the_trip_and_none_is_averaged(mediator):
    open_tab(mediator, "Regards croisés")
    reading = mediator.locator("tr.lecture").filter(has_text="prendre le tram seule")
    expect(reading).to_have_count(1)
    said = read(reading)
    assert "Lina dit : « Je veux faire du théâtre et apprendre à prendre le tram seule. »" in said
    assert "Ergothérapeute du SESSAD pense : « trajet possible en 10 séances »" in said
    assert "Mère de Lina pense : « craint le trajet (deux changements) »" in said


def test_the_plan_costs_550_euros_and_looked_for_ordinary_law_first(mediator):
    open_tab(mediator, "Le plan")
    told = read(mediator.locator("main"))
    assert "550 €" in told and "10 × 55 €" in told and "PCPE" in told
    assert told.index(THEATRE) < told.index(SPECIAL)
    assert "droit commun" in told[told.index(THEATRE) : told.index(SPECIAL)]
    assert "Non retenu" in told[told.index(SPECIAL) :]
    assert "coordonne, et n’assure aucune des prestations de ce plan" in told
    knowing = read(mediator.locator(".trois").first)
    assert all(who in knowing for who in ("Lina", "Mère de Lina", "Ergothérapeute du SESSAD"))


def test_she_says_yes_she_agrees_and_says_the_result_herself(lina, mediator):
    open_tab(lina, "Mon plan")
    question = lina.get_by_role("region", name=COACH)
    expect(question).to_contain_text("Question 1 sur 3")
    question.get_by_role("button", name="Oui").click()
    expect(lina.locator("main")).to_contain_text("J’ai répondu à toutes les lignes.")
    lina.get_by_role("link", name="Je relis et je donne mon accord").click()
    expect(lina.locator("pre.texte-plan")).to_contain_text("Objectif 1")
    lina.get_by_role("button", name="Oui, je donne mon accord").click()
    expect(lina.get_by_role("heading", level=1)).to_have_text("Mon plan")

    open_tab(mediator, "Le plan")
    mediator.get_by_role("link", name="Mettre en vigueur").click()
    mediator.get_by_role("button", name="Donner l’accord de la structure").click()
    expect(mediator.locator("main")).to_contain_text("En vigueur")

    open_tab(lina, "Mon fil")
    result = lina.locator("ol.vie > li").filter(has_text="Co-évaluation : tram seule sur la ligne directe")
    result.get_by_role("link", name="J’ajoute").click()
    lina.get_by_label("Ce que je veux dire").fill("Ça j’y arrive. J’adore le théâtre.")
    lina.get_by_role("button", name="J’enregistre").click()
    expect(lina.get_by_role("status").filter(has_text="Vos mots sont à côté de la ligne.")).to_be_visible()
    open_tab(mediator, "Le fil")
    shown = mediator.locator("#fil-liste li").filter(has_text="Co-évaluation")
    expect(shown).to_contain_text("Ça j’y arrive. J’adore le théâtre.")
