"""Who is around a fictional person, what their place opens, what the person agreed to."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from uuid import UUID

from filrouge.exchange.population.rows import Record
from filrouge.exchange.population.staff import Worker
from filrouge.exchange.population.tables import bank
from filrouge.lib.dates import PartialDate
from filrouge.parcours.choices import Basis, CircleRole, ConsentDecision, Mission
from filrouge.parcours.models import CircleMember, Consent, Death, Lead
from filrouge.parcours.rules import sharing
from filrouge.parcours.use_cases.ends import KEEP_READING
from filrouge.parcours.use_cases.sharing import openings_of
from filrouge.people.models import LegalProtection

ALL = "all"
COORDINATING = ("coordinator", "colleague")
# Who chooses not to share everything, and who takes an agreement back (data/README.md).
REFUSALS, WITHDRAWALS = 0.08, 0.02
OWN_PEOPLE = (CircleRole.RELATIVE, CircleRole.LEGAL_PROTECTION)
MEANS = (
    "dit en visite",
    "écrit et signé",
    "dit au téléphone, confirmé en visite",
    "dit en présence d’un proche",
)
PROTECTIONS = ("reinforced_curatorship", "curatorship", "guardianship")


class Around:
    """The circle of one record: places, the lead, the person's word, and what all this opens today."""

    def __init__(self, record: Record, begun: date) -> None:
        self.record, self.begun, self.dice = record, begun, record.dice
        self.consents: list[Consent] = []
        self.agreed_on: date | None = None

    def arrive(self, at: datetime) -> None:
        """The coordinator takes a place and leads; those of the person's own life are noted."""
        self.arrived = at
        member = self._place("coordinator", CircleRole.COORDINATION, Basis.CONSENT, [ALL], at)
        member.mission = Mission.PARCOURS_REFERENT
        for rank, carer in enumerate(self.record.profile.carers):
            self.record.relative(carer, rank, at)
        self.lead: Lead = self.record.add(
            Lead(
                id=self.dice.key(at),
                parcours=self.record.parcours,
                member=member,
                since=PartialDate.of_day(self.begun),
            )
        )
        self.record.journal("parcours.lead_begun", at, self.lead)

    def _place(self, slot: str, role: str, basis: str, areas: list[str], at: datetime) -> CircleMember:
        member: CircleMember = self.record.add(
            CircleMember(
                id=self.dice.key(at),
                parcours=self.record.parcours,
                participant=self.record.named[slot],
                role=role,
                basis=basis,
                areas=areas,
                since=PartialDate.of_day(at.date()),
                access_from=at,
            )
        )
        self.record.members[slot] = member
        self.record.journal("parcours.member_added", at, member)
        return member

    def agree(self, day: date) -> None:
        """The person says who may read what: the coordinator, then those close to them."""
        self.agreed_on, at = day, self.record.noted(day)
        self._consent("coordinator", [ALL], ConsentDecision.AGREED, day, at)
        if "carer" in self.record.named and self.dice.chance(0.7):
            areas = [ALL] if self.record.profile.is_child(day) else ["daily_life", "family", "health"]
            self._place("carer", CircleRole.RELATIVE, Basis.CONSENT, areas, at)
            self._consent("carer", areas, ConsentDecision.AGREED, day, at)

    def join(self, worker: Worker, at: datetime) -> CircleMember:
        """A colleague who coordinates comes in, and the person agrees."""
        record = self.record
        record.named["colleague"] = record.worker(worker, "coordonnateur", at)
        member = self._place("colleague", CircleRole.COORDINATION, Basis.CONSENT, ["coordination"], at)
        member.mission = Mission.PARCOURS_REFERENT
        self._consent("colleague", ["coordination"], ConsentDecision.AGREED, at.date(), at)
        return member

    def welcome(self, slot: str, at: datetime) -> None:
        """A place for who gives a service, once the person has said that they may share."""
        known = bank("services")[slot]
        before = self.record.members.get(slot)
        if before is not None and before.participant_id != self.record.named[slot].pk:
            self._leave(before, at)
            before = None
        if slot == "guardian":
            self._protect(at)
        if before is not None or self.agreed_on is None or not self.dice.chance(0.7):
            return
        areas = ["rights", "money"] if slot == "guardian" else sorted({known["area"], "coordination"})
        self._place(slot, known["role"], known.get("basis", Basis.UNKNOWN), areas, at)
        if self.dice.chance(0.5):
            self._consent(slot, areas, ConsentDecision.AGREED, at.date(), at)
        if self.dice.chance(REFUSALS / 3):
            self._consent(slot, ["health"], ConsentDecision.REFUSED, at.date(), at)

    def _leave(self, member: CircleMember, at: datetime) -> None:
        member.until, member.access_to = PartialDate.of_day(at.date()), max(at, member.access_from or at)
        member.version += 1
        self.record.journal("parcours.member_ended", at, member)

    def _protect(self, at: datetime) -> None:
        kind = self.dice.pick(PROTECTIONS)
        protection = self.record.add(
            LegalProtection(
                id=self.dice.key(at),
                person=self.record.person,
                kind=kind,
                since=PartialDate.parse(f"{at:%Y-%m}"),
                exercised_by=self.record.named["guardian"].name,
            )
        )
        self.record.journal("parcours.protection_set", at, protection)

    def _consent(self, slot: str, areas: list[str], decision: str, day: date, at: datetime) -> None:
        consent = Consent(
            id=self.dice.key(at),
            parcours=self.record.parcours,
            participant=self.record.named[slot],
            areas=areas,
            decision=decision,
            on=PartialDate.of_day(day),
            means=self.dice.pick(MEANS),
            recorded_by=self.record.coordinator.user,
            recorded_at=at,
        )
        self.consents.append(self.record.add(consent))
        self.record.journal("parcours.consent_recorded", at, consent)

    def mourn(self, day: date, at: datetime) -> None:
        """A death, said once: what was open to those close to the person closes with it."""
        person = self.record.person
        person.is_deceased, person.died_on = True, PartialDate.of_day(day)
        told_by = self.record.profile.carers[0].words if self.record.profile.carers else "l’hôpital"
        death = self.record.add(
            Death(
                id=self.dice.key(at),
                parcours=self.record.parcours,
                on=person.died_on,
                told_by=told_by,
                recorded_by=self.record.coordinator.user,
                recorded_at=at,
            )
        )
        self.record.journal("parcours.death_recorded", at, death)
        for member in self.record.members.values():
            if member.role in OWN_PEOPLE and member.access_to is None:
                member.access_to = at

    def finish(self, closed_at: datetime | None) -> None:
        """An agreement taken back, what closes with the parcours, and what is open today."""
        record = self.record
        helpers = [slot for slot in record.members if slot not in COORDINATING]
        if self.agreed_on and helpers and self.dice.chance(WITHDRAWALS):
            slot = helpers[0]
            day = min(self.agreed_on + timedelta(days=self.dice.between(30, 300)), record.yesterday)
            self._consent(slot, [ALL], ConsentDecision.WITHDRAWN, day, record.noted(day))
        for member in record.members.values():
            if closed_at and member.role not in KEEP_READING and member.access_to is None:
                member.access_to = max(closed_at, member.access_from or closed_at)
        self._open()

    def _open(self) -> None:
        """What each place opens today, by the rule of the house (ADR 0004)."""
        spoken: dict[UUID, list[sharing.Decision]] = defaultdict(list)
        for consent in self.consents:
            agreed = consent.decision == ConsentDecision.AGREED
            spoken[consent.participant_id].append(sharing.Decision(agreed, consent.areas, consent.on))
        leads: dict[UUID, list[sharing.Period]] = defaultdict(list)
        for lead in self.record.rows[Lead]:
            leads[lead.member_id].append(lead.reading)
        today = self.record.today
        places = self.record.rows[CircleMember]
        members = [one for one in places if one.access_to is None or one.access_to.date() > today]
        for opening in openings_of(members, leads=leads, spoken=spoken, day=today):
            self.record.add(opening)
