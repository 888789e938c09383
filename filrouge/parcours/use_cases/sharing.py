"""Sharing: the person's word about it, and what it opens to each place in the circle."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.journal.use_cases import record
from filrouge.lib.dates import PartialDate
from filrouge.lib.errors import Refused
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.access import check_can_coordinate
from filrouge.parcours.models import (
    ALL_AREAS,
    CircleMember,
    Consent,
    Lead,
    Opening,
    Parcours,
    Participant,
    ThreadEntry,
)
from filrouge.parcours.notices import tell_of_openings
from filrouge.parcours.queries.history import plain
from filrouge.parcours.queries.sharing import decisions_about
from filrouge.parcours.rules import sharing
from filrouge.parcours.use_cases.history import check_texts, keep


@transaction.atomic
def record_consent(
    participant: Participant,
    *,
    areas: Sequence[str],
    decision: str,
    on: PartialDate,
    by: User,
    now: datetime,
    means: str = "",
    told_in: ThreadEntry | None = None,
) -> Consent:
    """Notes what the person agreed, refused or withdrew about sharing with somebody; it counts at once."""
    check_can_coordinate(by, participant.parcours, now)
    _check_areas(areas)
    consent = Consent(
        parcours=participant.parcours,
        participant=participant,
        areas=list(areas),
        decision=decision,
        on=on,
        means=means,
        told_in=told_in,
        recorded_by=by,
        recorded_at=now,
    )
    check_texts(consent)
    consent.save(force_insert=True)
    refresh_openings(participant.parcours, by=by, now=now)
    record(
        "parcours.consent_recorded", by=by, now=now, person_id=participant.parcours.person_id, about=consent
    )
    return consent


@transaction.atomic
def correct_consent(
    consent: Consent, *, changes: Mapping[str, Any], by: User, now: datetime, reason: str
) -> None:
    """Puts right what was noted of the person's word; it counts at once, and what had been noted stays readable."""
    parcours = consent.parcours
    check_can_coordinate(by, parcours, now)
    _check_areas(changes.get("areas", consent.areas))
    for field, value in changes.items():
        old = plain(consent, field)
        setattr(consent, field, value)
        check_texts(consent)
        consent.save()
        keep(consent, field, old, parcours_id=parcours.pk, by=by, now=now, reason=reason)
    refresh_openings(parcours, by=by, now=now)
    record("parcours.consent_corrected", by=by, now=now, person_id=parcours.person_id, about=consent)


def _check_areas(areas: Sequence[str]) -> None:
    if not areas or set(areas) - {*LifeArea.values, ALL_AREAS}:
        raise Refused(_("Choisissez les domaines de vie dont il s’agit."), field="areas")


def refresh_openings(parcours: Parcours, *, now: datetime, by: User | None = None) -> None:
    """Works out again which areas each open place reads, so that a withdrawn consent hides at once.

    The one place where a reading opens: what opens here is told to the person, and cannot be forgotten.
    """
    members = list(
        CircleMember.objects.filter(parcours=parcours)
        .with_open_access(now)
        .select_related("participant__user")
    )
    before = set(Opening.objects.filter(parcours=parcours).values_list("member_id", "area"))
    openings = _openings(parcours, members, now)
    Opening.objects.filter(parcours=parcours).delete()
    Opening.objects.bulk_create(openings)
    widened = {each.member_id for each in openings if (each.member_id, each.area) not in before}
    tell_of_openings(parcours, members, widened, by=by, now=now)


def _openings(parcours: Parcours, members: Sequence[CircleMember], now: datetime) -> list[Opening]:
    """The rule of sharing, for each place whose access is open."""
    spoken = decisions_about(parcours)
    leads: dict[UUID, list[sharing.Period]] = defaultdict(list)
    for lead in Lead.objects.filter(parcours=parcours):
        leads[lead.member_id].append(lead.reading)
    return list(openings_of(members, leads=leads, spoken=spoken, day=localdate(now)))


def openings_of(
    members: Iterable[CircleMember],
    *,
    leads: Mapping[UUID, Sequence[sharing.Period]],
    spoken: Mapping[UUID, Sequence[sharing.Decision]],
    day: date,
) -> Iterator[Opening]:
    """What each of these places, whose access is open, opens on `day`; by member and by participant."""
    for member in members:
        team = member.participant.team_id
        decisions = [*spoken.get(member.participant_id, ()), *(spoken.get(team, ()) if team else ())]
        is_lead = any(lead.is_surely_open(day) for lead in leads.get(member.pk, ()))
        for area in LifeArea.values:
            if sharing.opens(area, day=day, decisions=decisions, leads=is_lead, areas=member.areas):
                yield Opening(member=member, parcours_id=member.parcours_id, area=area)
