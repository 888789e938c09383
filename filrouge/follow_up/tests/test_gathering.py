from datetime import date, timedelta

import pytest

from filrouge.accounts.use_cases import system_account
from filrouge.follow_up.jobs import gather_tasks
from filrouge.follow_up.models import Review, Task
from filrouge.follow_up.use_cases.gathering import Gathered, gather
from filrouge.follow_up.use_cases.reviews import prepare_review
from filrouge.follow_up.use_cases.tasks import finish_task, give_task_up, postpone_task
from filrouge.follow_up.use_cases.transitions import record_transition
from filrouge.journal.models import JournalEntry
from filrouge.needs.models import Right
from filrouge.parcours.models import Parcours
from filrouge.parcours.tests.browsing import acts, queries_of
from filrouge.parcours.use_cases import thread
from filrouge.people.models import LegalProtection
from filrouge.plans.models import Solicitation
from filrouge.plans.tests.drawing import draft, line, objective
from filrouge.plans.tests.making import in_force
from filrouge.plans.use_cases import soliciting
from filrouge.plans.use_cases.soliciting import Told
from tests.personas import NOW, on, world

TODAY = NOW.date()
NOTHING = Gathered()


def gathered(made, *, later: int = 0) -> Gathered:
    return gather(by=system_account(), now=NOW + timedelta(days=later), parcours=made.parcours)


def of_kind(kind: str) -> Task:
    return Task.objects.get(source_kind=kind)


def review(made, when: str, next_on: date | None) -> Review:
    told = Review(parcours=made.parcours, when=on(when), next_on=next_on)
    return thread.add(told, by=made.claire, now=NOW, action="follow_up.event_recorded") or told


def test_a_review_that_is_only_prepared_leaves_what_the_last_one_asked(made):
    review(made, "2019-05", date(2019, 8, 5))
    gathered(made)
    in_force(made)
    prepare_review(made.parcours, kind="quarterly", by=made.claire, now=NOW)
    gathered(made)
    assert not of_kind("review").is_over


def test_a_right_that_ends_asks_once_six_months_before(made):
    assert gathered(made) == Gathered(added=1)
    task = of_kind("right")
    assert (task.due, task.source_on, task.area) == (date(2020, 3, 30), date(2020, 9, 30), made.right.area)
    assert made.right.kind.label in task.what
    assert acts(made)[-1] == "follow_up.task_added"
    assert gathered(made) == NOTHING
    assert Task.objects.count() == 1


def test_it_moves_with_its_date(made):
    gathered(made)
    made.right.until = on("2021-03")
    made.right.save()
    assert gathered(made) == Gathered(moved=1)
    task = of_kind("right")
    assert task.due == date(2020, 9, 30)
    assert [(step.move, step.due_before) for step in task.steps.all()] == [("moved", date(2020, 3, 30))]
    assert acts(made)[-1] == "follow_up.task_moved"


def test_a_day_chosen_by_hand_stays(made):
    gathered(made)
    chosen = date(2019, 12, 2)
    postpone_task(of_kind("right"), until=chosen, reason="après les fêtes", by=made.claire, now=NOW)
    made.right.until = on("2021-03")
    made.right.save()
    assert gathered(made) == NOTHING
    assert of_kind("right").due == chosen


def test_it_goes_when_settled_and_comes_back_if_that_was_a_mistake(made):
    gathered(made)
    renewed = Right.objects.create(
        parcours=made.parcours, kind=made.right.kind, decision="asked", decided_on=on("2019-08"),
        recorded_by=made.claire, recorded_at=NOW + timedelta(hours=1),
    )  # fmt: skip
    assert gathered(made) == Gathered(settled=1)
    assert (of_kind("right").is_over, acts(made)[-1]) == (True, "follow_up.task_settled")
    assert gathered(made) == NOTHING
    renewed.delete()
    assert gathered(made) == Gathered(back=1)
    assert not of_kind("right").is_over


@pytest.mark.parametrize("end", [finish_task, give_task_up])
def test_what_somebody_ended_stays_so(made, end):
    gathered(made)
    said = {"reason": "elle ne le veut pas"} if end is give_task_up else {}
    end(of_kind("right"), by=made.claire, now=NOW, **said)
    made.right.until = on("2021-03")
    made.right.save()
    assert gathered(made) == NOTHING


