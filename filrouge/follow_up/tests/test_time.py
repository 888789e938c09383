"""Time noted: shared among persons, told in their threads, put right and taken back by its author alone."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from filrouge.follow_up.models import Event, Review, TimeEntry, TimeShare
from filrouge.follow_up.use_cases import ruptures
from filrouge.follow_up.use_cases.time import Work, change_time, log_call, log_time, take_back_time
from filrouge.journal.models import WITHOUT_PERSON, JournalEntry
from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused, Stale
from filrouge.parcours.choices import AnnotationKind
from filrouge.parcours.models import ThreadEntry
from filrouge.parcours.tests.browsing import acts, last_act
from filrouge.parcours.use_cases import circle, opening, thread
from filrouge.parcours.use_cases.history import check_texts
from filrouge.plans.tests.making import a_plan
from tests.personas import NOW, on

DAY = localdate(NOW)


def work(**said):
    return Work(**{"on": DAY, "kind": "call", "minutes": 15, **said})


def another(made, name="Lina"):
    """One more situation that Claire coordinates."""
    asked = {"asked_by": "l’école", "origin": "school", "reason": "Seule"}
    return opening.open_record(by=made.claire, now=NOW, identity={"usual_name": name}, request=asked)


def log(made, several=None, **said):
    by = said.pop("by", made.claire)
    return log_time(several if several is not None else [made.parcours], work=work(**said), by=by, now=NOW)


def lines(made):
    return ThreadEntry.objects.filter(parcours=made.parcours, is_taken_back=False).count()


def test_a_call_takes_a_time_and_leaves_a_line_in_the_thread(made):
    before = lines(made)
    entry = log(made)
    share = entry.shares.get()
    assert (share.minutes, share.parcours, entry.organisation.name) == (15, made.parcours, "MAIA 1")
    assert (share.event.fact, share.event.kind, share.event.said_by) == (
        "Appel.", "appel", made.participants["claire"],
    )  # fmt: skip
    assert lines(made) == before + 1
    assert acts(made)[-2:] == ["follow_up.event_recorded", "follow_up.time_logged"]


def test_desk_work_leaves_a_line_only_when_something_is_said_of_it(made):
    before = lines(made)
    assert log(made, kind="mail").shares.get().event is None
    assert log(made, kind="other").shares.get().event is None
    assert lines(made) == before
    told = log(made, kind="mail", text="Dossier envoyé à la MDPH.").shares.get().event
    assert (told.fact, told.kind) == ("Dossier envoyé à la MDPH.", "transmission")


def test_several_persons_share_the_minutes_of_a_meeting_and_no_thread_names_another(made):
    lina, tom = another(made), another(made, "Tom")
    entry = log(made, [made.parcours, lina, tom], kind="meeting", minutes=50, travel_minutes=20)
    shares = entry.shares.all()
    assert sorted(share.minutes for share in shares) == [16, 17, 17]
    assert sum(share.travel_minutes for share in shares) == 20
    assert {share.event.fact for share in shares} == {"Réunion."}
    chains = JournalEntry.objects.filter(action="follow_up.time_logged").values_list("chain", flat=True)
    assert set(chains) == {str(one.person_id) for one in (made.parcours, lina, tom)}


def test_the_same_person_twice_counts_once(made):
    assert log(made, [made.parcours, made.parcours], minutes=30).shares.get().minutes == 30


def test_work_without_a_person_has_no_share_and_no_act(made):
    entry = log(made, [], kind="meeting")
    assert not entry.shares.exists()
    assert (entry.act, entry.activity) == ("", "4.6")
    assert JournalEntry.objects.filter(action="follow_up.time_logged").get().chain == WITHOUT_PERSON


def test_the_act_and_the_activity_are_guessed_and_may_be_said(made):
    assert log(made).act == "T1", "a record that is a draft: first contact"
    a_plan(made)
    made.parcours.refresh_from_db()
    type(made.parcours).objects.filter(pk=made.parcours.pk).update(state="open")
    assert (log(made).act, log(made).activity) == ("T4", "2.2")
    said = log(made, act="T7", activity="3.3")
    assert (said.act, said.activity) == ("T7", "3.3")


def test_a_review_that_is_due_makes_it_a_review(made):
    type(made.parcours).objects.filter(pk=made.parcours.pk).update(state="open")
    plan = a_plan(made)
    type(plan).objects.filter(pk=plan.pk).update(state="in_force", proposed_at=NOW, in_force_at=NOW)
    assert log(made).act == "T6"
    review = Review(parcours=made.parcours, when=on("2019-04"), next_on=DAY + timedelta(days=10))
    thread.add(review, by=made.claire, now=NOW, action="follow_up.event_recorded")
    assert log(made).act == "T7"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"minutes": 0}, "au moins une"),
        ({"minutes": 1441}, "au moins une"),
        ({"travel_minutes": -1}, "trajet"),
        ({"on": DAY + timedelta(days=1)}, "à venir"),
        ({"act": "T9"}, "Acte"),
        ({"activity": "4.4"}, "Activité"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_nothing_is_written(made, said, sentence):
    with pytest.raises(Refused, match=sentence):
        log(made, **said)
    assert not TimeEntry.objects.exists()


def test_only_members_of_the_circle_note_time_for_somebody(made):
    for who in (made.anne, made.sophie, made.person_account, made.hugo):
        with pytest.raises(NotAllowed):
            log(made, by=who)
    with pytest.raises(NotAllowed):
        log(made, [], by=made.karim)
    assert log(made, by=made.ines).user == made.ines
    assert not TimeEntry.objects.exclude(user=made.ines).exists()


def test_a_place_missing_for_one_of_several_writes_nothing_for_any(made):
    lina = another(made)
    with pytest.raises(NotAllowed):
        log(made, [made.parcours, lina], by=made.ines)
    assert not TimeEntry.objects.exists() and not Event.objects.filter(fact="Appel.").exists()


def test_the_database_keeps_the_limits_by_itself(made):
    facts = {"user": made.claire, "on": DAY, "kind": "call", "activity": "3.1", "recorded_at": NOW}
    for wrong in ({"minutes": 0}, {"minutes": 2000}, {"act": "T9"}, {"activity": "4.4"}, {"kind": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            TimeEntry.objects.create(**{"minutes": 5, **facts, **wrong})
    entry = TimeEntry.objects.create(minutes=5, **facts)
    TimeShare.objects.create(entry=entry, parcours=made.parcours, minutes=5)
    with pytest.raises(IntegrityError), transaction.atomic():
        TimeShare.objects.create(entry=entry, parcours=made.parcours, minutes=5)


def test_what_changes_is_shared_again_and_said_again_in_the_thread(made):
    entry = log(made, [made.parcours, another(made)], kind="visit", minutes=60)
    yesterday = DAY - timedelta(days=1)
    said = work(kind="call", minutes=31, text="Appel à sa fille.", on=yesterday)
    changed = change_time(entry, work=said, version=1, by=made.claire, now=NOW)
    assert sorted(changed.shares.values_list("minutes", flat=True)) == [15, 16]
    event = changed.shares.get(parcours=made.parcours).event
    assert (event.fact, event.kind, event.when.earliest) == ("Appel à sa fille.", "appel", yesterday)
    assert ThreadEntry.objects.get(pk=event.pk).title == "Appel à sa fille."
    assert last_act(made) == "follow_up.time_changed"


def test_a_call_that_was_a_mail_takes_its_line_back_and_finds_another_one(made):
    entry = log(made)
    changed = change_time(entry, work=work(kind="mail"), version=1, by=made.claire, now=NOW)
    line = changed.shares.get().event
    assert ThreadEntry.objects.get(pk=line.pk).is_taken_back
    back = change_time(changed, work=work(), version=2, by=made.claire, now=NOW)
    assert back.shares.get().event.pk != line.pk
    assert not back.shares.get().event.is_taken_back


def test_words_that_somebody_put_right_in_the_thread_outlive_a_change_of_minutes(made):
    entry = log(made)
    event = entry.shares.get().event
    thread.correct(event, "fact", "Appel à sa fille.", by=made.claire, now=NOW, reason="précision")
    change_time(entry, work=work(minutes=20), version=1, by=made.claire, now=NOW)
    assert Event.objects.get(pk=event.pk).fact == "Appel à sa fille."
    change_time(entry, work=work(minutes=20, text="Appel à son fils."), version=2, by=made.claire, now=NOW)
    assert Event.objects.get(pk=event.pk).fact == "Appel à son fils.", "what is said now wins"


def test_two_editors_lose_nothing(made):
    entry = log(made)
    change_time(entry, work=work(minutes=20), version=1, by=made.claire, now=NOW)
    with pytest.raises(Stale):
        change_time(entry, work=work(minutes=25), version=1, by=made.claire, now=NOW)
    assert TimeEntry.objects.get().minutes == 20


def test_time_taken_back_counts_no_more_and_its_line_leaves_the_thread(made):
    before = lines(made)
    entry = log_call(made.parcours, by=made.claire, now=NOW)
    assert entry.minutes == 5
    assert take_back_time(entry, by=made.claire, now=NOW) == []
    assert lines(made) == before
    assert not TimeEntry.objects.visible_to(made.claire).exists()
    assert last_act(made) == "follow_up.time_taken_back"
    with pytest.raises(Refused, match="déjà retiré"):
        take_back_time(entry, by=made.claire, now=NOW)


def test_a_line_that_something_leans_on_stays_when_its_time_is_taken_back(made):
    words, broken, alone = log(made), log(made), log(made)
    told = [each.shares.get().event for each in (words, broken)]
    thread.annotate(
        made.entry(told[0]), said_by=made.participants["person"], text="C’est vrai.",
        kind=AnnotationKind.ADDITION, by=made.person_account, now=NOW,
    )  # fmt: skip
    ruptures.open_rupture(made.parcours, nature="n", cause="c", opened_by=told[1], by=made.claire, now=NOW)
    assert take_back_time(words, by=made.claire, now=NOW) == [told[0]]
    assert take_back_time(broken, by=made.claire, now=NOW) == [told[1]]
    assert take_back_time(alone, by=made.claire, now=NOW) == []


def test_time_is_changed_and_taken_back_by_whoever_noted_it_alone(made):
    entry = log(made)
    for who in (made.sophie, made.ines, made.colette):
        with pytest.raises(NotAllowed):
            change_time(entry, work=work(), version=1, by=who, now=NOW)
        with pytest.raises(NotAllowed):
            take_back_time(entry, by=who, now=NOW)


def test_whoever_left_the_circle_keeps_their_time_and_touches_no_line_there(made):
    entry = log(made, by=made.ines)
    fact = entry.shares.get().event.fact
    circle.end_member(made.members["ines"], until=on("2019-07"), by=made.claire, now=NOW)
    said = work(minutes=20, text="Autre chose.")
    later = NOW + timedelta(days=60)
    changed = change_time(entry, work=said, version=1, by=made.ines, now=later)
    assert changed.minutes == 20
    assert changed.shares.get().event.fact == fact


def test_texts_of_an_entry_keep_their_limits(made):
    entry = TimeEntry(
        user=made.claire, on=date(2019, 1, 1), kind="call", minutes=5, activity="3.1", recorded_at=NOW
    )
    check_texts(entry)
    entry.activity = "9.9"
    with pytest.raises(Refused):
        check_texts(entry)
