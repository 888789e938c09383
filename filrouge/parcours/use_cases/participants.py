"""Those whom a record names: what they are called, and how they are tied to one another."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.journal.use_cases import record
from filrouge.lib.dates import PartialDate
from filrouge.lib.errors import Refused
from filrouge.lib.fields import day_columns
from filrouge.parcours.access import check_can_coordinate
from filrouge.parcours.models import CircleMember, Lead, Participant
from filrouge.parcours.queries.history import plain
from filrouge.parcours.use_cases.corrections import keep_past_correction
from filrouge.parcours.use_cases.history import check_texts, keep, put
from filrouge.parcours.use_cases.sharing import refresh_openings
from filrouge.people.models import Relative


@transaction.atomic
def rename_participant(
    participant: Participant, *, name: str, identity: str, by: User, now: datetime
) -> None:
    """Changes what somebody is called in the record, and their profession in the words of the trade."""
    check_can_coordinate(by, participant.parcours, now)
    participant.name, participant.professional_identity = name.strip(), identity.strip()
    participant.version += 1
    check_texts(participant)
    participant.save(update_fields=["name", "professional_identity", "version"])
    record(
        "parcours.participant_renamed",
        by=by,
        now=now,
        person_id=participant.parcours.person_id,
        about=participant,
    )


@transaction.atomic
def tie_participant(
    participant: Participant,
    *,
    team: Participant | None,
    held_by: Participant | None,
    by: User,
    now: datetime,
) -> None:
    """Says whose team somebody belongs to, or who exercises a measure."""
    check_can_coordinate(by, participant.parcours, now)
    if participant == team:
        raise Refused(_("Personne ne fait partie de sa propre équipe."), field="team")
    participant.team, participant.held_by = team, held_by
    participant.version += 1
    participant.save(update_fields=["team", "held_by", "version"])
    record(
        "parcours.participant_tied",
        by=by,
        now=now,
        person_id=participant.parcours.person_id,
        about=participant,
    )


@transaction.atomic
def correct_participant(
    participant: Participant, field: str, value: Any, *, by: User, now: datetime, reason: str
) -> None:
    """Puts right what the record says of somebody it names; what stood before stays readable."""
    check_can_coordinate(by, participant.parcours, now)
    old = plain(participant, field)
    if put(participant, field, value):
        keep(participant, field, old, parcours_id=participant.parcours_id, by=by, now=now, reason=reason)
        record(
            "parcours.participant_corrected",
            by=by,
            now=now,
            person_id=participant.parcours.person_id,
            about=participant,
        )


@transaction.atomic
def correct_place(
    member: CircleMember,
    *,
    changes: Mapping[str, Any],
    by: User,
    now: datetime,
    reason: str,
    access_open: bool | None = None,
) -> None:
    """Puts right the dates, the basis or the areas of a place in the circle, and of the lead that it holds.

    `access_open` says whether the place, as it is now dated, opens access; None leaves access as it is.
    """
    check_can_coordinate(by, member.parcours, now)
    for field, value in changes.items():
        old = plain(member, field)
        if put(member, field, value):
            keep(member, field, old, parcours_id=member.parcours_id, by=by, now=now, reason=reason)
    dates = {field: value for field, value in changes.items() if field in ("since", "until")}
    for lead in Lead.objects.filter(member=member) if dates else ():
        for field, value in dates.items():
            setattr(lead, field, value)
        lead.version += 1
        lead.save(update_fields=[*day_columns(*dates), "version"])
    if access_open is not None:
        _open_or_close(member, access_open, now)
    refresh_openings(member.parcours, by=by, now=now)
    record("parcours.place_corrected", by=by, now=now, person_id=member.parcours.person_id, about=member)


def _open_or_close(member: CircleMember, access_open: bool, now: datetime) -> None:
    if access_open:
        member.access_from, member.access_to = member.access_from or now, None
    elif member.access_from is not None:
        member.access_to = member.access_to or now
    member.save(update_fields=["access_from", "access_to"])


@transaction.atomic
def take_back_lead(lead: Lead, *, by: User, now: datetime, reason: str) -> None:
    """Says that somebody never led in that time; that it had been noted stays readable in the history."""
    check_can_coordinate(by, lead.parcours, now)
    keep_past_correction(
        lead.parcours,
        lead,
        field="member",
        old=plain(lead, "member"),
        new=None,
        corrected_on=PartialDate.of_day(localdate(now)),
        by=by,
        now=now,
        reason=reason,
    )
    record("parcours.lead_taken_back", by=by, now=now, person_id=lead.parcours.person_id, about=lead)
    lead.delete()
    refresh_openings(lead.parcours, by=by, now=now)


@transaction.atomic
def tie_account(participant: Participant, user: User, *, by: User, now: datetime) -> None:
    """Says which account is somebody named in the record: a professional, a relative or the person herself."""
    check_can_coordinate(by, participant.parcours, now)
    person = participant.parcours.person
    if participant.is_the_person:
        person.account = user
        person.save(update_fields=["account"])
    elif user.kind == User.Kind.RELATIVE:
        relative = participant.relative or Relative(person=person, name=participant.name)
        relative.account = user
        relative.save()
        participant.relative = relative
        participant.save(update_fields=["relative"])
    else:
        membership = user.memberships.current(now).select_related("organisation").first()
        participant.user = user
        participant.organisation = membership.organisation if membership else None
        participant.save(update_fields=["user", "organisation"])
    record("parcours.account_tied", by=by, now=now, person_id=person.pk, about=participant)
