"""What a meeting decides: a line of the thread in its area, something to do, and each one's word on it."""

import pytest

from filrouge.follow_up.models import DecisionVoice, MeetingDecision, Task
from filrouge.follow_up.queries.meetings import decisions as decided_in
from filrouge.follow_up.tests.calling import LATER, call, decide, point
from filrouge.follow_up.use_cases import decisions
from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused
from filrouge.parcours.models import ThreadEntry
from filrouge.parcours.tests.browsing import acts, last_act
from filrouge.parcours.use_cases import thread
from filrouge.plans.models import Plan
from tests.personas import NOW, world


def test_a_decision_is_a_line_of_the_thread_and_something_to_do(made):
    situation = call(made)
    day = NOW.date()
    kept = decide(situation, made, in_charge=made.participants["ines"], due=day, area="health")
    line = ThreadEntry.objects.get(pk=kept.pk)
    assert (line.kind, line.title, line.area, line.when.notation) == (
        "decision", "Appeler le service", "health", "2019-07-31",
    )  # fmt: skip
    task = Task.objects.get()
    assert (task.what, task.due, task.assigned_to) == ("Appeler le service", day, made.participants["ines"])
    assert (task.source_kind, task.source_id) == ("decision", kept.pk)
    assert {"follow_up.decision_taken", "follow_up.task_added"} <= set(acts(made))


def test_one_without_a_name_or_a_day_asks_nothing_of_anybody(made):
    decide(call(made), made)
    assert MeetingDecision.objects.count() == 1 and not Task.objects.exists()


def test_it_is_read_where_its_area_is_open(made):
    situation = call(made)
    health, money = decide(situation, made, area="health"), decide(situation, made, "Payer", area="money")

    def read_by(user):
        return {one.decision for one in decided_in(situation, user, LATER)}

    assert read_by(made.claire) == {health, money} == read_by(made.person_account)
    assert read_by(made.ines) == {health}
    assert read_by(made.relative_account) == read_by(made.sophie) == read_by(made.anne) == set()


def test_an_institution_commits_itself_by_name(made):
    situation = call(made, kind="round_table")
    with pytest.raises(Refused, match="quelle institution"):
        decide(situation, made, kind="commitment")
    kept = decide(situation, made, "Une place en mars", kind="commitment", newcomer=("ARS", "institution"))
    assert (kept.is_commitment, kept.in_charge.name) == (True, "ARS")
    assert Task.objects.get().assigned_to.name == "ARS"


def test_it_never_changes_the_plan(made):
    before = list(Plan.objects.values())
    kept = decide(call(made), made, concerns_plan=True)
    assert kept.concerns_plan and list(Plan.objects.values()) == before


def test_she_says_afterwards_whether_she_agrees_and_nothing_said_is_lost(made):
    situation = call(made)
    kept = decide(situation, made, stances={made.participants["ines"]: "agree"})
    assert decided_in(situation, made.claire, LATER)[0].hers is None
    for stance, words in (("disagree", "Non."), ("agree", "Finalement oui.")):
        decisions.take_position(kept, stance=stance, words=words, by=made.person_account, now=LATER)
    told = decided_in(situation, made.claire, LATER)[0]
    assert told.hers.words == "Finalement oui." and len(told.voices) == 3
    assert [voice.participant for voice in told.agreed] == [
        made.participants["person"],
        made.participants["ines"],
    ]
    assert told.disagreed == [] and last_act(made) == "follow_up.decision_answered"


def test_nobody_answers_for_another_nor_what_they_may_not_read(made):
    kept = decide(call(made), made, area="health")
    with pytest.raises(NotAllowed):
        decisions.take_position(kept, stance="agree", by=made.claire, now=LATER)
    with pytest.raises(Refused, match="lire"):
        decisions.take_position(kept, stance="agree", by=made.relative_account, now=LATER)
    with pytest.raises(Refused, match="d’accord"):
        decisions.take_position(kept, stance="absent", by=made.person_account, now=LATER)
    assert not DecisionVoice.objects.exists()


def test_what_is_no_decision_is_refused_and_writes_nothing(made):
    situation, other = call(made), world(2)
    with pytest.raises(Refused, match="mots simples"):
        decide(situation, made, " ")
    for said in (
        {"in_charge": other.participants["ines"]},
        {"stances": {other.participants["ines"]: "agree"}},
    ):
        with pytest.raises(Refused, match="dans ce dossier"):
            decide(situation, made, **said)
    elsewhere = point(call(other), other)
    with pytest.raises(Refused, match="ordre du jour"):
        decide(situation, made, item=elsewhere)
    with pytest.raises(NotAllowed):
        decisions.decide(situation, words="x", by=made.ines, now=LATER)
    assert not MeetingDecision.objects.exists() and not Task.objects.exists()


def test_its_words_are_put_right_with_both_kept(made):
    kept = decide(call(made), made)
    done = thread.correct(kept, "words", "Écrire au service", reason="erreur", by=made.claire, now=LATER)
    assert (done.old, done.new) == ("Appeler le service", "Écrire au service")
    assert ThreadEntry.objects.get(pk=kept.pk).title == "Écrire au service"
