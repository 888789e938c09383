"""What waits for a word of the reader of a space: it comes first on the page."""

from dataclasses import dataclass
from datetime import datetime

from filrouge.plans.access import can_answer_for_oneself, represents
from filrouge.plans.choices import Standing
from filrouge.plans.models import PlanLine
from filrouge.plans.queries.sheet import current, plans_of
from filrouge.space.rules import Reader


@dataclass(frozen=True)
class PlanWaits:
    """A plan is proposed. `lines`: how many have no answer yet; none: the whole waits for her agreement."""

    lines: int


def plan_waits(reader: Reader, now: datetime) -> PlanWaits | None:
    """Whether the plan waits for this reader: the person, or beside her whoever represents her."""
    plan = current(plans_of(reader.parcours, reader.user, now))
    if plan is None or not plan.is_answerable:
        return None
    plan.parcours = reader.parcours
    is_hers = can_answer_for_oneself(reader.user, plan, now)
    if not is_hers and not represents(reader.user, reader.parcours, now):
        return None
    shown = PlanLine.objects.filter(plan=plan).visible_to(reader.user, now).values_list("standing", flat=True)
    standings = list(shown)
    lines = standings.count(Standing.OPEN)
    return PlanWaits(lines) if lines or (is_hers and standings) else None
