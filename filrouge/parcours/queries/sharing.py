"""The person's word about sharing, in the shape that the rule reads."""

from collections import defaultdict
from uuid import UUID

from filrouge.parcours.choices import ConsentDecision
from filrouge.parcours.models import Consent, Parcours
from filrouge.parcours.rules import sharing


def decisions_about(parcours: Parcours) -> dict[UUID, list[sharing.Decision]]:
    """What the person said about each participant, in the shape that the rule of sharing reads."""
    spoken: dict[UUID, list[sharing.Decision]] = defaultdict(list)
    for consent in Consent.objects.filter(parcours=parcours):
        agreed = consent.decision == ConsentDecision.AGREED
        spoken[consent.participant_id].append(sharing.Decision(agreed, consent.areas, consent.on))
    return spoken
