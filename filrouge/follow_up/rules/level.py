"""The level of coordination that facts suggest: which facts call for which level, and nothing is added up."""

from dataclasses import dataclass

SELF, WITHIN, BETWEEN, COMPLEX = "self", "within_service", "between_services", "complex"
ORDER = (SELF, WITHIN, BETWEEN, COMPLEX)
SEVERAL, MANY = 2, 3


@dataclass(frozen=True)
class Situation:
    """What is counted in a record, as its reader reads it."""

    services: int = 0
    coordinators: int = 0
    open_ruptures: int = 0
    ruptures_in_a_year: int = 0
    divergences: int = 0
    refusals_in_a_year: int = 0
    carers_loads: int = 0


@dataclass(frozen=True)
class Call:
    """One fact, and the level that it calls for at least; `of` names the number that it is about."""

    of: str
    count: int
    level: str


@dataclass(frozen=True)
class Proposal:
    """The highest level that a fact calls for, with every fact that was looked at, the most calling first."""

    level: str
    calls: list[Call]


def propose(told: Situation) -> Proposal:
    """What the facts suggest, for a human to retain or not.

    Services alone call for coordination between them. What puts a parcours at risk (a rupture, coordinators who cross,
    opinions that differ, refusals, a carer's load) calls for it too; two different ones together, or ruptures that
    come back, call for the institutions at the table.
    """
    risks = _risks(told)
    at_risk = COMPLEX if len(risks) >= SEVERAL else BETWEEN
    calls = [_services(told.services), *(Call(name, count, at_risk) for name, count in risks.items())]
    if told.ruptures_in_a_year >= MANY:
        calls.append(Call("ruptures_in_a_year", told.ruptures_in_a_year, COMPLEX))
    calls.sort(key=lambda call: -ORDER.index(call.level))
    return Proposal(calls[0].level, calls)


def _services(count: int) -> Call:
    level = BETWEEN if count >= SEVERAL else WITHIN if count else SELF
    return Call("services", count, level)


def _risks(told: Situation) -> dict[str, int]:
    found = {
        "open_ruptures": (told.open_ruptures, 1),
        "coordinators": (told.coordinators, SEVERAL),
        "divergences": (told.divergences, 1),
        "refusals_in_a_year": (told.refusals_in_a_year, SEVERAL),
        "carers_loads": (told.carers_loads, 1),
    }
    return {name: count for name, (count, least) in found.items() if count >= least}
