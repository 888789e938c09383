"""The rows of one record, built in memory: each fact with its line of the thread and its line of the journal."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models

from filrouge.documents.models import DocumentVersion
from filrouge.exchange.population.dice import Dice
from filrouge.exchange.population.people import Carer, Profile
from filrouge.exchange.population.staff import Staff, Worker
from filrouge.exchange.population.tables import bank
from filrouge.exchange.population.tables import family_name as drawn_name
from filrouge.journal.rules import VIEWED, Act
from filrouge.journal.use_cases import act
from filrouge.lib.dates import PartialDate
from filrouge.parcours.models import CircleMember, Fact, Line, Parcours, Participant
from filrouge.parcours.use_cases.thread import line_of
from filrouge.people.models import Person, Relative
from filrouge.territory.models import Organisation

Rows = dict[type[models.Model], list[Any]]


class Record:
    """One person's record as it grows: who is named, what happened, what the journal tells of it."""

    def __init__(
        self, dice: Dice, profile: Profile, staff: Staff, rank: int, at: datetime, today: date
    ) -> None:
        self.dice, self.profile, self.staff, self.today = dice, profile, staff, today
        self.begun, self.rank, self.coordinator = at.date(), rank, staff.coordinators[rank]
        self.colleagues = staff.professionals[rank]
        self.rows: Rows = defaultdict(list)
        # the text of each file that goes with a row
        self.papers: list[tuple[DocumentVersion, str]] = []
        self.acts: list[Act] = []
        self.facts: list[tuple[Fact, Line | None]] = []
        self.named: dict[str, Participant] = {}
        self.members: dict[str, CircleMember] = {}
        self.person = self._person(at)
        self.parcours = self.add(Parcours(id=dice.key(at), person=self.person))
        self.named["person"] = self._participant(
            at, name=self.person.usual_name, kind="personne", is_the_person=True
        )
        self.named["coordinator"] = self.worker(self.coordinator, "coordonnateur", at)
        self.journal("parcours.record_opened", at, self.parcours)

    def add(self, row: Any) -> Any:
        self.rows[type(row)].append(row)
        return row

    def journal(self, action: str, at: datetime, about: Any, by: Worker | None = None, **detail: Any) -> None:
        """What the journal says of it; the chain is the person's."""
        who = (by or self.coordinator).user
        self.acts.append(
            act(
                action,
                by=who,
                now=at,
                person_id=self.person.pk,
                about=about,
                detail=detail,
                key=self.dice.key(at),
            )
        )

    def noted(self, day: date) -> datetime:
        """When something that happened on `day` was written down: mostly the same day, at times a week later."""
        delay = 0 if self.dice.chance(0.6) else self.dice.between(1, 6)
        return self.dice.moment(min(max(day + timedelta(days=delay), self.begun), self.yesterday))

    @property
    def yesterday(self) -> date:
        return self.today - timedelta(days=1)

    def _person(self, at: datetime) -> Person:
        """The identity, with what people forget to fill in."""
        who, dice = self.profile, self.dice
        birth = who.birth.isoformat() if dice.chance(0.95) else f"{who.birth.year}"
        person = Person(
            id=dice.key(at),
            usual_name=who.name,
            birth_name=who.birth_name if dice.chance(0.8) else "",
            given_names=who.given,
            birth=PartialDate.parse(birth) if dice.chance(0.97) else None,
            situation=who.situation,
            residence=f"{who.residence}, {who.town}" if dice.chance(0.9) else "",
            surroundings=who.surroundings if dice.chance(0.85) else "",
            occupation=who.occupation if dice.chance(0.8) else "",
            communication=who.communication,
            languages=dice.pick(("arabe, un peu de français", "portugais et français", "italien et français"))
            if dice.chance(0.04)
            else "",
            phone=who.phone if dice.chance(0.9) else "",
            email=who.email,
            address=who.address if dice.chance(0.93) else "",
            identity_status=dice.weighted(
                {"provisional": 50, "recovered": 20, "validated": 20, "qualified": 10}
            ),
        )
        person.search_text = person.searchable()
        return self.add(person)

    def _participant(self, at: datetime, **facts: Any) -> Participant:
        return self.add(Participant(id=self.dice.key(at), parcours=self.parcours, **facts))

    def worker(self, worker: Worker, kind: str, at: datetime) -> Participant:
        return self._participant(
            at,
            name=worker.user.name,
            kind=kind,
            professional_identity=worker.title,
            user=worker.user,
            organisation=worker.organisation,
        )

    def body(self, body: Organisation, kind: str, at: datetime) -> Participant:
        """A body named in the record, once."""
        if body.name not in self.named:
            self.named[body.name] = self._participant(at, name=body.name, kind=kind, organisation=body)
        return self.named[body.name]

    def relative(self, carer: Carer, rank: int, at: datetime) -> Participant:
        """Somebody of the person's own life, noted and named."""
        kept = self.add(
            Relative(
                id=self.dice.key(at),
                person=self.person,
                name=carer.name,
                tie=carer.tie,
                is_carer=rank == 0,
                is_trusted_person=rank == 0 and self.dice.chance(0.2),
                is_legal_representative=carer.representative,
            )
        )
        slot = "carer" if rank == 0 else f"carer{rank}"
        self.named[slot] = self._participant(at, name=carer.name, kind="proche", relative=kept)
        self.journal("parcours.relative_added", at, kept)
        return self.named[slot]

    def who(self, slot: str, at: datetime) -> Participant:
        """The one who holds that place around the person, named when first spoken of."""
        if slot not in self.named:
            self.named[slot] = self._name(slot, at)
        return self.named[slot]

    def _name(self, slot: str, at: datetime) -> Participant:
        known = bank("services")[slot]
        if slot in self.colleagues and self.dice.chance(0.45):
            return self.worker(self.colleagues[slot], known["kind"], at)
        if "person" in known:
            name = known["person"].format(name=drawn_name(self.dice))
            return self._participant(at, name=name, kind=known["kind"], professional_identity=known["title"])
        body = self.staff.of_slot(slot, self.dice)
        return self._participant(at, name=body.name, kind=known["kind"], organisation=body)

    def replace(self, slot: str, at: datetime) -> Participant:
        """Another service takes that place."""
        before = self.named.pop(slot, None)
        after = self.who(slot, at)
        if before is not None and after.name == before.name:
            body = self.staff.body(bank("services")[slot]["names"][-1], before.kind)
            after.name, after.organisation, after.user, after.professional_identity = (
                body.name,
                body,
                None,
                "",
            )
        return after

    def author(self, slot: str | None) -> Worker:
        """Who writes it down: a professional whose place is open writes for themselves; else the coordinator."""
        member = self.members.get(slot or "")
        is_open = member is not None and member.access_from and not member.access_to
        if slot in self.colleagues and is_open and self.named[slot].user_id and self.dice.chance(0.7):
            return self.colleagues[slot]
        return self.coordinator

    def fact(self, fact: Fact, by: Worker, at: datetime, action: str, line: Line | None = None) -> Any:
        """Keeps a fact of life: its line of the thread is made when the record is whole."""
        fact.recorded_by_id, fact.recorded_at = by.user.pk, at
        self.facts.append((fact, line))
        self.journal(action, at, fact, by=by)
        return self.add(fact)

    def looked(self, day: date) -> None:
        """When the record was last opened: what the person reads under 'who looked'."""
        for back in (self.dice.between(2, 30), self.dice.between(31, 90)):
            at = self.dice.moment(max(day - timedelta(days=back), self.begun))
            page = self.dice.pick(("thread", "circle", "follow_up"))
            self.acts.append(
                Act(
                    action=VIEWED,
                    at=at,
                    chain=str(self.person.pk),
                    actor=str(self.coordinator.user.pk),
                    origin="web",
                    detail={"page": page},
                    key=self.dice.key(at),
                )
            )

    def finish(self) -> Rows:
        """Numbers the facts as they were told and draws their lines."""
        self.facts.sort(key=lambda told: told[0].recorded_at)
        for order, (fact, _) in enumerate(self.facts, 1):
            fact.order = order
        for fact, line in self.facts:
            self.add(line_of(fact, line))
        self.acts.sort(key=lambda one: one.at)
        return self.rows
