"""Meetings: called with the person first, held with her word, told in the thread; two who write lose nothing."""

from datetime import UTC, datetime, timedelta

import pytest

from filrouge.accounts.models import Notice
from filrouge.follow_up.forms.meetings import MoveForm
from filrouge.follow_up.models import Appointment, Event, Meeting, MeetingSituation, Presence
from filrouge.follow_up.queries.meetings import meeting_page, meetings_of, presences
from filrouge.follow_up.tests.calling import (
    LATER,
    call,
    decide,
    hold,
    note_presences,
    of,
    point,
    setting,
    staff,
)
from filrouge.follow_up.use_cases import meetings
from filrouge.follow_up.use_cases.meetings import HerPart
from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused, Stale
from filrouge.parcours.models import Annotation, ThreadEntry
from filrouge.parcours.tests.browsing import acts, last_act, queries_of
from tests.personas import NOW, world


def test_a_meeting_stands_in_the_calendar_and_tells_those_whom_it_asks(made):
    situation = call(made)
    appointment = Appointment.objects.get()
    assert (appointment.kind, appointment.parcours, appointment.organiser) == (
        "meeting",
        made.parcours,
        made.claire,
    )
    assert set(appointment.participants.all()) == {made.participants["person"], made.participants["ines"]}
    assert last_act(made) == "follow_up.meeting_called"
    told = set(Notice.objects.filter(object_id=situation.meeting_id).values_list("to", "kind"))
    assert told == {(made.person_account.pk, "meeting_ahead"), (made.ines.pk, "meeting_asked")}


def test_the_person_then_who_represents_her_come_first(made):
    made.daughter.is_legal_representative = True
    made.daughter.save(update_fields=["is_legal_representative"])
    situation = call(made, invited=("ines", "claire", "daughter", "person"))
    names = [each.participant for each in presences(situation)]
    assert names[:2] == [made.participants["person"], made.participants["daughter"]]


@pytest.mark.parametrize(
    ("who", "refusal"), [("anne", NotAllowed), ("ines", NotAllowed), ("sophie", NotAllowed)]
)
def test_only_who_coordinates_the_record_calls(made, who, refusal):
    with pytest.raises(refusal):
        meetings.call_meeting(
            made.parcours, kind="synthesis", setting=setting(), invited=[], by=getattr(made, who), now=NOW
        )
    assert not Meeting.objects.exists()


def test_what_makes_no_meeting_is_refused_with_a_sentence(made):
    act = {"invited": [], "by": made.claire, "now": NOW}
    with pytest.raises(Refused, match="pourquoi on se réunit"):
        meetings.call_meeting(made.parcours, kind="synthesis", setting=setting(subject=" "), **act)
    with pytest.raises(Refused, match="finit avant de commencer"):
        meetings.call_meeting(made.parcours, kind="synthesis", setting=setting(minutes=-5), **act)
    with pytest.raises(Refused, match="depuis la liste"):
        meetings.call_meeting(made.parcours, kind="staff", setting=setting(), **act)
    stranger = world(2).participants["ines"]
    with pytest.raises(Refused, match="dans ce dossier"):
        meetings.call_meeting(
            made.parcours, kind="synthesis", setting=setting(), **{**act, "invited": [stranger]}
        )


def test_it_is_not_held_before_one_knows_how_she_took_part(made):
    situation = call(made)
    with pytest.raises(Refused, match="qui est là"):
        meetings.hold_meeting(situation, said="", summary="", by=made.claire, now=LATER)
    with pytest.raises(Refused, match="comment sa parole"):
        note_presences(situation, made, HerPart("away"))
    with pytest.raises(Refused, match="à ses côtés"):
        note_presences(situation, made, HerPart("accompanied"))
    note_presences(situation, made, HerPart("away", None, "hospitalisée", "chez elle, lundi"))
    event = meetings.hold_meeting(of(situation.meeting), said="", summary="", by=made.claire, now=LATER)
    assert made.participants["person"] not in event.participants.all()


def test_once_held_the_thread_tells_who_was_there_and_her_words_stand_beside(made):
    event = hold(call(made), made)
    assert event.kind == "reunion" and event.fact.startswith("Réunion de synthèse\u00a0: Faire le point")
    there = [each.participant for each in event.presences.order_by("order")]
    assert there == [made.participants["person"], made.participants["ines"]]
    hers = Annotation.objects.get(entry=event.pk)
    assert (hers.said_by, hers.text) == (made.participants["person"], "Je veux rester chez moi.")
    assert acts(made)[-1] == "follow_up.meeting_held"
    assert Notice.objects.filter(to=made.person_account, kind="meeting_held").exists()
    with pytest.raises(Refused, match="déjà dans le fil"):
        hold(of(Meeting.objects.get()), made)
    assert Event.objects.filter(kind="reunion").count() == 1


