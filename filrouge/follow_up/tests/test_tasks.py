from datetime import date, timedelta

import pytest

from filrouge.accounts.models import Notice
from filrouge.accounts.use_cases import system_account
from filrouge.follow_up.models import Task
from filrouge.follow_up.queries.tasks import due_for, in_record, mine
from filrouge.follow_up.use_cases.gathering import tell_of_late
from filrouge.follow_up.use_cases.tasks import (
    add_task,
    change_task,
    finish_task,
    give_task_up,
    postpone_task,
    take_task_up_again,
)
from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused, Stale
from filrouge.parcours.tests.browsing import last_act, queries_of
from filrouge.people.models import Person
from tests.personas import NOW

TODAY = NOW.date()
TOMORROW = TODAY + timedelta(days=1)


def by(user, **more):
    return {"by": user, "now": NOW, **more}


@pytest.fixture
def call(made) -> Task:
    return add_task(made.parcours, what="Rappeler la mairie", due=TOMORROW, **by(made.claire))


def test_a_task_is_written_by_whoever_works_in_the_circle(made, call):
    assert last_act(made) == "follow_up.task_added"
    assert [shown.task for shown in in_record(made.parcours, made.claire, today=TODAY, now=NOW).to_do] == [
        call
    ]
    with pytest.raises(NotAllowed):
        add_task(made.parcours, what="x", **by(made.anne))
    with pytest.raises(NotAllowed):
        finish_task(call, **by(made.colette))
    with pytest.raises(Refused, match="Dites ce qu’il y a à faire"):
        add_task(made.parcours, what="  ", **by(made.claire))
    with pytest.raises(Refused, match="quelqu’un de ce dossier"):
        add_task(None, what="x", assigned_to=made.participants["ines"], **by(made.claire))


def test_the_same_decision_asks_once(made):
    source = ("decision", made.rupture.pk)
    first = add_task(made.parcours, what="Prévenir", source=source, **by(made.claire))
    assert add_task(made.parcours, what="Prévenir encore", source=source, **by(made.claire)) == first


def test_who_reads_what_is_to_be_done_follows_the_area(made, call):
    meals = add_task(made.parcours, what="Repas", area="daily_life", **by(made.claire))
    given = add_task(
        made.parcours, what="Semainier", area="daily_life", assigned_to=made.participants["ines"],
        **by(made.claire),
    )  # fmt: skip
    read = set(Task.objects.visible_to(made.ines, NOW))
    assert read == {call, given}, (
        "coordination is of the whole circle; daily life is closed to her, but for her own"
    )
    assert meals in Task.objects.visible_to(made.claire, NOW)
    for outside in (
        made.hugo,
        made.colette,
        made.anne,
        made.sophie,
        made.person_account,
        made.relative_account,
    ):
        assert not Task.objects.visible_to(outside, NOW).exists()


def test_what_waits_for_me(made, call):
    own = add_task(None, what="Ranger mes notes", **by(made.claire))
    given = add_task(
        made.parcours, what="Semainier", due=TODAY, assigned_to=made.participants["ines"], **by(made.claire)
    )
    nobodys = Task.objects.create(
        parcours=made.parcours, what="Venu d’une date", recorded_by=system_account(), recorded_at=NOW
    )
    assert [shown.task for shown in mine(made.claire, start=None, now=NOW).tasks] == [call, own, nobodys]
    assert [shown.task for shown in mine(made.ines, start=None, now=NOW).tasks] == [given]
    assert [shown.task for shown in due_for(made.claire, TODAY, NOW, 5)] == [call], "what has no day can wait"
    assert not Task.objects.visible_to(made.ines, NOW).filter(pk=own.pk).exists()


def test_done_and_taken_up_again(made, call):
    assert finish_task(call, **by(made.claire)) is None
    assert last_act(made) == "follow_up.task_done"
    with pytest.raises(Refused, match="déjà faite"):
        finish_task(call, **by(made.claire))
    again = take_task_up_again(call, **by(made.claire))
    assert (again.is_over, last_act(made)) == (False, "follow_up.task_taken_up")
    with pytest.raises(Refused, match="déjà à faire"):
        take_task_up_again(call, **by(made.claire))


def test_postponing_says_why_and_stays_readable(made, call):
    with pytest.raises(Refused, match="pourquoi"):
        postpone_task(call, until=TOMORROW, reason=" ", **by(made.claire))
    with pytest.raises(Refused, match="jour à venir"):
        postpone_task(call, until=TODAY, reason="congés", **by(made.claire))
    later = postpone_task(call, until=TODAY + timedelta(days=9), reason="mairie fermée", **by(made.claire))
    step = later.steps.get()
    assert (step.move, step.reason, step.due_before, step.due_after) == (
        "postponed", "mairie fermée", TOMORROW, TODAY + timedelta(days=9),
    )  # fmt: skip
    assert last_act(made) == "follow_up.task_postponed"


