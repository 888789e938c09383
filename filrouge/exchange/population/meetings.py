"""Meetings around some of the people: one that was held, with what it decided; at times one ahead."""

from datetime import date, datetime, timedelta
from typing import Any

from filrouge.exchange.population.tables import bank
from filrouge.exchange.population.teller import Teller
from filrouge.follow_up.choices import AppointmentKind, Came, EventKind, PresenceState
from filrouge.follow_up.models import (
    AgendaItem,
    Appointment,
    DecisionVoice,
    Event,
    EventParticipant,
    Meeting,
    MeetingDecision,
    MeetingSituation,
    Presence,
    Task,
)
from filrouge.lib.dates import PartialDate
from filrouge.needs.choices import Stance
from filrouge.parcours.choices import AnnotationKind
from filrouge.parcours.models import Annotation, Participant

HELD, AHEAD, AWAY, DISAGREES, DONE = 0.25, 0.1, 0.15, 0.15, 0.6
LENGTH = timedelta(minutes=60)


def meet(teller: Teller) -> None:
    """A synthesis in the last months, for one open record in four; one ahead for some."""
    dice, record = teller.dice, teller.record
    day = record.yesterday - timedelta(days=dice.between(5, 120))
    if day > record.begun + timedelta(days=90) and dice.chance(HELD):
        _hold(teller, day)
    if dice.chance(AHEAD):
        called = dice.moment(record.yesterday)
        _call(teller, record.today + timedelta(days=dice.between(3, 30)), called, bank("meetings")["ahead"])


def _call(teller: Teller, day: date, called: datetime, subjects: list[str]) -> MeetingSituation:
    """The appointment, the meeting, those who are asked: the person first."""
    record, dice, told = teller.record, teller.dice, bank("meetings")
    starts = dice.moment(day)
    appointment = record.add(
        Appointment(
            id=dice.key(called), parcours=record.parcours, kind=AppointmentKind.MEETING,
            subject=teller.choose(subjects, day), starts_at=starts, ends_at=starts + LENGTH,
            place=teller.choose(told["places"], day), organiser=record.coordinator.user, changed_at=called,
        )
    )  # fmt: skip
    meeting = record.add(Meeting(id=dice.key(called), appointment=appointment))
    record.journal("follow_up.meeting_called", called, meeting)
    others = [who for slot, who in record.named.items() if slot not in ("person", "coordinator")]
    for who in [record.named["person"], record.named["coordinator"], *dice.some(others, 3)]:
        record.add(Presence(id=dice.key(called), meeting=meeting, participant=who))
        record.add(Appointment.participants.through(appointment=appointment, participant=who))
    return record.add(MeetingSituation(id=dice.key(called), meeting=meeting, parcours=record.parcours))


def _hold(teller: Teller, day: date) -> None:
    record, dice, told = teller.record, teller.dice, bank("meetings")
    situation = _call(teller, day, dice.moment(max(record.begun, day - timedelta(days=14))), told["subjects"])
    at = situation.meeting.appointment.ends_at
    there = [each for each in record.rows[Presence] if each.meeting is situation.meeting]
    for each in there:
        each.state = PresenceState.PRESENT
    situation.came = Came.AWAY if dice.chance(AWAY) else Came.ALONE
    if situation.came == Came.AWAY:
        there[0].state = PresenceState.EXCUSED
        situation.why_away, situation.how_heard = (teller.choose(told[key], day) for key in ("away", "heard"))
    record.journal("follow_up.presences_noted", at, situation)
    present = [each.participant for each in there if each.state == PresenceState.PRESENT and each.participant]
    for rank, point in enumerate(dice.some(told["points"], 3), 1):
        _speak(teller, situation, rank, point, [who for who in present if not who.is_the_person], day, at)
    _tell(teller, situation, present, day, at)


def _speak(
    teller: Teller, situation: MeetingSituation, rank: int, point: dict[str, Any], others: list[Participant],
    day: date, at: datetime,
) -> None:  # fmt: skip
    """A point, what was said, what was decided and who does it."""
    record, dice = teller.record, teller.dice
    by, doing = record.coordinator.user, dice.pick(others)
    item = record.add(
        AgendaItem(
            id=dice.key(at), situation=situation, parcours=record.parcours, order=rank, area=point["area"],
            words=teller.voice(day).say(point["words"]), note=teller.voice(day).say(point["note"]), version=2,
            proposed_by=record.named["coordinator"], recorded_by=by, recorded_at=at,
        )
    )  # fmt: skip
    record.journal("follow_up.meeting_noted", at, item)
    decision = MeetingDecision(
        id=dice.key(at), parcours=record.parcours, situation=situation, item=item, area=point["area"],
        words=teller.voice(day).say(point["decision"]), when=PartialDate.of_day(day),
        in_charge=doing, due=day + timedelta(days=dice.between(14, 90)),
        concerns_plan=point.get("plan", False), said_by=record.named["coordinator"],
    )  # fmt: skip
    record.fact(decision, record.coordinator, at, "follow_up.decision_taken")
    for who in (record.named["person"], doing):
        stance = Stance.DISAGREE if who.is_the_person and dice.chance(DISAGREES) else Stance.AGREE
        if who.is_the_person and situation.came == Came.AWAY:
            stance = Stance.ABSENT
        record.add(
            DecisionVoice(
                id=dice.key(at),
                decision=decision,
                participant=who,
                stance=stance,
                recorded_by=by,
                recorded_at=at,
            )
        )
    _ask(teller, decision, at)


def _ask(teller: Teller, decision: MeetingDecision, at: datetime) -> None:
    """What is to be done of it; some of it is done by now."""
    record, dice = teller.record, teller.dice
    by, is_past = record.coordinator.user, decision.due is not None and decision.due < record.yesterday
    done = dice.moment(decision.due) if is_past and decision.due and dice.chance(DONE) else None
    task = record.add(
        Task(
            id=dice.key(at), parcours=record.parcours, what=decision.words, due=decision.due,
            assigned_to=decision.in_charge, owner=by, source_kind=MeetingDecision.KIND, source_id=decision.pk,
            recorded_by=by, recorded_at=at, done_at=done, done_by=by if done else None,
        )
    )  # fmt: skip
    record.journal("follow_up.task_added", at, task)


def _tell(
    teller: Teller, situation: MeetingSituation, present: list[Participant], day: date, at: datetime
) -> None:
    """The fact that says it was held, and what she said there."""
    record, dice, told = teller.record, teller.dice, bank("meetings")
    head = (
        f"{situation.meeting.get_kind_display().capitalize()}\u00a0: {situation.meeting.appointment.subject}"
    )
    event = Event(
        id=dice.key(at), parcours=record.parcours, when=PartialDate.of_day(day), kind=EventKind.MEETING,
        fact=f"{head}\n{teller.choose(told['summary'], day)}", said_by=record.named["coordinator"],
    )  # fmt: skip
    record.fact(event, record.coordinator, at, "follow_up.event_recorded")
    for order, who in enumerate(present):
        record.add(EventParticipant(event_id=event.pk, participant_id=who.pk, order=order))
    if situation.came != Came.AWAY:
        record.add(
            Annotation(
                id=dice.key(at), entry_id=event.pk, kind=AnnotationKind.REPORTED, said_by=record.named["person"],
                text=teller.choose(told["words"], day), recorded_by=record.coordinator.user, recorded_at=at,
            )
        )  # fmt: skip
    situation.event = event
    record.journal("follow_up.meeting_held", at, situation)
