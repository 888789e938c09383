"""Times that are set, as somebody may read them: of one day, of one record, of oneself; and what overlaps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.timezone import get_current_timezone, localtime, make_aware
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from filrouge.accounts.models import User
from filrouge.follow_up.models import Appointment
from filrouge.follow_up.rules.day import Bar, DayLine, draw
from filrouge.nomenclature.choices import AREA_LOOKS, LifeArea
from filrouge.parcours.models import Parcours

PAGE = 50
PAST_SHOWN = 20
LONGEST_LABEL = 22


@dataclass(frozen=True)
class Slot:
    """One appointment as a list and a drawing show it, in the hours of the place."""

    appointment: Appointment
    name: str
    starts: datetime
    ends: datetime
    with_whom: list[str]
    is_now: bool
    is_past: bool
    bar: Bar | None = None

    @property
    def css(self) -> str:
        return AREA_LOOKS[LifeArea(self.appointment.area)].css

    @property
    def short(self) -> str:
        """What the drawing has room for: whose it is, else what it is."""
        words = self.name or self.appointment.subject
        room = max(int((self.bar.width if self.bar else 0) / 9), 3)
        return words if len(words) <= room else f"{words[: room - 1].rstrip()}…"

    @property
    def where(self) -> str:
        place, commune = self.appointment.place, self.appointment.commune
        return " · ".join(part for part in (place, commune.name if commune else "") if part)

    @property
    def hour(self) -> str:
        return hour_in_words(self.starts)

    @property
    def length(self) -> str:
        return minutes_in_words(self.appointment.minutes)


@dataclass(frozen=True)
class Day:
    """What is set for somebody on one day: the list, and the same as one line."""

    day: date
    slots: list[Slot]
    line: DayLine
    now: datetime

    @property
    def now_hour(self) -> str:
        return hour_in_words(self.now)

    @property
    def in_words(self) -> str:
        """What the drawing says, for whoever does not see it."""
        hours = ", ".join(slot.hour for slot in self.slots)
        said = _("Rien n’est fixé ce jour-là.")
        if self.slots:
            said = _("Fixé ce jour-là\u00a0: %(hours)s.") % {"hours": hours}
        if self.line.now_x is not None:
            said += " " + _("Il est %(hour)s.") % {"hour": self.now_hour}
        return said


@dataclass(frozen=True)
class AppointmentPage:
    """A page of what is set; `following` is the one that the next page begins with."""

    slots: list[Slot]
    following: UUID | None = None


def hour_in_words(at: datetime) -> str:
    """'9 h', '9 h 05': as one says it."""
    said = {"hours": at.hour, "minutes": at.minute}
    if at.minute:
        return pgettext("une heure du jour", "%(hours)d h %(minutes)02d") % said
    return pgettext("une heure du jour", "%(hours)d h") % said


def minutes_in_words(minutes: int) -> str:
    """'45 min', '1 h', '1 h 15'."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(minutes)d min") % {"minutes": rest}
    said = {"hours": hours, "minutes": rest}
    return _("%(hours)d h %(minutes)02d") % said if rest else _("%(hours)d h") % said


def bounds(day: date) -> tuple[datetime, datetime]:
    """From midnight to midnight in the hours of the place: 23 or 25 hours on the nights when the clock changes."""
    zone = get_current_timezone()
    return make_aware(datetime.combine(day, time()), zone), make_aware(
        datetime.combine(day + timedelta(days=1), time()), zone
    )


def on_day(user: User, day: date, now: datetime) -> Day:
    """What `user` is expected at on that day. Two questions, however much there is."""
    start, end = bounds(day)
    rows = Appointment.objects.visible_to(user, now).of(user).kept().between(start, end)
    found = list(_rows(rows).order_by("starts_at", "pk"))
    spans = [(max(localtime(one.starts_at), localtime(start)), localtime(one.ends_at)) for one in found]
    here = localtime(now)
    line = draw(spans, here, is_today=here.date() == day)
    slots = [slot(one, now, bar) for one, bar in zip(found, line.bars, strict=True)]
    return Day(day, slots, line, here)


