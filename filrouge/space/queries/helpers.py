"""Who helps: the circle of today and who gives a service, each once, in the person's own terms."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from filrouge.lib.dates import PartialDate, PeriodState, state_on
from filrouge.parcours.choices import CircleRole
from filrouge.parcours.models import CircleMember, Lead, Participant, ServiceSpell
from filrouge.parcours.queries.absences import stands_in
from filrouge.parcours.queries.circle import OPEN_STATES, leads_of, who_leads
from filrouge.parcours.queries.coordination import areas_of, declared_in
from filrouge.space.queries.places import visible_lines
from filrouge.space.queries.words import Area, Moment, area, moment
from filrouge.space.rules import Reader

RANKS = [CircleRole.COORDINATION, CircleRole.INTERVENTION, CircleRole.LEGAL_PROTECTION, CircleRole.RELATIVE]


@dataclass(frozen=True)
class Given:
    """A service that somebody gives today, perhaps."""

    nature: str
    area: Area
    since: Moment
    is_sure: bool


@dataclass
class Helper:
    """Somebody who helps today; `role` is empty for who gives a service without a place in the circle."""

    participant: Participant
    role: str = ""
    since: Moment = field(default_factory=Moment)
    is_sure: bool = True
    is_contact: bool = False
    is_me: bool = False
    phone: str = ""
    services: list[Given] = field(default_factory=list)


@dataclass(frozen=True)
class Coming:
    """Who will be the contact, from a day that is written already."""

    name: str
    begins: Moment


@dataclass(frozen=True)
class Replaced:
    """Who takes somebody's place for a time, and until when, if that is known."""

    absent: str
    name: str
    until: Moment


@dataclass(frozen=True)
class Contact:
    """Who is the person's contact: one, or perhaps some; else nobody, since a date that may not be known."""

    lead: Lead | None
    perhaps: list[Lead]
    since: Moment
    nobody_since: Moment
    ahead: list[Coming]
    replaced: list[Replaced]


@dataclass(frozen=True)
class Organises:
    """Somebody else who coordinates one side of the person's life today."""

    name: str
    domain: str
    areas: list[Area]
    since: Moment
    is_sure: bool


def contact(reader: Reader, *, now: datetime) -> Contact:
    today = localdate(now)
    leads = leads_of(reader.parcours)
    leading = who_leads(leads, today)
    since = moment(leading.lead.since, today=today) if leading.lead else Moment()
    ahead = [
        Coming(lead.member.participant.name, moment(lead.since, today=today))
        for lead in leads
        if state_on(lead.since, lead.until, today) == PeriodState.NOT_YET
    ]
    replaced = [
        Replaced(
            one.absent,
            one.replacement,
            moment(PartialDate.of_day(one.until) if one.until else None, today=today),
        )
        for one in stands_in(reader.parcours, today)
    ]
    nobody_since = moment(leading.nobody_since, today=today)
    return Contact(leading.lead, leading.perhaps, since, nobody_since, ahead, replaced)


def organisers(reader: Reader, *, now: datetime) -> list[Organises]:
    """Who else coordinates today, surely or perhaps, and on what."""
    today = localdate(now)
    states = [(one, state_on(one.since, one.until, today)) for one in declared_in(reader.parcours)]
    return [
        Organises(
            one.participant.name,
            str(one.get_domain_display()),
            [area(code) for code in areas_of(one)],
            moment(one.since, today=today),
            state != PeriodState.PERHAPS_OPEN,
        )
        for one, state in states
        if state in OPEN_STATES
    ]


def helpers(reader: Reader, contact: Contact, *, now: datetime) -> list[Helper]:
    """Everybody who helps today: the contact first, then who coordinates, then the others by name."""
    today = localdate(now)
    found: dict[UUID, Helper] = {}
    for member in _members_today(reader, today):
        helper = found.setdefault(member.participant_id, Helper(member.participant))
        helper.role, helper.since = member.role, moment(member.since, today=today)
        helper.is_sure = state_on(member.since, member.until, today) != PeriodState.PERHAPS_OPEN
        helper.is_contact = contact.lead is not None and contact.lead.member_id == member.pk
    for spell, state in _services_today(reader, now, today):
        helper = found.setdefault(spell.provider_id, Helper(spell.provider))
        is_sure = state != PeriodState.PERHAPS_OPEN
        helper.services.append(
            Given(spell.nature, area(spell.area), moment(spell.since, today=today), is_sure)
        )
    for helper in found.values():
        helper.is_me = reader.is_me(helper.participant)
        helper.phone = _phone(reader, helper.participant)
    return sorted((helper for helper in found.values() if not helper.participant.is_the_person), key=_rank)


def _members_today(reader: Reader, today: date) -> list[CircleMember]:
    members = CircleMember.objects.filter(parcours=reader.parcours).select_related(
        "participant__relative", "participant__team", "participant__held_by"
    )
    return [
        member
        for member in members.order_by("pk")
        if state_on(member.since, member.until, today) in OPEN_STATES
    ]


def _services_today(reader: Reader, now: datetime, today: date) -> list[tuple[ServiceSpell, PeriodState]]:
    spells = ServiceSpell.objects.filter(pk__in=visible_lines(reader, now).values("pk")).select_related(
        "provider__relative", "provider__team", "provider__held_by"
    )
    states = (
        (spell, state_on(spell.since, spell.until, today))
        for spell in spells.order_by("since_earliest", "pk")
    )
    return [(spell, state) for spell, state in states if state in OPEN_STATES]


def _phone(reader: Reader, participant: Participant) -> str:
    """A number of the circle; that of a relative's own home is for the person alone."""
    relative = participant.relative
    return participant.phone or (relative.phone if relative and reader.is_the_person else "")


def _rank(helper: Helper) -> tuple[bool, int, str]:
    rank = RANKS.index(CircleRole(helper.role)) if helper.role in RANKS else len(RANKS)
    return not helper.is_contact, 1 if not helper.role else rank, helper.participant.name
