"""What somebody said of a plan is never erased by what another does to it, seen or unseen."""

from decimal import Decimal

import pytest

from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused
from filrouge.needs.models import Need
from filrouge.needs.tests.telling import need
from filrouge.parcours.models import Opening
from filrouge.plans.models import LineAnswer, LineChange, Objective, PlanLine, Solicitation
from filrouge.plans.queries.variants import compare
from filrouge.plans.tests.drawing import at, draft, line, objective, signed_in
from filrouge.plans.tests.making import a_plan, acting, answered, lines, proposed
from filrouge.plans.use_cases import composing, negotiating, soliciting, telling
from filrouge.plans.use_cases.negotiating import Said
from filrouge.plans.use_cases.soliciting import Told
from filrouge.plans.use_cases.writing import MOST_FUNDERS, Funder
from tests.personas import NOW, World, world

pytestmark = pytest.mark.django_db


def asked(made: World, of: PlanLine) -> Solicitation:
    told = Told(NOW.date(), channel="phone")
    return soliciting.ask_partner(
        of, message="une place ?", to=made.participants["ines"], told=told, **acting(made)
    )


def negotiated_then_taken_back(made: World, of: PlanLine) -> None:
    negotiating.propose(of.plan, **acting(made))
    negotiating.change_line(of, changes={"title": "Moins"}, compromise="moins", **acting(made))
    negotiating.take_back(of.plan, **acting(made))


def answered_by_phone(made: World, of: PlanLine) -> None:
    negotiating.answer_as_provider(of, Said("yes", how="voice"), **acting(made))


@pytest.mark.parametrize("said", [asked, negotiated_then_taken_back, answered_by_phone])
def test_a_line_of_which_something_was_said_stays_in_a_draft(made: World, said):
    first = lines(a_plan(made))[0]
    said(made, first)
    for act in (
        lambda: composing.remove_line(first, **acting(made)),
        lambda: composing.remove_objective(first.objective, **acting(made)),
    ):
        with pytest.raises(Refused, match="cette réponse reste"):
            act()
    assert PlanLine.objects.filter(pk=first.pk).exists()
    assert Solicitation.objects.count() + LineChange.objects.count() + LineAnswer.objects.count() == 1


def test_a_need_closed_to_who_changes_an_objective_stays_linked(made: World):
    seen, closed, added = need(made, "1.3.2.1"), need(made, "1.3.5.1"), need(made, "1.3.2.2")
    goal = objective(made, draft(made), needs=[seen, closed])
    Need.objects.filter(pk=closed.pk).update(recorded_by=made.colette, said_by=None)
    made.parcours.entries.filter(pk=closed.pk).update(recorded_by=made.colette, said_by=None)
    Opening.objects.filter(member=made.members["claire"], area="money").delete()
    assert not Need.objects.filter(pk=closed.pk).visible_to(made.claire, NOW).exists()
    composing.change_objective(goal, needs=[added], **acting(made))
    assert set(goal.needs.values_list("need", flat=True)) == {closed.pk, added.pk}


def test_nobody_pays_more_than_a_line_costs_when_its_price_falls(made: World):
    goal = objective(made, draft(made))
    paid = [Funder(None, "Mairie", Decimal(80))]
    dear = line(made, goal, quantity=Decimal(2), unit_cost=Decimal(50), fundings=paid)
    with pytest.raises(Refused, match="plus que ce que cela coûte"):
        composing.change_line(dear, unit_cost=Decimal(30), **acting(made))
    with pytest.raises(Refused, match="plus que ce que cela coûte"):
        telling.put_line_right(dear, "unit_cost", Decimal(30), **acting(made))
    negotiating.propose(dear.plan, **acting(made))
    with pytest.raises(Refused, match="plus que ce que cela coûte"):
        negotiating.change_line(dear, changes={"unit_cost": Decimal(30)}, compromise="x", **acting(made))
    cheaper = {"changes": {"unit_cost": Decimal(40)}, "compromise": "moins cher"}
    negotiating.change_line(dear, **cheaper, **acting(made))
    assert PlanLine.objects.get(pk=dear.pk).cost == Decimal(80)


def test_a_line_has_as_many_funders_as_its_form_shows(made: World):
    goal = objective(made, draft(made))
    several = [Funder(None, f"Mairie {n}", Decimal(n)) for n in range(MOST_FUNDERS)]
    of = line(made, goal, fundings=several)
    with pytest.raises(Refused, match="pas plus de 4 financeurs"):
        composing.change_line(of, fundings=[*several, Funder(None, "Région", None)], **acting(made))
    assert of.fundings.count() == MOST_FUNDERS


def test_somebody_of_another_record_is_named_nowhere(made: World):
    stranger = world(2).participants["ines"]
    goal = objective(made, draft(made))
    with pytest.raises(Refused, match="pas nommée"):
        composing.change_objective(goal, chosen_by=stranger, **acting(made))
    of = line(made, goal)
    negotiating.propose(of.plan, **acting(made))
    for named in ("asked_by", "yielded_by"):
        told = {"changes": {"title": "x"}, "compromise": "y", named: stranger}
        with pytest.raises(Refused, match="pas nommée"):
            negotiating.change_line(of, **told, **acting(made))


def test_a_provider_does_not_answer_what_is_still_thought_out(made: World):
    plan = proposed(made)
    own = lines(plan)[1]
    assert negotiating.answer_as_provider(own, Said("yes"), by=made.ines, now=NOW)
    unseen = lines(a_plan(made, number=2))[1]
    with pytest.raises(NotAllowed):
        negotiating.answer_as_provider(unseen, Said("yes"), by=made.ines, now=NOW)
    noted = negotiating.answer_as_provider(unseen, Said("yes", how="voice"), **acting(made))
    assert noted.recorded_by == made.claire


def test_a_need_with_one_refusal_and_one_yes_is_answered(made: World):
    wanted = need(made, "1.3.2.1")
    plan = draft(made)
    goal = objective(made, plan, needs=[wanted])
    refused, kept = line(made, goal, "Un foyer"), line(made, goal, "Un studio")
    PlanLine.objects.filter(pk=refused.pk).update(standing="no")
    told = compare(made.parcours, [plan], made.claire, NOW)
    assert told.variants[0].needs_left == []
    PlanLine.objects.filter(pk=kept.pk).update(standing="not_retained")
    told = compare(made.parcours, [plan], made.claire, NOW)
    assert told.variants[0].needs_left == [wanted]


def test_a_step_that_is_an_act_of_its_own_is_not_noted_as_a_step(made: World):
    of = asked(made, lines(answered(made))[0])
    for state in ("accepted", "refused", "withdrawn", "expired"):
        with pytest.raises(ValueError, match=state):
            soliciting.note_partner_answer(of, state=state, told=Told(NOW.date()), **acting(made))


def test_two_coordinators_who_change_the_same_objective_see_both_texts(made: World):
    goal = objective(made, draft(made), "⟦au début⟧")
    url = at("objective_edit", made.parcours, goal)
    told = {"level": "circle", "area": "daily_life", "_version": "1"}
    first = signed_in(made.claire).post(url, {**told, "words": "⟦le mien⟧", "_key": "a"})
    assert first.status_code == 302
    late = signed_in(made.claire).post(url, {**told, "words": "⟦le sien⟧", "_key": "b"})
    page = late.content.decode()
    assert late.status_code == 200 and "⟦le mien⟧" in page and "⟦le sien⟧" in page
    assert Objective.objects.get(pk=goal.pk).words == "⟦le mien⟧"
