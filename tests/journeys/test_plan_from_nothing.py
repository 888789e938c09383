"""A plan made from nothing on the screens: from a sentence to an answer in force, which she signs herself.

Whoever coordinates notes her words, draws a need from them, an objective, two answers with their days and what they
cost. She answers line by line from her own space, on a telephone, and signs the text that says so.
"""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.places import PASSWORD
from tests.journeys.served import Demo, seen, sign_in

pytestmark = pytest.mark.browser
NAME, EMAIL = "Mme Aubépine", "aubepine@exemple.fr"
WORDS = "Rester chez moi et ne plus déjeuner seule."
HELP, CLUB = "Une aide à midi", "Le club du mercredi"
# In the application: a record that holds nothing, and an account for her whom it is about.
OPEN = f"""
from django.utils import timezone
from filrouge.accounts.models import User
from filrouge.parcours.models import Participant
from filrouge.parcours.use_cases import opening, participants
from tests.journeys.furnish import account
act = dict(by=account("gestionnaire"), now=timezone.now())
parcours = opening.open_record(identity={{"usual_name": "{NAME}"}}, **act)
hers = User.objects.create_user("{EMAIL}", "{PASSWORD}", name="{NAME}", kind=User.Kind.PERSON)
participants.tie_account(Participant.objects.get(parcours=parcours, is_the_person=True), hers, **act)
print("RECORD", parcours.pk)
"""


@pytest.fixture(scope="module")
def record(demo: Demo) -> str:
    return demo.manage("shell", "-c", OPEN).split("RECORD ")[1].strip()


@pytest.fixture
def claire(new_context, record) -> Page:
    page = new_context().new_page()
    sign_in(page, "gestionnaire")
    page.goto(f"/parcours/{record}/projet/")
    return page


@pytest.fixture
def hers(new_context, record) -> Page:
    page = new_context(viewport={"width": 390, "height": 800}).new_page()
    page.goto("/compte/connexion/")
    page.locator("input[name=login]").fill(EMAIL)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Bonjour {NAME}")
    return page


def told(page: Page, words: str) -> None:
    expect(page.locator(".messages")).to_contain_text(words)


def open_tab(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).first.click()
    page.wait_for_load_state()


def open_again(page: Page) -> None:
    """The same page anew, at its top: one that opens at a line is still on its way there when it is clicked."""
    page.goto(page.url.partition("#")[0])
    page.wait_for_load_state("networkidle")


def unfold(page: Page, title: str) -> None:
    page.get_by_text(title, exact=True).click()


def her_words_become_a_need(page: Page) -> None:
    page.get_by_role("link", name="Noter une attente").click()
    page.get_by_label("Ce qui est attendu").fill(WORDS)
    page.get_by_label("Qui le dit").select_option(label=NAME)
    page.get_by_label("Domaine de vie").select_option(label="Vie quotidienne")
    page.get_by_role("button", name="Noter cette attente").click()
    told(page, "L’attente est notée")
    page.get_by_role("link", name="Traduire en besoins").click()
    page.get_by_label("Dire avec des mots de tous les jours").fill("faire à manger")
    meals = page.locator("#propositions label").filter(has_text="activités domestiques")
    expect(meals).to_have_count(1)
    meals.click()
    page.get_by_role("button", name="Relier ces mots à ces besoins").click()
    expect(page.locator("main")).to_contain_text("sans réponse")


def the_need_becomes_an_objective(page: Page) -> None:
    open_tab(page, "Le plan")
    page.get_by_role("button", name="Commencer un plan").click()
    page.get_by_role("region", name="Besoins sans objectif").get_by_role("link").click()
    expect(page.locator("input[name=needs]")).to_be_checked()
    page.get_by_label("Ce que l’on veut atteindre").fill("déjeuner en compagnie")
    page.get_by_label("Pour quand").fill("bientôt")
    page.get_by_role("button", name="Ajouter cet objectif").click()
    expect(page.get_by_role("alert")).to_contain_text("ne se lit pas comme une date")
    page.get_by_label("Pour quand").fill("avril 2027")
    page.get_by_role("button", name="Ajouter cet objectif").click()
    told(page, "L’objectif est ajouté.")
    expect(page.get_by_role("heading", name="Déjeuner en compagnie")).to_be_visible()


