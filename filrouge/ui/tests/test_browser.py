"""In a real browser: the components can be read by everybody, and what is typed is never lost."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page, expect, sync_playwright

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
DRAFTS = Path(__file__).resolve().parent.parent / "static" / "ui" / "js" / "drafts.js"
FORM = """<!doctype html><html lang="fr"><title>Essai</title><body>
<form method="post" action="/envoi/" data-draft-url="/brouillon/">
<input type="hidden" name="csrfmiddlewaretoken" value="{token}">
<label>Ce qui s’est passé <textarea name="what"></textarea></label>
{draft}</form>
<script type="module" src="/static/ui/js/drafts.js"></script></body></html>"""


def form(token: int) -> str:
    return FORM.format(token=token, draft=render_to_string("cotton/draft.html"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield chromium
        chromium.close()


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("path", ["/galerie/", "/credits/", "/rien-ici/"])
def test_everybody_can_read_the_page(live_server, browser, path, theme):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="fr-FR")
    context.add_cookies([{"name": "theme", "value": theme, "url": live_server.url}])
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if "404" not in message.text else None)
    page.goto(live_server.url + path)
    found = {}
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        faults = [fault["id"] for fault in Axe().run(page, options=RULES).response["violations"]]
        found[width] = faults, page.evaluate("document.documentElement.scrollWidth") > width
    context.close()
    assert (found, said) == ({1280: ([], False), 320: ([], False)}, [])


def typing(browser: Browser, address: str, answers: list[int]) -> tuple[Page, list[str]]:
    """A page with one kept form; the server gives each of `answers` in turn, 0 when there is no network."""
    page = browser.new_page(locale="fr-FR")
    sent: list[str] = []

    def keep(route):
        sent.append(route.request.post_data)
        status = answers.pop(0) if len(answers) > 1 else answers[0]
        if status:
            route.fulfill(status=status)
        else:
            route.abort()

    page.route(
        "**/essai/",
        lambda route: route.fulfill(body=form(len(sent)), content_type="text/html; charset=utf-8"),
    )
    page.route("**/brouillon/", keep)
    page.goto(address + "/essai/")
    return page, sent


def test_what_is_typed_is_kept_after_a_pause(live_server, browser):
    page, sent = typing(browser, live_server.url, [204])
    # The page's own clock stands still: a slow machine makes no pause between two letters.
    page.clock.pause_at(time() + 60)
    page.get_by_role("textbox").press_sequentially("Elle sort.")
    assert sent == []
    page.clock.resume()
    expect(page.get_by_role("status")).to_have_text("Enregistré à l’instant.")
    assert len(sent) == 1
    assert "what=Elle+sort." in sent[0]
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    page.close()


def test_a_lost_network_loses_nothing_and_is_said(live_server, browser):
    page, sent = typing(browser, live_server.url, [0, 204])
    page.get_by_role("textbox").fill("Elle sort.")
    expect(page.get_by_role("status")).to_contain_text("Le réseau ne répond pas")
    assert page.get_by_role("textbox").input_value() == "Elle sort."
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.get_by_role("status")).to_have_text("Enregistré à l’instant.")
    assert len(sent) == 2
    page.close()


def test_a_form_sent_without_a_network_stays_where_it_is(live_server, browser):
    page, _sent = typing(browser, live_server.url, [0])
    page.get_by_role("textbox").fill("Elle sort.")
    page.context.set_offline(True)
    page.evaluate("document.querySelector('form').requestSubmit()")
    expect(page.get_by_role("status")).to_contain_text("rien n’est parti, et rien n’est perdu")
    assert page.get_by_role("textbox").input_value() == "Elle sort."
    page.close()


def test_a_finished_session_goes_on_once_signed_in_again(live_server, browser):
    page, sent = typing(browser, live_server.url, [403, 204])
    page.get_by_role("textbox").fill("Elle sort.")
    expect(page.get_by_role("status")).to_contain_text("Votre session est finie")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.get_by_role("status")).to_have_text("Enregistré à l’instant.")
    assert "csrfmiddlewaretoken=0" in sent[0]
    assert "csrfmiddlewaretoken=1" in sent[1]
    page.close()


@pytest.fixture
def real_server() -> Iterator[tuple[str, list[str]]]:
    """A server of two pages that notes what reaches it: Playwright does not see what outlives a page."""
    received: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            is_script = self.path.endswith(".js")
            self.send_response(200)
            self.send_header("Content-Type", "text/javascript" if is_script else "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(DRAFTS.read_bytes() if is_script else form(0).encode())

        def do_POST(self):
            received.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(204)
            self.end_headers()

        def log_message(self, *arguments):
            """Quiet."""

    server = ThreadingHTTPServer(("localhost", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}", received
    server.shutdown()
    server.server_close()


def test_a_closed_tab_sends_what_was_not_kept_yet(real_server, browser):
    """Chromium gives a closing page half a second to speak: a busy machine may need a second tab, or a third."""
    address, received = real_server
    profile = browser.new_context()
    waiting = profile.new_page()
    closed = 0
    while not received and closed < 3:
        page = profile.new_page()
        page.goto(address + "/essai/")
        page.get_by_role("textbox").fill("Elle sort.")
        page.close(run_before_unload=False)
        closed += 1
        for _ in range(100):
            waiting.wait_for_timeout(0 if received else 100)
    profile.close()
    assert 1 <= len(received) <= closed
    assert "what=Elle+sort." in received[0]


def test_a_text_too_long_to_be_kept_is_said_once(live_server, browser):
    page, sent = typing(browser, live_server.url, [413])
    page.get_by_role("textbox").fill("Elle sort.")
    expect(page.get_by_role("status")).to_contain_text("trop long")
    page.wait_for_timeout(2500)
    assert len(sent) == 1
    page.close()
