"""Where each key of a scenario file stands in our objects, and how its value is written on both sides."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from filrouge.exchange.scenarios import words


class Shape(Enum):
    """How a value is written: in the file, and as a correction keeps it."""

    TEXT = auto()
    NUMBER = auto()
    DATE = auto()
    WORD = auto()
    LINK = auto()
    LINKS = auto()
    LIST = auto()
    WORDS_SAID = auto()
    PRECISION = auto()
    ADVICE = auto()
    EVENT_DATE = auto()
    FACTS_DATE = auto()
    CODE = auto()  # as a word, of a list that has more codes than the file has words
    OBJECTIVE = auto()
    FUNDER = auto()


@dataclass(frozen=True)
class Field:
    """One key of the file: the attribute that holds it, its shape, and the closed list that it takes from.

    `unsaid`: the code that stands where nobody said. Without a column of its own, a value's earlier history
    stays in the file as it was loaded, and is read there.
    """

    attribute: str
    shape: Shape = Shape.TEXT
    words: Mapping[Any, str] | None = None
    unsaid: str = ""
    has_column: bool = True


_AREA = Field("area", Shape.WORD, words.AREAS, unsaid="coordination")
_AUTHOR = Field("said_by", Shape.LINK)
_DATED = {
    "date": Field("when", Shape.DATE),
    "precision": Field("when", Shape.PRECISION, has_column=False),
}

FIELDS: dict[str, dict[str, Field]] = {
    "plan_line": {
        "objectif": Field("objective", Shape.OBJECTIVE),
        "prestation": Field("title"),
        "prestataire": Field("provider", Shape.LINK),
        "droit_commun": Field("nature", Shape.CODE, words.NATURES),
        "quantite": Field("quantity", Shape.NUMBER),
        "cout_unitaire": Field("unit_cost", Shape.NUMBER),
        "financeur": Field("fundings", Shape.FUNDER),
        "reponse_personne": Field("standing", Shape.CODE, words.STANDINGS, unsaid="open"),
        "evenement": Field("told_in", Shape.LINK),
    },
    "participant": {
        "nom": Field("name"),
        "type": Field("kind"),
        "identite_professionnelle": Field("professional_identity"),
        "equipe": Field("team", Shape.LINK),
        "titulaire": Field("held_by", Shape.LINK),
    },
    "event": {
        **_DATED,
        "type": Field("kind"),
        "domaine": _AREA,
        "auteur": _AUTHOR,
        "acteurs": Field("participants", Shape.LINKS),
        "fait": Field("fact"),
        "paroles": Field("words", Shape.WORDS_SAID, has_column=False),
        "demandeur": Field("requested_by", Shape.LINK),
        "decideur": Field("decided_by", Shape.LINK),
        "reponse_personne": Field("person_response", Shape.WORD, words.PERSON_RESPONSES),
        "issue": Field("outcome", Shape.LINK),
        "montant": Field("amount", Shape.NUMBER),
    },
    "assessment": {
        **_DATED,
        "auteur": _AUTHOR,
        "domaine": _AREA,
        "constats": Field("findings", Shape.LIST),
        "conclusion": Field("conclusion"),
        "preconisations": Field("recommendations", Shape.ADVICE, has_column=False),
    },
    "viewpoint": {**_DATED, "auteur": _AUTHOR, "domaine": _AREA, "conclusion": Field("conclusion")},
    "recommendation": {
        "texte": Field("text"),
        "suite": Field("follow_up", Shape.WORD, words.FOLLOW_UPS),
        "preuves": Field("evidence", Shape.LINKS, has_column=False),
    },
    "spell": {
        "prestataire": Field("provider", Shape.LINK),
        "nature": Field("nature"),
        "domaine": _AREA,
        "debut": Field("since", Shape.DATE),
        "fin": Field("until", Shape.DATE),
        "motif_fin": Field("end_reason"),
        "remplace": Field("replaces", Shape.LINK),
        "ouvert_par": Field("opened_by", Shape.LINK),
        "ferme_par": Field("closed_by", Shape.LINK),
    },
    "rupture": {
        "nature": Field("nature"),
        "cause": Field("cause"),
        "evenements": Field("events", Shape.LINKS),
        "debut": Field("opened_by", Shape.EVENT_DATE, has_column=False),
        "fin": Field("closed_by", Shape.EVENT_DATE, has_column=False),
        "consequence": Field("consequence"),
        "service": Field("spell", Shape.LINK),
    },
    "transition": {
        "de": Field("from_what"),
        "vers": Field("to_what"),
        "evenements": Field("events", Shape.LINKS),
        "debut": Field("since", Shape.FACTS_DATE, has_column=False),
        "fin": Field("until", Shape.FACTS_DATE, has_column=False),
        "prevue": Field("expected", Shape.DATE),
        "reperee_par": Field("spotted_by", Shape.LINK),
    },
    "divergence": {"sujet": Field("subject"), "entre": Field("voices", Shape.LINKS)},
}
"""By kind of object; the dates of ruptures and turning points are those of their events."""

DATE_KEY = {"spell": "debut", "rupture": "debut", "transition": "debut"}
"""The key that an id alone stands for: the date, or the beginning of what lasts."""

PERSON_FIELDS = {
    "pseudonyme": "usual_name",
    "naissance": "birth",
    "age": "age_words",
    "situation": "situation",
    "residence": "residence",
    "entourage": "surroundings",
    "communication": "communication",
    "metier": "occupation",
}
"""What the file says of the person; her protection is a record of its own."""
