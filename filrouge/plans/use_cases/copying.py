"""A version made from another: the same objectives and lines under the same keys, every answer open again."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from filrouge.accounts.models import User
from filrouge.plans.choices import Standing
from filrouge.plans.models import Funding, Objective, ObjectiveNeed, Plan, PlanLine
from filrouge.plans.rules.standings import LEFT_OUT

OBJECTIVE = (
    "parcours_id", "key", "order", "words", "expected_effect", "area", "level", "chosen_by_id", "due", "ends", "means",
)  # fmt: skip
LINE = (
    "parcours_id", "key", "order", "title", "details", "easy_words", "service_code_id", "provider_id", "place_id",
    "nature", "chosen_how", "modality", "rhythm", "starts_at", "minutes", "since", "until", "quantity", "unit",
    "unit_cost", "area", "level", "spell_id",
)  # fmt: skip


def copy_content(source: Plan, target: Plan, *, by: User, now: datetime, whole: bool) -> None:
    """Copies objectives, needs, lines and funders; unless `whole`, what was refused or not retained stays behind."""
    made = {"plan": target, "recorded_by": by, "recorded_at": now}
    objectives: dict[UUID, Objective] = {}
    for old in source.objectives.order_by("order", "id"):
        objectives[old.pk] = Objective(**_values(old, OBJECTIVE), **made)
    Objective.objects.bulk_create(objectives.values())
    links = ObjectiveNeed.objects.filter(objective__in=objectives)
    ObjectiveNeed.objects.bulk_create(
        ObjectiveNeed(objective=objectives[link.objective_id], need_id=link.need_id) for link in links
    )
    lines: dict[UUID, PlanLine] = {}
    for line in source.lines.exclude(standing__in=() if whole else LEFT_OUT).in_order():
        copy = {**_values(line, LINE), **made, "objective": objectives[line.objective_id]}
        lines[line.pk] = PlanLine(standing=Standing.OPEN, **copy)
    PlanLine.objects.bulk_create(lines.values())
    _copy_fundings(lines)


def _copy_fundings(lines: dict[UUID, PlanLine]) -> None:
    rows = defaultdict(list)
    for old in Funding.objects.filter(line__in=lines).order_by("line_id", "order"):
        rows[old.line_id].append(old)
    Funding.objects.bulk_create(
        Funding(
            line=lines[key],
            funder_id=old.funder_id,
            funder_name=old.funder_name,
            amount=old.amount,
            order=rank,
        )
        for key, olds in rows.items()
        for rank, old in enumerate(olds)
    )


def _values(old: Objective | PlanLine, names: tuple[str, ...]) -> dict[str, object]:
    return {name: getattr(old, name) for name in names}
