"""The co-evaluations of a plan in force: each voice on each objective, what was decided, when the next one is."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from filrouge.exchange.population.dice import Dice
from filrouge.exchange.population.tables import bank
from filrouge.follow_up.choices import Effect, RatedTopic, ReviewKind, ReviewState, Voice, WhatNext
from filrouge.follow_up.models import Rating, Review, ReviewDecision
from filrouge.follow_up.rules.reviews import MONTHS, next_day
from filrouge.lib.dates import PartialDate
from filrouge.parcours.models import Participant
from filrouge.plans.choices import Gathered
from filrouge.plans.models import Objective

if TYPE_CHECKING:
    from filrouge.exchange.population.plans import Draft

KINDS = {ReviewKind.QUARTERLY: 0.45, ReviewKind.HALF_YEARLY: 0.55}
MOST = 4
# Some wait longer than they should, and a few are on their way.
FORGOTTEN, ON_ITS_WAY = 0.14, 0.3
FIRST = {
    Effect.VERY_GOOD: 10, Effect.GOOD: 30, Effect.SO_SO: 28, Effect.BAD: 16, Effect.VERY_BAD: 4, Effect.UNKNOWN: 8,
    Effect.UNSAID: 4,
}  # fmt: skip
STEPS = (Effect.VERY_BAD, Effect.BAD, Effect.SO_SO, Effect.GOOD, Effect.VERY_GOOD)
DECIDED = {WhatNext.CONTINUE: 74, WhatNext.ADJUST: 17, WhatNext.STOP: 4, WhatNext.REORIENT: 5}
SPEAKS = {Voice.PERSON: 0.88, Voice.RELATIVE: 0.5, Voice.PROFESSIONAL: 0.55}
WITH_WORDS = 0.35


def tell(draft: Draft) -> None:
    """Their chance is their own, so that nothing else of the record changes."""
    if draft.plan.in_force_at is not None:
        Told(draft, Dice("reviews", draft.record.person.pk)).tell(draft.plan.in_force_at.date())


class Told:
    """Writes the co-evaluations of one plan, one after the other."""

    def __init__(self, draft: Draft, dice: Dice) -> None:
        self.draft, self.record, self.dice = draft, draft.record, dice
        self.kind = dice.weighted(KINDS)
        self.last: dict[tuple[Voice, object], Effect] = {}

    def tell(self, begun: date) -> None:
        days = self._days(begun)
        for rank, day in enumerate(days):
            self._held(day, is_last=rank == len(days) - 1)
        due = next_day(self.kind, days[-1] if days else begun)
        is_near = due is not None and due <= self.record.today + timedelta(days=15)
        if is_near and self.dice.chance(ON_ITS_WAY):
            self._review(self.record.yesterday, ReviewState.PREPARED)

    def _days(self, begun: date) -> list[date]:
        step = MONTHS[self.kind] * 30
        until = self.record.yesterday
        if self.dice.chance(FORGOTTEN):
            until -= timedelta(days=step)
        days = []
        day = begun + timedelta(days=step + self.dice.between(-9, 14))
        while day <= until:
            days.append(day)
            day += timedelta(days=step + self.dice.between(-9, 14))
        return days[-MOST:]

    def _review(self, day: date, state: ReviewState) -> Review:
        at = self.dice.moment(day)
        review = Review(
            id=self.dice.key(at), parcours=self.record.parcours, plan=self.draft.plan, kind=self.kind, state=state,
            when=PartialDate.of_day(day),
        )  # fmt: skip
        self.at = at
        if state == ReviewState.HELD:
            review.next_on = next_day(self.kind, day)
            review.summary = self.draft.voice.say(self.dice.pick(bank("reviews")["summaries"]))
        action = "follow_up.review_held" if state == ReviewState.HELD else "follow_up.review_prepared"
        self.record.fact(review, self.record.coordinator, at, action)
        return review

    def _held(self, day: date, *, is_last: bool) -> None:
        review = self._review(day, ReviewState.HELD)
        for voice, who in self._voices():
            if self.dice.chance(SPEAKS[voice]):
                self._says(review, voice, who, is_last)
        for objective in self.draft.objectives:
            self._decide(review, objective)

    def _voices(self) -> list[tuple[Voice, Participant]]:
        """She, who cares for her, and a professional who gives a service of the plan."""
        found = [(Voice.PERSON, self.record.named["person"])]
        if "carer" in self.record.named:
            found.append((Voice.RELATIVE, self.record.named["carer"]))
        given = [
            line.provider for line in self.draft.lines if line.provider and not line.provider.relative_id
        ]
        return [*found, *((Voice.PROFESSIONAL, who) for who in given[:1])]

    def _says(self, review: Review, voice: Voice, who: Participant, is_last: bool) -> None:
        count = 0
        for objective in self.draft.objectives:
            if voice != Voice.PROFESSIONAL or self._gives(who, objective):
                self._rating(review, voice, who, objective=objective, area=objective.area)
                count += 1
        if is_last and voice == Voice.PERSON:
            self._rating(review, voice, who, topic=RatedTopic.SATISFACTION)
        if is_last and voice != Voice.RELATIVE:
            self._rating(review, voice, who, topic=RatedTopic.COOPERATION)
        self.record.journal("follow_up.rated", self.at, review, voice=str(voice), answers=count)

    def _gives(self, who: Participant, objective: Objective) -> bool:
        lines = (line for line in self.draft.lines if line.objective_id == objective.pk)
        return any(line.provider_id == who.pk for line in lines)

    def _rating(self, review: Review, voice: Voice, who: Participant, **about: object) -> None:
        place = (voice, about.get("area", about.get("topic")))
        value = self.last[place] = self._moved(self.last.get(place))
        said = bank("reviews")["words"][voice].get(value, [])
        words = self.draft.voice.say(self.dice.pick(said)) if said and self.dice.chance(WITH_WORDS) else ""
        self.record.add(
            Rating(
                id=self.dice.key(self.at), review=review, parcours=self.record.parcours, voice=voice, by=who,
                value=value, words=words, how=Gathered.VOICE, recorded_by=self.record.coordinator.user,
                recorded_at=self.at, **about,
            )
        )  # fmt: skip

    def _moved(self, before: Effect | None) -> Effect:
        """Mostly as the time before, or a step on: more often better than worse."""
        if before not in STEPS:
            return self.dice.weighted(FIRST)
        if self.dice.chance(0.06):
            return Effect.UNKNOWN
        move = self.dice.weighted({0: 0.5, 1: 0.34, -1: 0.16})
        return STEPS[min(max(STEPS.index(before) + move, 0), len(STEPS) - 1)]

    def _decide(self, review: Review, objective: Objective) -> None:
        what = self.dice.weighted(DECIDED)
        why = (
            self.draft.voice.say(self.dice.pick(bank("reviews")["why"][what]))
            if what != WhatNext.CONTINUE
            else ""
        )
        at: datetime = self.at
        decision = self.record.add(
            ReviewDecision(
                id=self.dice.key(at), review=review, objective=objective, what=what, why=why,
                ends=objective.ends, means=objective.means, recorded_by=self.record.coordinator.user, recorded_at=at,
            )
        )  # fmt: skip
        agreed = ReviewDecision.agreed_by.through
        self.record.add(agreed(reviewdecision=decision, participant=self.record.named["person"]))
        self.record.journal("follow_up.review_decided", at, decision, what=str(what))
