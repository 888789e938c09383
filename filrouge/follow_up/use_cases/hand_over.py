"""Proposing a hand-over with what is outstanding that day: the facts live here, the hand-over below."""

from datetime import datetime

from django.db import transaction

from filrouge.accounts.models import User
from filrouge.follow_up.queries.outstanding import outstanding
from filrouge.parcours.access import check_can_coordinate
from filrouge.parcours.models import HandOver
from filrouge.parcours.use_cases.hand_over import propose_hand_over


@transaction.atomic
def propose_with_outstanding(hand_over: HandOver, *, by: User, now: datetime) -> HandOver:
    """Lists what is outstanding from the facts, and proposes the hand-over with it."""
    check_can_coordinate(by, hand_over.parcours, now)
    found = outstanding(hand_over.parcours, by, now=now)
    return propose_hand_over(hand_over, outstanding=found, by=by, now=now)
