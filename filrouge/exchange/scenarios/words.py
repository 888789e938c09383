"""The closed lists of the scenario form: the word of the file, and the code that the rooms use."""

from collections.abc import Mapping
from typing import Any

AREAS = {
    "sante": "health",
    "vie_quotidienne": "daily_life",
    "deplacements": "mobility",
    "droits": "rights",
    "logement": "housing",
    "ecole": "school",
    "travail": "work",
    "famille": "family",
    "vie_sociale": "social_life",
    "argent": "money",
    "coordination": "coordination",
}
"""Life areas; an object that names none stands under coordination."""

ALL_AREAS = "tous"
OPENED_AREAS = AREAS | {ALL_AREAS: "all"}
"""What a membership or a consent may open: the areas, or all of them."""

ROLES = {
    "coordination": "coordination",
    "intervention": "intervention",
    "proche": "relative",
    "protection_juridique": "legal_protection",
    "institution": "institution",
    "autre": "other",
}
BASES = {
    "consentement": "consent",
    "equipe_de_soins": "care_team",
    "loi": "law",
    "mandat": "mandate",
    "non_renseigne": "unknown",
}
PERSON_RESPONSES = {
    "accepte": "accepted",
    "amende": "amended",
    "refuse": "refused",
    "non_retenu": "not_retained",
}
STANDINGS = {
    "accepte": "yes",
    "amende": "otherwise",
    "refuse": "no",
    "non_retenu": "not_retained",
}
"""What is answered to a line of the plan; the word is that of events, the code is that of plans."""

NATURES = {True: "ordinary", False: "specialised"}
FOLLOW_UPS = {
    "faite": "done",
    "partielle": "partly",
    "non_suivie": "not_followed",
    "inconnue": "unknown",
}
DECISIONS = {"accord": "agreed", "refus": "refused", "retrait": "withdrawn"}
PRECISIONS = {"jour": "day", "mois": "month", "annee": "year", "intervalle": "interval"}

EXPECTED_KINDS = ("fait", "liste", "duree", "etat_a_date", "divergence", "absence", "acces", "rectification")
VOICE_KINDS = ("evaluations", "avis", "paroles")
PERSON = "personne"
"""The one word of the open vocabulary of actors that means something: the person accompanied."""

NOT_SAID = "non_renseigne"
"""What a query answers where nobody said anything."""

NOBODY = "aucun"
"""What `referent_au` answers where nobody leads."""


def find_file_word(words: Mapping[Any, str], code: str) -> Any:
    """The word of the scenario file for a code of the rooms; None where the file has no word for it."""
    return {ours: theirs for theirs, ours in words.items()}.get(code)


def file_word(words: Mapping[str, str], code: str) -> str:
    """The word of the scenario file for a code of the rooms; KeyError where the list has no such code."""
    return {ours: theirs for theirs, ours in words.items()}[code]
