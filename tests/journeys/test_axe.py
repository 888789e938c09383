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

# Each element of the page but what nobody meets: its words, where it stands, how it is drawn; and how many style rules.
SHOWN = """async () => {
  const drawn = [
    "color", "backgroundColor", "backgroundImage", "opacity", "textShadow", "fontSize", "fontWeight",
    "textDecorationLine",
  ];
  const said = [...document.querySelectorAll("*:not(input[type=hidden])")].map((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const texts = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data);
    return [
      element.tagName, element.parentElement?.tagName, [...element.attributes].map((each) => [each.name, each.value]),
      texts, x, y, width, height, element.checkVisibility({ visibilityProperty: true }), element.matches(":focus"),
      element.value, element.checked, element.disabled, drawn.map((name) => style[name]),
    ];
  });
  const rules = [...document.styleSheets, ...document.adoptedStyleSheets].map((sheet) => sheet.cssRules.length);
  const bytes = new TextEncoder().encode(JSON.stringify([said, rules]));
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}"""


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
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(WIDE)
    go(page)
    if not is_again:
        found["large"] = faults(page)
    page.emulate_media(color_scheme="dark")
    found["dark"] = faults(page, COLOURS)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(NARROW)
    if not is_again:
        found["small"] = faults(page)
    shown = "" if is_again else all_that_is_shown(page)
    with without_scripts(page):
        go(page)
    found["small, no scripts"] = found["small"] if all_that_is_shown(page) == shown else faults(page)
    return {way: said for way, said in found.items() if said}


def all_that_is_shown(page: Page) -> str:
    """A digest of what axe judges: two pages with the same one have the same faults (ADR 0027)."""
    return page.evaluate(SHOWN)


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
from filrouge.exchange.views import sending
from filrouge.lib.errors import Refused
from tests.journeys.furnish import account

def fails(*told):
    raise Refused("Ce papier n’a pas pu être préparé.")

sending.paper, reader = fails, Client(SERVER_NAME="localhost")
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


PLANTED = """<!doctype html><html lang="fr"><meta name="viewport" content="width=device-width">
<title>Essai</title><style>{style}</style><main><h1>Essai</h1>{part}</main>{script}</html>"""
PALE = ".pale { color: #ddd; background: #eee }"
ONLY = {
    "large": "@media (min-width: 1000px) {%s}",
    "small": "@media (max-width: 400px) {%s}",
    "dark": "@media (prefers-color-scheme: dark) {%s}",
}
EVERYWHERE = ["large", "dark", "small", "small, no scripts"]


@pytest.mark.parametrize(
    ("style", "part", "script", "seen"),
    [
        ("", "<p class=pale>Pâle</p>", "", []),
        (PALE, "<p class=pale>Pâle</p>", "", EVERYWHERE),
        (ONLY["large"] % PALE, "<p class=pale>Pâle</p>", "", ["large", "dark"]),
        (ONLY["small"] % PALE, "<p class=pale>Pâle</p>", "", ["small", "small, no scripts"]),
        (ONLY["dark"] % PALE, "<p class=pale>Pâle</p>", "", ["dark"]),
        ("button { width: 3em; height: 3em }", "<button></button>", "", ["large", "small", "small, no scripts"]),
        (
            "button { display: none }" + ONLY["large"] % "button { display: block }",
            "<button></button>", "", ["large"],
        ),
        (
            "button { display: none }" + ONLY["small"] % "button { display: block }",
            "<button></button>", "", ["small", "small, no scripts"],
        ),
        ("p { width: 900px }", "<p>Large</p>", "", ["small", "small, no scripts"]),
        # what a script mends is broken without it, and what it spoils is broken with it alone
        (PALE, "<p class=pale>Pâle</p>", "<script>document.querySelector('p').className = ''</script>",
         ["small, no scripts"]),
        ("", "<button></button>", "<script>document.querySelector('button').ariaLabel = 'Lire'</script>",
         ["small, no scripts"]),
        ("", "<p>Long</p><noscript><p style='width: 900px'>Sans</p></noscript>", "", ["small, no scripts"]),
        (PALE, "<p>Net</p>", "<script>document.querySelector('p').className = 'pale'</script>",
         ["large", "dark", "small"]),
        (PALE, "<p>Net</p>", "<script>document.styleSheets[0].insertRule('p { color: #ddd }')</script>",
         ["large", "dark", "small"]),
        ("", "<p>Net</p>", "<script>document.querySelector('p').style.width = '900px'</script>", ["small"]),
    ],
)  # fmt: skip
def test_each_way_of_looking_finds_what_it_alone_can_see(style, part, script, seen, new_context):
    page = new_context(reduced_motion="reduce").new_page()
    html = PLANTED.format(style=style, part=part, script=script)
    page.route("**/essai/", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    assert sorted(look(page, lambda page: page.goto("/essai/"))) == sorted(seen)


def test_what_is_seen_again_is_looked_at_dark_and_without_scripts(new_context):
    page = new_context(reduced_motion="reduce").new_page()
    html = PLANTED.format(style=PALE, part="<p class=pale>Pâle</p>", script="")
    page.route("**/essai/", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    assert list(look(page, lambda page: page.goto("/essai/"), is_again=True)) == ["dark", "small, no scripts"]


def test_no_style_of_ours_asks_whether_there_are_scripts():
    """It could colour a page without them otherwise, and what stands before or after an element is in no digest."""
    sheets = [sheet for sheet in (HERE / "filrouge").glob("*/static/**/*.css") if "vendor" not in sheet.parts]
    assert [sheet for sheet in sheets if "scripting" in sheet.read_text(encoding="utf-8")] == []
    assert sheets


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
