"""Who else coordinates around the person, as declared, and what was settled with them about it."""

from datetime import datetime, timedelta

from filrouge.exchange.population.tables import bank
from filrouge.exchange.population.teller import Teller
from filrouge.lib.dates import PartialDate
from filrouge.parcours.choices import CoordinationDomain
from filrouge.parcours.models import Coordination, Participant, Settlement

# The services that usually coordinate their own part, and which part it is.
DOMAINS = {
    "school": CoordinationDomain.SCHOOL, "ime": CoordinationDomain.SCHOOL, "guardian": CoordinationDomain.GUARDIAN,
    "cmp": CoordinationDomain.HEALTH, "memory": CoordinationDomain.HEALTH, "rehab": CoordinationDomain.HEALTH,
    "ssiad": CoordinationDomain.HEALTH, "esat": CoordinationDomain.EMPLOYMENT, "social": CoordinationDomain.SOCIAL,
    "savs": CoordinationDomain.DISABILITY, "samsah": CoordinationDomain.DISABILITY,
    "sessad": CoordinationDomain.DISABILITY,
}  # fmt: skip
DECLARED, SETTLED, AGREES = 0.4, 0.45, 0.8


def declare(teller: Teller) -> None:
    """One or two of the services are said to coordinate their part; at times it is settled who does what."""
    known = [slot for slot in DOMAINS if slot in teller.spells]
    if not known or not teller.dice.chance(DECLARED):
        return
    told = [_declare(teller, slot) for slot in teller.dice.some(known, 2)]
    if len(told) > 1 and teller.dice.chance(SETTLED):
        _settle(teller, told)


def _declare(teller: Teller, slot: str) -> Coordination:
    record, dice, spell = teller.record, teller.dice, teller.spells[slot]
    at = record.noted(teller.since[slot])
    area = bank("services")[slot]["area"]
    declared = Coordination(
        id=dice.key(at),
        parcours=record.parcours,
        participant=spell.provider,
        domain=DOMAINS[slot],
        areas=["rights", "money"] if slot == "guardian" else [area],
        since=spell.since,
        until=spell.until,
        said_by=record.named["person"] if dice.chance(0.3) else spell.provider,
        recorded_by=record.coordinator.user,
        recorded_at=at,
    )
    record.journal("parcours.coordination_declared", at, declared)
    if spell.until:
        declared.version += 1
        record.journal("parcours.coordination_ended", _later(teller, at), declared)
    return record.add(declared)


def _later(teller: Teller, at: datetime) -> datetime:
    """An instant between `at` and the last day told."""
    days = max(0, (teller.end - at.date()).days)
    return max(at, teller.record.noted(at.date() + timedelta(days=teller.dice.between(0, days))))


def _settle(teller: Teller, told: list[Coordination]) -> None:
    record, dice = teller.record, teller.dice
    at = _later(teller, max(one.recorded_at for one in told))
    day = at.date()
    person: Participant = record.named["person"]
    providers = {one.participant_id: one.participant for one in told}.values()
    settled = Settlement(
        id=dice.key(at),
        parcours=record.parcours,
        on=PartialDate.of_day(day),
        retained=teller.choose(bank("hands")["retained"], day),
    )
    record.fact(settled, record.coordinator, at, "parcours.coordination_settled")
    links, who = Settlement, settled.pk
    for one in told:
        record.add(links.coordinations.through(settlement_id=who, coordination_id=one.pk))
    for present in (person, record.named["coordinator"], *providers):
        record.add(links.present.through(settlement_id=who, participant_id=present.pk))
    for asked in (person, *providers):
        through = links.agreed.through if dice.chance(AGREES) else links.disagreed.through
        record.add(through(settlement_id=who, participant_id=asked.pk))
