"""What must hold of a plan, whatever everybody does with it, in any order: acts drawn at random, through the pages."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from filrouge.accounts.models import Membership
from filrouge.parcours.use_cases import circle
from filrouge.plans.models import LineAnswer, PlanLine
from filrouge.plans.models.lines import PlanLineQuerySet
from filrouge.plans.use_cases import agreeing, composing, negotiating, representing
from filrouge.plans.views import negotiating as views
from tests.personas import NOW, World, on
from tests.plan_machine import PlanMachine, clients_of

pytestmark = pytest.mark.django_db
LONG = os.environ.get("FILROUGE_ROUNDS") == "long"
ROUNDS, STEPS = (150, 60) if LONG else (6, 20)
QUICK = settings(
    max_examples=ROUNDS, stateful_step_count=STEPS, deadline=None, derandomize=not LONG, database=None,
    suppress_health_check=list(HealthCheck), report_multiple_bugs=False, print_blob=False,
    phases=[Phase.generate, Phase.shrink] if LONG else [Phase.generate],
)  # fmt: skip


@pytest.fixture
def machine(made: World) -> type[PlanMachine]:
    """The machine over a record with a second coordinator, and somebody who represents the person."""
    made.daughter.is_legal_representative = True
    made.daughter.save()
    maia = Membership.objects.get(user=made.claire).organisation
    julien = type(made.claire)(email="julien@exemple.fr", name="Julien")
    julien.set_unusable_password()
    julien.save()
    Membership.objects.create(
        user=julien, organisation=maia, role="coordinator", since_at=NOW.replace(year=2010)
    )
    act: dict[str, Any] = {"by": made.claire, "now": NOW}
    named = circle.name_participant(
        made.parcours, name="Julien", kind="sante", user=julien, organisation=maia, **act
    )
    circle.add_member(named, role="coordination", areas=["all"], basis="consent", since=on("2018-03"), **act)
    everybody = [
        julien, made.claire, made.ines, made.hugo, made.colette, made.anne, made.person_account, made.relative_account,
    ]  # fmt: skip
    return type("Machine", (PlanMachine,), {"made": made, "second": julien, "clients": clients_of(everybody)})


def test_whatever_everybody_does_with_a_plan_what_must_hold_holds(machine: type[PlanMachine]):
    run_state_machine_as_test(machine, settings=QUICK)


def story(machine: PlanMachine) -> None:
    """A plan from its proposal to the next version, each act after the other, with what must hold after each."""
    for act in (*until_it_is_in_force(machine), *the_next_version(machine)):
        act()
        machine.every_promise_is_kept()


def until_it_is_in_force(m: PlanMachine) -> tuple[Callable[[], object], ...]:
    return (
        lambda: m.a_partner_is_asked(1), lambda: m.a_partner_says("vue"), lambda: m.a_coordinator_removes_a_line(1),
        lambda: m.a_coordinator_adds_a_line(0, "circle"), lambda: m.a_coordinator_removes_a_line(3),
        m.a_coordinator_proposes, m.a_coordinator_takes_back, m.a_coordinator_proposes,
        lambda: m.a_coordinator_adds_a_line(0, "mine"), lambda: m.the_person_answers(0, "yes"),
        lambda: m.the_person_answers(1, "yes"), lambda: m.a_coordinator_notes_an_answer(1, "no", "daughter"),
        lambda: m.a_coordinator_notes_a_paper(), m.a_form_is_sent_again_if_it_was_taken,
        lambda: m.a_provider_answers(0, "yes"), lambda: m.a_provider_answers(1, "otherwise"),
        lambda: m.a_provider_answers(2, "yes"), lambda: m.the_person_answers(0, "no"),
        m.her_daughter_represents_her_or_no_longer, lambda: m.her_daughter_answers_beside_her(0, "yes"),
        m.her_daughter_represents_her_or_no_longer,
        lambda: m.a_coordinator_changes_a_line(0, "Une visite", 3, False), lambda: m.two_coordinators_write_at_once(2),
        lambda: m.the_person_answers_what_she_no_longer_reads(1), lambda: m.the_person_answers_all("later"),
        lambda: m.the_person_agrees(False), lambda: m.the_person_agrees(True),
        lambda: m.a_coordinator_changes_a_line(1, "Un trajet", 4, False), lambda: m.the_person_comes_back_on_it(True),
        lambda: m.the_person_answers_all("yes"), lambda: m.a_coordinator_hands_the_device(True),
        m.her_consent_is_withdrawn_or_given_again, lambda: m.somebody_puts_it_in_force("ines"),
        lambda: m.somebody_puts_it_in_force("claire"), m.a_form_is_sent_again_if_it_was_taken,
    )  # fmt: skip


def the_next_version(m: PlanMachine) -> tuple[Callable[[], object], ...]:
    return (
        lambda: m.a_coordinator_changes_a_line(0, "Deux passages", 5, True), lambda: m.a_service_begins(1),
        m.everybody_reads, m.a_coordinator_revises, m.a_coordinator_proposes,
        lambda: m.a_coordinator_notes_an_answer(0, "yes", "daughter"),
        lambda: m.a_coordinator_notes_an_answer(1, "yes", "daughter"),
        lambda: m.a_coordinator_notes_an_answer(2, "no", "daughter"),
        lambda: m.a_coordinator_notes_who_represents_her("", True),
        lambda: m.a_coordinator_notes_who_represents_her("elle dort", False),
        lambda: m.a_coordinator_notes_who_represents_her("elle dort", True),
        lambda: m.the_person_comes_back_on_it(True),
        lambda: m.a_coordinator_could_not_gather_it("elle dort"), lambda: m.somebody_puts_it_in_force("claire"),
        lambda: m.an_outsider_tries(0, "anne"), lambda: m.a_nurse_tries_what_a_coordinator_does(0),
        m.a_coordinator_ends_it,
    )  # fmt: skip


@contextmanager
def running(machine: type[PlanMachine]) -> Iterator[PlanMachine]:
    """One run, ended as hypothesis ends it."""
    one = machine()
    try:
        yield one
    finally:
        one.teardown()


def test_a_whole_story_keeps_every_promise(machine: type[PlanMachine]):
    with running(machine) as one:
        story(one)
    assert set(one.promises.states.values()) == {"replaced", "ended"}, "it went through"


def nothing(*args: Any, **kwargs: Any) -> None:
    """A check that was taken out."""


def erasing(plan: Any, line: PlanLine, **told: Any) -> None:
    """An answer that takes the place of those before it."""
    newest = LineAnswer.objects.filter(line=line).order_by("pk").last()
    LineAnswer.objects.filter(line=line).exclude(pk=newest.pk).delete()


FAULTS: dict[str, Callable[[pytest.MonkeyPatch], Any]] = {
    "a position is taken while lines wait": lambda m: m.setattr(
        agreeing, "may_be_judged", lambda standings: True
    ),
    "another text is signed than the one shown": lambda m: m.setattr(agreeing, "Stale", RuntimeError),
    "a changed line keeps its answer": lambda m: m.setattr(
        negotiating, "BESIDE", {"title", "quantity", "unit_cost", "fundings"}
    ),
    "a provider answers any line": lambda m: [
        m.setattr(place, "check_can_answer_as_provider", nothing) for place in (negotiating, views)
    ],
    "an answer erases the one before": lambda m: m.setattr(negotiating.notices, "tell_of_answer", erasing),
    "what is in force changes": lambda m: m.setattr(
        negotiating, "ANSWERABLE", (*negotiating.ANSWERABLE, "in_force", "agreed")
    ),
    "an act leaves no trace": lambda m: m.setattr(negotiating, "record", nothing),
    "every line is read by anybody": lambda m: m.setattr(
        PlanLineQuerySet, "visible_to", lambda lines, *asked: lines
    ),
    "a line takes with it what was said of it": lambda m: m.setattr(composing, "_check_untold", nothing),
    "what she does not read joins her plan": lambda m: m.setattr(composing, "_check_is_shown", nothing),
    "a representative's word moves the line against hers": lambda m: m.setattr(
        negotiating, "moves", lambda side, **told: side in ("person", "representative")
    ),
    "a relative's word moves the line": lambda m: m.setattr(negotiating, "moves", lambda side, **told: True),
    "who represents her is taken for her": lambda m: m.setattr(
        representing, "PositionSide", SimpleNamespace(REPRESENTATIVE="person", PERSON="person")
    ),
    "what she says herself is left out": lambda m: m.setattr(
        representing, "settle", lambda plan, *taken, **act: agreeing.settle(plan, taken[-1], **act)
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_noticed(fault: str, machine: type[PlanMachine], monkeypatch: pytest.MonkeyPatch):
    FAULTS[fault](monkeypatch)
    with pytest.raises((AssertionError, RuntimeError)), running(machine) as one:
        story(one)
