"""Mes rendez-vous: what is set for the person, in plain words."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from filrouge.follow_up.models import Appointment
from filrouge.follow_up.queries.appointments import hour_in_words, minutes_in_words
from filrouge.lib.dates import say_near
from filrouge.space.queries.words import Area, area
from filrouge.space.rules import Reader

PAGE = 20


@dataclass(frozen=True)
class Set:
    """One appointment as one speaks of it: the day and how near it is, the hour, how long, where, who comes."""

    appointment: Appointment
    day: str
    near: str
    hour: str
    length: str
    area: Area
    who: list[str]
    where: str
    is_cancelled: bool

    @property
    def is_visit(self) -> bool:
        return self.appointment.kind == "visit"


@dataclass(frozen=True)
class SetPage:
    appointments: list[Set]
    following: UUID | None


def coming(reader: Reader, *, start: UUID | None, now: datetime) -> SetPage:
    """What is not over yet, the nearest first, as this reader may read it. Two or three questions."""
    rows = Appointment.objects.visible_to(reader.user, now).filter(parcours=reader.parcours, ends_at__gt=now)
    first = rows.filter(pk=start).only("starts_at").first() if start else None
    if first is not None:
        rows = rows.filter(Q(starts_at__gt=first.starts_at) | Q(starts_at=first.starts_at, pk__gte=first.pk))
    linked = rows.select_related("commune").prefetch_related("participants")
    found = list(linked.order_by("starts_at", "pk")[: PAGE + 1])
    following = found[PAGE].pk if len(found) > PAGE else None
    return SetPage([_said(one, now) for one in found[:PAGE]], following)


def _said(one: Appointment, now: datetime) -> Set:
    starts = localtime(one.starts_at)
    town = one.commune.name if one.commune else ""
    return Set(
        one,
        day=date_format(starts, "l j F").capitalize(),
        near=say_near(starts.date(), today=localdate(now)),
        hour=_("à %(hour)s") % {"hour": hour_in_words(starts)},
        length=minutes_in_words(one.minutes),
        area=area(one.area),
        who=[each.name for each in one.participants.all() if not each.is_the_person],
        where=", ".join(part for part in (one.place, town) if part),
        is_cancelled=one.cancelled_at is not None,
    )
