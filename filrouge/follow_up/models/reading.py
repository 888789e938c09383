"""Who may read what is planned for a person: a task, an appointment. A line of the thread has its own gate."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.models import CircleMember, Opening

if TYPE_CHECKING:
    from filrouge.accounts.models import User


def in_an_open_area(user: User, now: datetime) -> Q:
    """What touches a life area that one of the reader's open places opens, in that very record.

    What is about coordination itself is of everybody who works in the circle; to a relative it opens like any other.
    """
    held = CircleMember.objects.open_to(user, now)
    opened = Opening.objects.filter(
        parcours=OuterRef("parcours"), area=OuterRef("area"), member__in=held.values("pk")
    )
    readable = Q(Exists(opened))
    if user.kind == user.Kind.PROFESSIONAL:
        readable |= Q(area=LifeArea.COORDINATION)
    # the records come first: an index leads from them to what is planned there
    return in_own_circle(user, now) & readable


def in_own_circle(user: User, now: datetime) -> Q:
    return Q(parcours__in=CircleMember.objects.open_to(user, now).values("parcours"))
