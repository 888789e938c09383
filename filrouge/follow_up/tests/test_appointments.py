from datetime import UTC, date, datetime, timedelta

import pytest

from filrouge.follow_up.models import Appointment, Event
from filrouge.follow_up.queries.appointments import coming, in_record, on_day, overlapping
from filrouge.follow_up.use_cases.appointments import (
    Time,
    cancel_appointment,
    change_appointment,
    note_held,
    set_appointment,
)
from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused, Stale
from filrouge.parcours.models import CircleMember, ThreadEntry
from filrouge.parcours.tests.browsing import acts, last_act, queries_of
from filrouge.parcours.use_cases import sharing
from tests.personas import NOW, on

HOUR = timedelta(hours=1)


def time(start: datetime = NOW + HOUR, minutes: int = 60, **window) -> Time:
    return Time(start, start + timedelta(minutes=minutes), **window)


def meet(made, *, by=None, parcours="own", at=None, **facts):
    record = made.parcours if parcours == "own" else parcours
    facts = {"subject": "faire le point", "kind": "visit", "area": "daily_life", **facts}
    return set_appointment(record, at=at or time(), by=by or made.claire, now=NOW, **facts)


def test_a_time_is_set_by_whoever_works_in_the_circle(made):
    visit = meet(made, participants=[made.participants["person"]])
    assert (visit.sequence, visit.organiser, last_act(made)) == (0, made.claire, "follow_up.appointment_set")
    with pytest.raises(NotAllowed):
        meet(made, by=made.anne)
    with pytest.raises(Refused, match="de quoi il s’agit"):
        meet(made, subject=" ")
    with pytest.raises(Refused, match="fin est avant"):
        meet(made, at=Time(NOW, NOW - HOUR))
    with pytest.raises(Refused, match="n’est pas entre"):
        meet(made, at=time(may_start_from=NOW + 2 * HOUR, may_start_until=NOW + 3 * HOUR))


def test_who_reads_it(made):
    visit = meet(made)
    health = meet(made, area="health", at=time(NOW + 3 * HOUR))
    invited = meet(made, area="money", participants=[made.participants["ines"]], at=time(NOW + 5 * HOUR))
    own = meet(made, parcours=None, area="coordination", at=time(NOW + 7 * HOUR))

    def read(user):
        return set(Appointment.objects.visible_to(user, NOW))

    assert read(made.claire) == {visit, health, invited, own}
    assert read(made.ines) == {health, invited}, "health is opened to her; the other names her"
    assert read(made.person_account) == {visit, health, invited}, "all that is hers"
    assert read(made.relative_account) == {visit}, "daily life is opened to her daughter"
    for outside in (made.hugo, made.colette, made.anne, made.sophie):
        assert read(outside) == set()
    CircleMember.objects.filter(pk=made.members["ines"].pk).update(access_to=NOW)
    assert read(made.ines) == set(), "whoever left the circle reads nothing more, invited or not"


def test_what_the_person_closes_is_closed(made):
    meet(made)
    sharing.record_consent(
        made.participants["daughter"], areas=["daily_life"], decision="refused", on=on("2019-07"),
        by=made.claire, now=NOW,
    )  # fmt: skip
    assert not Appointment.objects.visible_to(made.relative_account, NOW).exists()


def test_moving_and_cancelling_raise_the_sequence(made):
    visit = meet(made)
    moved = change_appointment(visit, at=time(NOW + 2 * HOUR), version=1, by=made.claire, now=NOW)
    assert (moved.sequence, moved.subject, last_act(made)) == (
        1,
        "faire le point",
        "follow_up.appointment_moved",
    )
    with pytest.raises(Stale):
        change_appointment(visit, at=time(), version=1, by=made.claire, now=NOW)
    with pytest.raises(Refused, match="pourquoi"):
        cancel_appointment(visit, reason="", by=made.claire, now=NOW)
    off = cancel_appointment(visit, reason="hospitalisée", by=made.claire, now=NOW)
    assert (off.sequence, off.cancelled_why, last_act(made)) == (
        2,
        "hospitalisée",
        "follow_up.appointment_cancelled",
    )
    with pytest.raises(Refused, match="annulé"):
        change_appointment(visit, at=time(), by=made.claire, now=NOW)
    with pytest.raises(NotAllowed):
        cancel_appointment(meet(made, at=time(NOW + 4 * HOUR)), reason="x", by=made.ines, now=NOW)


