"""Assessments, what they advise and what became of it, and voices that differ."""

from datetime import date, timedelta
from typing import Any

from filrouge.exchange.population.tables import bank
from filrouge.exchange.population.teller import Teller
from filrouge.lib.dates import PartialDate
from filrouge.needs.choices import FollowUp
from filrouge.needs.models import Assessment, Divergence, DivergenceVoice, Evidence, Recommendation, Viewpoint
from filrouge.parcours.models import Fact

FOLLOWED = {FollowUp.DONE: 0.45, FollowUp.PARTLY: 0.25, FollowUp.NOT_FOLLOWED: 0.30}
TWO_ASSESS, DIFFER = 0.3, 0.3


def assess(teller: Teller, day: date, intensity: str) -> None:
    """One assessment, or two in intense situations; at times a point of view beside it, and a divergence."""
    known = [one for one in bank("assessments")[teller.record.profile.public] if teller.fits(one, day)]
    if not known:
        return
    count = 2 if intensity == "intense" and teller.dice.chance(0.6) else 1
    voices: list[Fact] = [_assessment(teller, one, day) for one in teller.dice.some(known, count)]
    if teller.dice.chance(0.55 if intensity != "light" else 0.3):
        voices.append(_viewpoint(teller, voices[0].area, day))
    if len(voices) > 1 and teller.dice.chance(DIFFER if intensity == "intense" else 0.15):
        _divergence(teller, voices, day)


def _assessment(teller: Teller, told: dict[str, Any], day: date) -> Assessment:
    record, dice, slot = teller.record, teller.dice, told["author"]
    at = record.noted(day)
    assessment = Assessment(
        id=dice.key(at),
        parcours=record.parcours,
        when=PartialDate.parse(dice.notation(day)),
        said_by=record.who(slot, at),
        instrument=told["instrument"],
        findings=[teller.voice(day).say(text) for text in dice.some(told["findings"], dice.between(1, 3))],
        conclusion=teller.choose(told["conclusion"], day),
        area=told["area"],
    )
    record.fact(assessment, record.author(slot), at, "needs.assessment_recorded")
    for rank, text in enumerate(dice.some(told["advice"], dice.between(1, 3))):
        _advice(teller, assessment, text, rank)
    return assessment


def _advice(teller: Teller, assessment: Assessment, text: str, rank: int) -> None:
    key = teller.dice.key(assessment.recorded_at)
    advice = Recommendation(id=key, assessment=assessment, text=text, order=rank)
    teller.advices.append(teller.record.add(advice))


def settle(teller: Teller) -> None:
    """What became of what was advised: shown by a fact told afterwards, or nobody said."""
    record, dice = teller.record, teller.dice
    for advice in teller.advices:
        assessment = advice.assessment
        near = {assessment.area, "coordination", "daily_life"}
        since = assessment.recorded_at + timedelta(days=10)
        shown = [event for event in teller.events if event.area in near and event.recorded_at > since]
        if not shown or not dice.chance(0.75):
            continue
        fact = shown[0] if dice.chance(0.3) else dice.pick(shown)
        at = fact.recorded_at + timedelta(hours=3)
        advice.follow_up, advice.version = dice.weighted(FOLLOWED), 2
        record.add(
            Evidence(
                id=dice.key(at), recommendation=advice, object_kind=fact.KIND, object_id=fact.pk, order=0
            )
        )
        record.journal("needs.recommendation_followed", at, advice)


def _viewpoint(teller: Teller, area: str, day: date) -> Viewpoint:
    """What the person, or who cares for them, thinks of it."""
    record, dice, texts = teller.record, teller.dice, bank("assessments")["viewpoints"]
    at = record.noted(day)
    slot = "carer" if "carer" in record.named and dice.chance(0.6) else "person"
    viewpoint = Viewpoint(
        id=dice.key(at),
        parcours=record.parcours,
        when=PartialDate.parse(dice.notation(day)),
        said_by=record.named[slot],
        conclusion=teller.choose(texts[slot], day),
        area=area,
    )
    record.fact(viewpoint, record.coordinator, at, "needs.viewpoint_recorded")
    return viewpoint


def _divergence(teller: Teller, voices: list[Fact], day: date) -> None:
    record, dice = teller.record, teller.dice
    at = max(voice.recorded_at for voice in voices) + timedelta(hours=1)
    divergence = record.add(
        Divergence(
            id=dice.key(at),
            parcours=record.parcours,
            subject=teller.choose(bank("assessments")["divergences"], day),
            marked_by=record.coordinator.user,
            marked_at=at,
        )
    )
    for rank, voice in enumerate(voices):
        record.add(DivergenceVoice(divergence=divergence, entry_id=voice.pk, order=rank))
    record.journal("needs.divergence_marked", at, divergence)
