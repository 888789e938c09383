"""Times set with somebody: set, changed, cancelled, and noted in the thread once they took place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.follow_up.access import check_can_change_appointment, check_can_plan
from filrouge.follow_up.choices import AppointmentKind, EventKind
from filrouge.follow_up.models import Appointment, Event
from filrouge.follow_up.use_cases.events import record_event
from filrouge.journal.use_cases import record
from filrouge.lib.dates import PartialDate
from filrouge.lib.errors import Refused, Stale
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.models import Parcours, Participant
from filrouge.parcours.use_cases.history import check_texts
from filrouge.territory.models import Commune

HELD_AS = {
    AppointmentKind.VISIT: EventKind.VISIT,
    AppointmentKind.APPOINTMENT: EventKind.OTHER,
    AppointmentKind.MEETING: EventKind.MEETING,
}


@dataclass(frozen=True)
class Time:
    """When: from one instant to another; and between which instants it may begin, when it may be moved that day."""

    starts_at: datetime
    ends_at: datetime
    may_start_from: datetime | None = None
    may_start_until: datetime | None = None


@transaction.atomic
def set_appointment(
    parcours: Parcours | None,
    *,
    subject: str,
    at: Time,
    by: User,
    now: datetime,
    kind: str = AppointmentKind.APPOINTMENT,
    area: str = LifeArea.COORDINATION,
    place: str = "",
    commune: Commune | None = None,
    participants: Sequence[Participant] = (),
    travel_minutes: int | None = None,
) -> Appointment:
    """Sets a time about one person, or for oneself; whoever is named reads it, and so does the person."""
    check_can_plan(by, parcours, now)
    appointment = Appointment(parcours=parcours, organiser=by, changed_at=now)
    facts = {
        "subject": subject, "kind": kind, "area": area, "place": place, "commune": commune,
        "travel_minutes": travel_minutes,
    }  # fmt: skip
    _fill(appointment, at, participants, facts)
    appointment.save(force_insert=True)
    appointment.participants.set(participants)
    _journal("follow_up.appointment_set", appointment, by, now)
    return appointment


def _fill(
    appointment: Appointment, at: Time, participants: Sequence[Participant], facts: dict[str, Any]
) -> None:
    for name, value in facts.items():
        setattr(appointment, name, value.strip() if isinstance(value, str) else value)
    if not appointment.subject:
        raise Refused(_("Dites de quoi il s’agit."), field="subject")
    if at.ends_at <= at.starts_at:
        raise Refused(_("La fin est avant le début."), field="minutes")
    if (at.may_start_from is None) != (at.may_start_until is None):
        raise Refused(_("Dites de quelle heure à quelle heure il peut commencer."), field="may_until")
    if (
        at.may_start_from
        and at.may_start_until
        and not at.may_start_from <= at.starts_at <= at.may_start_until
    ):
        raise Refused(
            _("L’heure prévue n’est pas entre les deux heures où il peut commencer."), field="may_until"
        )
    if any(each.parcours_id != appointment.parcours_id for each in participants):
        raise Refused(_("Choisissez des personnes de ce dossier."), field="participants")
    appointment.starts_at, appointment.ends_at = at.starts_at, at.ends_at
    appointment.may_start_from, appointment.may_start_until = at.may_start_from, at.may_start_until
    check_texts(appointment)


@transaction.atomic
def change_appointment(
    appointment: Appointment,
    *,
    at: Time,
    by: User,
    now: datetime,
    participants: Sequence[Participant] | None = None,
    version: int | None = None,
    **facts: Any,
) -> Appointment:
    """Moves it, or changes what is said of it; calendars that hold it see it. `facts`: as when it was set."""
    stored = _held(appointment, version, by, now)
    there = list(stored.participants.all()) if participants is None else list(participants)
    _fill(stored, at, there, facts)
    _changed(stored, now)
    stored.participants.set(there)
    _journal("follow_up.appointment_moved", stored, by, now)
    return stored


@transaction.atomic
def cancel_appointment(
    appointment: Appointment, *, reason: str, by: User, now: datetime, version: int | None = None
) -> Appointment:
    """It will not take place, and why; calendars that hold it strike it out."""
    stored = _held(appointment, version, by, now)
    if not reason.strip():
        raise Refused(_("Dites en quelques mots pourquoi il n’a pas lieu."), field="reason")
    stored.cancelled_at, stored.cancelled_why = now, reason.strip()
    check_texts(stored)
    _changed(stored, now)
    _journal("follow_up.appointment_cancelled", stored, by, now)
    return stored


@transaction.atomic
def note_held(appointment: Appointment, *, by: User, now: datetime) -> Event:
    """One tap: it took place; the thread says so, with who was expected there."""
    stored = _held(appointment, None, by, now)
    if stored.parcours is None:
        raise Refused(_("Ce rendez-vous n’est pas celui d’une personne\u00a0: il n’a pas de fil."))
    if stored.starts_at > now:
        raise Refused(_("Ce rendez-vous n’a pas encore commencé."))
    if stored.held_as_id:
        raise Refused(_("Ce rendez-vous est déjà noté dans le fil."))
    where = f" ({stored.place})" if stored.place else ""
    event = record_event(
        stored.parcours,
        when=PartialDate.of_day(localdate(stored.starts_at)),
        fact=f"{stored.get_kind_display().capitalize()}\u00a0: {stored.subject}{where}.",
        kind=HELD_AS[AppointmentKind(stored.kind)],
        area=stored.area,
        said_by=Participant.objects.filter(parcours=stored.parcours, user=by).first(),
        participants=list(stored.participants.all()),
        by=by,
        now=now,
    )
    stored.held_as = event
    stored.version += 1
    stored.save(update_fields=["held_as", "version"])
    _journal("follow_up.appointment_held", stored, by, now)
    return event


def _held(appointment: Appointment, version: int | None, by: User, now: datetime) -> Appointment:
    """The appointment as it stands, not cancelled, kept from any other hand until the end of this act."""
    check_can_change_appointment(by, appointment, now)
    rows = Appointment.objects.select_for_update(no_key=True, of=("self",))
    stored = rows.select_related("parcours__person", "commune", "organiser").get(pk=appointment.pk)
    if version is not None and version != stored.version:
        raise Stale(_("Quelqu’un d’autre a changé ce rendez-vous pendant que vous écriviez."))
    if stored.cancelled_at:
        raise Refused(_("Ce rendez-vous est annulé."))
    return stored


def _changed(appointment: Appointment, now: datetime) -> None:
    appointment.sequence, appointment.version = appointment.sequence + 1, appointment.version + 1
    appointment.changed_at = now
    appointment.save()


def _journal(action: str, appointment: Appointment, by: User, now: datetime) -> None:
    person_id = appointment.parcours.person_id if appointment.parcours else None
    record(action, by=by, now=now, person_id=person_id, about=appointment)
