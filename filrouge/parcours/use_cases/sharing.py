"""Sharing: the person's word about it, and what it opens to each place in the circle."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
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
    refresh_openings(participant.parcours, now=now)
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
    refresh_openings(parcours, now=now)
    record("parcours.consent_corrected", by=by, now=now, person_id=parcours.person_id, about=consent)


def _check_areas(areas: Sequence[str]) -> None:
    if not areas or set(areas) - {*LifeArea.values, ALL_AREAS}:
        raise Refused(_("Choisissez les domaines de vie dont il s’agit."), field="areas")


def refresh_openings(parcours: Parcours, *, now: datetime) -> None:
    """Works out again which areas each open place reads, so that a withdrawn consent hides at once."""
    spoken = decisions_about(parcours)
    leads: dict[UUID, list[sharing.Period]] = defaultdict(list)
    for lead in Lead.objects.filter(parcours=parcours):
        leads[lead.member_id].append(lead.reading)
    members = (
        CircleMember.objects.filter(parcours=parcours).with_open_access(now).select_related("participant")
    )
    day = localdate(now)
    Opening.objects.filter(parcours=parcours).delete()
    Opening.objects.bulk_create(
        Opening(member=member, parcours=parcours, area=area)
        for member in members
        for area in LifeArea.values
        if sharing.opens(
            area,
            day=day,
            decisions=[*spoken[member.participant_id], *spoken.get(member.participant.team_id, [])],  # type: ignore[arg-type]
            leads=any(lead.is_surely_open(day) for lead in leads[member.pk]),
            areas=member.areas,
        )
    )
