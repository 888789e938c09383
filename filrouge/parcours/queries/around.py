"""The circle as a page shows it on a day: each place, each service, who leads, what each may read."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from filrouge.accounts.models import User
from filrouge.lib.dates import PartialDate, PeriodState, period_words, state_on
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.choices import CircleRole
from filrouge.parcours.models import CircleMember, Lead, Opening, Parcours, Participant, ServiceSpell
from filrouge.parcours.queries.history import Change, changes
from filrouge.parcours.queries.named import named_to
from filrouge.parcours.queries.sharing import decisions_about
from filrouge.parcours.rules import sharing

NOBODY = UUID(int=0)
THERE = (PeriodState.OPEN, PeriodState.OPEN_SINCE_UNKNOWN, PeriodState.PERHAPS_OPEN)


@dataclass(frozen=True)
class Service:
    """A service in the person's life on a day. Giving it opens nothing."""

    spell: ServiceSpell
    state: PeriodState

    @property
    def participant(self) -> Participant:
        return self.spell.provider

    @property
    def is_there(self) -> bool:
        return self.state in THERE


@dataclass(frozen=True)
class Place:
    """One place in the circle on a day. `sees` is None when nothing is opened by it on that day."""

    member: CircleMember
    state: PeriodState
    leads: Lead | None
    last_lead: Lead | None
    sees: Sequence[LifeArea]
    services: Sequence[Service] = ()
    changes: Sequence[Change] = ()

    @property
    def participant(self) -> Participant:
        return self.member.participant

    @property
    def is_there(self) -> bool:
        return self.state in THERE

    @property
    def coordinates(self) -> bool:
        return self.member.role == CircleRole.COORDINATION

    @property
    def sees_all(self) -> bool:
        return len(self.sees) == len(LifeArea)


@dataclass(frozen=True)
class Period:
    """A period of lead, of today or of the past, with what was put right in it."""

    lead: Lead
    name: str
    changes: Sequence[Change]

    @property
    def words(self) -> str:
        return period_words(self.lead.since, self.lead.until)

    def is_ahead(self, day: date) -> bool:
        return state_on(self.lead.since, self.lead.until, day) == PeriodState.NOT_YET


@dataclass(frozen=True)
class Around:
    """Everybody around the person on a day, as one reader may know them."""

    day: date
    places: list[Place]
    leads: list[Period]
    services: list[Service]
    also_named: list[Participant]

    @property
    def count(self) -> int:
        """How many people and services are around, each once."""
        placed = {place.participant.pk for place in self.places}
        return len(placed | {service.participant.pk for service in self.services})

    @property
    def coordinators(self) -> list[Place]:
        return [place for place in self.places if place.coordinates and place.is_there]

    @property
    def next_leads(self) -> list[Period]:
        """Who will lead, from a day that is written already."""
        return [period for period in self.leads if period.is_ahead(self.day)]

    @property
    def has_relative(self) -> bool:
        return any(place.member.role == CircleRole.RELATIVE for place in self.places if place.is_there)


def around(parcours: Parcours, user: User, *, day: date, now: datetime) -> Around:
    """The circle and the services on a day; the person herself stands in the middle, not in the lists."""
    spells = ServiceSpell.objects.filter(parcours=parcours).visible_to(user, now).select_related("provider")
    services = [Service(spell, state_on(spell.since, spell.until, day)) for spell in spells.order_by("order")]
    members = list(
        CircleMember.objects.filter(parcours=parcours).select_related("participant").order_by("pk")
    )
    leads = list(Lead.objects.filter(parcours=parcours).order_by("since_earliest", "pk"))
    told = changes([one.pk for one in (*members, *leads)], user, now)
    places = _places(parcours, members, leads, told, services, day, now)
    held = {place.participant.pk for place in places}
    alone = [service for service in services if service.participant.pk not in held]
    shown = held | {service.participant.pk for service in alone}
    others = [who for who in named_to(parcours, user, now) if who.pk not in shown and not who.is_the_person]
    # Who leads, who coordinates, who is there, who is gone; each in the order told.
    places.sort(key=lambda place: (not place.is_there, place.leads is None, not place.coordinates))
    alone.sort(key=lambda service: not service.is_there)
    names = {member.pk: member.participant.name for member in members}
    periods = [Period(lead, names[lead.member_id], told.get(lead.pk, ())) for lead in leads]
    return Around(day, places, periods, alone, others)


def _places(
    parcours: Parcours,
    members: list[CircleMember],
    periods: list[Lead],
    told: Mapping[UUID, Sequence[Change]],
    services: list[Service],
    day: date,
    now: datetime,
) -> list[Place]:
    leads: dict[UUID, list[Lead]] = defaultdict(list)
    for lead in periods:
        leads[lead.member_id].append(lead)
    seen = _opened_today(parcours) if day == localdate(now) else _opened_on(parcours, members, leads, day)
    return [
        Place(
            member=member,
            state=state_on(member.since, member.until, day),
            leads=next((lead for lead in leads[member.pk] if _is_on(lead.since, lead.until, day)), None),
            last_lead=leads[member.pk][-1] if leads[member.pk] else None,
            sees=seen.get(member.pk, ()),
            services=[service for service in services if service.participant == member.participant],
            changes=told.get(member.pk, ()),
        )
        for member in members
    ]


def _is_on(since: PartialDate | None, until: PartialDate | None, day: date) -> bool:
    return state_on(since, until, day) in THERE


def _opened_today(parcours: Parcours) -> dict[UUID, list[LifeArea]]:
    """What each place reads now: the very rows that reading goes through."""
    opened: dict[UUID, set[str]] = defaultdict(set)
    for opening in Opening.objects.filter(parcours=parcours):
        opened[opening.member_id].add(opening.area)
    return {member: [area for area in LifeArea if area in areas] for member, areas in opened.items()}


def _opened_on(
    parcours: Parcours, members: list[CircleMember], leads: dict[UUID, list[Lead]], day: date
) -> dict[UUID, list[LifeArea]]:
    """What each place could read on another day, by the rule of sharing."""
    spoken = decisions_about(parcours)
    return {
        member.pk: [
            area
            for area in LifeArea
            if sharing.opens(
                area,
                day=day,
                decisions=[
                    *spoken.get(member.participant_id, []),
                    *spoken.get(member.participant.team_id or NOBODY, []),
                ],
                leads=any(lead.reading.is_surely_open(day) for lead in leads[member.pk]),
                areas=member.areas,
            )
        ]
        for member in members
        if sharing.Period(member.since, member.until).is_surely_open(day)
    }