def test_giving_up_says_why(made, call):
    with pytest.raises(Refused, match="ne se fera pas"):
        give_task_up(call, reason="", **by(made.claire))
    assert give_task_up(call, reason="elle l’a fait", **by(made.claire)).why == "elle l’a fait"
    assert mine(made.claire, start=None, now=NOW).tasks == []


def test_two_who_write_at_once_lose_nothing(made, call):
    facts = {"due": TOMORROW, "assigned_to": None}
    change_task(call, what="Rappeler M. Roux à la mairie", version=1, **facts, **by(made.claire))
    with pytest.raises(Stale):
        change_task(call, what="Écrire à la mairie", version=1, **facts, **by(made.ines))
    call.refresh_from_db()
    assert call.what == "Rappeler M. Roux à la mairie"


def test_what_comes_back_is_written_again_on_a_working_day(made):
    Person.objects.filter(pk=made.person.pk).update(address="3 rue Haute, 67000 Strasbourg")
    made.parcours.person.refresh_from_db()
    weekly = add_task(made.parcours, what="Appel", due=date(2019, 7, 25), rhythm="week", **by(made.claire))
    second = finish_task(weekly, **by(made.claire))
    assert second is not None and second.due == date(2019, 8, 1)
    assert (second.follows, second.rhythm, second.first_due) == (weekly, "week", date(2019, 7, 25))
    take_task_up_again(weekly, **by(made.claire))
    second.refresh_from_db()
    assert second.is_over, "the turn that came of a tick by mistake goes away"


def test_a_turn_on_a_day_off_waits_for_the_next_working_day(made):
    monthly = add_task(made.parcours, what="Point", due=date(2019, 7, 15), rhythm="month", **by(made.claire))
    following = finish_task(monthly, **by(made.claire))
    assert following is not None and following.due == date(2019, 8, 16), "over the Assumption"
    with pytest.raises(Refused, match="pour quel jour"):
        add_task(made.parcours, what="Point", rhythm="month", **by(made.claire))


def late_notices(made) -> int:
    return Notice.objects.filter(to=made.claire, kind="task_late").count()


def test_a_day_that_passed_is_told_once(made, call):
    worker = system_account()

    def nights(first: int, last: int) -> list[int]:
        return [tell_of_late(by=worker, now=NOW + timedelta(days=day)) for day in range(first, last)]

    assert nights(0, 2) == [0, 0], "not before its day has passed"
    assert nights(2, 6) == [1, 0, 0, 0]
    assert late_notices(made) == 1
    after = NOW + timedelta(days=6)
    postpone_task(call, until=after.date() + timedelta(days=2), reason="été", by=made.claire, now=after)
    assert nights(6, 12) == [0, 0, 0, 1, 0, 0], "another day that passes is another thing"
    assert late_notices(made) == 2


def test_several_late_ones_make_one_message(made, call):
    add_task(made.parcours, what="Autre chose", due=TOMORROW, **by(made.claire))
    assert tell_of_late(by=system_account(), now=NOW + timedelta(days=3)) == 2
    assert late_notices(made) == 1


@pytest.mark.parametrize("count", [2, 50])
def test_lists_ask_the_same_number_of_questions(made, count):
    for rank in range(count):
        add_task(made.parcours, what=f"Chose {rank}", due=TOMORROW, **by(made.claire))
    assert queries_of(lambda: mine(made.claire, start=None, now=NOW)) == 1
    assert queries_of(lambda: due_for(made.claire, TODAY, NOW, 5)) == 1
    assert queries_of(lambda: in_record(made.parcours, made.claire, today=TODAY, now=NOW)) == 2


def test_the_list_goes_on_by_key(made):
    several = [add_task(made.parcours, what=f"{rank}", due=TOMORROW, **by(made.claire)) for rank in range(60)]
    several += [add_task(made.parcours, what="sans jour", **by(made.claire)) for _rank in range(50)]
    first = mine(made.claire, start=None, now=NOW)
    second = mine(made.claire, start=first.following, now=NOW)
    third = mine(made.claire, start=second.following, now=NOW)
    seen = [shown.task for page in (first, second, third) for shown in page.tasks]
    assert seen == several
    assert third.following is None
