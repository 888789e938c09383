"""Turns steps of the banks into facts of a record: events, services, words, corrections."""

from datetime import date, timedelta
from typing import Any

from filrouge.exchange.population.circle import Around
from filrouge.exchange.population.rows import Record
from filrouge.exchange.population.tables import bank
from filrouge.exchange.population.words import Voice
from filrouge.follow_up.models import Event, EventParticipant
from filrouge.lib.dates import PartialDate
from filrouge.needs.models import Recommendation
from filrouge.parcours.choices import AnnotationKind, Level
from filrouge.parcours.models import Annotation, Correction, ServiceSpell

CORRECTED = 0.02
PARTICULAR = {"person", "coordinator", "carer"}


class Teller:
    """Writes what happens, in the words of the banks, and remembers which services are there."""

    def __init__(self, record: Record, around: Around, end: date) -> None:
        self.record, self.around, self.end, self.dice = record, around, end, record.dice
        self.spells: dict[str, ServiceSpell] = {}
        self.since: dict[str, date] = {}
        self.due: list[tuple[date, str]] = []
        self.events: list[Event] = []
        self.advices: list[Recommendation] = []
        self.last: dict[str, date] = {}
        self.said: set[str] = set()
        self.voices: dict[bool, Voice] = {}
        self.fitting: dict[tuple[int, bool], bool] = {}

    def voice(self, day: date) -> Voice:
        """How to speak of this person that day: as of a child, or of somebody grown up."""
        is_child = self.record.profile.is_child(day)
        if is_child not in self.voices:
            self.voices[is_child] = Voice(self.record.profile, day)
        return self.voices[is_child]

    def fits(self, step: dict[str, Any], day: date) -> bool:
        """Whether a step, a request or an episode may be told of this person that day."""
        if "slot" in step and not self.is_there(step["slot"], day) or step.get("absent") in self.spells:
            return False
        key = id(step), self.record.profile.is_child(day)
        if key not in self.fitting:
            self.fitting[key] = self.voice(day).suits(step)
        return self.fitting[key]

    def is_there(self, slot: str, day: date) -> bool:
        """Whether that service has begun by `day`, and nothing told its end."""
        return slot in self.spells and self.since[slot] <= day and self.spells[slot].until is None

    def choose(self, texts: list[str], day: date) -> str:
        """One of the sentences, said of this person; not one that was said before while others are left."""
        voice = self.voice(day)
        fit = [text for text in texts if voice.can_say(text)]
        fresh = [text for text in fit if text not in self.said]
        text = self.dice.pick(fresh or fit)
        self.said.add(text)
        return voice.say(text)

    def one_of(
        self, steps: list[dict[str, Any]], day: date, *, words: bool = False, exact: bool = False
    ) -> None:
        """Tells one of several steps; at times with the person's own words beside it."""
        fit = [step for step in steps if self.fits(step, day)]
        if not fit:
            return
        event = self.event(self.dice.pick(fit), day, exact=exact)
        if words and self.dice.chance(0.6):
            self.words(event, day)

    def event(self, step: dict[str, Any], day: date, *, exact: bool = False) -> Event:
        """A fact of life, by whom it is told, who was there."""
        record, slot = self.record, step["by"]
        at = record.noted(day)
        by = record.author(slot)
        teller = record.who(slot, at) if not self._is_absent(slot) else None
        event = Event(
            id=self.dice.key(at),
            parcours_id=record.parcours.pk,
            when=PartialDate.parse(day.isoformat() if exact else self.dice.notation(day)),
            kind=step["kind"],
            fact=self.choose(step["texts"], day),
            area=step["area"],
            level=self._level(by is record.coordinator),
            said_by_id=teller.pk if teller and self.dice.chance(0.96) else None,
            offered=step.get("offered", ""),
            person_response=step.get("answer"),
            decided_by=record.named["person"] if step["kind"] in ("choix_objectifs", "refus") else None,
        )
        record.fact(event, by, at, "follow_up.event_recorded")
        if teller is not None and slot != "coordinator":
            record.add(EventParticipant(event_id=event.pk, participant_id=teller.pk, order=0))
        self.events.append(event)
        return event

    def _is_absent(self, slot: str) -> bool:
        return slot.startswith("carer") and slot not in self.record.named and slot != "carers_platform"

    def _level(self, is_coordinator: bool) -> str:
        if self.dice.chance(0.95):
            return Level.CIRCLE
        return Level.ORGANISATION if not is_coordinator or self.dice.chance(0.8) else Level.MINE

    def words(self, event: Event, day: date) -> None:
        """What the person, or who cares for them, said that day."""
        record, texts = self.record, bank("phases")
        is_carer = "carer" in record.named and self.dice.chance(0.3)
        said = texts["carer_words"] if is_carer else texts["words"][record.profile.public]
        record.add(
            Annotation(
                id=self.dice.key(event.recorded_at),
                entry_id=event.pk,
                kind=AnnotationKind.REPORTED,
                said_by=record.named["carer" if is_carer else "person"],
                text=self.choose(said, day),
                recorded_by_id=event.recorded_by_id,
                recorded_at=event.recorded_at,
            )
        )

    def begin(
        self, slot: str, day: date, opened_by: Event | None = None, since: str | None = ""
    ) -> ServiceSpell:
        """A service that begins; it takes the place of the one of the same sort that ended, if one did."""
        record, known = self.record, bank("services")[slot]
        at = record.noted(day)
        before = self.spells.get(slot)
        provider = record.replace(slot, at) if before is not None else record.who(slot, at)
        notation = self.dice.notation(day) if since == "" else since
        spell = ServiceSpell(
            id=self.dice.key(at),
            parcours=record.parcours,
            provider=provider,
            nature=self.choose(known["natures"], day),
            since=PartialDate.parse(notation) if notation else None,
            area="rights" if known["area"] == "all" else known["area"],
            opened_by_id=opened_by.pk if opened_by else None,
            replaces=before if before is not None and before.until else None,
        )
        record.fact(spell, record.coordinator, at, "parcours.spell_begun")
        if spell.replaces_id:
            record.journal("parcours.replacement_stated", at, spell)
        self.spells[slot], self.since[slot] = spell, day
        self.around.welcome(slot, at)
        return spell

    def finish(self, slot: str, day: date, reason: str, closed_by: Event | None = None) -> ServiceSpell:
        """The end of a service, with why."""
        spell, at = self.spells[slot], self.record.noted(day)
        spell.until = PartialDate.parse(self.dice.notation(day))
        spell.end_reason, spell.version = reason, spell.version + 1
        spell.closed_by_id = closed_by.pk if closed_by else None
        self.record.journal("follow_up.service_ended", at, spell)
        return spell

    def earlier_services(self, day: date) -> None:
        """What was there before anybody coordinated: often nobody knows since when."""
        for slot in self._usual("before"):
            if self.dice.chance(0.75):
                known = self.begin(slot, day, since=self._long_ago(day))
                known.said_by = self.record.named["person"] if self.dice.chance(0.5) else None

    def _long_ago(self, day: date) -> str | None:
        if self.dice.chance(0.3):
            return None
        begun = day - timedelta(days=self.dice.between(200, 2600))
        return self.dice.pick((f"{begun.year}", f"{begun:%Y-%m}", f"{begun.year}~", f"{begun:%Y-%m}"))

    def _usual(self, when: str) -> list[str]:
        usual = bank("services")["publics"][self.record.profile.public]
        is_adult = not self.record.profile.is_child(self.around.begun)
        slots: list[str] = usual.get(f"adult_{when}" if is_adult else when) or usual[when]
        return [slot for slot in slots if "natures" in bank("services")[slot]]

    def new_services(self, day: date, intensity: str) -> None:
        """What the plan brings, each after its wait; some are still awaited today."""
        count = {"light": 2, "steady": 3, "intense": 5}[intensity]
        for slot in self.dice.some([one for one in self._usual("after") if one not in self.spells], count):
            wait = self.dice.months(bank("services")[slot].get("wait", 1))
            self.due.append((day + wait, slot))
        self.due.sort()

    def begin_due(self, day: date) -> None:
        """The services whose wait is over begin."""
        while self.due and self.due[0][0] <= day:
            begun, slot = self.due.pop(0)
            if slot not in self.spells:
                self.begin(slot, begun)

    def follow_up(self, steps: list[dict[str, Any]], day: date) -> None:
        """The ordinary days: a call, a visit, what a service passes on."""
        fit = [step for step in steps if self.fits(step, day)]
        weights = {rank: float(step["weight"]) for rank, step in enumerate(fit)}
        event = self.event(fit[self.dice.weighted(weights)], day)
        if self.dice.chance(0.06):
            self.words(event, day)

    def correct_some(self) -> None:
        """Dates put right afterwards: what stood before stays readable."""
        for event in self.events:
            if not self.dice.chance(CORRECTED) or event.when.earliest is None:
                continue
            wrong = event.when.earliest - timedelta(days=self.dice.pick((1, 7, 10, 30, 365)))
            put_right = self.record.noted(event.recorded_at.date() + timedelta(days=self.dice.between(2, 40)))
            event.version += 1
            self.record.add(
                Correction(
                    id=self.dice.key(put_right),
                    parcours=self.record.parcours,
                    object_kind=Event.KIND,
                    object_id=event.pk,
                    field="when",
                    old=wrong.isoformat(),
                    new=event.when.notation,
                    entered_on=PartialDate.of_day(event.recorded_at.date()),
                    corrected_on=PartialDate.of_day(put_right.date()),
                    reason=self.dice.pick(bank("assessments")["corrections"]),
                    recorded_by=self.record.coordinator.user,
                    recorded_at=put_right,
                )
            )
            self.record.journal("parcours.corrected", put_right, event, field="when")
