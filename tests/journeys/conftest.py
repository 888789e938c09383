"""A real server with its demonstration, a real browser in front of it."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from tests.journeys.served import FLAGS, WIDE, Demo, chromium

PATIENCE = 30_000  # milliseconds: what comes late on a busy machine is no fault
expect.set_options(timeout=PATIENCE)


class Watched:
    """Opens browsers, and keeps what a page asks of another host or does against the content security policy."""

    def __init__(self, browser: Browser, demo: Demo) -> None:
        self.browser, self.address = browser, demo.address
        self.faults: list[str] = []

    def open(self, **options: object) -> BrowserContext:
        context = self.browser.new_context(
            base_url=self.address, locale="fr-FR", timezone_id="Europe/Paris", **{"viewport": WIDE, **options}
        )
        context.set_default_timeout(PATIENCE)
        context.on("request", lambda request: self.note(request.url, self.address not in request.url))
        context.on("console", lambda said: self.note(said.text, "Content Security Policy" in said.text))
        return context

    def note(self, said: str, is_fault: bool) -> None:
        if is_fault:
            self.faults.append(said)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration as it is before anybody comes: made by the first process of a run, copied by the others."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    folder = tmp_path_factory.getbasetemp().parent / f"demo-{run}" if run else tmp_path_factory.mktemp("demo")
    folder.mkdir(exist_ok=True)
    done = folder / "done"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            Demo(folder / "data").manage("prepare", "--demo")
            done.touch()
    return folder / "data"


@pytest.fixture(scope="session")
def demo(prepared: Path) -> Iterator[Demo]:
    folder = Path(tempfile.mkdtemp(prefix="filrouge-journey-"))
    shutil.copytree(prepared, folder, dirs_exist_ok=True)
    served = Demo(folder)
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


@pytest.fixture(scope="session")
def browsers(browser: Browser, demo: Demo) -> Watched:
    return Watched(browser, demo)


@pytest.fixture
def watched(browsers: Watched) -> Iterator[Watched]:
    """Browsers that may outlive the test; fails it if a page did what no page may do."""
    yield browsers
    faults, browsers.faults = browsers.faults, []
    assert faults == []


@pytest.fixture
def new_context(watched: Watched) -> Iterator[Callable[..., BrowserContext]]:
    """A browser of one's own, closed after the test."""
    opened: list[BrowserContext] = []

    def open_one(**options: object) -> BrowserContext:
        opened.append(watched.open(**options))
        return opened[-1]

    yield open_one
    for context in opened:
        context.close()
