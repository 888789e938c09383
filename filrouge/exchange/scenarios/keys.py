"""The tables of the scenario form: which keys a block may have, and what each of them takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from filrouge.exchange.scenarios import words


class Kind(StrEnum):
    """What a value is. The plural ones are lists."""

    TEXT = auto()
    TEXTS = auto()
    LOOSE_TEXT = auto()  # a text that people also write as a number, as an age
    DATE = auto()
    DAY = auto()
    FLAG = auto()
    NUMBER = auto()
    WORD = auto()
    WORDS = auto()
    WORD_OR_WORDS = auto()
    REF = auto()
    REFS = auto()
    FIELD = auto()  # `id.field` or `id`
    DATED_FIELD = auto()
    FIELD_OR_FIELDS = auto()
    TABLES = auto()
    ANYTHING = auto()


class Need(Enum):
    """May be absent or null; there though perhaps null; absent or said, never null; there and said."""

    MAY = auto()
    SHOWN = auto()
    SAID = auto()
    MUST = auto()


@dataclass(frozen=True, slots=True)
class Key:
    """One key: what it takes, whether it must be there, the blocks it refers to or the words it allows."""

    kind: Kind
    need: Need = Need.MAY
    to: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    filled: bool = False  # a list that may not be empty

    @property
    def must_be_there(self) -> bool:
        return self.need in (Need.SHOWN, Need.MUST)

    @property
    def must_be_said(self) -> bool:
        return self.need in (Need.SAID, Need.MUST)


Keys = Mapping[str, Key]

MUST, SHOWN = Need.MUST, Need.SHOWN
VOICES = ("evaluations", "avis", "evenements")
FACTS = (
    *VOICES,
    "services",
    "ruptures",
    "transitions",
    "preconisations",
    "plan",
    "consentements",
    "divergences",
)
ACTOR, EVENT, SPELL = ("acteurs",), ("evenements",), ("services",)

_ID = Key(Kind.TEXT, MUST)
_TEXT = Key(Kind.TEXT)
_SAID_TEXT = Key(Kind.TEXT, MUST)
_TEXTS = Key(Kind.TEXTS)
_AREA = Key(Kind.WORD, words=tuple(words.AREAS))
_ACTOR = Key(Kind.REF, to=ACTOR)
_SAID_ACTOR = Key(Kind.REF, MUST, to=ACTOR)
_EVENT = Key(Kind.REF, to=EVENT)
_RESPONSE = Key(Kind.WORD, words=tuple(words.PERSON_RESPONSES))
_VOICE_DATES = {
    "date": Key(Kind.DATE, MUST),
    "precision": Key(Kind.WORD, MUST, words=tuple(words.PRECISIONS)),
}

BLOCKS: dict[str, Keys] = {
    "acteurs": {
        "id": _ID,
        "nom": _SAID_TEXT,
        "type": _SAID_TEXT,
        "identite_professionnelle": _TEXT,
        "equipe": _ACTOR,
        "titulaire": _ACTOR,
    },
    "evenements": {
        "id": _ID,
        **_VOICE_DATES,
        "type": _SAID_TEXT,
        "fait": _SAID_TEXT,
        "acteurs": Key(Kind.REFS, MUST, to=ACTOR),
        "domaine": _AREA,
        "auteur": _ACTOR,
        "paroles": Key(Kind.TABLES),
        "demandeur": _ACTOR,
        "decideur": _ACTOR,
        "reponse_personne": _RESPONSE,
        "issue": _EVENT,
        "montant": Key(Kind.NUMBER),
    },
    "evaluations": {
        "id": _ID,
        **_VOICE_DATES,
        "auteur": Key(Kind.REF, SHOWN, to=ACTOR),
        "conclusion": _SAID_TEXT,
        "domaine": _AREA,
        "constats": _TEXTS,
        "preconisations": Key(Kind.TABLES),
    },
    "avis": {
        "id": _ID,
        **_VOICE_DATES,
        "auteur": Key(Kind.REF, SHOWN, to=ACTOR),
        "conclusion": _SAID_TEXT,
        "domaine": _AREA,
    },
    "services": {
        "id": _ID,
        "prestataire": _SAID_ACTOR,
        "nature": _SAID_TEXT,
        "debut": Key(Kind.DATE, SHOWN),
        "fin": Key(Kind.DATE, SHOWN),
        "domaine": _AREA,
        "motif_fin": _TEXT,
        "remplace": Key(Kind.REF, to=SPELL),
        "ouvert_par": _EVENT,
        "ferme_par": _EVENT,
    },
    "ruptures": {
        "id": _ID,
        "nature": _SAID_TEXT,
        "cause": Key(Kind.TEXT, SHOWN),
        "evenements": Key(Kind.REFS, MUST, to=EVENT, filled=True),
        "fin": Key(Kind.REF, SHOWN, to=EVENT),
        "debut": _EVENT,
        "service": Key(Kind.REF, to=SPELL),
        "consequence": _TEXT,
    },
    "transitions": {
        "id": _ID,
        "de": Key(Kind.TEXT, SHOWN),
        "vers": Key(Kind.TEXT, SHOWN),
        "evenements": Key(Kind.REFS, MUST, to=EVENT),
        "prevue": Key(Kind.DATE),
        "reperee_par": _EVENT,
    },
    "cercle": {
        "acteur": _SAID_ACTOR,
        "role": Key(Kind.WORD, MUST, words=tuple(words.ROLES)),
        "referent": Key(Kind.FLAG, MUST),
        "du": Key(Kind.DATE, SHOWN),
        "au": Key(Kind.DATE, SHOWN),
        "base": Key(Kind.WORD, MUST, words=tuple(words.BASES)),
        "domaines": Key(Kind.WORDS, words=tuple(words.OPENED_AREAS)),
    },
    "consentements": {
        "acteur": _SAID_ACTOR,
        "domaines": Key(Kind.WORDS, MUST, words=tuple(words.OPENED_AREAS), filled=True),
        "sens": Key(Kind.WORD, MUST, words=tuple(words.DECISIONS)),
        "date": Key(Kind.DATE, MUST),
        "evenement": _EVENT,
    },
    "rectifications": {
        "objet": Key(Kind.REF, MUST, to=FACTS),
        "champ": _SAID_TEXT,
        "ancienne": Key(Kind.ANYTHING, SHOWN),
        "nouvelle": Key(Kind.ANYTHING, SHOWN),
        "corrigee": Key(Kind.DATE, MUST),
        "saisie": Key(Kind.DATE),
        "par": _ACTOR,
        "motif": _TEXT,
    },
    "divergences": {
        "id": _ID,
        "sujet": _SAID_TEXT,
        "entre": Key(Kind.REFS, MUST, to=VOICES, filled=True),
    },
    "plan": {
        "id": _ID,
        "objectif": _SAID_TEXT,
        "prestation": _SAID_TEXT,
        "prestataire": Key(Kind.REF, SHOWN, to=ACTOR),
        "droit_commun": Key(Kind.FLAG, SHOWN),
        "quantite": Key(Kind.NUMBER),
        "cout_unitaire": Key(Kind.NUMBER),
        "financeur": _ACTOR,
        "reponse_personne": _RESPONSE,
        "evenement": _EVENT,
    },
    "attendus": {
        "id": _ID,
        "type": Key(Kind.WORD, MUST, words=words.EXPECTED_KINDS),
        "question": _SAID_TEXT,
        "reponse": Key(Kind.ANYTHING, SHOWN),
        "requete": Key(Kind.ANYTHING, Need.SAID, filled=True),
        "affichage": Key(Kind.LOOSE_TEXT),
        "preuves": Key(Kind.REFS, to=FACTS),
    },
}
"""The lists at the root of a scenario, each with the keys of its items."""

NESTED: dict[str, tuple[str, Keys]] = {
    "paroles": ("evenements", {"de": _SAID_ACTOR, "texte": _SAID_TEXT}),
    "preconisations": (
        "evaluations",
        {
            "id": _ID,
            "texte": _SAID_TEXT,
            "suite": Key(Kind.WORD, words=tuple(words.FOLLOW_UPS)),
            "preuves": Key(Kind.REFS, to=FACTS),
        },
    ),
}
"""Lists inside the items of another block: that block, and their keys."""

PERSON_KEYS: Keys = {
    "pseudonyme": _SAID_TEXT,
    "naissance": Key(Kind.DATE),
    "age": Key(Kind.LOOSE_TEXT),
    **dict.fromkeys(("situation", "residence", "entourage", "communication", "protection", "metier"), _TEXT),
}

ROOT_KEYS: Keys = {
    "id": _ID,
    "titre": _TEXT,
    "source": _TEXT,
    "avertissement": _TEXT,
    "personne": Key(Kind.ANYTHING, MUST),
    **dict.fromkeys(BLOCKS, Key(Kind.TABLES)),
    "non_dits": _TEXTS,
}
EXPECTED_ONLY = ("id", "attendus")

_DAY, _PERIOD = Key(Kind.DAY, Need.SAID), Key(Kind.DATE, Need.SAID)
_SAID_DAY = Key(Kind.DAY, MUST)

QUERIES: dict[str, Keys] = {
    "duree": {"de": Key(Kind.DATED_FIELD, MUST), "a": Key(Kind.DATED_FIELD, MUST)},
    "services_au": {"date": _SAID_DAY},
    "ruptures_au": {"date": _SAID_DAY},
    "ruptures": {"periode": _PERIOD},
    "transitions": {"periode": _PERIOD, "a_venir_au": _DAY},
    "referent_au": {"date": _SAID_DAY},
    "coordonnateurs_au": {"date": _DAY, "periode": _PERIOD},
    "voix": {
        "divergence": Key(Kind.REF, to=("divergences",)),
        "qui": _ACTOR,
        "domaine": _AREA,
        "periode": _PERIOD,
        "parmi": Key(Kind.WORD_OR_WORDS, Need.SAID, words=words.VOICE_KINDS),
    },
    "preconisations_de": {
        "evaluation": Key(Kind.REF, to=("evaluations",)),
        "auteur": _ACTOR,
        "suites": Key(Kind.WORD_OR_WORDS, words=tuple(words.FOLLOW_UPS)),
    },
    "acteurs": {"types": _TEXTS, "par_equipe": Key(Kind.FLAG)},
    "acces": {"acteur": _SAID_ACTOR, "date": _SAID_DAY, "objets": Key(Kind.REFS, to=VOICES)},
    "valeur": {"de": Key(Kind.FIELD_OR_FIELDS, MUST)},
    "histoire_de": {"de": Key(Kind.FIELD, MUST)},
    "evenements": {
        "types": _TEXTS,
        "acteur": _ACTOR,
        "auteur": _ACTOR,
        "domaine": _AREA,
        "periode": _PERIOD,
    },
    "plan": {"objectif": _TEXT, "prestataire": _ACTOR},
}
"""The questions a fact may ask, each with its parameters."""


def keys_of(block: str) -> Keys:
    """The keys of a block, at the root of the file or inside another."""
    return NESTED[block][1] if block in NESTED else BLOCKS[block]
