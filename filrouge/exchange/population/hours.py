"""The time that the coordinator gave over the last year: what the calls, the visits and the meetings told took."""

from datetime import date, timedelta

from filrouge.exchange.population.teller import Teller
from filrouge.follow_up.choices import EventKind, TimeKind
from filrouge.follow_up.models import Event, TimeEntry, TimeShare
from filrouge.follow_up.rules.time import T0, T1, T2, T3, T4, T5, T6, T7, T8, guess_activity
from filrouge.parcours.choices import ParcoursState

A_YEAR = timedelta(days=365)
# By kind of fact: the sort of work, its minutes, the minutes on the way.
WORK: dict[str, tuple[TimeKind, tuple[int, ...], tuple[int, ...]]] = {
    EventKind.CALL: (TimeKind.CALL, (5, 10, 15, 20, 30), (0,)),
    EventKind.CALL_WITHOUT_ANSWER: (TimeKind.CALL, (5,), (0,)),
    EventKind.VISIT: (TimeKind.VISIT, (45, 60, 75, 90), (10, 20, 30, 40, 60)),
    EventKind.JOINT_VISIT: (TimeKind.VISIT, (60, 90, 120), (20, 30, 40, 60)),
    EventKind.MEETING: (TimeKind.MEETING, (60, 90, 120), (0, 20, 30)),
    EventKind.CO_EVALUATION: (TimeKind.VISIT, (90, 120, 150), (20, 30, 40)),
    EventKind.TRANSMISSION: (TimeKind.MAIL, (10, 15, 20), (0,)),
    EventKind.SOLICITATION: (TimeKind.MAIL, (15, 20, 30), (0,)),
    EventKind.EXPERTISES: (TimeKind.MAIL, (30, 45, 60), (0,)),
    EventKind.PROSPECTION: (TimeKind.OTHER, (20, 30, 45, 60), (0,)),
    EventKind.CONTRACT: (TimeKind.MEETING, (30, 45, 60), (0, 20)),
    EventKind.RIGHT_ASKED: (TimeKind.OTHER, (30, 45, 60), (0,)),
}
# In which act something was done, by how many days after the request.
ACTS = ((2, T0), (9, T1), (25, T2), (50, T3), (75, T4), (110, T5))
BESIDE = 0.9  # desk work about a fact that somebody else told


def count(teller: Teller) -> None:
    """A time for each fact that the coordinator told, and for some of those that others told."""
    since = teller.record.yesterday - A_YEAR
    for event in teller.events:
        if event.when.earliest is None or event.when.earliest <= since:
            continue
        mine = event.recorded_by_id == teller.record.coordinator.user.pk
        if mine or teller.dice.chance(BESIDE):
            _give(teller, event, event.when.earliest, mine=mine)


def _give(teller: Teller, event: Event, day: date, *, mine: bool) -> None:
    record, dice, worker = teller.record, teller.dice, teller.record.coordinator
    usual = (TimeKind.OTHER, (30, 45, 60, 90), (0,))
    kind, lengths, ways = WORK.get(event.kind, usual) if mine else usual
    act, minutes, travel = _act(teller, event, day), dice.pick(lengths), dice.pick(ways)
    entry = TimeEntry(
        id=dice.key(event.recorded_at), user=worker.user, organisation=worker.organisation, on=day, kind=kind,
        minutes=minutes, travel_minutes=travel, act=act, activity=guess_activity(act, kind),
        recorded_at=event.recorded_at,
    )  # fmt: skip
    record.add(entry)
    record.add(
        TimeShare(
            id=dice.key(event.recorded_at), entry=entry, parcours=record.parcours, minutes=minutes,
            travel_minutes=travel, event=event if mine else None,
        )
    )  # fmt: skip
    record.journal("follow_up.time_logged", event.recorded_at, entry, minutes=minutes)


def _act(teller: Teller, event: Event, day: date) -> str:
    if event.kind == EventKind.CO_EVALUATION:
        return T7
    if day == teller.end and teller.record.parcours.state == ParcoursState.CLOSED:
        return T8
    waited = (day - teller.around.begun).days
    return next((act for days, act in ACTS if waited <= days), T6)
