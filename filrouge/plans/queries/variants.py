"""Variants of one version side by side: costs, ordinary answers, helpers, hours, and the needs that each leaves."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch

from filrouge.accounts.models import User
from filrouge.needs.models import Need
from filrouge.parcours.models import Parcours
from filrouge.plans.choices import Nature
from filrouge.plans.models import Funding, ObjectiveNeed, Plan, PlanLine
from filrouge.plans.queries.totals import plan_totals
from filrouge.plans.rules.standings import LEFT_OUT
from filrouge.plans.rules.totals import Sum, Totals
from filrouge.plans.rules.week import week_of


@dataclass(frozen=True)
class Compared:
    """One variant in the comparison. `needs_left`: open needs that no line of it answers."""

    plan: Plan
    lines: list[PlanLine]
    totals: Totals
    helpers: int
    minutes_a_week: float
    needs_left: list[Need]

    @property
    def ordinary(self) -> int:
        return sum(line.nature == Nature.ORDINARY for line in self.lines)

    def paid_by(self, payer: object) -> Sum:
        return next((told for told in self.totals.funders if told.of == payer), Sum("", of=payer))


@dataclass(frozen=True)
class Comparison:
    """`payers`: who pays in one of the variants, with what they pay in each. `needs`: how many are open."""

    variants: list[Compared]
    payers: list[tuple[str, list[Sum]]]
    needs: int

    @property
    def is_one(self) -> bool:
        return len(self.variants) < 2


def compare(parcours: Parcours, plans: Sequence[Plan], user: User, now: datetime) -> Comparison:
    """The variants in their order: four queries, whatever they hold."""
    lines: dict[UUID, list[PlanLine]] = defaultdict(list)
    visible = PlanLine.objects.filter(plan__in=plans).visible_to(user, now)
    funded = Prefetch("fundings", Funding.objects.select_related("funder").order_by("order"))
    for line in visible.select_related("provider").prefetch_related(funded).in_order():
        lines[line.plan_id].append(line)
    answered = _answered(plans)
    needs = Need.objects.filter(parcours=parcours, ended_on=None).visible_to(user, now)
    open_needs = list(needs.select_related("code").order_by("code__order", "pk"))
    variants = [_compared(plan, lines[plan.pk], answered[plan.pk], open_needs) for plan in plans]
    payers: dict[object, str] = {}
    for variant in variants:
        for told in variant.totals.funders:
            payers.setdefault(told.of, told.name)
    paid = [(name, [each.paid_by(payer) for each in variants]) for payer, name in payers.items()]
    return Comparison(variants, paid, len(open_needs))


def _answered(plans: Sequence[Plan]) -> dict[UUID, set[UUID]]:
    """The needs that a line of each plan answers: an objective without one that is kept answers nothing."""
    answered: dict[UUID, set[UUID]] = defaultdict(set)
    kept = PlanLine.objects.filter(plan__in=plans).exclude(standing__in=LEFT_OUT).values("objective")
    links = ObjectiveNeed.objects.filter(objective__in=kept)
    for plan_id, need_id in links.values_list("objective__plan_id", "need_id"):
        answered[plan_id].add(need_id)
    return answered


def _compared(plan: Plan, lines: list[PlanLine], answered: set[UUID], needs: Sequence[Need]) -> Compared:
    kept = [line for line in lines if line.standing not in LEFT_OUT]
    people = {line.provider_id for line in kept if line.provider and not line.provider.is_the_person}
    return Compared(
        plan=plan,
        lines=kept,
        totals=plan_totals(lines),
        helpers=len(people),
        minutes_a_week=week_of(enumerate(kept)).minutes,
        needs_left=[need for need in needs if need.pk not in answered],
    )
