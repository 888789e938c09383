"""The pages of tasks, appointments and the round, as a browser sends them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from filrouge.follow_up.models import Appointment, Task, VisitRound
from filrouge.journal.models import JournalEntry
from filrouge.parcours.tests.browsing import address, browser_of, queries_of, send, text_of
from tests.dated import a_task, an_appointment
from tests.personas import NOW

FORM = {"kind": "visit", "subject": "faire le point", "hour": "14:30", "minutes": "60"}


def act_on(name: str, key: object) -> str:
    return reverse(f"follow_up:{name}", args=[key])


def test_one_line_is_enough(made):
    browser, page = browser_of(made.claire), address("follow_up:tasks", made)
    answer = browser.post(
        address("follow_up:task_new", made), {"what": "Rappeler la mairie", "due": "2026-07-14"}
    )
    assert (answer.status_code, answer["Location"]) == (302, page)
    told = text_of(browser.get(page))
    assert "Rappeler la mairie" in told and "Fête nationale" in told
    assert "Rappeler la mairie" in text_of(browser.get(reverse("follow_up:my_tasks")))
    assert "Rappeler la mairie" in text_of(browser.get(address("follow_up:page", made)))


def test_a_line_that_is_empty_comes_back_with_a_sentence(made):
    answer = browser_of(made.claire).post(
        address("follow_up:task_new", made), {"what": "", "due": "2026-07-14"}
    )
    assert answer.status_code == 200 and "obligatoire" in text_of(answer)
    assert 'value="2026-07-14"' in answer.content.decode(), "nothing typed is lost"


def test_a_task_is_done_and_taken_up_again_where_it_stands(made):
    task, browser, page = a_task(made), browser_of(made.claire), reverse("follow_up:my_tasks")
    answer = browser.post(act_on("task_done", task.pk), {"next": page})
    assert answer["Location"] == page
    task.refresh_from_db()
    assert task.done_by == made.claire
    elsewhere = browser.post(act_on("task_again", task.pk), {"next": "https://ailleurs.example/"})
    assert elsewhere["Location"] == address("follow_up:tasks", made)
    task.refresh_from_db()
    assert not task.is_over


def test_postponing_and_giving_up_ask_why(made):
    task, browser = a_task(made), browser_of(made.claire)
    later = (localdate() + timedelta(days=4)).isoformat()
    assert "obligatoire" in text_of(send(browser, act_on("task_postpone", task.pk), until=later))
    assert send(browser, act_on("task_postpone", task.pk), until=later, reason="congés").status_code == 302
    assert "congés" in text_of(browser.get(act_on("task_change", task.pk)))
    assert send(browser, act_on("task_give_up", task.pk), reason="elle l’a fait").status_code == 302
    assert "elle l’a fait" in text_of(browser.get(address("follow_up:tasks", made)))


def test_two_who_change_a_task_see_both_texts(made):
    task, browser = a_task(made), browser_of(made.claire)
    url = act_on("task_change", task.pk)
    first = {"_version": "1", "what": "Appeler", "due": "2026-12-01", "rhythm": "", "assigned_to": ""}
    assert browser.post(url, first).status_code == 302
    shown = text_of(browser.post(url, {**first, "what": "Écrire"}))
    assert "pendant que vous écriviez" in shown and "Appeler" in shown
    assert Task.objects.get(pk=task.pk).what == "Appeler"


def test_a_recurring_task_is_given_to_somebody(made):
    send(
        browser_of(made.claire), address("follow_up:task_new", made), what="Point", due="2026-09-01",
        rhythm="quarter", assigned_to=made.participants["ines"].pk, area="health",
    )  # fmt: skip
    task = Task.objects.get(what="Point")
    assert (task.rhythm, task.assigned_to, task.area) == ("quarter", made.participants["ines"], "health")
    assert "Point" in text_of(browser_of(made.ines).get(reverse("follow_up:my_tasks")))


def set_one(made, **fields):
    return send(browser_of(made.claire), address("follow_up:appointment_new", made), **{**FORM, **fields})


def test_an_appointment_is_set_in_the_hours_of_the_place(made):
    answer = set_one(made, day="2026-07-01", place="chez elle", participants=[made.participants["ines"].pk])
    assert answer.status_code == 302
    found = Appointment.objects.get()
    assert (found.starts_at, found.minutes) == (datetime(2026, 7, 1, 12, 30, tzinfo=UTC), 60)
    assert "Inès" in text_of(browser_of(made.claire).get(address("follow_up:appointments", made)))


@pytest.mark.parametrize("day", ["2026-03-29", "2027-03-28"])
def test_an_hour_that_does_not_exist_is_refused_with_a_sentence(made, day):
    shown = text_of(set_one(made, day=day, hour="02:30"))
    assert "on avance l’heure\u00a0: 02:30 n’existe pas" in shown.replace(" :", "\u00a0:")
    assert not Appointment.objects.exists()


@pytest.mark.parametrize(("which", "hour"), [("summer", 0), ("winter", 1)])
def test_an_hour_that_comes_twice_is_asked(made, which, hour):
    shown = text_of(set_one(made, day="2026-10-25", hour="02:30"))
    assert "cette heure vient deux fois" in shown and "Dites laquelle" in shown
    assert set_one(made, day="2026-10-25", hour="02:30", twice=which).status_code == 302
    found = Appointment.objects.get()
    assert found.starts_at == datetime(2026, 10, 25, hour, 30, tzinfo=UTC)
    again = browser_of(made.claire).get(act_on("appointment_change", found.pk)).content.decode()
    assert f'value="{which}"' in again and "checked" in again, "a change keeps which of the two it was"


def test_which_hour_is_asked_on_no_other_day(made):
    assert "deux fois" not in text_of(browser_of(made.claire).get(address("follow_up:appointment_new", made)))


def test_what_overlaps_is_told_and_not_blocked(made):
    set_one(made, day="2026-07-01")
    answer = send(
        browser_of(made.claire), address("follow_up:appointment_new", made), **FORM, day="2026-07-01"
    )
    assert answer.status_code == 302
    assert Appointment.objects.count() == 2
    warned = browser_of(made.claire)
    warned.post(address("follow_up:appointment_new", made), {**FORM, "day": "2026-07-01"})
    assert "Rien n’est bloqué" in text_of(warned.get(reverse("follow_up:my_appointments")))


def test_moved_cancelled_noted(made):
    one, browser = an_appointment(made), browser_of(made.claire)
    change = act_on("appointment_change", one.pk)
    moved = send(browser, change, **FORM, day="2019-08-02", may_from="", may_until="")
    assert moved.status_code == 302
    assert browser.post(act_on("appointment_held", one.pk)).status_code == 302
    one.refresh_from_db()
    assert (one.sequence, one.held_as.kind) == (1, "visite")
    other = Appointment.objects.create(
        organiser=made.claire,
        subject="réunion",
        starts_at=NOW,
        ends_at=NOW + timedelta(hours=1),
        changed_at=NOW,
    )
    assert send(browser, act_on("appointment_cancel", other.pk), reason="grève").status_code == 302
    other.refresh_from_db()
    assert other.cancelled_why == "grève"


def test_one_s_own_times_are_about_nobody_s_record(made):
    url = reverse("follow_up:own_appointment_new")
    assert (
        send(browser_of(made.claire), url, **{**FORM, "kind": "meeting"}, day="2026-07-01").status_code == 302
    )
    own = Appointment.objects.get()
    assert own.parcours is None
    assert browser_of(made.colette).get(act_on("appointment_change", own.pk)).status_code == 404


def a_round(made):
    one, day = an_appointment(made), NOW + timedelta(days=1)
    starts = day.replace(hour=14)
    for name in ("b", "c"):
        Appointment.objects.create(
            organiser=made.claire, subject=name, starts_at=starts, ends_at=starts + timedelta(minutes=30),
            changed_at=NOW,
        )  # fmt: skip
    return one, f"?jour={day.date().isoformat()}"


def test_the_round_says_what_cannot_be_in_time_and_keeps_an_order_given_by_hand(made):
    one, asked = a_round(made)
    browser, page = browser_of(made.claire), reverse("follow_up:round") + asked
    shown = text_of(browser.get(page))
    assert "tout ne tient pas dans les heures convenues" in shown and "30 min de retard" in shown
    move = reverse("follow_up:round_move") + asked
    browser.post(move, {"visite": one.pk, "sens": "descendre"})
    kept = VisitRound.objects.get(owner=made.claire)
    assert kept.order.index(str(one.pk)) == 1
    assert "Revenir à l’ordre proposé" in text_of(browser.get(page))
    browser.post(move, {"visite": "rien", "sens": "monter"})
    assert VisitRound.objects.get(owner=made.claire).order == kept.order
    browser.post(reverse("follow_up:round_propose") + asked)
    assert VisitRound.objects.get(owner=made.claire).order == []
    assert JournalEntry.objects.filter(action="follow_up.round_arranged").exists()


def test_the_hours_of_the_round_are_taken_within_what_was_agreed(made):
    one, asked = a_round(made)
    browser, before = browser_of(made.claire), one.starts_at
    send(browser, reverse("follow_up:round") + asked, start="", leaves_at="11:30")
    browser.post(reverse("follow_up:round_hours") + asked)
    one.refresh_from_db()
    assert one.may_start_from <= one.starts_at <= one.may_start_until
    assert (one.starts_at != before, one.sequence) == (True, 1)
    assert browser_of(made.colette).get(reverse("follow_up:round") + asked).status_code == 200
    assert one.subject not in text_of(browser_of(made.colette).get(reverse("follow_up:round") + asked))


@pytest.mark.parametrize("count", [2, 30])
def test_pages_ask_the_same_number_of_questions(made, count):
    browser = browser_of(made.claire)
    for rank in range(count):
        Task.objects.create(parcours=made.parcours, what=f"{rank}", recorded_by=made.claire, recorded_at=NOW)
        starts = NOW.replace(year=2030) + timedelta(minutes=10 * rank)
        one = Appointment.objects.create(
            parcours=made.parcours, organiser=made.claire, subject="x", starts_at=starts,
            ends_at=starts + timedelta(minutes=9), changed_at=NOW,
        )  # fmt: skip
        one.participants.set([made.participants["ines"]])
    browser.get(reverse("follow_up:my_tasks"))
    limits = {"follow_up:my_tasks": 9, "follow_up:my_appointments": 11}
    told = {name: queries_of(lambda name=name: browser.get(reverse(name))) for name in limits}
    assert all(told[name] <= limit for name, limit in limits.items()), told
    assert queries_of(lambda: browser.get(f"{reverse('follow_up:round')}?jour=2030-07-31")) <= 12


def test_the_person_reads_what_is_set_in_plain_words(made, time_machine):
    time_machine.move_to(NOW)
    one = an_appointment(made)
    url = reverse("space:appointments", args=[made.parcours.pk])
    shown = text_of(browser_of(made.person_account).get(url))
    assert "Mes rendez-vous" in shown and "Jeudi 1 août, à 11 h" in shown and "Demain." in shown
    assert one.subject in text_of(browser_of(made.relative_account).get(url)), "daily life is opened to her"
    Appointment.objects.filter(pk=one.pk).update(area="money")
    told = text_of(browser_of(made.relative_account).get(url))
    assert one.subject not in told and "Aucun rendez-vous" in told
