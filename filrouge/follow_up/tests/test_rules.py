import pytest

from filrouge.follow_up.choices import EventKind
from filrouge.follow_up.rules.noting import guess_area, guess_kind
from filrouge.follow_up.rules.ruptures import may_become, proposes_rupture

TOLD = {
    "appel avec l’infirmière": "appel",
    "Appel : chute hier soir": "appel",
    "appelé sa sœur, pas de réponse": "appel_sans_reponse",
    "Téléphoné, elle ne répond pas": "appel_sans_reponse",
    "coup de fil du tuteur": "appel",
    "Visite à domicile": "visite",
    "visite conjointe avec le réseau": "visite_conjointe",
    "chute dans la cuisine": "chute",
    "Elle est tombée hier": "chute",
    "hospitalisée depuis lundi": "hospitalisation",
    "partie aux urgences": "hospitalisation",
    "Sortie d’hôpital vendredi": "retour_domicile",
    "retour à domicile, très désorientée": "retour_domicile",
    "service arrêté": "arret_service",
    "Le SAAD cesse sa prestation": "arret_service",
    "arrêt de l’aide à domicile": "arret_service",
    "l’aide ne vient plus": "arret_service",
    "mise en place d’un passage infirmier": "debut_service",
    "refus de l’aide": "refus",
    "Elle ne veut pas de visite": "refus",
    "réunion de synthèse": "reunion",
    "ordonnance du Dr Martin": "prescription",
    "mise sous tutelle": "decision_justice",
    "dossier d’APA envoyé": "demande_droit",
    "la situation se dégrade": "degradation",
    "je suis inquiet pour elle": "alerte",
    "admission en EHPAD": "admission",
    "évaluation gérontologique": "evaluation",
    "transmis à la MAIA": "transmission",
}


@pytest.mark.parametrize(("text", "kind"), TOLD.items())
def test_guess_kind_reads_what_a_french_line_tells(text, kind):
    assert guess_kind(text) == kind
    assert kind in EventKind.values


@pytest.mark.parametrize(
    "text", ["", "   ", "bonjour", "pas de chute", "aucune hospitalisation", "sans refus"]
)
def test_guess_kind_says_nothing_when_nothing_tells(text):
    assert guess_kind(text) is None


def test_guess_area_leaves_a_human_to_choose_unless_there_is_no_doubt():
    assert guess_area("chute") == "health"
    assert guess_area("appel") is None
    assert guess_area(None) is None


def test_a_proposal_set_aside_may_still_be_confirmed_and_a_confirmed_one_stays():
    assert may_become("proposed", "dismissed")
    assert may_become("dismissed", "confirmed")
    assert not may_become("confirmed", "dismissed")


def test_only_nothing_in_its_place_proposes_a_rupture():
    assert [proposes_rupture(outcome) for outcome in ("nothing", "replaced", "no_longer_needed")] == [
        True,
        False,
        False,
    ]
