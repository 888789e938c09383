"""What took a research team weeks, read from the screen in a minute: a copy of Mme E., 26 months later."""

import pytest
from playwright.sync_api import Page

from tests.journeys.copies import Copy, tell
from tests.journeys.served import seen, sign_in

pytestmark = pytest.mark.browser
NAME, MONTHS = "Mme Vasseur", 26
LEAD = "Coordinatrice Passerelle"
THREAD, VOICES, FOLLOW_UP, CIRCLE = "", "regards/", "suivi/", "cercle/?au=15/11/2020"
AUTUMN, WINTER = "?au=15/11/2020&ordre=ancien", "?au=15/03/2020"
# fact → (page of the record, the part of it that is read, what it must say)
FACTS: dict[str, tuple[str, str, list[str]]] = {
    "at01 who concluded what in spring": (
        VOICES,
        "table.regards",
        [
            "Les avis diffèrent : préparer l'EHPAD ou maintenir en foyer-logement.",
            "Réseau Améthyste pense : « préparer une entrée en EHPAD » (mai 2020)",
            "Point Info pense : « état non incompatible avec le maintien en foyer-logement, à condition de travailler "
            "sur le sentiment de harcèlement » (entre mai et août 2020)",
        ],
    ),
    "at02 why and when home help ended": (
        THREAD,
        "#services",
        [
            "Les Coudriers : aide à domicile (ménage) début non renseigné · jusqu’à août 2020",
            "motif : refus de régler les factures",
        ],
    ),
    "at03 how long without": (
        AUTUMN,
        "#fil-liste .rupture >> nth=0",
        [
            "environ 5 mois, août 2020 → janvier 2021",
            "arrêt d'un service",
            "Cause : refus de régler les factures.",
        ],
    ),
    "at04 from advice to protection": (
        VOICES,
        "li:has(> span > b:text-is('protection juridique'))",
        [
            "août 2021 (15 mois après) : Mme Vasseur est mise sous tutelle.",
        ],
    ),
    "at05 from advice to admission": (
        VOICES,
        'li:has(> span > b:text("préparer l\'entrée en EHPAD"))',
        [
            "septembre 2021 (16 mois après) : Admission en EHPAD au cours du mois.",
        ],
    ),
    "at06 open on 15 November 2020": (
        AUTUMN,
        "#etat dl",
        [
            "Ouverts Point Info : coordination (évaluation puis appui)",
            f"{LEAD} : gestion de cas",
            "Peut-être ouverts Infirmière (passage quotidien) : passage infirmier quotidien",
            "Fermés Les Coudriers : aide à domicile (ménage) jusqu’à août 2020",
            "Pas encore Les Noisetiers : aide à domicile",
            "Mesure de protection : tutelle",
            "EHPAD : hébergement permanent",
            "Ruptures ouvertes arrêt d'un service",
        ],
    ),
    "at07 open on 15 March 2020": (
        WINTER,
        "#etat dl",
        [
            "Ouverts Point Info : coordination",
            "Ouverts, début non renseigné Les Coudriers : aide à domicile (ménage)",
            "Pas encore",
            "passage infirmier quotidien",
            f"{LEAD} : gestion de cas",
            "Les Noisetiers : aide à domicile",
            "Pilote non renseigné",
        ],
    ),
    "at08 who leads since when, who helps": (
        CIRCLE,
        "main",
        [
            f"{LEAD} pilote depuis août 2020",
            "Point Info référent parcours, en appui, depuis entre mars 2016 et février 2017",
            "Réseau Améthyste consultant parcours, en appui, depuis mai 2020",
        ],
    ),
    "at09 what became of four pieces of advice": (
        VOICES,
        "section[aria-label='Réseau Améthyste, mai 2020'] .suites",
        [
            "protection juridique faite août 2021",
            "préparer l'entrée en EHPAD faite septembre 2021",
            "en attendant, augmenter les heures d'aide-ménagère non suivie août 2020",
            "janvier 2021 (environ 8 mois après) : Un nouveau SAAD intervient",
            "entre janvier et août 2021",
            "amener Mme Vasseur à accepter un anti-dépresseur faite en partie",
        ],
    ),
    "at10 ruptures": (
        FOLLOW_UP,
        "section:has(> div > #h-ruptures)",
        [
            "arrêt d'un service refus de régler les factures",
            "depuis août 2020 · jusqu’à janvier 2021",
            "sortie d'hospitalisation non tenable chute puis désorientation",
            "depuis septembre 2021 · jusqu’à septembre 2021",
        ],
    ),
    "at10 transitions": (
        FOLLOW_UP,
        "section:has(> div > #h-charnieres)",
        [
            "foyer-logement → hôpital septembre 2021",
            "hôpital → foyer-logement septembre 2021",
            "foyer-logement → EHPAD septembre 2021",
        ],
    ),
    "at11 how one view moved": (
        VOICES,
        "section:has(> h3:text('Réseau Améthyste, au fil du temps'))",
        [
            "Mai 2020 préparer une entrée en EHPAD",
            "Août ou septembre 2021 entrée en EHPAD « inévitable »",
        ],
    ),
    "at12 who assessed": (
        VOICES,
        "section:has(> #h-evaluations)",
        [
            "Point Info, entre mars 2016 et février 2017",
            "Réseau Améthyste, mai 2020",
            "Point Info, entre mai et août 2020",
            "Réseau Améthyste, août ou septembre 2021",
        ],
    ),
    "at13 known since, admitted when": (
        AUTUMN,
        "#fil-liste",
        [
            "Entre mars 2016 et février 2017 date imprécise Coordination sollicitation La caisse de retraite mandate",
            "Septembre 2021 précis au mois Logement admission Admission en EHPAD au cours du mois.",
        ],
    ),
    "at14 was the allowance granted": (
        AUTUMN,
        "#fil-10",
        ["dossier de demande d'APA", "issue : non renseigné"],
    ),
    "at15 who asked for the protection": (
        AUTUMN,
        "#fil-12",
        ["mise sous tutelle", "qui l’a demandé : non renseigné"],
    ),
    "at15 who exercises it": (
        THREAD,
        "section[aria-labelledby=h-inconnus]",
        [
            "qui exerce : Mesure de protection",
            "Filrouge ne déduit rien",
        ],
    ),
    "at16 did she consent": (
        AUTUMN,
        "#fil-16",
        [
            "Admission en EHPAD au cours du mois.",
            "Réponse de Mme Vasseur : non renseignée",
        ],
    ),
    "at17 who is around her": (
        CIRCLE,
        "main",
        [
            "Point Info",
            "Réseau Améthyste",
            "Les Coudriers",
            "Les Noisetiers",
            "Mesure de protection",
            "EHPAD",
            "Infirmière",
            "Caisse de retraite de Mme Vasseur · Gestionnaires du foyer-logement · Hôpital",
            "Passerelle",
            "Médecin traitant",
        ],
    ),
    "at18 decline before the hospital": (
        "?sorte=event.degradation",
        "#fil-liste",
        [
            "1 ligne",
            "Entre août 2020 et janvier 2021",
            "incurie très importante du logement, incontinence",
        ],
    ),
    "at18 warnings before the hospital": (
        "?sorte=event.alerte",
        "#fil-liste",
        [
            "1 ligne",
            "Entre janvier et août 2021",
            "chutes à plusieurs reprises",
        ],
    ),
}