def test_one_tap_notes_in_the_thread_that_it_took_place(made):
    visit = meet(
        made, place="chez elle", participants=[made.participants["person"], made.participants["claire"]]
    )
    with pytest.raises(Refused, match="pas encore commencé"):
        note_held(visit, by=made.claire, now=NOW)
    after = NOW + 3 * HOUR
    event = note_held(visit, by=made.claire, now=after)
    entry = ThreadEntry.objects.get(pk=event.pk)
    assert (event.kind, event.fact, entry.area) == (
        "visite", "Visite\u00a0: faire le point (chez elle).", "daily_life",
    )  # fmt: skip
    assert set(event.presences.values_list("participant", flat=True)) == {
        made.participants["person"].pk, made.participants["claire"].pk,
    }  # fmt: skip
    assert acts(made)[-2:] == ["follow_up.event_recorded", "follow_up.appointment_held"]
    with pytest.raises(Refused, match="déjà noté"):
        note_held(visit, by=made.claire, now=after)
    assert Event.objects.filter(pk=event.pk).count() == 1


def test_a_day_is_from_midnight_to_midnight_also_when_the_clock_changes(made):
    late = datetime(2026, 10, 25, 22, 30, tzinfo=UTC)  # 23 h 30 in Paris, on a day of 25 hours
    early = datetime(2026, 10, 24, 22, 30, tzinfo=UTC)  # 0 h 30 on the same day
    for start in (early, late):
        meet(made, at=time(start, 20))
    day = on_day(made.claire, date(2026, 10, 25), NOW)
    assert [slot.hour for slot in day.slots] == ["0 h 30", "23 h 30"]
    assert on_day(made.claire, date(2026, 10, 24), NOW).slots == []
    assert on_day(made.claire, date(2026, 10, 26), NOW).slots == []


def test_the_day_is_drawn_and_said(made):
    meet(made)
    meet(made, at=time(NOW + HOUR + timedelta(minutes=30)))
    day = on_day(made.claire, NOW.date(), NOW)
    first, second = day.slots
    assert day.in_words == "Fixé ce jour-là\u00a0: 12 h, 12 h 30. Il est 11 h."
    assert first.bar and second.bar and first.bar.y != second.bar.y, "those that overlap stand on two rows"
    assert first.bar.width == pytest.approx(108)
    assert day.line.now_x == pytest.approx(364)
    quiet = on_day(made.claire, NOW.date() + timedelta(days=1), NOW)
    assert (quiet.in_words, quiet.line.now_x) == ("Rien n’est fixé ce jour-là.", None)


def test_what_overlaps_is_told_the_way_counted(made):
    meet(made)
    apart = meet(made, at=time(NOW + 2 * HOUR, 30))
    assert overlapping(apart, made.claire, NOW) == []
    apart.travel_minutes = 20
    (other,) = overlapping(apart, made.claire, NOW)
    assert other.hour == "12 h"
    other.appointment.cancelled_at = NOW
    other.appointment.save()
    assert overlapping(apart, made.claire, NOW) == []


@pytest.mark.parametrize("count", [2, 50])
def test_lists_ask_the_same_number_of_questions(made, count):
    for rank in range(count):
        meet(made, at=time(NOW + timedelta(minutes=rank), 20), participants=[made.participants["person"]])
    assert queries_of(lambda: on_day(made.claire, NOW.date(), NOW)) == 2
    assert queries_of(lambda: coming(made.claire, start=None, now=NOW)) == 2
    assert queries_of(lambda: in_record(made.parcours, made.claire, now=NOW)) == 3


def test_the_list_goes_on_by_key(made):
    several = [meet(made, at=time(NOW + timedelta(minutes=rank // 2 + 1), 20)) for rank in range(60)]
    first = coming(made.claire, start=None, now=NOW)
    second = coming(made.claire, start=first.following, now=NOW)
    assert [slot.appointment for slot in (*first.slots, *second.slots)] == several
