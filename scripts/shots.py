"""Screenshots of every main screen, at 1280 and 320 px, light and dark, into shots/ (ignored by git).

python scripts/shots.py [--readme]     --readme also renews the pictures that README and user guide show
"""

import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE))

from playwright.sync_api import FloatRect, Page, sync_playwright  # noqa: E402

from tests.journeys.served import FLAGS, Demo, chromium, sign_in  # noqa: E402

OUT = HERE / "shots"
SIZES = {"1280": {"width": 1280, "height": 900}, "320": {"width": 320, "height": 700}}
# who signs in, what is opened from the record of the person: name of the picture → address
COORDINATOR = {
    "ma-journee": "/",
    "personnes": "/personnes/",
    "recherche": "/recherche/?q=Mme+E",
    "ouvrir": "/dossiers/nouveau/",
    "fil": "{record}",
    "fil-au": "{record}?au=15/09/2018",
    "noter": "{record}noter/",
    "regards": "{record}regards/",
    "avis": "{record}regards/avis/",
    "cercle": "{record}cercle/",
    "cercle-ajouter": "{record}cercle/ajouter/",
    "suivi": "{record}suivi/",
    "rupture": "{record}ruptures/nouvelle/",
    "identite": "{record}identite/",
    "corriger": "{record}identite/corriger/",
    "accords": "{record}accords/",
    "autour": "{record}autour/?autour=Firminy",
    "territoire": "/territoire/?autour=Firminy&rayon=25",
    "compte": "/compte/",
    "galerie": "/galerie/",
    "introuvable": "/rien-ici/",
}
PERSON = {
    "espace": "/mon-espace/",
    "espace-fil": "{space}fil/",
    "espace-qui-aide": "{space}qui-m-aide/",
    "espace-qui-a-vu": "{space}qui-a-vu/",
    "espace-qui-peut-voir": "{space}qui-peut-voir/",
}
# what README and user guide show: the picture, its name there, and how much of the page
KEPT = {
    "fil-1280-light": ("le-fil", 1250),
    "cercle-1280-light": ("le-cercle", 1100),
    "espace-fil-1280-light": ("mon-espace", 1000),
}
IMAGES = HERE / "docs" / "images"


def record_of(page: Page) -> str:
    page.goto("/personnes/")
    link = page.locator("main a[href^='/parcours/']").first.get_attribute("href")
    return str(link)


def shoot(page: Page, name: str, address: str) -> None:
    page.goto(address)
    page.screenshot(path=OUT / f"{name}.png", full_page=True)
    if "--readme" in sys.argv and name in KEPT:
        kept, height = KEPT[name]
        part: FloatRect = {"x": 0, "y": 0, "width": 1280, "height": height}
        page.screenshot(path=IMAGES / f"{kept}.png", full_page=True, clip=part)


def main() -> int:
    OUT.mkdir(exist_ok=True)
    demo = Demo(Path(tempfile.mkdtemp(prefix="filrouge-shots-")))
    demo.manage("prepare", "--demo")
    demo.start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            for size, viewport in SIZES.items():
                for scheme in ("light", "dark"):
                    context = browser.new_context(
                        base_url=demo.address, locale="fr-FR", viewport=viewport, color_scheme=scheme
                    )
                    shoot_all(context.new_page(), f"-{size}-{scheme}")
                    context.close()
            browser.close()
    finally:
        demo.stop()
    print(f"{len(list(OUT.glob('*.png')))} pictures in {OUT.name}/")
    return 0


def shoot_all(page: Page, ending: str) -> None:
    shoot(page, f"connexion{ending}", "/compte/connexion/")
    sign_in(page, "gestionnaire")
    record = record_of(page)
    for name, address in COORDINATOR.items():
        shoot(page, f"{name}{ending}", address.format(record=record))
    page.context.clear_cookies()
    sign_in(page, "mme_e")
    space = record.replace("/parcours/", "/mon-espace/")
    for name, address in PERSON.items():
        shoot(page, f"{name}{ending}", address.format(space=space))
    page.context.clear_cookies()


if __name__ == "__main__":
    sys.exit(main())
