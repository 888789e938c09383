"""What a coordinator has ahead for one person: things to do, some of them late, and times that are set."""

from datetime import UTC, datetime, timedelta
from typing import Any

from filrouge.exchange.population.dice import Dice
from filrouge.exchange.population.rows import Record
from filrouge.exchange.population.tables import bank
from filrouge.follow_up.models import Appointment, Task
from filrouge.lib.dates.calendar import working_day_from

COMES_BACK, IS_SET, MAY_MOVE = 0.3, 0.75, 0.4
HOURS = (
    7,
    8,
    9,
    12,
    13,
    14,
    15,
)  # of universal time: from eight or nine in the morning to five in the afternoon


def plan_ahead(record: Record) -> None:
    """By a chance of its own: what is ahead changes nothing of what was lived."""
    dice = Dice("planned", record.parcours.pk)
    for told in dice.some(bank("planned")["tasks"], dice.between(0, 3)):
        _task(record, dice, told)
    if dice.chance(COMES_BACK):
        _task(record, dice, dice.pick(bank("planned")["points"]))
    if dice.chance(IS_SET):
        _appointment(record, dice, dice.pick(bank("planned")["appointments"]))


def _task(record: Record, dice: Dice, told: dict[str, Any]) -> None:
    at = record.noted(record.today - timedelta(days=dice.between(3, 30)))
    due = working_day_from(record.today + timedelta(days=dice.between(-8, 45)))
    rhythm = told.get("rhythm", "")
    task = Task(
        id=dice.key(at), parcours=record.parcours, what=told["what"], due=due, area=told["area"], rhythm=rhythm,
        first_due=due if rhythm else None, owner=record.coordinator.user, recorded_by=record.coordinator.user,
        recorded_at=at,
    )  # fmt: skip
    record.add(task)
    record.journal("follow_up.task_added", at, task)


def _appointment(record: Record, dice: Dice, told: dict[str, Any]) -> None:
    at = record.noted(record.today - timedelta(days=dice.between(2, 20)))
    day = working_day_from(record.today + timedelta(days=dice.between(0, 28)))
    starts = datetime(day.year, day.month, day.day, dice.pick(HOURS), dice.pick((0, 15, 30)), tzinfo=UTC)
    is_movable = told["kind"] == "visit" and dice.chance(MAY_MOVE)
    one = Appointment(
        id=dice.key(at), parcours=record.parcours, kind=told["kind"], subject=told["subject"], area=told["area"],
        starts_at=starts, ends_at=starts + timedelta(minutes=told["minutes"]),
        may_start_from=starts - timedelta(hours=1) if is_movable else None,
        may_start_until=starts + timedelta(hours=2) if is_movable else None,
        place="chez elle" if told["kind"] == "visit" else "", organiser=record.coordinator.user, changed_at=at,
    )  # fmt: skip
    record.add(one)
    there = Appointment.participants.through
    for slot in ("person", "coordinator"):
        record.add(there(appointment=one, participant=record.named[slot]))
    record.journal("follow_up.appointment_set", at, one)
