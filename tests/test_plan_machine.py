"""What must hold of a plan, whatever everybody does with it, in any order: acts drawn at random, through the pages."""

import os
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from filrouge.accounts.models import Membership
from filrouge.parcours.use_cases import circle
from filrouge.plans.models import LineAnswer, PlanLine
from filrouge.plans.models.lines import PlanLineQuerySet
from filrouge.plans.use_cases import agreeing, negotiating
from tests.personas import NOW, World, on
from tests.plan_machine import PlanMachine, clients_of

pytestmark = pytest.mark.django_db
LONG = os.environ.get("FILROUGE_ROUNDS") == "long"
ROUNDS, STEPS = (150, 60) if LONG else (8, 20)
QUICK = settings(
    max_examples=ROUNDS, stateful_step_count=STEPS, deadline=None, derandomize=not LONG, database=None,
    suppress_health_check=list(HealthCheck), report_multiple_bugs=False, print_blob=False,
    phases=[Phase.generate, Phase.shrink] if LONG else [Phase.generate],
)  # fmt: skip
# A fault is only to be noticed: nobody needs its shortest story.
NOTICED = settings(QUICK, max_examples=40, stateful_step_count=40, derandomize=True, phases=[Phase.generate])


@pytest.fixture
def machine(made: World) -> type[PlanMachine]:
    """The machine over a record with a second coordinator."""
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


def nothing(*args: Any, **kwargs: Any) -> None:
    """A check that was taken out."""


def erasing(plan: Any, line: PlanLine, **told: Any) -> None:
    """An answer that takes the place of those before it."""
    newest = LineAnswer.objects.filter(line=line).order_by("pk").last()
    LineAnswer.objects.filter(line=line).exclude(pk=newest.pk).delete()


FAULTS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "a position is taken while lines wait": lambda m: m.setattr(
        agreeing, "may_be_judged", lambda standings: True
    ),
    "another text is signed than the one shown": lambda m: m.setattr(agreeing, "Stale", RuntimeError),
    "a changed line keeps its answer": lambda m: m.setattr(
        negotiating, "BESIDE", {"title", "quantity", "unit_cost", "fundings"}
    ),
    "a provider answers any line": lambda m: m.setattr(negotiating, "check_can_answer_as_provider", nothing),
    "an answer erases the one before": lambda m: m.setattr(negotiating.notices, "tell_of_answer", erasing),
    "what is in force changes": lambda m: m.setattr(
        negotiating, "ANSWERABLE", (*negotiating.ANSWERABLE, "in_force", "agreed")
    ),
    "an act leaves no trace": lambda m: m.setattr(negotiating, "record", nothing),
    "every line is read by anybody": lambda m: m.setattr(
        PlanLineQuerySet, "visible_to", lambda lines, user, now=None: lines
    ),
    "a relative's word moves the line": lambda m: m.setattr(negotiating, "moves", lambda side, **told: True),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_noticed(fault: str, machine: type[PlanMachine], monkeypatch: pytest.MonkeyPatch):
    FAULTS[fault](monkeypatch)
    with pytest.raises((AssertionError, RuntimeError)):
        run_state_machine_as_test(machine, settings=NOTICED)
