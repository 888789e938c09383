"""The small map beside the list of places: what it adds for who sees it, and that nobody needs it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.served import NARROW, sign_in
from tests.journeys.test_axe import faults

pytestmark = pytest.mark.browser
Open = Callable[..., BrowserContext]
AROUND = "/territoire/?q=demo+ime+sorbiers&autour=Firminy"
REACHED = "[...document.querySelectorAll('.carte, .carte *')].filter((each) => each.tabIndex >= 0).length"
SORBIERS = "IME Les Sorbiers (démo)"


@pytest.fixture
def visit(new_context: Open) -> Callable[..., Page]:
    def open_page(address: str, **options: object) -> Page:
        page = new_context(reduced_motion="reduce", **options).new_page()
        sign_in(page, "gestionnaire")
        page.goto(address)
        return page

    return open_page


def drawn(page: Page) -> Page:
    page.locator("[data-map]").scroll_into_view_if_needed()
    expect(page.locator("[data-map][data-drawn]")).to_be_visible()
    return page


def fetched(page: Page) -> list[str]:
    """The files of the map that the page has asked for."""
    asked = page.evaluate("performance.getEntriesByType('resource').map((each) => each.name)")
    return [name for name in asked if "geojson" in name or "vendor/leaflet" in name]


def test_a_marker_leads_to_the_page_of_its_place_which_has_its_own_map(visit):
    page = drawn(visit(AROUND))
    listed = page.locator(".annuaire > li")
    expect(page.locator(".carte-lieu")).to_have_count(listed.count())
    expect(page.locator(".carte-ici")).to_have_attribute("title", "Centre de la commune\u00a0: Firminy")
    assert page.locator(".carte-commune").count() == 320
    page.locator(f".carte-lieu[title='{SORBIERS}']").click()
    page.locator(".leaflet-popup").get_by_text(SORBIERS).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(SORBIERS)
    expect(drawn(page).locator(".carte-lieu")).to_have_count(1)
    expect(page.locator(".carte-ici")).to_have_count(0)


def test_places_on_one_spot_are_gathered_and_a_press_brings_them_apart(visit):
    page = drawn(visit("/territoire/?autour=Saint-Etienne"))
    expect(page.locator(".carte-groupe")).to_have_text(
        "50"
    )  # whose street nobody knows: the centre of the commune
    page.locator(".carte-groupe").click()
    expect(page.locator(".carte-lieu")).to_have_count(50)


def test_the_keyboard_and_a_screen_reader_have_the_list_and_pass_by_the_map(visit):
    page = drawn(visit(AROUND))
    page.locator(f".carte-lieu[title='{SORBIERS}']").click()
    expect(page.locator(".leaflet-popup a")).to_be_visible()
    assert page.evaluate(REACHED) == 0
    page.locator(".carte-ici").evaluate("(planted) => { planted.tabIndex = 0; }")
    assert page.evaluate(REACHED) == 1
    page.locator(".carte-ici").evaluate("(planted) => planted.removeAttribute('tabindex')")
    names = page.get_by_role("link").all_inner_texts()
    assert names.count(SORBIERS) == 1
    assert page.locator(".carte").get_attribute("aria-hidden") == "true"
    assert faults(page) == []
    page.emulate_media(color_scheme="dark")
    assert faults(page) == []


def test_without_scripts_the_list_alone_says_it_all(visit):
    page = visit(AROUND, java_script_enabled=False)
    expect(page.get_by_role("link", name=SORBIERS)).to_be_visible()
    expect(page.get_by_text("km du centre de Firminy, à vol d’oiseau").first).to_be_visible()
    expect(page.get_by_text("Sur la carte")).to_be_hidden()
    assert page.locator("[data-map]").bounding_box() is None


@pytest.mark.parametrize("missing", ["communes_42", "leaflet.js", "leaflet.markercluster", "leaflet.css"])
def test_a_map_that_cannot_be_drawn_leaves_no_empty_box(visit, missing):
    page = visit("/territoire/?q=rien+de+tel")
    page.route(f"**/*{missing.replace('.', '*.', 1)}*", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        page.goto(AROUND)
    expect(page.get_by_role("link", name=SORBIERS)).to_be_visible()
    expect(page.locator("[data-map]")).to_be_hidden()


def test_a_page_without_a_place_has_no_map_and_paper_has_none(visit):
    page = visit("/territoire/?q=rien+de+tel")
    expect(page.locator("[data-map]")).to_be_hidden()
    page.goto(AROUND)
    drawn(page).emulate_media(media="print")
    expect(page.locator("[data-map]")).to_be_hidden()
    expect(page.get_by_role("link", name=SORBIERS)).to_be_visible()


def test_a_telephone_sees_the_list_first_and_asks_for_the_map_only_when_it_is_near(visit):
    page = visit("/territoire/", viewport=NARROW)
    expect(page.get_by_role("heading", level=2).first).to_be_visible()
    assert fetched(page) == []
    drawn(page)
    assert len(fetched(page)) == 6
    box, screen = page.locator(".carte").bounding_box(), page.viewport_size
    assert box and screen and box["width"] <= screen["width"]
