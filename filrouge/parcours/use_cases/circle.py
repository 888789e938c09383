"""The circle: who is around the person, on what basis, who leads."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.journal.use_cases import act, record, record_many
from filrouge.lib.dates import PartialDate, period_words, surely_before
from filrouge.lib.errors import Refused
from filrouge.lib.fields import day_columns
from filrouge.parcours.access import check_can_add, check_can_coordinate
from filrouge.parcours.choices import Basis, CircleRole
from filrouge.parcours.models import CircleMember, Lead, Parcours, Participant
from filrouge.parcours.rules.leads import surely_overlap
from filrouge.parcours.use_cases.access_requests import note_invited
from filrouge.parcours.use_cases.contact import note_taken_up
from filrouge.parcours.use_cases.history import check_texts
from filrouge.parcours.use_cases.sharing import refresh_openings

# Somebody whom nothing named yet: their name, and who they are in a word.
Newcomer = tuple[str, str]


@transaction.atomic
def name_participant(
    parcours: Parcours, *, name: str, kind: str, by: User, now: datetime, **links: object
) -> Participant:
    """Names somebody or something in the record, without opening anything to them."""
    check_can_add(by, parcours, now)
    participant = Participant(parcours=parcours, name=name.strip(), kind=kind.strip() or "autre", **links)
    check_texts(participant)
    participant.save(force_insert=True)
    record("parcours.participant_named", by=by, now=now, person_id=parcours.person_id, about=participant)
    return participant


def somebody(
    parcours: Parcours,
    chosen: Participant | None,
    newcomer: Newcomer | None,
    *,
    by: User,
    now: datetime,
    field: str,
) -> Participant:
    """The one who is meant: chosen among those named, or named now; exactly one of the two."""
    if newcomer is None and chosen is not None:
        return chosen
    if newcomer is None or chosen is not None:
        raise Refused(
            _("Choisissez quelqu’un dans la liste, ou écrivez un nom\u00a0: l’un des deux."), field=field
        )
    name, kind = newcomer
    return name_participant(parcours, name=name, kind=kind, by=by, now=now)


@transaction.atomic
def welcome(
    parcours: Parcours,
    *,
    participant: Participant | None,
    newcomer: Newcomer | None,
    email: str,
    by: User,
    now: datetime,
    **place: Any,
) -> CircleMember:
    """Gives a place to somebody already named, or named now; with an address, to the account that bears it.

    An account that exists reads at once, another the day it comes in. Nothing that is answered or shown tells
    the two apart: nobody may learn here who has an account.
    """
    check_can_coordinate(by, parcours, now)
    # Held while its places are read: two coordinators welcoming the same one at once wait for each other.
    Parcours.objects.select_for_update(no_key=True).get(pk=parcours.pk)
    who = somebody(parcours, participant, newcomer, by=by, now=now, field="participant")
    if CircleMember.objects.filter(participant=who, until=None).exists():
        raise Refused(_("Cette personne ou ce service a déjà une place dans le cercle."), field="participant")
    if email.strip():
        _tie(who, email.strip().lower())
    return add_member(who, by=by, now=now, **place)


def _tie(participant: Participant, address: str) -> None:
    account = User.objects.filter(email=address, kind=User.Kind.PROFESSIONAL, is_active=True).first()
    participant.invited_email, participant.user = address, participant.user or account
    check_texts(participant)
    participant.save(update_fields=["invited_email", "user"])


@transaction.atomic
def take_invited_places(*, by: User, now: datetime) -> int:
    """Ties to an account that comes in the places kept for its address; how many there were."""
    if by.kind != User.Kind.PROFESSIONAL:
        return 0
    kept = Participant.objects.filter(invited_email=by.email, user=None)
    waiting = list(kept.select_related("parcours").order_by("pk"))
    for participant in waiting:
        participant.user = by
        participant.save(update_fields=["user"])
    record_many(
        act("parcours.invited_place_taken", by=by, now=now, person_id=one.parcours.person_id, about=one)
        for one in waiting
    )
    return len(waiting)


@transaction.atomic
def add_member(
    participant: Participant,
    *,
    role: str,
    by: User,
    now: datetime,
    since: PartialDate | None = None,
    until: PartialDate | None = None,
    basis: str = Basis.UNKNOWN,
    areas: Sequence[str] = (),
    mission: str | None = None,
    access_open: bool = True,
) -> CircleMember:
    """Gives somebody a place in the circle for a time, and opens the areas that were agreed."""
    check_can_coordinate(by, participant.parcours, now)
    check_period(since, until)
    member = CircleMember(
        parcours=participant.parcours,
        participant=participant,
        role=role,
        mission=mission,
        basis=basis,
        areas=list(areas),
        since=since,
        until=until,
        access_from=now if access_open else None,
    )
    check_texts(member)
    member.save(force_insert=True)
    refresh_openings(participant.parcours, by=by, now=now)
    note_invited(member, by=by, now=now)
    record("parcours.member_added", by=by, now=now, person_id=participant.parcours.person_id, about=member)
    return member


@transaction.atomic
def end_member(
    member: CircleMember, *, until: PartialDate, by: User, now: datetime, reason: str = ""
) -> None:
    """Ends a place in the circle: access closes at once, what was said stays."""
    check_can_coordinate(by, member.parcours, now)
    check_period(member.since, until)
    stored = CircleMember.objects.select_for_update().get(pk=member.pk)
    if stored.until is not None:
        raise Refused(_("La fin de cette place est déjà notée\u00a0: corrigez-la plutôt."), field="until")
    if Lead.objects.filter(member=member, until=None).exists():
        raise Refused(_("Cette personne pilote\u00a0: terminez d’abord son pilotage."))
    member.until, member.end_reason, member.access_to = until, reason, now if member.access_from else None
    member.version = stored.version + 1
    check_texts(member)
    member.save(update_fields=[*day_columns("until"), "end_reason", "access_to", "version"])
    refresh_openings(member.parcours, by=by, now=now)
    record("parcours.member_ended", by=by, now=now, person_id=member.parcours.person_id, about=member)


@transaction.atomic
def begin_lead(
    member: CircleMember,
    *,
    by: User,
    now: datetime,
    since: PartialDate | None = None,
    until: PartialDate | None = None,
) -> Lead:
    """Makes a member the contact that the person has; nobody else is at the same time."""
    check_can_coordinate(by, member.parcours, now)
    check_period(since, until)
    if member.role != CircleRole.COORDINATION:
        raise Refused(_("Seule une personne qui coordonne peut piloter."))
    if member.until is not None and until is None:
        raise Refused(_("Cette place dans le cercle est terminée."))
    parcours = member.parcours
    lead = Lead(parcours=parcours, member=member, since=since, until=until)
    check_leads_alone(lead, field="since")
    lead.save(force_insert=True)
    refresh_openings(parcours, by=by, now=now)
    note_taken_up(lead, by=by, now=now)
    record("parcours.lead_begun", by=by, now=now, person_id=parcours.person_id, about=lead)
    return lead


def check_leads_alone(lead: Lead, *, field: str) -> None:
    """Refuses a period of lead that surely shares a day with another one of the same record."""
    # The parcours is held while its leads are read: two coordinators naming a lead at once wait for each other.
    Parcours.objects.select_for_update().get(pk=lead.parcours_id)
    others = Lead.objects.filter(parcours_id=lead.parcours_id).exclude(pk=lead.pk)
    for other in others.select_related("member__participant"):
        if surely_overlap(lead.since, lead.until, other.since, other.until):
            sentence = _(
                "%(name)s pilote déjà à ce moment-là (%(period)s). Une seule personne pilote à la fois."
            )
            name, period = (
                other.member.participant.name,
                period_words(other.since, other.until),
            )
            raise Refused(sentence % {"name": name, "period": period}, field=field)


@transaction.atomic
def end_lead(lead: Lead, *, until: PartialDate, by: User, now: datetime, reason: str = "") -> None:
    """Ends a period of lead; nobody leads until somebody is named, and the record says so in words."""
    check_can_coordinate(by, lead.parcours, now)
    check_period(lead.since, until)
    stored = Lead.objects.select_for_update().get(pk=lead.pk)
    if stored.until is not None:
        raise Refused(_("La fin de ce pilotage est déjà notée."), field="until")
    lead.until, lead.end_reason, lead.version = until, reason, stored.version + 1
    check_texts(lead)
    lead.save(update_fields=[*day_columns("until"), "end_reason", "version"])
    refresh_openings(lead.parcours, by=by, now=now)
    record("parcours.lead_ended", by=by, now=now, person_id=lead.parcours.person_id, about=lead)


def check_period(since: PartialDate | None, until: PartialDate | None, field: str = "until") -> None:
    """Refuses an end before a beginning, when it surely is; vague dates get the benefit of the doubt."""
    if since and until and surely_before(until, since):
        raise Refused(_("La fin est avant le début. Vérifiez les deux dates."), field=field)
