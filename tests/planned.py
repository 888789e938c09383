"""A plan for the record of the cast: still thought out, in one area, marked like every text of that record."""

from filrouge.plans.models import PlanLine
from filrouge.plans.use_cases import composing
from tests.personas import NOW, World


def planned(made: World) -> PlanLine:
    """The line of the plan of this record, which is drawn up the first time that somebody asks for it."""
    known = PlanLine.objects.filter(parcours=made.parcours).select_related("plan", "objective").first()
    return known or _drawn_up(made)


def _drawn_up(made: World) -> PlanLine:
    act = {"by": made.claire, "now": NOW}
    plan = composing.begin_plan(made.parcours, **act)
    goal = composing.add_objective(
        plan, words=f"être tranquille {made.secret('daily_life')}", area="daily_life", **act
    )
    return composing.add_line(goal, title=f"le ménage {made.secret('daily_life')}", **act)