def slot(one: Appointment, now: datetime, bar: Bar | None = None) -> Slot:
    return Slot(
        one,
        name=one.parcours.person.usual_name if one.parcours else "",
        starts=localtime(one.starts_at),
        ends=localtime(one.ends_at),
        with_whom=[each.name for each in one.participants.all() if not each.is_the_person],
        is_now=one.starts_at <= now < one.ends_at,
        is_past=one.ends_at <= now,
        bar=bar,
    )


def _rows(rows: QuerySet[Appointment]) -> QuerySet[Appointment]:
    linked = rows.select_related("parcours__person", "commune", "organiser")
    return linked.prefetch_related("participants")


def coming(user: User, *, start: UUID | None, now: datetime) -> AppointmentPage:
    """Mes rendez-vous: what is not over yet, the nearest first, by key."""
    rows = Appointment.objects.visible_to(user, now).of(user).filter(ends_at__gt=now)
    return _page(rows, start, now)


def _page(rows: QuerySet[Appointment], start: UUID | None, now: datetime) -> AppointmentPage:
    first = rows.filter(pk=start).only("starts_at").first() if start else None
    if first is not None:
        rows = rows.filter(Q(starts_at__gt=first.starts_at) | Q(starts_at=first.starts_at, pk__gte=first.pk))
    found = list(_rows(rows).order_by("starts_at", "pk")[: PAGE + 1])
    following = found[PAGE].pk if len(found) > PAGE else None
    return AppointmentPage([slot(one, now) for one in found[:PAGE]], following)


def in_record(
    parcours: Parcours, user: User, *, now: datetime, start: UUID | None = None
) -> tuple[AppointmentPage, list[Slot]]:
    """What is set for one person as `user` may read it: what comes, the nearest first; the latest that passed."""
    rows = Appointment.objects.filter(parcours=parcours).visible_to(user, now)
    past = _rows(rows.filter(ends_at__lte=now)).order_by("-starts_at", "-pk")[:PAST_SHOWN]
    return _page(rows.filter(ends_at__gt=now), start, now), [slot(one, now) for one in past]


def next_in_record(parcours: Parcours, user: User, *, now: datetime, most: int) -> list[Slot]:
    """The next times set for one person that still hold."""
    rows = Appointment.objects.filter(parcours=parcours, ends_at__gt=now).visible_to(user, now).kept()
    return [slot(one, now) for one in _rows(rows).order_by("starts_at", "pk")[:most]]


def find_appointment(user: User, appointment_id: UUID, now: datetime) -> Appointment:
    """An appointment that `user` may read; 404 otherwise, as if there were none."""
    return get_object_or_404(_rows(Appointment.objects.visible_to(user, now)), pk=appointment_id)


def overlapping(appointment: Appointment, user: User, now: datetime) -> Sequence[Slot]:
    """What `user` is already expected at while this one lasts, the way there counted."""
    way = timedelta(minutes=appointment.travel_minutes or 0)
    others = Appointment.objects.visible_to(user, now).of(user).kept().exclude(pk=appointment.pk)
    found = others.between(appointment.starts_at - way, appointment.ends_at)
    return [slot(one, now) for one in _rows(found).order_by("starts_at", "pk")[:5]]


def overlap_words(others: Sequence[Slot]) -> str:
    """One sentence about what overlaps; '' when nothing does."""
    if not others:
        return ""
    said = ", ".join(
        f"{hour_in_words(other.starts)} {other.name or other.appointment.subject}" for other in others
    )
    return _(
        "Attention, vous êtes déjà attendu ou attendue ailleurs, trajet compté\u00a0: %(others)s. "
        "Rien n’est bloqué\u00a0: à vous de voir."
    ) % {"others": said}
