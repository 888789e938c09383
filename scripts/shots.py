"""A picture of every page of the product, at 1280 and 320 px, light and dark, into shots/ (ignored by git).

python scripts/shots.py [--readme] [WORD …]     only pages whose address holds a word; no errors of forms
                                                --readme renews the pictures that README and user guide show
"""

import re
import shutil
import sys
import tempfile
from itertools import product
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE))

from playwright.sync_api import Browser, FloatRect, Page, sync_playwright  # noqa: E402

from tests.journeys.places import NOBODY, PLACES, Place  # noqa: E402
from tests.journeys.served import FLAGS, NARROW, WIDE, Demo, chromium  # noqa: E402
from tests.journeys.visitor import Visitor  # noqa: E402

OUT, IMAGES = HERE / "shots", HERE / "docs" / "images"
# what README and user guide show: the picture, its name there, and how much of the page
KEPT = {
    "gestionnaire-parcours-p": ("le-fil", 1250),
    "gestionnaire-parcours-p-cercle": ("le-cercle", 1100),
    "gestionnaire-territoire-autour-firminy-rayon-10": ("le-territoire", 1000),
    "mme_e-mon-espace-p-fil": ("mon-espace", 1000),
}


def name_of(place: Place) -> str:
    """The picture's name: who looks, and the address, without what no file is named."""
    return re.sub(r"[^a-z0-9_]+", "-", place.name.lower()).strip("-")[:90]


def shoot(page: Page, name: str) -> None:
    for (width, size), scheme in product((("1280", WIDE), ("320", NARROW)), ("light", "dark")):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        page.screenshot(path=OUT / f"{name}-{width}-{scheme}.png", full_page=True)
        if "--readme" in sys.argv and name in KEPT and (width, scheme) == ("1280", "light"):
            kept, height = KEPT[name]
            part: FloatRect = {"x": 0, "y": 0, "width": 1280, "height": height}
            page.screenshot(path=IMAGES / f"{kept}.png", full_page=True, clip=part)


def shoot_all(browser: Browser, demo: Demo, words: list[str]) -> None:
    visitor = Visitor(demo)
    options = {"base_url": demo.address, "locale": "fr-FR", "reduced_motion": "reduce"}
    for place in PLACES:
        if place.is_again or (words and not any(word in place.name for word in words)):
            continue
        if place.who == NOBODY:
            page = browser.new_context(**options).new_page()
        else:
            page = visitor.page_of(place.who, lambda: browser.new_context(**options))
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
            shoot_all(browser, demo, words)
            browser.close()
    finally:
        demo.stop()
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{len(list(OUT.glob('*.png')))} pictures in {OUT.name}/")
    return 0


if __name__ == "__main__":
    sys.exit(main())
