from filrouge.parcours.models.absence import Absence, Replacement
from filrouge.parcours.models.circle import CircleMember, Consent, Lead, Opening, Participant
from filrouge.parcours.models.coordination import Coordination, Settlement
from filrouge.parcours.models.ends import Death, Turn, Wish
from filrouge.parcours.models.hand_over import HandOver, HandOverLine
from filrouge.parcours.models.parcours import AccessRequest, Parcours, Request
from filrouge.parcours.models.spells import ServiceSpell
from filrouge.parcours.models.thread import (
    ALL_AREAS,
    Annotation,
    Correction,
    Fact,
    FactQuerySet,
    Line,
    ThreadEntry,
)

__all__ = [
    "ALL_AREAS",
    "Absence",
    "AccessRequest",
    "Annotation",
    "CircleMember",
    "Consent",
    "Coordination",
    "Correction",
    "Death",
    "Fact",
    "FactQuerySet",
    "HandOver",
    "HandOverLine",
    "Lead",
    "Line",
    "Opening",
    "Parcours",
    "Participant",
    "Replacement",
    "Request",
    "ServiceSpell",
    "Settlement",
    "ThreadEntry",
    "Turn",
    "Wish",
]
