"""A real server with its demonstration, a real browser in front of it."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.journeys.served import FLAGS, WIDE, Demo, chromium


@pytest.fixture(scope="session")
def demo() -> Iterator[Demo]:
    folder = Path(tempfile.mkdtemp(prefix="filrouge-journey-"))
    served = Demo(folder)
    served.manage("prepare", "--demo")
    served.start()
    yield served
    served.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def new_context(browser: Browser, demo: Demo) -> Iterator[Callable[..., BrowserContext]]:
    """A browser of one's own; fails the test if a page asks another host for anything or breaks the CSP."""
    opened: list[BrowserContext] = []
    strangers: list[str] = []
    complaints: list[str] = []

    def open_one(**options: object) -> BrowserContext:
        context = browser.new_context(
            base_url=demo.address, locale="fr-FR", timezone_id="Europe/Paris", **{"viewport": WIDE, **options}
        )
        context.set_default_timeout(10_000)
        context.on(
            "request",
            lambda request: strangers.append(request.url) if demo.address not in request.url else None,
        )
        context.on(
            "console", lambda m: complaints.append(m.text) if "Content Security Policy" in m.text else None
        )
        opened.append(context)
        return context

    yield open_one
    for context in opened:
        context.close()
    assert strangers == []
    assert complaints == []
