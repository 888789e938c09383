"""The radar's registry: every kind of signal, each in the file of what it watches."""

from filrouge.follow_up.queries.signals.kind import SignalKind

KINDS: dict[str, SignalKind] = {}
