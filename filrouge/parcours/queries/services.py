"""Services read on a day: the five states, each service once."""

from collections.abc import Iterable
from datetime import date

from filrouge.lib.dates import PeriodState, state_on
from filrouge.parcours.models import ServiceSpell


def spells_on(spells: Iterable[ServiceSpell], day: date) -> dict[PeriodState, list[ServiceSpell]]:
    """Sorts services by their state on `day`: open, perhaps open, begin unknown, closed, not yet."""
    states: dict[PeriodState, list[ServiceSpell]] = {state: [] for state in PeriodState}
    for spell in spells:
        states[state_on(spell.since, spell.until, day)].append(spell)
    return states
