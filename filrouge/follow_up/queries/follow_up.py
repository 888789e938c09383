"""Le suivi: what runs, what broke, what is coming, as one reader may know it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from filrouge.accounts.models import User
from filrouge.follow_up.choices import ProposalState
from filrouge.follow_up.models import Rupture
from filrouge.follow_up.queries.recurrence import Recurrence, recurrence
from filrouge.follow_up.queries.ruptures import Suggestion, Turn, breaks, suggestions, transitions
from filrouge.lib.dates import PeriodState, state_on
from filrouge.parcours.models import Parcours, ServiceSpell, ThreadEntry
from filrouge.parcours.models.circle import within
from filrouge.parcours.queries.services import spells_on

RUNNING = (PeriodState.OPEN, PeriodState.OPEN_SINCE_UNKNOWN, PeriodState.PERHAPS_OPEN, PeriodState.NOT_YET)


@dataclass(frozen=True)
class Running:
    """A service that runs, may run or will, and how that is known."""

    spell: ServiceSpell
    state: PeriodState


@dataclass(frozen=True)
class Broken:
    """A rupture, and whether the same thing broke already."""

    rupture: Rupture
    again: Recurrence | None


@dataclass(frozen=True)
class FollowUp:
    services: list[Running]
    ended: list[ServiceSpell]
    proposals: list[Suggestion]
    dismissed: list[Suggestion]
    open_ruptures: list[Broken]
    closed_ruptures: list[Broken]
    avoided: list[Broken]
    ahead: list[Turn]
    past: list[Turn]


def follow_up(parcours: Parcours, user: User, *, today: date, now: datetime) -> FollowUp:
    """Nine queries, whatever the record holds. Which lines are readable is asked once, not in each of the others."""
    here = within(parcours, user, now)
    readable = ThreadEntry.objects.filter(parcours=parcours).visible_to(user, now, here)
    entries = ThreadEntry.objects.filter(pk__in=list(readable.values_list("pk", flat=True)))
    spells = (
        ServiceSpell.objects.filter(pk__in=entries.values("pk")).select_related("provider").order_by("order")
    )
    states = spells_on(spells, today)
    told, turns, suggested = list(breaks(entries)), transitions(entries), suggestions(parcours, entries)
    broken = [Broken(one, recurrence(one, told)) for one in told]
    real = [one for one in broken if not one.rupture.is_avoided]
    return FollowUp(
        services=[Running(spell, state) for state in RUNNING for spell in states[state]],
        ended=states[PeriodState.CLOSED],
        proposals=suggested[ProposalState.PROPOSED],
        dismissed=suggested[ProposalState.DISMISSED],
        open_ruptures=[one for one in real if _is_open(one.rupture, today)],
        closed_ruptures=[one for one in real if not _is_open(one.rupture, today)],
        avoided=[one for one in broken if one.rupture.is_avoided],
        ahead=[turn for turn in turns if turn.since is None],
        past=[turn for turn in turns if turn.since is not None],
    )


def _is_open(rupture: Rupture, today: date) -> bool:
    return state_on(rupture.since, rupture.until, today) != PeriodState.CLOSED


def open_services(parcours: Parcours, user: User, now: datetime) -> QuerySet[ServiceSpell]:
    """Services whose end nobody noted."""
    readable = ServiceSpell.objects.visible_to(user, now).filter(parcours=parcours, until=None)
    return readable.select_related("provider").order_by("order")
