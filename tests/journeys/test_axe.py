"""Everybody can read every page: large and small, light and dark, with scripts and without."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page

from filrouge.accounts.use_cases import system_account
from filrouge.exchange.use_cases.demonstration import set_up_demonstration
from tests.journeys.furnish import account, furnish
from tests.journeys.places import NOBODY, OWN_ACCOUNTS, PLACES, Place, filled
from tests.journeys.served import HERE, NARROW, WIDE, Demo
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COLOURS = ["color-contrast", "link-in-text-block"]  # all that a dark screen changes
# No address leads there: the application would have to break, or a room to bring facts of a kind of its own.
BROKEN, NEW_KIND = "500.html", "space/lines/other.html"
# Shown when the printer fails, which the server never does by itself: a test of its own looks at it. Papers are no
# pages: `exchange/tests/test_papers.py` holds each to PDF/UA.
NOT_PRINTED, PAPERS = "exchange/not_printed.html", "exchange/papers/"


@pytest.fixture(scope="session")
def visitor(demo: Demo) -> Visitor:
    return Visitor(demo)


def faults(page: Page, rules: list[str] = RULES) -> list[str]:
    """What axe finds, and a page that must be pushed sideways to be read."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate("options => axe.run(options)", {"runOnly": rules, "resultTypes": ["violations"]})
    said = [
        f"{fault['id']} : {node['target']} : {node['html'][:160]}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]
    width, wide = page.evaluate(
        "[document.documentElement.clientWidth, document.documentElement.scrollWidth]"
    )
    return [*said, f"{wide} px in {width}"] if wide > width else said


def look(page: Page, go: Callable[[Page], None], *, is_again: bool = False) -> dict[str, list[str]]:
    """Faults of one page in each way of looking at it; what is seen again is looked at twice, not four times."""
    found: dict[str, list[str]] = {}
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light")
    go(page)
    if not is_again:
        found["large"] = faults(page)
        page.set_viewport_size(NARROW)
        found["small"] = faults(page)
        page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="dark")
    found["dark"] = faults(page, COLOURS)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(NARROW)
    with without_scripts(page):
        go(page)
    found["small, no scripts"] = faults(page)
    return {way: said for way, said in found.items() if said}


@contextmanager
def without_scripts(page: Page) -> Iterator[None]:
    """What is opened here is opened as in a browser without scripts; they are let in afterwards, for axe alone."""
    browser = page.context.new_cdp_session(page)
    browser.send("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        yield
    finally:
        browser.send("Emulation.setScriptExecutionDisabled", {"value": False})
        browser.detach()


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_everybody_can_read_the_page(place, visitor, watched, new_context):
    if place.who == NOBODY:
        page = new_context(reduced_motion="reduce").new_page()
    else:
        page = visitor.page_of(place.who, lambda: watched.open(reduced_motion="reduce"))
    assert look(page, lambda page: visitor.go(page, place), is_again=place.is_again) == {}


def test_everybody_can_read_that_the_application_broke(demo, new_context):
    text = demo.manage(
        "shell",
        "-c",
        f"from django.template.loader import render_to_string; print('PAGE' + render_to_string('{BROKEN}'))",
    ).partition("PAGE")[2]
    context = new_context(reduced_motion="reduce")
    context.route("**/panne/", lambda route: route.fulfill(status=500, body=text, content_type="text/html"))
    assert look(context.new_page(), lambda page: page.goto("/panne/")) == {}


UNPRINTED = """
from django.test import Client
from filrouge.exchange import views
from filrouge.lib.errors import Refused
from tests.journeys.furnish import account

def fails(*told):
    raise Refused("Ce papier n’a pas pu être préparé.")

views.paper, reader = fails, Client(SERVER_NAME="localhost")
reader.force_login(account({who!r}))
answer = reader.get({address!r})
assert answer.status_code == 503, answer.status_code
print("PAGE" + answer.content.decode())
"""


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("gestionnaire", "/parcours/{p}/plan/{talk}/papier/complet/"),
        ("mme_e", "/mon-espace/{p}/plan/{talk}/papier/facile/"),
    ],
)
def test_everybody_can_read_that_a_paper_did_not_come_out(who, address, demo, visitor, new_context):
    code = UNPRINTED.format(who=who, address=filled(address, visitor.keys))
    text = demo.manage("shell", "-c", code).partition("PAGE")[2]
    context = new_context(reduced_motion="reduce")
    context.route(
        "**/papier-en-panne/", lambda route: route.fulfill(status=503, body=text, content_type="text/html")
    )
    assert look(context.new_page(), lambda page: page.goto("/papier-en-panne/")) == {}


def written() -> set[str]:
    """The templates that we wrote, by the name under which they are rendered."""
    folders = (folder for folder in (HERE / "filrouge").glob("*/templates"))
    return {path.relative_to(folder).as_posix() for folder in folders for path in folder.rglob("*.html")}


def rendered(client: Client, place: Place, keys: dict[str, str]) -> set[str]:
    """The templates behind one place, all those that take part."""
    names: set[str] = set()
    for request in filled(place.requests, keys):
        path, fields = (request, None) if isinstance(request, str) else request
        answer = client.get(path, follow=True) if fields is None else client.post(path, fields, follow=True)
        names |= {template.name for template in answer.templates if template.name}
    assert answer.status_code == place.status, place.name
    return names


@pytest.mark.django_db
def test_the_places_are_all_that_there_is(settings):
    settings.IS_DEMO = True
    set_up_demonstration(by=system_account(), now=timezone.now())
    keys = furnish()
    codes = iter(keys["codes"].split())
    seen = {BROKEN, NEW_KIND, NOT_PRINTED}
    for who in dict.fromkeys(place.who for place in PLACES):
        client = Client(raise_request_exception=False)
        if who in OWN_ACCOUNTS:
            rendered(client, Place(NOBODY, OWN_ACCOUNTS[who]), {**keys, "code": next(codes)})
        elif who != NOBODY:
            client.force_login(account(who))
        for place in (place for place in PLACES if place.who == who):
            seen |= rendered(Client(raise_request_exception=False) if who == NOBODY else client, place, keys)
    assert {name for name in written() - seen if not name.startswith(PAPERS)} == set()
    assert not {name for name in seen - written() if not name.startswith("django/")} - {"ui/sprite.svg"}
