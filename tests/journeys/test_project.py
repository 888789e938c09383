"""Her project in a real browser: put in order by hand and by keyboard, led to needs by everyday words."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.served import sign_in

pytestmark = pytest.mark.browser
Open = Callable[..., BrowserContext]


def project(context: BrowserContext) -> Page:
    """Lina's project, as her mediator sees it."""
    page = context.new_page()
    sign_in(page, "mediateur")
    page.get_by_role("link", name="Lina", exact=True).first.click()
    page.get_by_role("link", name="Son projet").click()
    expect(page.locator("h2#attentes")).to_be_visible()
    return page


def order(page: Page) -> list[str]:
    return [words.replace("\u00a0", " ") for words in page.locator(".attentes h3").all_inner_texts()[:2]]


def test_what_is_hoped_for_is_dragged_into_another_order(new_context: Open):
    page = project(new_context())
    before = order(page)
    items = page.locator("[data-order-item]")
    expect(items.first).to_have_attribute("draggable", "true")
    items.nth(1).locator(".rang").drag_to(items.first.locator(".rang"), target_position={"x": 10, "y": 2})
    expect(page.get_by_text("L’ordre est gardé.")).to_be_visible()
    assert order(page) == before[::-1]


def test_the_same_by_keyboard_and_without_a_script(new_context: Open):
    page = project(new_context(java_script_enabled=False))
    before = order(page)
    page.locator(".ordonner button").nth(1).press("Enter")
    expect(page.get_by_text("L’ordre est gardé.")).to_be_visible()
    assert order(page) == before[::-1]
    expect(page.locator("[draggable]")).to_have_count(0)


def test_everyday_words_suggest_needs_as_they_are_typed_and_what_was_ticked_stays(new_context: Open):
    page = project(new_context())
    page.get_by_role("link", name="Relier un autre besoin").first.click()
    boxes = page.locator("#propositions")
    words = page.get_by_label("Dire avec des mots de tous les jours")
    words.fill("mes copains")
    expect(boxes).to_contain_text("participer à la vie sociale")
    boxes.locator("label").first.click()
    ticked = boxes.locator("input:checked").get_attribute("value")
    words.fill("payer mes factures")
    expect(boxes).to_contain_text("ressources")
    expect(boxes.locator("input:checked")).to_have_count(1)
    assert boxes.locator("input:checked").get_attribute("value") == ticked


def test_the_chain_is_read_from_words_to_answers_and_back(new_context: Open):
    page = project(new_context())
    expect(page.locator("svg.chaine")).to_be_visible()
    page.get_by_text("La même chaîne en liste, des réponses aux mots").click()
    last = page.locator(".chaine-l").last
    expect(last).to_contain_text("Ergothérapie, séances sur le trajet")
    expect(last).to_contain_text("Prendre le tram seule")
