"""Facts of life asked by kind, by who was there, by area, by period."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from filrouge.follow_up.models import Event
from filrouge.lib.dates import PartialDate
from filrouge.parcours.models import Participant, ThreadEntry


def within(period: PartialDate) -> Q:
    """Facts whose possible days touch those of `period`."""
    touching = Q()
    if period.latest:
        touching &= Q(when_earliest=None) | Q(when_earliest__lte=period.latest)
    if period.earliest:
        touching &= Q(when_latest=None) | Q(when_latest__gte=period.earliest)
    return touching


def events(
    entries: QuerySet[ThreadEntry],
    *,
    kinds: Collection[str] = (),
    participant: Participant | None = None,
    said_by: Participant | None = None,
    area: str | None = None,
    period: PartialDate | None = None,
) -> QuerySet[Event]:
    """The facts among the lines that the reader may see; conditions add up. `participant`: present or author."""
    found = Event.objects.filter(pk__in=entries.values("pk"))
    if kinds:
        found = found.filter(kind__in=kinds)
    if participant is not None:
        there = Event.objects.filter(presences__participant=participant).values("pk")
        found = found.filter(Q(said_by=participant) | Q(pk__in=there))
    if said_by is not None:
        found = found.filter(said_by=said_by)
    if area is not None:
        found = found.filter(area=area)
    if period is not None:
        found = found.filter(within(period))
    return found.order_by("when_earliest", "when_latest", "order")
