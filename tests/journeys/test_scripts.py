"""What each small script does for who uses it, and that the page does without it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.served import sign_in

pytestmark = pytest.mark.browser
Open = Callable[..., BrowserContext]
VOICE = """
window.said = []; window.silenced = 0;
Object.defineProperty(window, "speechSynthesis", { configurable: true, value: {
  speak: (speech) => window.said.push(speech), cancel: () => { window.silenced += 1; } } });
"""
NO_VOICE = "delete window.speechSynthesis;"


def space(context: BrowserContext) -> Page:
    page = context.new_page()
    sign_in(page, "mme_e")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bonjour Mme E.")
    return page


def record(context: BrowserContext) -> Page:
    page = context.new_page()
    sign_in(page, "gestionnaire")
    page.get_by_role("link", name="Mme E.", exact=True).first.click()
    page.wait_for_url("**/parcours/**")  # loaded, its scripts too
    expect(page.locator("#fil-liste")).to_be_visible()
    return page


@pytest.fixture
def heard(new_context: Open) -> Page:
    context = new_context()
    context.add_init_script(VOICE)
    return space(context)


def test_listen_reads_the_page_aloud_and_a_second_press_stops(heard: Page):
    button = heard.get_by_role("button", name="Écouter")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    said = heard.evaluate("said.map((each) => [each.text, each.lang])")
    assert said[0] == ["Bonjour Mme E.", "fr"]
    assert len(said) > 3
    assert len({text for text, _ in said}) > 3
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert heard.evaluate("silenced") == 1


@pytest.mark.parametrize("event", ["end", "error"])
def test_listen_is_over_when_the_voice_is(heard: Page, event: str):
    button = heard.get_by_role("button", name="Écouter")
    button.click()
    heard.evaluate("(event) => said.at(-1).dispatchEvent(new Event(event))", event)
    expect(button).to_have_attribute("aria-pressed", "false")


def test_listen_is_not_offered_where_nothing_can_speak(new_context: Open):
    mute = new_context()
    mute.add_init_script(NO_VOICE)
    expect(space(mute).locator("[data-listen]")).to_be_hidden()
    without = space(new_context(java_script_enabled=False))
    expect(without.locator("[data-listen]")).to_be_hidden()
    expect(without.get_by_role("navigation", name="Mon espace")).to_be_visible()


def test_quick_exit_leaves_nothing_behind(new_context: Open):
    context = new_context()
    hers = space(context)
    address, page = hers.url, context.new_page()
    hers.close()
    page.goto(address)
    # Another page of ours stands for the one outside: no test may call another host.
    page.locator("[data-quick-exit]").evaluate("link => { link.href = '/credits/'; }")
    page.get_by_role("link", name="Sortir vite").click()
    page.wait_for_url("**/credits/")
    page.go_back()
    expect(page).to_have_url("about:blank")
    expect(page.locator("body")).to_be_empty()


def test_quick_exit_is_a_plain_link_without_the_script(new_context: Open):
    link = space(new_context(java_script_enabled=False)).get_by_role("link", name="Sortir vite")
    assert (link.get_attribute("href") or "").startswith("https://")
    assert link.get_attribute("rel") == "noreferrer"


def test_a_slash_goes_to_the_search_box_and_escape_leaves_it(new_context: Open):
    page = record(new_context())
    box = page.locator("[data-search-shortcut]")
    page.keyboard.press("Control+/")
    expect(box).not_to_be_focused()
    page.keyboard.press("/")
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    page.keyboard.press("Escape")
    expect(box).not_to_be_focused()


def test_a_slash_in_a_field_is_a_slash(new_context: Open):
    page = record(new_context())
    page.goto(f"{page.url.split('?')[0]}noter/")
    words = page.get_by_label("Ce qui s’est passé")
    words.focus()
    page.keyboard.type("12/03")
    expect(words).to_have_value("12/03")
    expect(words).to_be_focused()


def test_the_search_box_is_reached_without_the_script(new_context: Open):
    page = record(new_context(java_script_enabled=False))
    box = page.locator("[data-search-shortcut]")
    for _ in range(30):
        if page.evaluate("document.activeElement?.hasAttribute('data-search-shortcut') ?? false"):
            break
        page.keyboard.press("Tab")
    expect(box).to_be_focused()
    page.keyboard.type("Mme E")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Mme E.", exact=True).first).to_be_visible()


def filtered(page: Page) -> None:
    filters = page.locator("details.filtres")
    if not filters.evaluate("each => each.open"):
        filters.locator("summary").click()
    page.get_by_label("Domaine de vie").select_option(index=1)
    page.get_by_role("button", name="Appliquer").click()


@pytest.mark.parametrize("with_script", [True, False])
def test_a_filter_changes_the_list_with_the_script_or_without(new_context: Open, with_script: bool):
    page = record(new_context(java_script_enabled=with_script))
    before = page.locator("#fil-liste li").count()
    page.locator("#nom").evaluate("each => each.setAttribute('data-same-page', '')")
    filtered(page)
    page.wait_for_url("**domaine=*")
    expect(page.locator("#fil-liste")).to_contain_text("Tout voir")
    assert 0 < page.locator("#fil-liste li").count() < before
    expect(page.locator("#nom[data-same-page]")).to_have_count(int(with_script))


@pytest.mark.parametrize("answer", [0, 500, 404])
def test_a_piece_that_cannot_come_is_said_and_nothing_is_lost(new_context: Open, answer: int):
    page = record(new_context())
    before = page.locator("#fil-liste li").count()
    page.route("**domaine=*", lambda route: route.fulfill(status=answer) if answer else route.abort())
    filtered(page)
    expect(page.get_by_role("alert")).to_contain_text("Rien n’est perdu")
    assert page.locator("#fil-liste li").count() == before
    page.unroute("**domaine=*")
    page.get_by_role("button", name="Appliquer").click()
    expect(page.get_by_role("alert")).to_have_count(0)


def sign_out_elsewhere(page: Page) -> None:
    other = page.context.new_page()
    other.goto("/compte/deconnexion/")
    other.locator("main").get_by_role("button", name="Se déconnecter").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Se connecter")
    other.close()


def test_a_piece_asked_after_the_session_leads_to_sign_in_and_back(new_context: Open):
    page = record(new_context())
    address = page.url
    sign_out_elsewhere(page)
    filtered(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Se connecter")
    expect(page.locator("#fil-liste")).to_have_count(0)
    page.locator("form:has(input[value='gestionnaire']) button, button[value='gestionnaire']").first.click()
    page.wait_for_url(f"{address}**")


def test_a_form_sent_after_the_session_says_how_to_sign_in_again_and_stays(new_context: Open):
    page = record(new_context())
    sign_out_elsewhere(page)
    address = page.url
    page.evaluate("htmx.ajax('POST', location.pathname + 'noter/', { target: '#fil-liste' })")
    note = page.get_by_role("alert").filter(has_text="Votre session est finie")
    expect(note).to_contain_text("ce que vous avez écrit est resté dans la page")
    expect(note.get_by_role("link")).to_have_attribute("target", "_blank")
    assert page.url == address
    expect(page.locator("#fil-liste")).to_be_visible()


@pytest.mark.parametrize("with_script", [True, False])
def test_a_frieze_wider_than_the_screen_opens_at_its_recent_end(new_context: Open, with_script: bool):
    page = record(new_context(viewport={"width": 320, "height": 700}, java_script_enabled=with_script))
    region = page.locator(".frise-def").first
    expect(page.locator(".frise-def[data-opened]")).to_have_count(int(with_script))
    beyond = (
        "each => each.lastElementChild.getBoundingClientRect().right - each.getBoundingClientRect().right"
    )
    assert region.evaluate("each => each.scrollWidth - each.clientWidth") > 100
    assert region.evaluate(beyond) < 2
