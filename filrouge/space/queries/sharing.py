"""Who may read what today, and what allows it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from filrouge.lib.dates import state_on
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.choices import ConsentDecision
from filrouge.parcours.models import ALL_AREAS, CircleMember, Consent, Lead, Opening, Participant
from filrouge.parcours.queries.circle import OPEN_STATES
from filrouge.parcours.rules.sharing import Period
from filrouge.space.queries.words import Area, Moment, area, moment
from filrouge.space.rules import Reader


@dataclass(frozen=True)
class Decision:
    """What the person said about sharing with somebody; no area: all of them."""

    is_agreed: bool
    areas: list[Area]
    on: Moment
    means: str


@dataclass(frozen=True)
class Share:
    """What one member of the circle reads today, and what allows it."""

    participant: Participant
    is_me: bool
    areas: list[Area]
    reads_all: bool
    reads_nothing: bool
    basis: str
    is_contact: bool
    decisions: list[Decision]


def shares(reader: Reader, *, now: datetime) -> list[Share]:
    """Each place whose access is open; for a reader to whom only a part is open, their own place alone."""
    members = CircleMember.objects.filter(parcours=reader.parcours).with_open_access(now)
    if not reader.sees_who_reads:
        members = members.open_to(reader.user, now)
    found = members.select_related("participant__relative", "participant__team").order_by(
        "participant__name", "pk"
    )
    opened = _opened(reader)
    leading = _leading(reader, localdate(now))
    said = _decisions(reader, localdate(now))
    return [
        Share(
            participant=member.participant,
            is_me=reader.is_me(member.participant),
            areas=[area(code) for code in LifeArea.values if code in opened[member.pk]],
            reads_all=len(opened[member.pk]) == len(LifeArea),
            reads_nothing=not opened[member.pk],
            basis=member.basis,
            is_contact=member.pk in leading,
            decisions=[*said[member.participant_id], *said.get(member.participant.team_id, [])],  # type: ignore[arg-type]
        )
        for member in found
        if not member.participant.is_the_person
    ]


def without_access(reader: Reader, *, now: datetime) -> list[Participant]:
    """Who is in the circle today and reads nothing in Filrouge: they have no access here."""
    places = CircleMember.objects.filter(parcours=reader.parcours).select_related("participant")
    reading = set(places.with_open_access(now).values_list("participant_id", flat=True))
    today = localdate(now)
    named = {
        member.participant
        for member in places
        if state_on(member.since, member.until, today) in OPEN_STATES and not member.participant.is_the_person
    }
    return sorted((each for each in named if each.pk not in reading), key=lambda each: (each.name, each.pk))


def _opened(reader: Reader) -> dict[UUID, set[str]]:
    opened: dict[UUID, set[str]] = defaultdict(set)
    for opening in Opening.objects.filter(parcours=reader.parcours):
        opened[opening.member_id].add(opening.area)
    return opened


def _leading(reader: Reader, today: date) -> set[UUID]:
    leads = Lead.objects.filter(parcours=reader.parcours)
    return {lead.member_id for lead in leads if Period(lead.since, lead.until).is_surely_open(today)}


def _decisions(reader: Reader, today: date) -> dict[UUID, list[Decision]]:
    said: dict[UUID, list[Decision]] = defaultdict(list)
    for consent in Consent.objects.filter(parcours=reader.parcours).order_by("on_latest", "pk"):
        areas = [] if ALL_AREAS in consent.areas else [area(code) for code in consent.areas]
        is_agreed = consent.decision == ConsentDecision.AGREED
        said[consent.participant_id].append(
            Decision(is_agreed, areas, moment(consent.on, today=today), consent.means)
        )
    return said
