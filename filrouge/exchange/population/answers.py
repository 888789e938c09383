"""What became of a drawn plan: shown to the person, answered line by line, agreed to, in force."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from filrouge.exchange.population.tables import bank
from filrouge.lib.dates import PartialDate
from filrouge.plans.choices import Gathered, MomentKind, PlanState, PositionKind, PositionSide, Side, Standing
from filrouge.plans.models import LineAnswer, PlanLine, PlanMoment, Position
from filrouge.plans.queries.text import told_text
from filrouge.plans.rules.negotiation import position
from filrouge.plans.rules.text import fingerprint

if TYPE_CHECKING:
    from filrouge.exchange.population.plans import Draft

# A service that is there was said yes to, mostly; what is proposed is answered as people answer.
THERE = {Standing.YES: 0.86, Standing.OTHERWISE: 0.08, Standing.LATER: 0.06}
PROPOSED = {
    Standing.YES: 0.5, Standing.OTHERWISE: 0.16, Standing.NO: 0.14, Standing.LATER: 0.12, Standing.NOT_RETAINED: 0.08,
}  # fmt: skip
HOW = {Gathered.VOICE: 0.8, Gathered.WITNESSED: 0.2}
STEPS = (PlanState.PROPOSED, PlanState.NEGOTIATION, PlanState.AGREED, PlanState.IN_FORCE)
ALONE, NOT_GATHERED, AWAITED = 0.6, 0.05, 0.4


class Discussion:
    """Tells the acts that follow a draft, up to the state that the plan has come to."""

    def __init__(self, draft: Draft) -> None:
        self.draft, self.record, self.dice, self.plan = draft, draft.record, draft.dice, draft.plan
        self.answers: dict[UUID, LineAnswer] = {}

    def tell(self, state: PlanState) -> None:
        self.goal = state
        for step in STEPS[: STEPS.index(state) + 1] if state in STEPS else ():
            getattr(self, f"_{step}")()

    def _proposed(self) -> None:
        self.plan.proposed_at = self.draft.later(1, 10)
        self._move(PlanState.PROPOSED)

    def _negotiation(self) -> None:
        """Each line is answered, but for some when the plan is still discussed."""
        self.draft.later(1, 8)
        self._move(PlanState.NEGOTIATION)
        for rank, line in enumerate(self.draft.lines):
            if rank and self.goal == PlanState.NEGOTIATION and self.dice.chance(AWAITED):
                continue
            self._answer(line, self.dice.weighted(THERE if line.spell else PROPOSED))

    def _answer(self, line: PlanLine, answer: Standing) -> None:
        record, dice, at = self.record, self.dice, self.draft.later(0, 3)
        words = dice.pick(bank("plans")["answers"].get(str(answer), [""]))
        helper = record.named.get("carer") if not dice.chance(ALONE) else None
        again = at.date() + timedelta(days=dice.between(20, 90)) if answer == Standing.LATER else None
        how = dice.weighted(HOW)
        if how == Gathered.WITNESSED and helper is None:
            how = Gathered.VOICE
        given = LineAnswer(
            id=dice.key(at), line=line, line_version=1, side=Side.PERSON, answer=answer, words=words,
            talk_again_on=again, how=how, by=record.named["person"], with_whom=helper,
            recorded_by=record.coordinator.user, recorded_at=at,
        )  # fmt: skip
        line.standing = answer
        self.answers[line.pk] = record.add(given)
        record.journal("plans.answered", at, given, answer=str(answer), side=str(Side.PERSON))

    def _agreed(self) -> None:
        self.draft.later(0, 5)
        kind = position([line.standing for line in self.draft.lines])
        if self.dice.chance(NOT_GATHERED):
            self._position(PositionSide.PERSON, PositionKind.NOT_GATHERED)
        else:
            self._position(PositionSide.PERSON, kind)
        self._move(PlanState.AGREED)

    def _in_force(self) -> None:
        self.plan.in_force_at = self.draft.later(0, 6)
        self._position(PositionSide.STRUCTURE, PositionKind.AGREE)
        self._move(PlanState.IN_FORCE)

    def _position(self, side: PositionSide, kind: str) -> None:
        record, at, draft = self.record, self.draft.at, self.draft
        text = told_text(self.plan, draft.objectives, draft.lines, draft.fundings, self.answers)
        is_lost = kind == PositionKind.NOT_GATHERED
        is_hers = side == PositionSide.PERSON
        who = record.named["person" if is_hers else "coordinator"]
        how = Gathered.UNKNOWN if is_lost else Gathered.VOICE if is_hers else Gathered.OWN_ACCOUNT
        taken = Position(
            id=self.dice.key(at), plan=self.plan, side=side, kind=kind, text=text, text_sha256=fingerprint(text),
            why="trop {fatigué|fatiguée} ces temps-ci" if is_lost else "", recorded_by=record.coordinator.user,
            tried="deux visites, avec des images, à d’autres moments" if is_lost else "", recorded_at=at,
            how=how, by=None if is_lost else who,
        )  # fmt: skip
        taken.why = draft.voice.say(taken.why)
        record.journal("plans.position_taken", at, record.add(taken), kind=str(kind), how=str(taken.how))

    def _move(self, state: PlanState) -> None:
        self.plan.state, self.plan.version = state, self.plan.version + 1
        record, at = self.record, self.draft.at
        if state not in MomentKind.values:
            record.journal("plans.moved", at, self.plan, to=str(state))
            return
        day = PartialDate.of_day(at.date())
        key = self.dice.key(at)
        moment = PlanMoment(id=key, parcours=record.parcours, plan=self.plan, what=state, when=day)
        record.fact(moment, record.coordinator, at, "plans.moved")
