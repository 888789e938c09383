"""Appointments as iCalendar tells them (RFC 5545): for a calendar that subscribes, or as an invitation (RFC 5546).

Without names by default: a calendar is read on telephones, shared with a family, kept by companies. What it says then
is 'RDV · M. E. · Firminy'.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from filrouge.follow_up.choices import AppointmentKind
from filrouge.follow_up.models import Appointment
from filrouge.lib.dates.clock import instants

PRODUCT = "-//Filrouge//Coordination de parcours//FR"
MOST_INITIALS = 3


def uid(appointment: Appointment) -> str:
    """What the appointment is called in every calendar, for ever."""
    return f"{appointment.pk}@filrouge"


def initials(name: str) -> str:
    """'Mme Émilie Essay' → 'M. É. E.': who may be meant, to whoever knows it already."""
    letters = [word[0].upper() for word in name.replace("-", " ").split() if word[0].isalpha()]
    return " ".join(f"{letter}." for letter in letters[:MOST_INITIALS])


def summary(appointment: Appointment, *, with_names: bool) -> str:
    """The title in a calendar: what sort, whose initials, which commune; with names, everything."""
    kinds = {
        AppointmentKind.VISIT: _("Visite"), AppointmentKind.MEETING: _("Réunion"),
        AppointmentKind.APPOINTMENT: _("RDV"),
    }  # fmt: skip
    name = appointment.parcours.person.usual_name if appointment.parcours else ""
    said = [kinds[AppointmentKind(appointment.kind)], name if with_names else initials(name)]
    if with_names:
        said.append(appointment.subject)
    said.append(appointment.commune.name if appointment.commune else "")
    return " · ".join(part for part in said if part)


def local(at: datetime) -> datetime:
    """The instant in the hours of the place; in universal time in the one hour a year whose name is said twice.

    A calendar reads such an hour as the first of the two: the second one can only be told in universal time.
    """
    place = ZoneInfo(settings.TIME_ZONE)
    shown = at.astimezone(place)
    same = instants(shown.date(), shown.time(), settings.TIME_ZONE)
    return at.astimezone(UTC) if len(same) > 1 and same[-1] == at else shown.replace(fold=0)


def event_of(appointment: Appointment, *, with_names: bool) -> Event:
    event = Event()
    event.add("uid", uid(appointment))
    event.add("sequence", appointment.sequence)
    # the last change, not this very second: the same calendar is the same to the letter, and is sent once
    event.add("dtstamp", appointment.changed_at.astimezone(UTC))
    event.add("last-modified", appointment.changed_at.astimezone(UTC))
    event.add("dtstart", local(appointment.starts_at))
    event.add("dtend", local(appointment.ends_at))
    event.add("summary", summary(appointment, with_names=with_names))
    event.add("status", "CANCELLED" if appointment.cancelled_at else "CONFIRMED")
    event.add("class", "PRIVATE")
    if with_names and appointment.place:
        event.add("location", appointment.place)
    elif appointment.commune:
        event.add("location", appointment.commune.name)
    if appointment.parcours:
        page = reverse("follow_up:appointments", args=[appointment.parcours_id])
        event.add("url", f"{settings.PUBLIC_ADDRESS}{page}")
    return event


def calendar_of(appointments: Iterable[Appointment], *, with_names: bool, method: str = "PUBLISH") -> bytes:
    """A whole calendar, with the rules of its time zone; lines of 75 octets at most."""
    return _written([event_of(one, with_names=with_names) for one in appointments], method)


def _written(events: Iterable[Event], method: str) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    if method == "PUBLISH":
        calendar.add("x-wr-calname", "Filrouge")
        calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for event in events:
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def invitation(appointment: Appointment) -> bytes:
    """A file to send: it asks the professionals who come to answer, or strikes out what was cancelled."""
    event = event_of(appointment, with_names=False)
    event.add("organizer", _address(appointment.organiser.email, appointment.organiser.name))
    for participant in appointment.participants.all():
        email = participant.user.email if participant.user else participant.invited_email
        if email and not participant.is_the_person and participant.relative_id is None:
            guest = _address(email, participant.name)
            guest.params["ROLE"], guest.params["PARTSTAT"] = vText("REQ-PARTICIPANT"), vText("NEEDS-ACTION")
            guest.params["RSVP"] = vText("TRUE")
            event.add("attendee", guest, encode=False)
    return _written([event], "CANCEL" if appointment.cancelled_at else "REQUEST")


def _address(email: str, name: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{email}")
    address.params["CN"] = vText(name)
    return address
