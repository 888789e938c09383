"""A hostile file that got in all the same: whoever opens its address saves it, and nothing of it runs."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Error, Page, Route, expect

from filrouge.documents.tests import hostile
from tests.journeys.copies import Copy, tell
from tests.journeys.served import Demo, sign_in

pytestmark = pytest.mark.browser
# Stored behind the back of every check, as if each had failed: the second wall stands alone.
STORE = """
from hashlib import sha256
from django.utils import timezone
from filrouge.documents.tests import hostile
from filrouge.documents.use_cases.attaching import attach
from filrouge.documents.use_cases.examining import Examined
from filrouge.lib.files.kinds import Kind
from filrouge.lib.files.vault import the_vault
from filrouge.parcours.models import Parcours
from tests.journeys.furnish import account
parcours = Parcours.objects.get(person__usual_name="Mme Odile Papier")
by = account("gestionnaire")
cases = {**hostile.HARMLESS, **{name: hostile.REFUSED[name] for name in ("svg", "html", "xml", "gif and script")}}
for name, make in cases.items():
    content = make()
    kind = Kind.PDF if name.startswith("pdf") else Kind.TEXT
    file = Examined(the_vault().receive(content), kind, len(content), sha256(content).hexdigest(), name + ".html")
    made = attach(parcours, file=file, title=name, by=by, now=timezone.now())
    print(f"case:{name}:{made.versions.get().pk}")
"""


@pytest.fixture(scope="module")
def copy(demo: Demo) -> Copy:
    return tell(demo, "Mme Odile Papier")


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    page = new_context(java_script_enabled=True, accept_downloads=True).new_page()
    sign_in(page, "gestionnaire")
    return page


def has_run(page: Page, asked: list[str]) -> bool:
    return page.title() == "ran" or any(url.endswith("/ran") for url in asked)


def test_every_hostile_file_is_saved_and_runs_nowhere(page: Page, copy: Copy, demo: Demo):
    told = [
        line.split(":") for line in demo.manage("shell", "-c", STORE).splitlines() if line.startswith("case:")
    ]
    assert len(told) == len(hostile.HARMLESS) + 4
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for _case, name, key in told:
        with page.expect_download() as saving, pytest.raises(Error, match="Download is starting"):
            page.goto(f"{copy.record}fichiers/{key}/")
        assert Path(saving.value.suggested_filename).suffix in (".pdf", ".txt"), name
        assert not has_run(page, asked), name


def test_the_planted_fault_a_page_that_is_shown_does_run(page: Page):
    """What the test above looks for is seen when there is something to see."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    def show(route: Route) -> None:
        route.fulfill(content_type="text/html", body=hostile.REFUSED["html"]().decode())

    page.route("**/planted", show)
    page.goto("/planted")
    page.wait_for_function("document.title === 'ran'")
    assert has_run(page, asked)


def test_a_file_is_sent_and_refused_without_a_script(new_context: Callable[..., BrowserContext], copy: Copy):
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, "gestionnaire")
    page.goto(f"{copy.record}documents/ajouter/")
    svg = {"name": "dessin.svg", "mimeType": "image/png", "buffer": hostile.REFUSED["svg"]()}
    photo = {"name": "IMG_1.JPG", "mimeType": "image/jpeg", "buffer": hostile.photo_of_a_telephone()}
    page.get_by_label("Nom du document").fill("La photo d’un courrier")
    page.get_by_label("Domaine de vie").select_option(label="Logement")
    for file in (svg, photo):
        page.get_by_label("Le fichier").set_input_files(file)
        page.get_by_role("button", name="Garder ce document").click()
        if file is svg:
            expect(page.get_by_label("Nom du document")).to_have_value("La photo d’un courrier")
            expect(page.get_by_role("alert")).to_contain_text("aucune sorte acceptée")
    expect(page.get_by_role("row", name="La photo d’un courrier")).to_contain_text("photo JPEG")
