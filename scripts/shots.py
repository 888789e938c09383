"""A picture of every page of the product, at 1280 and 320 px, light and dark, into shots/ (ignored by git).

python scripts/shots.py [WORD …]                only pages whose address holds a word; no errors of forms
python scripts/shots.py --readme                the pictures that README and user guide show, and no others
"""

import re
import shutil
import sys
import tempfile
from itertools import product
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE))

from playwright.sync_api import Browser, FloatRect, Page, sync_playwright  # noqa: E402

from tests.journeys.places import NOBODY, PLACES, Place  # noqa: E402
from tests.journeys.served import FLAGS, NARROW, WIDE, Demo, chromium, sign_in  # noqa: E402
from tests.journeys.visitor import Visitor  # noqa: E402

OUT, IMAGES = HERE / "shots", HERE / "docs" / "images"
# what README and user guide show: the picture's name, who looks, whose record, where, and how much of the page
MME_E, LINA = "gestionnaire", "mediateur"  # who coordinates them
KEPT = (
    ("le-fil", "gestionnaire", MME_E, "{record}", 1250),
    ("le-cercle", "gestionnaire", MME_E, "{record}cercle/", 1100),
    ("le-territoire", "gestionnaire", MME_E, "/territoire/?autour=Firminy&rayon=10", 1000),
    ("son-projet", "mediateur", LINA, "{record}projet/", 1640),
    ("regards-croises", "mediateur", LINA, "{record}regards/", 1660),
    ("le-plan", "mediateur", LINA, "{record}plan/", 1720),
    ("mon-espace", "lina", LINA, "{space}", 1060),
    ("mon-plan", "lina", LINA, "{space}mon-plan/", 1540),
)


def name_of(place: Place) -> str:
    """The picture's name: who looks, and the address, without what no file is named."""
    return re.sub(r"[^a-z0-9_]+", "-", place.name.lower()).strip("-")[:90]


def shoot(page: Page, name: str) -> None:
    for (width, size), scheme in product((("1280", WIDE), ("320", NARROW)), ("light", "dark")):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        page.screenshot(path=OUT / f"{name}-{width}-{scheme}.png", full_page=True)


def options(demo: Demo) -> dict[str, Any]:
    return {"base_url": demo.address, "locale": "fr-FR", "reduced_motion": "reduce", "viewport": WIDE}


def first_record(browser: Browser, demo: Demo, who: str) -> str:
    page = browser.new_context(**options(demo)).new_page()
    sign_in(page, who)
    page.goto("/personnes/")
    return str(page.locator("main a[href^='/parcours/']").first.get_attribute("href"))


def shoot_kept(browser: Browser, demo: Demo) -> None:
    """The published cases as they are told, before anything is added to them for the tests."""
    records = {lead: first_record(browser, demo, lead) for lead in (MME_E, LINA)}
    for name, who, lead, address, height in KEPT:
        page, record = browser.new_context(**options(demo)).new_page(), records[lead]
        sign_in(page, who)
        page.goto(address.format(record=record, space=record.replace("/parcours/", "/mon-espace/")))
        page.wait_for_load_state("networkidle")
        part: FloatRect = {"x": 0, "y": 0, "width": WIDE["width"], "height": height}
        page.screenshot(path=IMAGES / f"{name}.png", full_page=True, clip=part)


def shoot_all(browser: Browser, demo: Demo, words: list[str]) -> None:
    visitor = Visitor(demo)
    for place in PLACES:
        if place.is_again or (words and not any(word in place.name for word in words)):
            continue
        if place.who == NOBODY:
            page = browser.new_context(**options(demo)).new_page()
        else:
            page = visitor.page_of(place.who, lambda: browser.new_context(**options(demo)))
        page.set_viewport_size(WIDE)
        visitor.go(page, place)
        shoot(page, name_of(place))


def main() -> int:
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    OUT.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="filrouge-shots-"))
    demo = Demo(folder)
    demo.manage("prepare", "--demo")
    demo.start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            shoot_kept(browser, demo) if "--readme" in sys.argv else shoot_all(browser, demo, words)
            browser.close()
    finally:
        demo.stop()
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{len(list(OUT.glob('*.png')))} pictures in {OUT.name}/")
    return 0


if __name__ == "__main__":
    sys.exit(main())
