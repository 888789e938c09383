"""The coordinator's day with the keyboard alone, with scripts and without."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.copies import Copy, tell
from tests.journeys.keyboard import pick, press, reach, submit, tick, write
from tests.journeys.served import Demo, seen

pytestmark = pytest.mark.browser
NAME = "Mme Hélène Brévost"


@pytest.fixture(scope="module")
def copy(demo: Demo) -> Copy:
    return tell(demo, NAME)


@pytest.fixture(params=["with scripts", "without"])
def how(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def page(how: str, new_context) -> Page:
    """A browser where the case manager has just come in, with the keyboard."""
    page = new_context(java_script_enabled=how == "with scripts").new_page()
    page.goto("/compte/connexion/")
    press(page.get_by_role("button", name="Claire Gauthier"))
    page.wait_for_url(lambda address: "connexion" not in address)  # loaded, its scripts too
    expect(page.get_by_role("link", name="Ma journée")).to_have_attribute("aria-current", "page")
    return page


def search(page: Page, how: str, words: str) -> None:
    box = page.get_by_role("searchbox", name="Chercher une personne : nom")
    if how == "with scripts":
        page.keyboard.press("/")
        expect(box).to_be_focused()
    write(box, words)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Recherche")


def open_record(page: Page, copy: Copy, part: str = "") -> None:
    page.goto(copy.record + part)
    expect(page.locator("#nom")).to_have_text(copy.name)


def line(page: Page, words: str) -> Locator:
    return page.locator("#fil-liste li").filter(has_text=words)


@pytest.mark.parametrize("typed", ["brevost helene", "Hélène Brévot", "brevsot"])
def test_a_person_is_found_without_accents_and_with_a_slip(page, copy, how, typed):
    search(page, how, typed)
    press(page.locator("main").get_by_role("link", name=NAME, exact=True))
    expect(page.locator("#nom")).to_have_text(NAME)


def test_the_thread_is_filtered(page, copy, how):
    open_record(page, copy)
    press(page.locator("summary").filter(has_text="Filtrer"))
    pick(page.get_by_label("Domaine de vie"), "Droits")
    submit(page, "Appliquer")
    expect(page.locator("#fil-liste")).to_contain_text("2 lignes")
    shown = seen(page.locator("#fil-liste ol"))
    assert "mise sous tutelle" in shown
    assert "cesse sa prestation" not in shown
    expect(page).to_have_url(re.compile("domaine=rights"))


def note_a_fall(page: Page, text: str) -> None:
    write(page.get_by_label("Ajouter au fil"), text)
    page.keyboard.press("Enter")
    expect(page.get_by_label("De quoi s’agit-il")).to_have_value("chute")
    write(page.get_by_label("Quand"), "mars 2018")
    expect(page.get_by_label("Domaine de vie")).to_have_value("health")
    submit(page, "Ajouter au fil")
    expect(page.get_by_role("status").filter(has_text="C’est noté dans le fil.")).to_be_visible()


def test_a_fall_of_long_ago_is_noted_then_put_right(page, copy, how):
    text = f"chute dans l’entrée, {how}"
    open_record(page, copy)
    note_a_fall(page, text)
    noted = line(page, text)
    expect(noted).to_contain_text("Mars 2018")
    expect(noted.locator(".meta")).to_contain_text("chute")
    expect(page.locator(f"a.fz-noeud[href='#{noted.get_attribute('id')}']")).to_have_count(1)
    press(noted.locator("summary"))
    press(noted.get_by_role("link", name="quand"))
    write(page.get_by_label("Ce qu’il faut lire"), "avril 2018")
    write(page.get_by_label("Pourquoi vous corrigez"), "relu avec sa voisine")
    submit(page, "Corriger")
    expect(line(page, text).locator("s")).to_have_text("mars 2018")
    for said in ("Avril 2018", "Corrigé", "Claire Gauthier", "relu avec sa voisine"):
        expect(line(page, text)).to_contain_text(said)


def test_a_call_without_answer_is_one_tap(page, copy, how):
    open_record(page, copy)
    before = line(page, f"Appel à {NAME}, sans réponse.").count()
    press(page.get_by_role("button", name="Appelé, sans réponse"))
    expect(page.get_by_role("status").filter(has_text="L’appel sans réponse est noté")).to_be_visible()
    expect(line(page, f"Appel à {NAME}, sans réponse.")).to_have_count(before + 1)


def test_a_service_that_ends_with_nothing_after_it_is_a_rupture_once_confirmed(page, copy, how):
    nature = "aide à domicile" if how == "with scripts" else "passage infirmier quotidien"
    open_record(page, copy, "suivi/")
    press(page.get_by_role("row", name=nature).get_by_role("link", name="S’arrête"))
    write(page.get_by_label("Jusqu’à"), "février 2020")
    write(page.get_by_label("Pourquoi il s’arrête"), "plus de personnel")
    tick(page.get_by_role("group", name="Et ensuite"), "rien pour l’instant")
    submit(page, "Noter la fin")
    asked = page.get_by_role("note").filter(has_text=nature)
    expect(asked).to_contain_text("Motif : plus de personnel.")
    press(asked.get_by_role("link", name="Oui, c’est une rupture"))
    submit(page, "Confirmer la rupture")
    expect(page.get_by_role("status").filter(has_text="La rupture est confirmée.")).to_be_visible()
    expect(asked).to_have_count(0)
    broken = page.locator("section").filter(has=page.locator("#h-ruptures"))
    expect(broken).to_contain_text(f"Plus de service : {nature}")
    open_record(page, copy)
    expect(page.locator("#fil-liste li.rupture.ouverte").filter(has_text=nature)).to_have_count(1)


def test_a_record_is_opened_after_a_search_and_a_look_at_who_is_alike(page, copy, how):
    open_record(page, copy)
    page.goto("/")
    press(page.get_by_role("link", name="Ouvrir une situation"))
    write(
        page.get_by_label("Nom, comme la personne veut être appelée"),
        "Mme Hélène Brevot" if how == "without" else "Mme Helene Brévos",
    )
    write(page.get_by_label("Date de naissance", exact=True), "vers 1930")
    submit(page, "Continuer")
    alike = page.get_by_role("region", name="Est-ce l’une de ces personnes ?")
    expect(alike.get_by_role("link", name=NAME, exact=True)).to_be_visible()
    submit(page, "Ouvrir le dossier")
    expect(page.get_by_role("alert")).to_contain_text("Rien n’est perdu")
    reach(page.get_by_label("J’ai vérifié"))
    page.keyboard.press("Space")
    write(page.get_by_label("Qui demande une coordination"), "sa voisine")
    pick(page.get_by_label("D’où vient la demande"), "sa famille")
    write(page.get_by_label("Pourquoi"), "elle ne sort plus")
    submit(page, "Ouvrir le dossier")
    expect(page.get_by_role("heading", name="Brouillon : ce qui manque")).to_be_visible()
