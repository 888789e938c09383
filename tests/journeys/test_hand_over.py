"""The lead passes from one to another, each with the keyboard, with scripts and without."""

import re

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from tests.journeys.copies import Copy, tell
from tests.journeys.keyboard import pick, press, submit, tick, write
from tests.journeys.served import Demo, sign_in

pytestmark = pytest.mark.browser
NAMES = {True: "Mme Berthe Passage", False: "Mme Jeanne Relève"}


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_lead_prepares_and_proposes_and_the_other_answers_each_line_then_accepts(
    scripts: bool, demo: Demo, new_context
):
    copy = tell(demo, NAMES[scripts])
    claire = new_context(java_script_enabled=scripts).new_page()
    sign_in(claire, "gestionnaire")
    proposed(claire, copy)
    louise = new_context(java_script_enabled=scripts).new_page()
    sign_in(louise, "mediateur")
    press(louise.get_by_role("link", name=re.compile("messages? non lus?")))
    card = (
        louise.locator(".messagerie li").filter(has_text=copy.name).filter(has_text="reprendre le pilotage")
    )
    press(card.get_by_role("link", name="Aller voir").first)
    expect(louise.locator("#nom")).to_have_text(copy.name)
    answered(louise)
    press(louise.get_by_role("link", name="Accepter le relais"))
    submit(louise, "J’accepte ce relais")
    expect(louise.get_by_text("Le relais est accepté.")).to_be_visible()
    claire.goto(copy.record)
    expect(claire.locator(".entete")).to_contain_text("Louise Ferrand")


def proposed(claire: Page, copy: Copy) -> None:
    claire.goto(f"{copy.record}cercle/")
    press(claire.get_by_role("link", name="Passer le relais"))
    press(claire.get_by_role("link", name="Préparer un relais"))
    write(claire.get_by_label("Le pilotage change le"), "mars 2031")
    pick(claire.get_by_label("Qui reprend le pilotage"), "Louise")
    write(claire.get_by_label("Pourquoi"), "un congé de six mois")
    submit(claire, "Préparer ce relais")
    expect(claire.get_by_role("alert")).to_contain_text("Il faut un jour précis")
    expect(claire.get_by_label("Pourquoi")).to_have_value("un congé de six mois")
    write(claire.get_by_label("Le pilotage change le"), f"{localdate():%d/%m/%Y}")
    submit(claire, "Préparer ce relais")
    press(claire.get_by_role("link", name="Relire et proposer"))
    expect(claire.locator(".suites")).to_contain_text("Service en cours")
    submit(claire, "Proposer ce relais")
    expect(claire.get_by_text("Le relais est proposé.")).to_be_visible()


def answered(louise: Page) -> None:
    """The first line is not taken up, and says by whom it is; every other one is."""
    press(louise.get_by_role("link", name="Autre réponse").first)
    tick(louise.get_by_role("group", name="Votre réponse"), "je ne reprends pas")
    write(louise.get_by_label("Votre remarque"), "Son médecin le suit.")
    pick(louise.get_by_label("Qui s’en charge"), "Coord")
    submit(louise, "Répondre")
    waiting = louise.get_by_role("button", name="Je reprends")
    expect(louise.get_by_text("Son médecin le suit.")).to_be_visible()
    several = waiting.count()
    press(waiting.first)
    for left in range(several - 1, 0, -1):
        expect(waiting).to_have_count(left)
        waiting.first.click()
    expect(louise.get_by_text("toutes les lignes ont une réponse")).to_be_visible()
