"""A variant and the next version hold what the former held, under the same keys, and every answer is open again."""

from decimal import Decimal

import pytest

from filrouge.needs.tests.telling import need
from filrouge.plans.models import Objective, Plan, PlanLine
from filrouge.plans.tests.drawing import draft, line, objective
from filrouge.plans.tests.making import acting, shown
from filrouge.plans.use_cases import agreeing, negotiating, revising, variants
from filrouge.plans.use_cases.agreeing import Evidence
from filrouge.plans.use_cases.negotiating import Said
from filrouge.plans.use_cases.writing import Funder
from tests.personas import NOW, World, on

pytestmark = pytest.mark.django_db
# What is of one version alone.
OWN = {
    "id", "plan", "objective", "recorded_by", "recorded_at", "version", "opened_version", "standing",
    "provider_standing", "told_in",
}  # fmt: skip


def held(row: Objective | PlanLine) -> dict[str, object]:
    columns = (column for column in row._meta.concrete_fields if column.name not in OWN)
    return {column.name: getattr(row, column.attname) for column in columns}


def whole(made: World) -> Plan:
    """A draft whose objective and line say all that they can."""
    plan = draft(made)
    goal = objective(
        made, plan, needs=[need(made, "1.3.2.1")], expected_effect="sortir seule", due=on("2019-12"), ends="person",
        means="professional", chosen_by=made.participants["person"],
    )  # fmt: skip
    said = {
        "details": "à deux", "easy_words": "le tram", "provider": made.participants["ines"], "nature": "ordinary",
        "chosen_how": "cherché d’abord", "modality": "dehors", "rhythm": "FREQ=WEEKLY;BYDAY=MO", "minutes": 45,
        "since": on("2019-09"), "until": on("2019-12"), "quantity": Decimal("10.50"), "unit": "séances",
        "unit_cost": Decimal("55.25"),
    }  # fmt: skip
    line(made, goal, fundings=[Funder(None, "Mairie", Decimal(80)), Funder(None, "PCPE", None)], **said)
    return plan


def check(former: Plan, latter: Plan) -> None:
    for kind in (Objective, PlanLine):
        before, after = (kind.objects.get(plan=plan) for plan in (former, latter))
        assert held(before) == held(after) and before.pk != after.pk
    needs = [
        Objective.objects.get(plan=each).needs.values_list("need", flat=True) for each in (former, latter)
    ]
    assert list(needs[0]) == list(needs[1]) != []
    paid = [PlanLine.objects.get(plan=each).fundings.order_by("order") for each in (former, latter)]
    told = [list(rows.values_list("funder", "funder_name", "amount", "order")) for rows in paid]
    assert told[0] == told[1] and len(told[0]) == 2


def test_a_variant_holds_every_field(made: World):
    plan = whole(made)
    check(plan, variants.make_variant(plan, **acting(made)))


def test_the_next_version_holds_every_field_and_goes_on_with_the_service(made: World):
    plan = whole(made)
    negotiating.propose(plan, **acting(made))
    mine = PlanLine.objects.select_related("plan", "parcours__person").get(plan=plan)
    negotiating.answer_for_oneself(mine, Said("yes"), by=made.person_account, now=NOW)
    negotiating.answer_as_provider(mine, Said("yes"), by=made.ines, now=NOW)
    before = Evidence("witnessed", with_whom=made.participants["ines"])
    agreeing.note_position(plan, before, shown=shown(plan), **acting(made))
    agreeing.put_in_force(plan, begins=[mine], **acting(made))
    following = revising.revise(plan, reason="elle déménage", **acting(made))
    check(plan, following)
    copied = PlanLine.objects.get(plan=following)
    assert copied.spell is not None and (copied.standing, copied.provider_standing) == ("open", "")
    assert (copied.version, copied.opened_version) == (1, 1)
