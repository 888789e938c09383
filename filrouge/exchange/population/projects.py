"""What the person wants, in her words, once or twice; what is hoped for, in her order, and the needs drawn from it."""

from datetime import date, timedelta
from typing import Any

from filrouge.exchange.population.tables import bank
from filrouge.exchange.population.teller import Teller
from filrouge.lib.dates import PartialDate
from filrouge.life_project.choices import ExpectationState, GatheredHow
from filrouge.life_project.models import (
    Expectation,
    ExpectationOrder,
    ExpectationStep,
    LifeProject,
    ProjectNote,
)
from filrouge.needs.models import Need, NeedOrigin
from filrouge.needs.rules.areas import area_of_need
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.models import Participant

HOW = {
    GatheredHow.SPOKEN: 0.7, GatheredHow.WRITTEN: 0.14, GatheredHow.PICTOGRAMS: 0.09, GatheredHow.GESTURES: 0.07,
}  # fmt: skip
SAID_AGAIN, HELPED, NOTED = 0.25, 0.3, 0.1
BY_THE_CARER, ORDERED, UNTRANSLATED, WITHOUT_WORDS = 0.25, 0.35, 0.2, 0.2
BECAME = {ExpectationState.ALIVE: 0.82, ExpectationState.REACHED: 0.11, ExpectationState.SET_ASIDE: 0.07}


def tell(teller: Teller) -> None:
    """Her words some days after the welcome, and two to six things hoped for."""
    dice, begun = teller.dice, teller.around.begun
    day = min(begun + timedelta(days=dice.between(6, 40)), teller.end)
    _words(teller, day, 1)
    if (teller.end - day).days > 120 and dice.chance(SAID_AGAIN):
        _words(teller, day + timedelta(days=dice.between(90, (teller.end - day).days)), 2)
    known = [one for one in bank("projects")["hopes"] if teller.fits(one, day)]
    needs: dict[str, Need] = {}
    hopes = [
        _hope(teller, one, rank, day, needs)
        for rank, one in enumerate(dice.some(known, dice.between(2, 6)), 1)
    ]
    if len(hopes) > 2 and dice.chance(ORDERED):
        _order(teller, hopes, day)
    if dice.chance(WITHOUT_WORDS):
        _need(teller, dice.pick(bank("projects")["without_words"]), day, needs)


def _words(teller: Teller, day: date, number: int) -> None:
    record, dice = teller.record, teller.dice
    group = (
        "child" if record.profile.is_child(day) else "elder" if record.profile.public == "elder" else "adult"
    )
    at = record.noted(day)
    helped = record.named.get("carer") if dice.chance(HELPED) else None
    project = LifeProject(
        id=dice.key(at),
        parcours=record.parcours,
        number=number,
        when=PartialDate.parse(dice.notation(day)),
        text=teller.choose(bank("projects")["projects"][group], day),
        how=dice.weighted(HOW),
        helped_by=helped,
        said_by=record.named["person"],
        area=LifeArea.COORDINATION,
    )
    record.fact(project, record.coordinator, at, "life_project.written")
    if dice.chance(NOTED):
        note = ProjectNote(
            id=dice.key(at),
            project=project,
            said_by=record.named["coordinator"],
            text=dice.pick(bank("projects")["notes"]),
            recorded_by=record.coordinator.user,
            recorded_at=at,
        )
        record.journal("life_project.note_added", at, record.add(note))


def _hope(teller: Teller, told: dict[str, Any], rank: int, day: date, needs: dict[str, Need]) -> Expectation:
    record, dice = teller.record, teller.dice
    is_carers = "carer" in told and "carer" in record.named and dice.chance(BY_THE_CARER)
    voice: Participant = record.named["carer" if is_carers else "person"]
    at = record.noted(day)
    hope = Expectation(
        id=dice.key(at),
        parcours=record.parcours,
        words=teller.choose(told["carer" if is_carers else "person"], day),
        when=PartialDate.of_day(day),
        rank=rank,
        said_by=voice,
        area=told["area"],
    )
    record.fact(hope, record.coordinator, at, "life_project.expectation_added")
    _became(teller, hope, voice, day)
    if not dice.chance(UNTRANSLATED):
        need = _need(teller, told["need"], day, needs)
        tied = max(at, need.recorded_at)
        origin = NeedOrigin(
            id=dice.key(tied), need=need, expectation=hope, added_by=record.coordinator.user, added_at=tied
        )
        record.journal("needs.tied", tied, record.add(origin))
    return hope


def _became(teller: Teller, hope: Expectation, voice: Participant, day: date) -> None:
    """A few are reached or set aside since."""
    record, dice = teller.record, teller.dice
    state = dice.weighted(BECAME)
    if state == ExpectationState.ALIVE or (teller.end - day).days < 60:
        return
    at = record.noted(day + timedelta(days=dice.between(50, (teller.end - day).days)))
    hope.state, hope.version = state, 2
    step = ExpectationStep(
        id=dice.key(at),
        expectation=hope,
        state=state,
        reason=dice.pick(bank("projects")["set_aside"]) if state == ExpectationState.SET_ASIDE else "",
        said_by=voice,
        recorded_by=record.coordinator.user,
        recorded_at=at,
    )
    record.add(step)
    record.journal("life_project.expectation_moved", at, hope, state=state.value)


def _need(teller: Teller, number: str, day: date, needs: dict[str, Need]) -> Need:
    """The need of that code: one in a record, whichever words lead to it."""
    record, dice = teller.record, teller.dice
    if number not in needs:
        at = record.noted(day)
        need = Need(
            id=dice.key(at),
            parcours=record.parcours,
            code=record.staff.needs[number],
            when=PartialDate.of_day(day),
            said_by=record.named["coordinator"],
            area=area_of_need(number),
        )
        needs[number] = record.fact(need, record.coordinator, at, "needs.need_added")
    return needs[number]


def _order(teller: Teller, hopes: list[Expectation], day: date) -> None:
    """The order that the person gave, which is that of the ranks."""
    record, dice = teller.record, teller.dice
    at = max(hope.recorded_at for hope in hopes) + timedelta(hours=1)
    order = ExpectationOrder(
        id=dice.key(at),
        parcours=record.parcours,
        number=1,
        keys=[str(hope.pk) for hope in hopes if hope.state == ExpectationState.ALIVE],
        recorded_by=record.coordinator.user,
        recorded_at=at,
    )
    record.journal("life_project.expectations_ordered", at, record.add(order))
