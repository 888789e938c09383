"""The radar's registry: every kind of signal, each in the file of what it watches."""

from filrouge.follow_up.queries.signals import (
    carers,
    contact,
    coordination,
    life,
    plan,
    refusals,
    rights,
    ruptures,
    services,
    transitions,
    voices,
)
from filrouge.follow_up.queries.signals.kind import SignalKind

_BY_WHAT_THEY_WATCH: tuple[tuple[SignalKind, ...], ...] = (
    ruptures.KINDS, contact.KINDS, services.KINDS, plan.KINDS, rights.KINDS, refusals.KINDS, carers.KINDS, voices.KINDS,
    transitions.KINDS, coordination.KINDS, life.KINDS,
)  # fmt: skip
KINDS: dict[str, SignalKind] = {kind.name: kind for kinds in _BY_WHAT_THEY_WATCH for kind in kinds}