def an_answer_with_days_and_a_price(page: Page) -> None:
    page.get_by_role("link", name="Ajouter une réponse").click()
    page.get_by_label("La réponse proposée").fill(HELP)
    page.get_by_label("spécialisé", exact=True).check()
    page.get_by_label("Quelqu’un qui n’est pas encore nommé").fill("Service des Quatre Vents")
    page.get_by_label("Qui est-ce, en un mot").fill("service à domicile")
    unfold(page, "Quand et à quel rythme")
    page.get_by_label("À partir de").fill("janvier 2027")
    for day in ("lundi", "jeudi"):
        page.get_by_label(day, exact=True).check()
    page.get_by_label("À quelle heure").fill("12:00")
    page.get_by_label("Combien de minutes à chaque fois").fill("90")
    unfold(page, "Combien cela coûte, qui paie")
    page.get_by_label("Combien", exact=True).fill("8")
    page.get_by_label("Coût de l’un, en euros").fill("-25")
    page.get_by_label("Financeur 1, s’il n’est pas dans la liste").fill("Département")
    page.get_by_label("Financeur 1 paie, en euros").fill("150")
    page.get_by_role("button", name="Ajouter cette réponse").click()
    expect(page.get_by_role("alert")).to_contain_text("Écrivez un nombre qui n’est pas plus petit que 0.")
    page.get_by_label("Coût de l’un, en euros").fill("25,50")
    page.get_by_role("button", name="Ajouter cette réponse").dblclick()
    told(page, "La réponse est ajoutée.")


def an_answer_that_is_everybody_s(page: Page) -> None:
    page.get_by_role("link", name="Ajouter une réponse").click()
    page.get_by_label("La réponse proposée").fill(CLUB)
    page.get_by_label("droit commun", exact=True).check()
    page.get_by_role("button", name="Ajouter cette réponse").click()
    told(page, "La réponse est ajoutée.")


def read(part: Locator) -> str:
    return " ".join(seen(part).split())


def it_is_proposed(page: Page) -> None:
    lines = page.locator(".ligne")
    expect(lines).to_have_count(2)
    said = read(page.locator("main"))
    for words in (
        "204 €",
        "8 × 25,50 €",
        "Département 150 €",
        "54 €",
        "3 h par semaine",
        "le lundi et le jeudi",
    ):
        assert words in said, words
    page.get_by_role("button", name=f"Envoyer à {NAME}").click()
    told(page, "Le plan est proposé")


def she_answers_each_line(page: Page) -> None:
    page.reload()
    waits = page.get_by_role("region", name="Ce qui m’attend")
    expect(waits).to_contain_text("2 lignes attendent une réponse.")
    waits.get_by_role("link", name="Je réponds").click()
    question = page.locator(".question")
    expect(question).to_contain_text(HELP)
    question.get_by_role("button", name="Autrement").click()
    page.get_by_role("button", name="C’est ma réponse").click()
    expect(page.get_by_role("alert")).to_contain_text("Dites ce qui doit changer")
    page.get_by_label("Ce que je veux changer").fill("Le vendredi, pas le jeudi.")
    page.get_by_role("button", name="C’est ma réponse").click()
    told(page, "Je peux changer d’avis quand je veux.")
    expect(page.get_by_label("Avec qui")).to_be_hidden()
    question.get_by_text("Moi, avec quelqu’un").click()
    page.get_by_label("Avec qui").select_option(label="Service des Quatre Vents")
    question.get_by_role("button", name="Oui").click()
    expect(page.locator("main")).to_contain_text("J’ai répondu à toutes les lignes.")


def the_line_changes_and_she_says_yes(claire: Page, hers: Page) -> None:
    open_again(claire)
    line = claire.locator(".ligne").filter(has_text=HELP)
    expect(line).to_contain_text("« Le vendredi, pas le jeudi. »")
    line.get_by_role("link", name="Changer cette ligne").click()
    claire.get_by_label("Ce qui change, en mots").fill("Le vendredi à la place du jeudi.")
    claire.get_by_label("jeudi", exact=True).uncheck()
    claire.get_by_label("vendredi", exact=True).check()
    claire.get_by_role("button", name="Proposer ce changement").click()
    expect(claire.locator(".ce-qui-change")).to_contain_text("Le vendredi à la place du jeudi.")
    hers.reload()
    expect(hers.locator(".question")).to_contain_text("Le lundi et le vendredi")
    hers.locator(".question").get_by_role("button", name="Oui").click()


def she_signs(page: Page) -> None:
    page.get_by_role("link", name="Je relis et je donne mon accord").click()
    text = page.locator("pre.texte-plan")
    for words in ("Objectif 1 : Déjeuner en compagnie", "le lundi et le vendredi", "Réponse : oui"):
        expect(text).to_contain_text(words)
    page.get_by_role("button", name="Oui, je donne mon accord").click()
    told(page, "C’est noté.")


def test_a_plan_is_made_from_nothing_and_she_signs_it(claire, hers):
    her_words_become_a_need(claire)
    the_need_becomes_an_objective(claire)
    an_answer_with_days_and_a_price(claire)
    an_answer_that_is_everybody_s(claire)
    it_is_proposed(claire)
    she_answers_each_line(hers)
    the_line_changes_and_she_says_yes(claire, hers)
    she_signs(hers)
    open_again(claire)
    claire.get_by_role("link", name="Mettre en vigueur").click()
    claire.get_by_role("button", name="Donner l’accord de la structure").click()
    expect(claire.locator("main")).to_contain_text("En vigueur")
    open_tab(claire, "Son projet")
    chain = read(claire.locator("main"))
    assert "déjeuner seule" in chain and "Déjeuner en compagnie" in chain and HELP in chain
