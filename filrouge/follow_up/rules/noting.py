"""What a first line of text seems to be about."""

import re

from filrouge.lib.text import normalise

# On normalised text (no accent, no apostrophe). What stands first in the text wins; on the same spot, the longer.
_SIGNS: tuple[tuple[str, str], ...] = (
    ("appel_sans_reponse", r"(?:appel|telephon)\w*\b.*?\b(?:(?:sans|pas de) reponse|repond\w* pas|repondeur)"),
    ("appel", r"(?:appel|rappel|telephon)\w*|coup de (?:fil|telephone)"),
    ("visite_conjointe", r"visites? (?:conjointe|commune|a deux)s?"),
    ("visite", r"visites?|vad|(?:passee?|allee?) (?:chez|la voir|le voir)|rencontree? (?:chez|a domicile)"),
    ("chute", r"chut\w*|tombee?s?|est tombe\w*"),
    ("retour_domicile", r"(?:sort\w*|retour|rentre\w*) (?:(?:de l |d )?hopital|d hospitalisation|a domicile|chez \w+)"),
    ("hospitalisation", r"hospitalis\w*|urgences|hopital|samu"),
    ("arret_service", r"(?:arret|fin|interruption)\w* (?:de|du|des|d|l)\b|s arrete\w*|(?:interrompu|suspendu)\w*"),
    ("arret_service", r"\w+ arretee?s?|cess(?:e|ee|es|ent|ation)\b|ne vien(?:t|nent) plus|n intervien(?:t|nent) plus"),
    ("debut_service", r"debut\w* (?:de|du|des|d)\b|(?:commence|demarre|debute)\w*|mise en place|nouveau service"),
    ("refus", r"refus\w*|ne veut pas|ne souhaite pas|a choisi de ne pas|declin\w*"),
    ("reunion", r"reunions?|synthese|concertation|equipe pluridisciplinaire"),
    ("prescription", r"prescri\w*|ordonnances?"),
    ("decision_justice", r"jugements?|tribunal|(?:mise?|mis) sous (?:tutelle|curatelle|protection)|ordonnance du juge"),
    ("demande_droit", r"(?:demande|dossier|renouvellement) (?:de |d |du )?(?:l )?(?:apa|aah|pch|aeeh|rqth|mdph|droit)"),
    ("degradation", r"degrad\w*|aggrav\w*|se porte moins bien|va moins bien"),
    ("alerte", r"alertes?|inquiet\w*|signalements?|en danger"),
    ("admission", r"admi(?:s|se|ssion)\b|entree? en (?:ehpad|foyer|mas|fam|esat|ime|etablissement)"),
    ("evaluation", r"evaluations?|bilan"),
    ("transmission", r"transmi\w*|relais"),
)  # fmt: skip
_DENIED = re.compile(r"(?:pas d|pas de|pas|aucune?|sans|ni|plus d|plus de|non)\s$")
_READERS = tuple((kind, re.compile(rf"\b(?:{sign})")) for kind, sign in _SIGNS)
# What these kinds are about goes without saying; any other area is for a human to choose.
AREAS_OF_KINDS = {
    "chute": "health",
    "hospitalisation": "health",
    "retour_domicile": "health",
    "prescription": "health",
}


def guess_kind(text: str) -> str | None:
    """The kind of event that a French line seems to tell ('appel avec…', 'chute'), for a human to confirm.

    Gives a code of `choices.EventKind`, or None when no word says it; what is denied ('pas de chute') says
    nothing. The first word that tells wins: 'appel : chute hier' is a call.
    """
    said = normalise(text)
    found = [
        (match.start(), -len(match.group()), rank, kind)
        for rank, (kind, reader) in enumerate(_READERS)
        for match in reader.finditer(said)
        if not _DENIED.search(said[: match.start()])
    ]
    return min(found)[3] if found else None


def tells_of(text: str, kind: str) -> bool:
    """Whether a French text has words of that kind of event, wherever they stand, and does not deny them."""
    said = normalise(text)
    return any(
        not _DENIED.search(said[: match.start()])
        for known, reader in _READERS
        if known == kind
        for match in reader.finditer(said)
    )


def guess_area(kind: str | None) -> str | None:
    """The life area that a kind of event leaves no doubt about, else None."""
    return AREAS_OF_KINDS.get(kind or "")
