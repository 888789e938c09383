"""The page of one rupture, and the records among which one chooses when something broke."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from filrouge.accounts.models import User
from filrouge.follow_up.models import Rupture
from filrouge.follow_up.queries.recurrence import Recurrence, recurrence
from filrouge.follow_up.queries.ruptures import breaks
from filrouge.needs.models import Need
from filrouge.parcours.choices import ParcoursState
from filrouge.parcours.models import CircleMember, Parcours, ThreadEntry
from filrouge.plans.models import PlanLine


@dataclass(frozen=True)
class RupturePage:
    """One rupture as its reader may know it: what it left, among what they read, and the times before."""

    rupture: Rupture
    again: Recurrence | None
    needs: list[Need]
    lines: list[PlanLine]


def rupture_page(parcours: Parcours, rupture_id: UUID, user: User, now: datetime) -> RupturePage:
    entries = ThreadEntry.objects.filter(parcours=parcours).visible_to(user, now)
    told = breaks(entries)
    rupture = get_object_or_404(told.select_related("spell__provider", "said_by"), pk=rupture_id)
    left = Need.objects.filter(pk__in=rupture.needs_left.values("pk")).filter(pk__in=entries.values("pk"))
    lines = PlanLine.objects.visible_to(user, now).filter(pk__in=rupture.lines_left.values("pk"))
    return RupturePage(
        rupture=rupture,
        again=recurrence(rupture, told),
        needs=list(left.select_related("code").order_by("order")),
        lines=list(lines.order_by("order", "pk")),
    )


def records_to_choose(user: User, now: datetime) -> QuerySet[Parcours]:
    """The records where `user` holds a place, by name."""
    held = CircleMember.objects.open_to(user, now).values("parcours")
    running = Parcours.objects.filter(pk__in=held).exclude(state=ParcoursState.CLOSED)
    return running.select_related("person").order_by("person__usual_name", "pk")