def test_it_is_not_held_before_its_day_nor_once_given_up(made):
    ahead = call(made, at=NOW + timedelta(days=3))
    note_presences(ahead, made)
    with pytest.raises(Refused, match="pas encore eu lieu"):
        meetings.hold_meeting(of(ahead.meeting), said="", summary="", by=made.claire, now=LATER)
    meetings.give_up_meeting(ahead.meeting, version=1, by=made.claire, now=NOW)
    with pytest.raises(Refused, match="n’a plus lieu"):
        meetings.hold_meeting(of(ahead.meeting), said="", summary="", by=made.claire, now=LATER)
    assert not Event.objects.filter(kind="reunion").exists()


def test_a_calendar_learns_that_it_moved_and_two_who_move_it_lose_nothing(made):
    situation = call(made)
    meetings.move_meeting(situation.meeting, setting=setting(at=LATER), version=1, by=made.claire, now=NOW)
    moved = Appointment.objects.get()
    assert (moved.starts_at, moved.sequence, moved.version) == (LATER, 1, 2)
    with pytest.raises(Stale):
        meetings.move_meeting(situation.meeting, setting=setting(), version=1, by=made.claire, now=NOW)
    with pytest.raises(NotAllowed):
        meetings.move_meeting(situation.meeting, setting=setting(), version=2, by=made.ines, now=NOW)
    assert last_act(made) == "follow_up.meeting_moved"


def test_two_who_note_presences_lose_nothing(made):
    situation = call(made)
    note_presences(situation, made, ines="present", claire="present")
    with pytest.raises(Stale):
        meetings.note_presences(
            situation, part=HerPart("alone"), states={}, version=1, by=made.claire, now=NOW
        )
    note_presences(situation, made, ines="", claire="excused")
    states = {each.participant: each.state for each in Presence.objects.all()}
    assert states == {made.participants["person"]: "invited", made.participants["claire"]: "excused"}


def test_the_length_is_counted_in_real_minutes_across_a_change_of_clocks(made):
    typed = {"subject": "x", "day": "2019-10-27", "at": "01:30", "minutes": "120"}
    form = MoveForm(typed, parcours=made.parcours, user=made.claire)
    assert form.is_valid()
    told = form.setting()
    assert told.starts_at == datetime(2019, 10, 26, 23, 30, tzinfo=UTC)
    assert told.ends_at - told.starts_at == timedelta(hours=2)


def test_a_team_reads_its_meeting_and_only_the_names_that_it_may(made):
    meeting = staff(made)
    for who in ("claire", "colette", "sophie"):
        assert Meeting.objects.visible_to(getattr(made, who), NOW).get() == meeting
    for who in ("ines", "anne", "karim", "marc", "julie", "person_account"):
        assert not Meeting.objects.visible_to(getattr(made, who), NOW).exists()
    named = {who: meetings_of(getattr(made, who), NOW)[0] for who in ("claire", "colette", "sophie")}
    assert [one.parcours for one in named.values()] == [[made.parcours], [], [made.parcours]]
    assert named["colette"].others == 1


def test_a_team_speaks_of_its_own_situations_alone(made):
    team = made.claire.memberships.get().organisation
    act = {"setting": setting(), "colleagues": [], "now": NOW}
    with pytest.raises(Refused, match="pas de cette équipe"):
        meetings.call_staff(team, situations=[world(2).parcours], by=made.claire, **act)
    with pytest.raises(Refused, match="au moins une situation"):
        meetings.call_staff(team, situations=[], by=made.claire, **act)
    with pytest.raises(Refused, match="pas de cette équipe"):
        meetings.call_staff(team, situations=[made.parcours], by=made.colette, **act)
    with pytest.raises(NotAllowed):
        meetings.call_staff(team, situations=[made.parcours], by=made.ines, **act)


def test_what_a_team_says_of_her_stands_in_her_thread(made):
    situation = of(staff(made))
    note_presences(situation, made, HerPart("away", None, "réunion d’équipe", "appelée lundi"))
    event = meetings.hold_meeting(
        of(situation.meeting), said="", summary="On l’aide.", by=made.claire, now=LATER
    )
    assert ThreadEntry.objects.visible_to(made.person_account, LATER).filter(pk=event.pk).exists()
    assert Notice.objects.filter(to=made.person_account, kind="meeting_ahead").exists()


def test_the_page_asks_as_many_questions_whatever_it_holds(made):
    situation = call(made)

    def ask() -> int:
        return queries_of(lambda: meeting_page(of(situation.meeting), made.claire, LATER))

    counts = []
    for more in (2, 48):
        for _ in range(more):
            decide(
                situation, made, item=point(situation, made), stances={made.participants["person"]: "agree"}
            )
        counts.append(ask())
    assert counts[0] == counts[1]
    assert MeetingSituation.objects.get().decisions.count() == 50
