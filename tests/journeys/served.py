"""The demonstration served for real, and the browser to look at it with: for journeys and for `make shots`."""

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Locator, Page

HERE = Path(__file__).resolve().parent.parent.parent
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 700}


class Demo:
    """The demonstration, served from a data folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"http://localhost:{self.port}"
        self.environment = {**os.environ, "FILROUGE_ENV": "demo", "FILROUGE_DATA_DIR": str(folder)}
        # a page that a test keeps may wait longer than a coordinator: the idle end has tests of its own
        self.environment["FILROUGE_IDLE_MINUTES"] = "120"
        self.environment.pop("FILROUGE_DATABASE_URL", None)
        self.server: subprocess.Popen[bytes] | None = None

    def manage(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=HERE,
            env=self.environment,
            text=True,
            capture_output=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self) -> None:
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "filrouge.config.wsgi",
            "--bind",
            f"localhost:{self.port}",
        ]
        command += ["--worker-class", "gthread", "--threads", "4", "--log-level", "warning"]
        self.server = subprocess.Popen(command, cwd=HERE, env=self.environment)
        for _ in range(300):
            try:
                with urlopen(f"{self.address}/healthz", timeout=2):
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the server did not start")

    def stop(self) -> None:
        if self.server:
            self.server.terminate()
            self.server.wait(timeout=30)


def chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser")


def sign_in(page: Page, who: str) -> None:
    """Opens a member of the cast, as the demonstration's sign-in page does in one click."""
    page.goto("/compte/connexion/")
    page.locator(f"button[name='member'][value='{who}'], form:has(input[value='{who}']) button").first.click()
    page.wait_for_url(lambda address: "connexion" not in address)  # loaded, its scripts too


def seen(part: Locator) -> str:
    """The text that a sighted reader sees: not what is folded away, nor what is for a screen reader alone."""
    part.wait_for()
    part.page.evaluate("document.querySelectorAll('.vh, [hidden]').forEach(each => each.remove())")
    return part.inner_text()
