"""A version that is given up stays readable, and the one that it was to replace goes on."""

import pytest

from filrouge.lib.errors import Refused
from filrouge.parcours.choices import Level
from filrouge.plans.models import Plan, PlanMoment
from filrouge.plans.tests.drawing import at, draft, signed_in
from filrouge.plans.tests.making import a_plan, acting, lines
from filrouge.plans.use_cases import agreeing, negotiating, revising, states, variants
from tests.personas import World, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(db: None) -> World:
    return world()


def in_force(made: World) -> Plan:
    plan = a_plan(made)
    for state in ("proposed", "agreed", "in_force"):
        states.move(plan, state, **acting(made))
    return plan


def state_of(plan: Plan) -> str:
    return Plan.objects.get(pk=plan.pk).state


def test_a_revision_that_is_given_up_lets_the_plan_in_force_go_on(made: World):
    plan = in_force(made)
    following = revising.revise(plan, reason="elle déménage", **acting(made))
    told = PlanMoment.objects.filter(plan=plan).count()
    assert state_of(plan) == "under_review"
    agreeing.end_plan(following, reason="elle reste", **acting(made))
    assert (state_of(plan), state_of(following)) == ("in_force", "set_aside")
    assert PlanMoment.objects.filter(plan=plan).count() == told, "it did not come into force a second time"
    assert revising.revise(plan, reason="un an après", **acting(made)).number == 3


def test_a_next_version_that_ends_while_it_is_discussed_lets_the_former_go_on(made: World):
    plan = in_force(made)
    following = revising.revise(plan, reason="elle déménage", **acting(made))
    negotiating.propose(following, **acting(made))
    agreeing.end_plan(following, reason="elle préfère attendre", **acting(made))
    assert (state_of(plan), state_of(following)) == ("in_force", "ended")
    ended = Plan.objects.get(pk=following.pk)
    assert (ended.reason, ended.closing_reason) == ("elle déménage", "elle préfère attendre"), "both are kept"


def test_the_plan_stays_under_review_while_another_variant_is_thought_out(made: World):
    plan = in_force(made)
    following = revising.revise(plan, reason="elle déménage", **acting(made))
    variants.make_variant(following, title="autrement", **acting(made))
    agreeing.end_plan(following, reason="trop cher", **acting(made))
    assert state_of(plan) == "under_review"


def test_a_draft_taken_up_again_puts_the_plan_under_review_again(made: World):
    plan = in_force(made)
    following = revising.revise(plan, reason="elle déménage", **acting(made))
    agreeing.end_plan(following, reason="elle reste", **acting(made))
    variants.take_up_again(following, **acting(made))
    assert (state_of(plan), state_of(following)) == ("under_review", "draft")
    agreeing.end_plan(following, reason="elle reste", **acting(made))
    agreeing.end_plan(plan, reason="elle part", **acting(made))
    with pytest.raises(Refused, match="plus en vigueur"):
        variants.take_up_again(following, **acting(made))
    assert state_of(following) == "set_aside"


def test_the_page_of_a_draft_says_that_it_is_set_aside_and_takes_it_up_again(made: World):
    plan, claire = a_plan(made), signed_in(made.claire)
    assert "Mettre ce brouillon de côté" in claire.get(at("plan", made.parcours, plan)).content.decode()
    form = claire.get(at("end", made.parcours, plan)).content.decode()
    assert "Mettre de côté" in form and "Terminer" not in form
    kept = claire.post(at("end", made.parcours, plan), {"reason": ""})
    assert kept.status_code == 200 and state_of(plan) == "draft"
    claire.post(at("end", made.parcours, plan), {"reason": "elle réfléchit"})
    page = claire.get(at("plan", made.parcours, plan)).content.decode()
    assert state_of(plan) == "set_aside" and "Reprendre ce brouillon" in page and "elle réfléchit" in page
    claire.post(at("variant_take_up", made.parcours, plan))
    assert state_of(plan) == "draft"


def test_sums_say_that_they_are_partial_to_a_coordinator_to_whom_something_is_closed(made: World):
    plan, claire = a_plan(made), signed_in(made.claire)
    said = "Ces sommes sont celles des lignes que vous pouvez lire"
    assert said not in claire.get(at("plan", made.parcours, plan)).content.decode()
    closed = lines(plan)[0]
    made.parcours.circle.get(pk=made.members["claire"].pk).openings.filter(area=closed.area).delete()
    closed.recorded_by, closed.level = made.colette, Level.CIRCLE
    closed.save()
    assert said in claire.get(at("plan", made.parcours, plan)).content.decode()


def test_what_one_wrote_of_a_line_that_somebody_took_out_is_given_back(made: World):
    line, claire = lines(a_plan(made))[0], signed_in(made.claire)
    page = at("line_edit", made.parcours, line)
    line.delete()
    answer = claire.post(page, {"title": "Deux passages le soir", "details": "après le repas"})
    assert answer.status_code == 404
    words = answer.content.decode()
    assert "Ce que vous aviez écrit" in words
    assert "Deux passages le soir" in words and "après le repas" in words
    assert "Ce que vous aviez écrit" not in claire.get(page).content.decode()


def test_an_empty_draft_that_was_set_aside_is_not_said_to_be_closed(made: World):
    plan, claire = draft(made), signed_in(made.claire)
    agreeing.end_plan(plan, reason="elle réfléchit", **acting(made))
    page = claire.get(at("plan", made.parcours, plan)).content.decode()
    assert "Rien n’y a été écrit" in page and "que vous puissiez lire" not in page
