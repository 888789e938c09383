"""The plan of an open situation: objectives, the services that are there as lines, what is proposed beside them."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from filrouge.exchange.population import reviews
from filrouge.exchange.population.answers import Discussion
from filrouge.exchange.population.dice import Dice
from filrouge.exchange.population.tables import bank
from filrouge.exchange.population.teller import Teller
from filrouge.needs.models import Need
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.choices import Act
from filrouge.parcours.models import ServiceSpell
from filrouge.plans.choices import Nature, Party, PlanState
from filrouge.plans.models import Funding, Objective, ObjectiveNeed, Plan, PlanLine
from filrouge.plans.rules.rhythm import Rhythm

# How far a plan has come, by the act that was reached; None: nobody began one.
REACHED: dict[str, dict[PlanState | None, float]] = {
    Act.T4: {PlanState.DRAFT: 0.6, PlanState.PROPOSED: 0.3, None: 0.1},
    Act.T5: {PlanState.NEGOTIATION: 0.6, PlanState.PROPOSED: 0.3, None: 0.1},
    Act.T6: {PlanState.IN_FORCE: 0.72, PlanState.NEGOTIATION: 0.1, PlanState.AGREED: 0.04, None: 0.14},
}
MOST_LINES, BESIDE, KNOWN_COST = 6, 0.6, 0.8


def draw_up(teller: Teller, reached: str, planned: date) -> None:
    """Most open situations have a plan; its chance is its own, so that nothing else of the record changes."""
    dice = Dice("plan", teller.record.person.pk)
    state = dice.weighted(REACHED[reached]) if reached in REACHED else None
    if state is not None:
        draft = Draft(teller, dice, planned)
        draft.tell(state)
        if draft.lines:
            reviews.tell(draft)


class Draft:
    """Writes the rows of one plan, one act after the other, all of them before today."""

    def __init__(self, teller: Teller, dice: Dice, planned: date) -> None:
        self.teller, self.record, self.dice = teller, teller.record, dice
        self.voice = teller.voice(teller.end)
        self.at = dice.moment(min(max(planned, self.record.begun), self.record.yesterday))
        self.lines: list[PlanLine] = []
        self.objectives: list[Objective] = []
        self.fundings: dict[Any, list[Funding]] = {}

    def later(self, least: int, most: int) -> datetime:
        """The next act: some days on, the same evening when today is too near."""
        last = datetime.combine(self.record.yesterday, time(20), tzinfo=self.at.tzinfo)
        self.at = max(
            self.at + timedelta(minutes=1),
            min(self.at + timedelta(days=self.dice.between(least, most)), last),
        )
        return self.at

    def tell(self, state: PlanState) -> None:
        spells = [(slot, spell) for slot, spell in self.teller.spells.items() if spell.until is None]
        proposed = self._proposals([spell.area for _slot, spell in spells])
        if not spells and not proposed:
            return
        self.plan = self._add(
            Plan(
                id=self.dice.key(self.at), parcours=self.record.parcours, number=1,
                recorded_by=self.record.coordinator.user, recorded_at=self.at,
            ),
            "plans.begun",
        )  # fmt: skip
        for slot, spell in spells[:MOST_LINES]:
            self._line(spell.area, bank("plans")["costs"].get(slot, {}), spell)
        for area, known in proposed:
            self._line(area, known, None)
        self._number()
        Discussion(self).tell(state)

    def _proposals(self, areas: list[str]) -> list[tuple[str, dict[str, Any]]]:
        """What is proposed beside the services: one thing at most in an area."""
        also = bank("plans")["also"]
        wanted = [area for area in also if area in areas or self.dice.chance(0.2)]
        return [(area, self.dice.pick(also[area])) for area in wanted if self.dice.chance(BESIDE)]

    def _add(self, row: Any, action: str) -> Any:
        self.record.journal(action, row.recorded_at, row)
        return self.record.add(row)

    def _objective(self, area: str) -> Objective:
        """The objective of a life area, made when its first line comes."""
        known = next((one for one in self.objectives if one.area == area), None)
        if known is not None:
            return known
        dice, at = self.dice, self.at
        effect = self.voice.say(dice.pick(bank("plans")["effects"])) if dice.chance(0.5) else ""
        objective = Objective(
            id=dice.key(at), key=dice.key(at), plan=self.plan, parcours=self.record.parcours,
            words=self.voice.say(dice.pick(bank("plans")["objectives"][area])), expected_effect=effect, area=area,
            chosen_by=self.record.named["person"] if dice.chance(0.7) else None,
            ends=dice.pick((Party.PERSON, Party.PERSON, Party.PROFESSIONAL, "")),
            means=dice.pick((Party.PROFESSIONAL, Party.PERSON, "")),
            recorded_by=self.record.coordinator.user, recorded_at=at,
        )  # fmt: skip
        self.objectives.append(self._add(objective, "plans.objective_added"))
        for need in self.record.rows[Need]:
            if need.area == area and need.recorded_at < at:
                self.record.add(ObjectiveNeed(id=dice.key(at), objective=objective, need=need))
        return objective

    def _line(self, area: str, known: dict[str, Any], spell: ServiceSpell | None) -> None:
        dice, at = self.dice, self.at
        objective = self._objective(area if area in LifeArea.values else LifeArea.COORDINATION)
        line = PlanLine(
            id=dice.key(at), key=dice.key(at), plan=self.plan, objective=objective, parcours=self.record.parcours,
            title=spell.nature if spell else self.voice.say(known["title"]), area=objective.area, spell=spell,
            provider=spell.provider if spell else self._provider(known), nature=known.get("nature", ""),
            recorded_by=self.record.coordinator.user, recorded_at=at, **self._when(known), **self._cost(known),
        )  # fmt: skip
        self.lines.append(self._add(line, "plans.line_added"))
        self._fund(line, known.get("funder", ""))

    def _provider(self, known: dict[str, Any]) -> Any:
        return self.record.named.get("carer") if known["nature"] == Nature.INFORMAL else None

    def _when(self, known: dict[str, Any]) -> dict[str, Any]:
        if not known.get("days"):
            return {}
        every = 2 if len(known["days"]) == 1 and self.dice.chance(0.2) else 1
        starts = time(known["hour"], self.dice.pick((0, 0, 30)))
        return {
            "rhythm": Rhythm(tuple(known["days"]), every).rule, "starts_at": starts, "minutes": known["minutes"],
        }  # fmt: skip

    def _cost(self, known: dict[str, Any]) -> dict[str, Any]:
        """What it costs, when somebody asked."""
        if not known or not self.dice.chance(KNOWN_COST):
            return {}
        count = known["count"]
        return {
            "quantity": None if count is None else Decimal(count).quantize(Decimal("0.01")),
            "unit": known["unit"],
            "unit_cost": Decimal(str(known["cost"])).quantize(Decimal("0.01")),
        }

    def _fund(self, line: PlanLine, name: str) -> None:
        """All of it, or a part to the cent, the rest being left to the person."""
        if not name or not line.cost:
            return
        part = None if self.dice.chance(0.6) else (line.cost * 3 / 4).quantize(Decimal("0.01"))
        key = self.dice.key(self.at)
        funding = self.record.add(Funding(id=key, line=line, funder_name=name, amount=part, order=0))
        self.fundings[line.pk] = [funding]

    def _number(self) -> None:
        """Ranks: objectives as they came, the lines under each."""
        for rank, objective in enumerate(self.objectives):
            objective.order = rank
        for rank, line in enumerate(self.lines):
            line.order = rank
        ranks = {objective.pk: objective.order for objective in self.objectives}
        self.lines.sort(key=lambda line: (ranks[line.objective_id], line.order))
