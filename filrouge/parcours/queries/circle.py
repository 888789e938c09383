"""The circle read on a day: who is there, who leads, who coordinates."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from filrouge.lib.dates import PartialDate, PeriodState, may_touch, state_on
from filrouge.parcours.choices import CircleRole
from filrouge.parcours.models import CircleMember, Lead, Parcours, Participant, ThreadEntry
from filrouge.parcours.queries.sharing import decisions_about
from filrouge.parcours.rules import sharing

OPEN_STATES = (PeriodState.OPEN, PeriodState.OPEN_SINCE_UNKNOWN, PeriodState.PERHAPS_OPEN)


@dataclass(frozen=True)
class LeadOn:
    """Who leads on a day: one for sure, some perhaps, or nobody since a date that may not be known."""

    lead: Lead | None = None
    perhaps: list[Lead] = field(default_factory=list)
    nobody_since: PartialDate | None = None
    why_nobody: str = ""


def leads_of(parcours: Parcours) -> list[Lead]:
    return list(Lead.objects.filter(parcours=parcours).select_related("member__participant").order_by("pk"))


def lead_on(parcours: Parcours, day: date) -> LeadOn:
    return who_leads(leads_of(parcours), day)


def who_leads(leads: Iterable[Lead], day: date) -> LeadOn:
    """Who leads on `day`, among the periods given: asked of several days, they are read once."""
    by_state: dict[PeriodState, list[Lead]] = defaultdict(list)
    for lead in leads:
        by_state[state_on(lead.since, lead.until, day)].append(lead)
    sure = by_state[PeriodState.OPEN] + by_state[PeriodState.OPEN_SINCE_UNKNOWN]
    if sure:
        return LeadOn(lead=sure[0])
    if by_state[PeriodState.PERHAPS_OPEN]:
        return LeadOn(perhaps=by_state[PeriodState.PERHAPS_OPEN])
    ended = [(lead.until.latest or date.max, lead) for lead in by_state[PeriodState.CLOSED] if lead.until]
    if not ended:
        return LeadOn()
    last = max(ended, key=lambda one: one[0])[1]
    return LeadOn(nobody_since=last.until, why_nobody=last.end_reason)


@dataclass(frozen=True)
class Coordinator:
    """One place in the circle that coordinates, and whether it leads at that time."""

    member: CircleMember
    leads: bool


def coordinators(
    parcours: Parcours, *, day: date | None = None, period: PartialDate | None = None
) -> list[Coordinator]:
    """The places that coordinate on a day, surely or perhaps, or that may touch a period."""

    def is_there(since: PartialDate | None, until: PartialDate | None) -> bool:
        if day is not None:
            return state_on(since, until, day) in OPEN_STATES
        return period is None or may_touch(since, until, period)

    leads = [lead for lead in Lead.objects.filter(parcours=parcours) if is_there(lead.since, lead.until)]
    leading = {lead.member_id for lead in leads}
    places = CircleMember.objects.filter(parcours=parcours, role=CircleRole.COORDINATION)
    return [
        Coordinator(member, member.pk in leading)
        for member in places.select_related("participant").order_by("pk")
        if is_there(member.since, member.until)
    ]


@dataclass(frozen=True)
class Readable:
    """What one participant could read on a day, and what stayed closed to them."""

    open: list[ThreadEntry]
    closed: list[ThreadEntry]


def readable_on(parcours: Parcours, reader: Participant, day: date, entries: list[ThreadEntry]) -> Readable:
    """The rule of sharing asked about a day of the past: what `reader` could read then."""
    if reader.is_the_person:
        begun = [entry for entry in entries if not entry.when_earliest or entry.when_earliest <= day]
        return Readable(begun, [entry for entry in entries if entry not in begun])
    members = list(CircleMember.objects.filter(parcours=parcours, participant=reader))
    places = [sharing.Place(sharing.Period(place.since, place.until), place.areas) for place in members]
    leads = [lead.reading for lead in Lead.objects.filter(member__in=members)]
    spoken = decisions_about(parcours)
    decisions = [*spoken.get(reader.pk, []), *spoken.get(reader.team_id or UUID(int=0), [])]
    answer = Readable([], [])
    for entry in entries:
        allowed = sharing.may_read(
            area=entry.area,
            when=entry.when,
            is_author=entry.said_by_id == reader.pk,
            day=day,
            places=places,
            leads=leads,
            decisions=decisions,
        )
        (answer.open if allowed else answer.closed).append(entry)
    return answer
