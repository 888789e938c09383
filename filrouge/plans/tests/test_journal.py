"""Each act on a plan leaves its own line in the journal, once."""

from datetime import timedelta

import pytest

from filrouge.parcours.tests.browsing import acts
from filrouge.plans.models import Plan, PlanLine
from filrouge.plans.tests.making import acting, agreed, fresh, in_force, shown
from filrouge.plans.use_cases import agreeing, composing, negotiating, soliciting, variants
from filrouge.plans.use_cases.soliciting import Told
from tests.personas import NOW, World

pytestmark = pytest.mark.django_db


def test_drawing_up_a_plan_is_told_act_by_act(made: World):
    before, act = len(acts(made)), acting(made)
    plan = composing.begin_plan(made.parcours, **act)
    goal = composing.add_objective(plan, words="Le tram", **act)
    composing.change_objective(goal, words="Le bus", **act)
    other = composing.add_objective(plan, words="Le train", **act)
    composing.move_objective(other, up=True, **act)
    line = composing.add_line(goal, title="Un trajet", **act)
    composing.change_line(line, title="Deux trajets", **act)
    spare = composing.add_line(goal, title="Un taxi", **act)
    composing.move_line(spare, up=True, **act)
    composing.remove_line(spare, **act)
    composing.remove_objective(other, **act)
    assert acts(made)[before:] == [
        f"plans.{said}"
        for said in (
            "begun", "objective_added", "objective_changed", "objective_added", "objective_moved", "line_added",
            "line_changed", "line_added", "line_moved", "line_removed", "objective_removed",
        )
    ]  # fmt: skip


def test_variants_and_partners_are_told_too(made: World):
    act = acting(made)
    plan = composing.begin_plan(made.parcours, **act)
    line = composing.add_line(composing.add_objective(plan, words="o", **act), title="t", **act)
    before = len(acts(made))
    variants.make_variant(plan, **act)
    variants.choose_variant(Plan.objects.get(pk=plan.pk), reason="plus près", **act)
    variants.take_up_again(Plan.objects.get(variant="B"), **act)
    told = Told(NOW.date(), "voilà", "phone")
    asked = soliciting.ask_partner(line, to=made.participants["ines"], message="?", told=told, **act)
    soliciting.note_partner_answer(asked, state="seen", told=told, **act)
    soliciting.withdraw(asked, told=told, **act)
    assert acts(made)[before:] == [
        f"plans.{said}"
        for said in (
            "variant_made", "moved", "variant_chosen", "moved", "partner_asked", "partner_step", "partner_step",
        )
    ]  # fmt: skip


def test_the_days_of_a_version_are_kept_once_each(made: World):
    plan = agreed(made, "yes", "yes", "yes")
    later, last = NOW + timedelta(days=1), NOW + timedelta(days=2)
    agreeing.change_mind(plan, by=made.claire, now=later)
    assert fresh(plan).proposed_at == NOW, "it was shown on that day, whatever came after"
    agreeing.take_position(fresh(plan), shown=shown(plan), by=made.person_account, now=later)
    agreeing.put_in_force(fresh(plan), by=made.claire, now=later)
    agreeing.end_plan(fresh(plan), reason="elle déménage", by=made.claire, now=last)
    over = fresh(plan)
    assert (over.proposed_at, over.in_force_at, over.ended_at) == (NOW, later, last)


def test_the_version_that_is_replaced_is_over_that_day(made: World):
    former = in_force(made, "yes", "yes", "yes")
    in_force(made, "yes", "yes", "yes", number=2, replaces=former)
    assert (fresh(former).state, fresh(former).ended_at) == ("replaced", NOW)


def test_what_moves_up_says_the_same(made: World):
    """Somebody who changes it meanwhile from an earlier page is shown no second text: there is none."""
    plan = composing.begin_plan(made.parcours, **acting(made))
    goal = composing.add_objective(plan, words="o", **acting(made))
    first, second = (composing.add_line(goal, title=title, **acting(made)) for title in ("un", "deux"))
    composing.move_line(second, up=True, **acting(made))
    assert list(PlanLine.objects.in_order().values_list("title", "version")) == [("deux", 1), ("un", 1)]
    composing.move_line(second, up=True, **acting(made))
    assert [line.title for line in PlanLine.objects.in_order()] == ["deux", "un"], "it is the first already"
    composing.change_line(first, title="trois", version=first.version, **acting(made))


def test_what_is_refused_leaves_no_line(made: World):
    plan = composing.begin_plan(made.parcours, **acting(made))
    before = acts(made)
    for refused in (
        lambda: composing.add_objective(plan, words=" ", **acting(made)),
        lambda: negotiating.propose(plan, **acting(made)),
        lambda: composing.begin_plan(made.parcours, **acting(made)),
    ):
        with pytest.raises(composing.Refused):
            refused()
    assert acts(made) == before
