"""Partners asked for what a plan in force says and nobody gives yet: those who came, those who keep one waiting."""

from datetime import date, datetime, timedelta
from typing import Any

from filrouge.exchange.population.dice import Dice
from filrouge.exchange.population.teller import Teller
from filrouge.lib.dates import PartialDate
from filrouge.parcours.models import HandOver, Participant, ServiceSpell
from filrouge.plans.choices import Channel, Nature, PlanState, SolicitationState, Standing
from filrouge.plans.models import PlanLine, Solicitation, SolicitationStep

NOBODY = "nobody"
BECAME = {
    SolicitationState.ACCEPTED: 0.68, SolicitationState.SENT: 0.1, SolicitationState.WAITING: 0.08,
    SolicitationState.EXPIRED: 0.06, NOBODY: 0.08,
}  # fmt: skip
WHO = {
    Nature.ORDINARY: ("Maison de quartier", "Association sportive", "Magasin du bourg", "Mairie"),
    Nature.SPECIALISED: ("Plateforme de répit", "Service d’accompagnement", "Équipe mobile"),
}
HOPED = timedelta(days=30)


def ask(teller: Teller) -> None:
    """Its chance is its own, so that nothing else of the record changes.

    Nothing begins in a record that passes on: what is outstanding there was listed already.
    """
    record, dice = teller.record, Dice("asking", teller.record.person.pk)
    for line in record.rows[PlanLine]:
        became = dice.weighted(BECAME)
        awaited = (
            line.standing in (Standing.YES, Standing.OTHERWISE) and line.spell is None and line.nature in WHO
        )
        passes_on = became == SolicitationState.ACCEPTED and record.rows[HandOver]
        if awaited and line.plan.state == PlanState.IN_FORCE and became != NOBODY and not passes_on:
            Asked(teller, dice, line).become(SolicitationState(became))


class Asked:
    """One partner asked for one line, and what they said."""

    def __init__(self, teller: Teller, dice: Dice, line: PlanLine) -> None:
        self.record, self.dice, self.line = teller.record, dice, line

    def become(self, state: SolicitationState) -> None:
        dice, at = self.dice, self._sent_at(state)
        self.to = self._partner(at)
        asked = Solicitation(
            id=dice.key(at), line=self.line, to=self.to, sent_at=at,
            message=f"{self.line.title}\u00a0: avez-vous une place\u00a0?",
            answer_by=at.date() + HOPED, recorded_by=self.record.coordinator.user,
        )  # fmt: skip
        self.asked = self.record.add(asked)
        self.record.journal("plans.partner_asked", at, asked)
        self._step(SolicitationState.SENT, at)
        if state != SolicitationState.SENT:
            self._answer(state, at)

    def _sent_at(self, state: SolicitationState) -> datetime:
        """Some days after the plan came into force; what is still awaited was asked lately."""
        days = self.dice.between(3, 25)
        in_force_at: Any = self.line.plan.in_force_at
        begun: date = in_force_at.date()
        day = self.record.yesterday - timedelta(days=days)
        if state != SolicitationState.SENT:
            day = begun + timedelta(days=days)
        return self.dice.moment(min(max(day, begun + timedelta(days=1)), self.record.yesterday))

    def _partner(self, at: datetime) -> Participant:
        body = self.record.staff.body(self.dice.pick(WHO[Nature(self.line.nature)]), "service")
        return self.record.body(body, "service", at)

    def _step(self, state: SolicitationState, at: datetime, **said: date) -> None:
        channel = self.dice.pick((Channel.PHONE, Channel.MAIL))
        step = SolicitationStep(
            id=self.dice.key(at), solicitation=self.asked, state=state, channel=channel, happened_on=at.date(),
            recorded_by=self.record.coordinator.user, recorded_at=at, **said,
        )  # fmt: skip
        self.record.add(step)

    def _answer(self, state: SolicitationState, sent_at: datetime) -> None:
        days = HOPED.days + 1 if state == SolicitationState.EXPIRED else self.dice.between(2, 28)
        day = sent_at.date() + timedelta(days=days)
        if day > self.record.yesterday:
            return
        at = self.dice.moment(day)
        self.asked.state, self.asked.version = state, 2
        said = {"waiting_until": day + timedelta(days=120)} if state == SolicitationState.WAITING else {}
        self._step(state, at, **said)
        self.record.journal("plans.partner_step", at, self.asked, to=str(state))
        if state == SolicitationState.ACCEPTED:
            self._begin(at)

    def _begin(self, at: datetime) -> None:
        line = self.line
        spell = ServiceSpell(
            id=self.dice.key(at), parcours=self.record.parcours, provider=self.to, nature=line.title,
            since=PartialDate.of_day(at.date()), area=line.area, level=line.level,
        )  # fmt: skip
        line.spell = self.record.fact(spell, self.record.coordinator, at, "parcours.spell_begun")
