"""The lines of the plan that counts, and those that a file named in whichever version they now stand."""

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from filrouge.parcours.models import Parcours
from filrouge.plans.choices import PlanState
from filrouge.plans.models import Plan, PlanLine
from filrouge.plans.rules.standings import LEFT_OUT

# What is in force counts before what is discussed, and that before what is only thought out.
FIRST = (
    (PlanState.IN_FORCE, PlanState.UNDER_REVIEW),
    (PlanState.AGREED, PlanState.NEGOTIATION, PlanState.PROPOSED),
    (PlanState.DRAFT,),
    (PlanState.ENDED, PlanState.REPLACED, PlanState.SET_ASIDE),
)


def plan_that_counts(parcours: Parcours) -> Plan | None:
    """One plan of a record: in force, else discussed, else drawn up, else the last there was."""
    plans = list(Plan.objects.filter(parcours=parcours).latest_first())
    for states in FIRST:
        found = next((plan for plan in plans if plan.state in states), None)
        if found is not None:
            return found
    return None


def lines_of(plan: Plan | None) -> QuerySet[PlanLine]:
    """The lines of a version in their order, whoever may read them; none where there is no version."""
    return PlanLine.objects.filter(plan=plan).in_order().select_related("objective")


def exact_cost(line: PlanLine) -> Decimal | None:
    """Quantity times the cost of one, as the form defines it: not rounded to the cent, as amounts to be paid are."""
    return None if line.quantity is None or line.unit_cost is None else line.quantity * line.unit_cost


def total(lines: Iterable[PlanLine]) -> Decimal:
    """What the lines cost together; what she refused or did not retain costs nothing, nor does what has no price."""
    return sum((exact_cost(line) or Decimal() for line in lines if line.standing not in LEFT_OUT), Decimal())


class LineVersions:
    """Lines that a file named once, each followed through the versions of the plan by its key."""

    def __init__(self, known: Iterable[UUID]) -> None:
        named = PlanLine.objects.filter(pk__in=known)
        keys = {line.key: line.pk for line in named}
        rows = PlanLine.objects.filter(key__in=keys).select_related("plan__parcours")
        counted: dict[UUID, UUID | None] = {}
        self.named: dict[UUID, UUID] = {}
        """Every version of a line, and the one that the file named."""
        self.present: dict[UUID, UUID] = {}
        """The line that the file named, and the one which says today what it said."""
        for line in rows:
            parcours = line.plan.parcours
            if parcours.pk not in counted:
                plan = plan_that_counts(parcours)
                counted[parcours.pk] = plan.pk if plan else None
            self.named[line.pk] = keys[line.key]
            if line.plan_id == counted[parcours.pk]:
                self.present[keys[line.key]] = line.pk

    def all_of(self, line: UUID) -> list[UUID]:
        """Every version of a line; anything else is its only one."""
        return [pk for pk, named in self.named.items() if named == self.named.get(line)] or [line]