def test_the_next_review_is_that_of_the_latest(made):
    review(made, "2019-01", date(2019, 8, 1))
    assert gathered(made).added == 2
    assert of_kind("review").due == date(2019, 8, 1)
    review(made, "2019-07", date(2020, 1, 6))
    told = gathered(made)
    assert (told.added, told.settled) == (1, 1)
    assert Task.objects.to_do().get(source_kind="review").due == date(2020, 1, 6)


def test_a_transition_ahead_asks_until_a_fact_marks_it(made):
    turn = record_transition(
        made.parcours, from_what="collège", expected=on("2020-09"), by=made.claire, now=NOW
    )
    gathered(made)
    task = of_kind("transition")
    assert (task.what, task.due) == ("Préparer le changement\u00a0: collège", date(2020, 3, 2))
    turn.events.set([made.events["fall"]])
    assert gathered(made) == Gathered(settled=1)


def test_a_measure_that_ends_asks_for_what_follows(made):
    LegalProtection.objects.filter(person=made.person).update(
        until=on("2020-01-31"), until_earliest=date(2020, 1, 31), until_latest=date(2020, 1, 31)
    )
    gathered(made)
    assert of_kind("legal_protection").what.endswith("tutelle")
    LegalProtection.objects.create(person=made.person, kind="curatorship", since=on("2020-02"))
    assert gathered(made) == Gathered(settled=1)


def test_a_partner_who_does_not_answer_is_called_again(made):
    asked = soliciting.ask_partner(
        line(made, objective(made, draft(made)), provider=made.participants["ines"]), to=made.participants["ines"],
        message="Une séance", told=Told(TODAY, channel="phone"), answer_by=date(2019, 8, 20), by=made.claire, now=NOW,
    )  # fmt: skip
    gathered(made)
    assert of_kind("solicitation").due == date(2019, 8, 20)
    Solicitation.objects.filter(pk=asked.pk).update(state="expired")
    assert gathered(made, later=30) == NOTHING, "the day has passed: all the more to be done"
    Solicitation.objects.filter(pk=asked.pk).update(state="refused")
    assert gathered(made, later=30) == Gathered(settled=1)


def test_nobody_reads_through_a_task_what_they_may_not_read(made):
    gathered(made)
    task = of_kind("right")
    assert task in Task.objects.visible_to(made.claire, NOW)
    assert task not in Task.objects.visible_to(made.ines, NOW), "rights are not opened to her"
    Right.objects.filter(pk=made.right.pk).update(area="health")
    Task.objects.filter(pk=task.pk).update(area="coordination")
    assert task not in Task.objects.visible_to(made.ines, NOW), "nor the line that it comes from"


def test_nothing_is_asked_for_a_record_that_is_closed(made):
    Parcours.objects.filter(pk=made.parcours.pk).update(state="closed")
    assert gathered(made) == NOTHING


def test_the_nightly_run_does_all_in_as_many_questions_whatever_there_is(made):
    worlds = [made, *(world(number) for number in range(2, 5))]
    one = queries_of(lambda: gathered(made))
    rest = queries_of(lambda: gather(by=system_account(), now=NOW))
    assert Task.objects.count() == len(worlds)
    assert rest <= one + 2, "three records beside one"


def test_what_ended_years_ago_asks_for_nothing_any_more(made):
    gathered(made)
    assert gather_tasks.func() == vars(Gathered(settled=1)), "the worker's clock is years later"
    before = JournalEntry.objects.count()
    assert gather_tasks.func() == vars(NOTHING)
    assert JournalEntry.objects.count() == before


def test_a_run_that_dies_in_the_middle_loses_nothing_and_does_nothing_twice(made, monkeypatch):
    second = world(2)
    monkeypatch.setattr("filrouge.follow_up.use_cases.gathering.BATCH", 1)
    written: list[object] = []

    def dies(acts):
        if written:
            raise KeyboardInterrupt
        written.append(list(acts))
        return 1

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("filrouge.follow_up.use_cases.gathering.record_many", dies)
        gather(by=system_account(), now=NOW)
    assert Task.objects.count() <= 1, "what was not journalled was not written"
    gather(by=system_account(), now=NOW)
    assert {task.parcours for task in Task.objects.all()} == {made.parcours, second.parcours}
    assert Task.objects.count() == 2
