"""Ruptures and turning points, dated by the facts that open and close them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from filrouge.follow_up.choices import ProposalState
from filrouge.follow_up.models import Rupture, RuptureProposal, Transition
from filrouge.lib.dates import Length, PartialDate, PeriodState, length, may_touch, state_on
from filrouge.parcours.models import Correction, Parcours, ThreadEntry


def ruptures(entries: QuerySet[ThreadEntry], *, period: PartialDate | None = None) -> list[Rupture]:
    """The ruptures that the reader may see, in the order told, that may touch `period`; none that was avoided."""
    return [
        rupture
        for rupture in breaks(entries)
        if not rupture.is_avoided and (period is None or may_touch(rupture.since, rupture.until, period))
    ]


def breaks(entries: QuerySet[ThreadEntry]) -> QuerySet[Rupture]:
    """What broke, and what nearly did, in the order told."""
    found = Rupture.objects.filter(pk__in=entries.values("pk"))
    return found.select_related("opened_by", "closed_by", "spell", "cause_code").order_by("order")


@dataclass(frozen=True)
class RupturesOn:
    open: list[Rupture]
    perhaps_open: list[Rupture]


def ruptures_on(entries: QuerySet[ThreadEntry], day: date) -> RupturesOn:
    """The ruptures open on a day, and those that may have been."""
    answer = RupturesOn([], [])
    for rupture in ruptures(entries):
        state = state_on(rupture.since, rupture.until, day)
        if state == PeriodState.OPEN:
            answer.open.append(rupture)
        elif state in (PeriodState.PERHAPS_OPEN, PeriodState.OPEN_SINCE_UNKNOWN):
            answer.perhaps_open.append(rupture)
    return answer


@dataclass(frozen=True)
class Turn:
    """A turning point with the dates that its facts give, and how long ahead it was seen."""

    transition: Transition
    since: PartialDate | None
    until: PartialDate | None
    ahead: Length | None


def transitions(
    entries: QuerySet[ThreadEntry], *, period: PartialDate | None = None, ahead_of: date | None = None
) -> list[Turn]:
    """Turning points that may touch `period`, or that were already seen coming on a day."""
    found = Transition.objects.filter(pk__in=entries.values("pk")).select_related("spotted_by")
    turns = [_turn(transition) for transition in found.prefetch_related("events").order_by("order")]
    if period is not None:
        turns = [turn for turn in turns if _touches(turn, period)]
    if ahead_of is not None:
        turns = [turn for turn in turns if _is_ahead(turn.transition, ahead_of)]
    return turns


def _turn(transition: Transition) -> Turn:
    told = sorted((event.when for event in transition.events.all()), key=lambda when: when.sort_key)
    spotted = transition.spotted_by.when if transition.spotted_by else None
    return Turn(
        transition=transition,
        since=told[0] if told else None,
        until=told[-1] if told else None,
        ahead=length(spotted, transition.expected),
    )


def _touches(turn: Turn, period: PartialDate) -> bool:
    expected = turn.transition.expected
    return may_touch(turn.since or expected, turn.until or expected, period)


def _is_ahead(transition: Transition, day: date) -> bool:
    expected, spotted = transition.expected, transition.spotted_by
    if not expected or not spotted or not expected.earliest or not spotted.when.latest:
        return False
    return expected.earliest > day >= spotted.when.latest


def proposals(
    parcours: Parcours, entries: QuerySet[ThreadEntry], *states: ProposalState
) -> QuerySet[RuptureProposal]:
    """Ruptures that a service's end suggests, in one of these states."""
    return RuptureProposal.objects.filter(
        parcours=parcours, state__in=states, spell__in=entries.values("pk")
    ).select_related("spell__provider", "spell__parcours__person", "parcours__person")


def open_proposals(parcours: Parcours, entries: QuerySet[ThreadEntry]) -> QuerySet[RuptureProposal]:
    """Ruptures that a service's end suggests and that nobody settled yet."""
    return proposals(parcours, entries, ProposalState.PROPOSED)


@dataclass(frozen=True)
class Settling:
    """Once that a proposal was set aside, or taken up again: who, when, why."""

    is_dismissal: bool
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class Suggestion:
    """A proposed rupture that nobody confirmed, with each time it was set aside or taken up again."""

    proposal: RuptureProposal
    settlings: list[Settling]


def suggestions(parcours: Parcours, entries: QuerySet[ThreadEntry]) -> dict[str, list[Suggestion]]:
    """What services' ends suggest, by state: waiting for somebody, or set aside."""
    unconfirmed = (ProposalState.PROPOSED, ProposalState.DISMISSED)
    found = list(proposals(parcours, entries, *unconfirmed).order_by("proposed_at"))
    settlings: dict[UUID, list[Settling]] = defaultdict(list)
    moves = Correction.objects.filter(object_id__in=[each.pk for each in found], field="state")
    for move in moves.select_related("recorded_by").order_by("recorded_at", "pk"):
        told = Settling(
            move.new == ProposalState.DISMISSED, move.recorded_by.name, move.recorded_at, move.reason
        )
        settlings[move.object_id].append(told)
    by_state: dict[str, list[Suggestion]] = defaultdict(list)
    for each in found:
        by_state[each.state].append(Suggestion(each, settlings[each.pk]))
    return by_state