def plain(text: str) -> str:
    """Words alone: what stands on two lines or under capitals is the same to a reader."""
    return " ".join(text.split()).casefold()


def unsaid(page: Page, copy: Copy) -> dict[str, list[str]]:
    """For each fact, what the part of the page where it belongs does not say."""
    missing: dict[str, list[str]] = {}
    for address in dict.fromkeys(address for address, _, _ in FACTS.values()):
        page.goto(copy.record + address)
        for fact, (where, part, words) in FACTS.items():
            if where == address:
                text = plain(seen(page.locator(part).first))
                missing[fact] = [said for said in words if plain(said) not in text]
    return {fact: words for fact, words in missing.items() if words}


def test_her_eighteen_facts_are_read_from_the_screen(demo, new_context):
    copy = tell(demo, NAME, MONTHS)
    page = new_context().new_page()
    sign_in(page, "gestionnaire")
    page.goto("/personnes/")
    page.get_by_role("link", name=NAME, exact=True).click()
    page.wait_for_url(f"**{copy.record}")
    assert unsaid(page, copy) == {}


def test_a_date_in_between_is_never_shown_as_a_day(demo, new_context):
    page = new_context().new_page()
    sign_in(page, "gestionnaire")
    page.goto("/recherche/?q=Mme E.")
    page.get_by_role("link", name="Mme E.", exact=True).click()
    page.wait_for_url("**/parcours/**")
    assert "1er " not in seen(page.locator("#fil-liste"))
    assert "Juillet 2019" in seen(page.locator("#fil-liste"))
