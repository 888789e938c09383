"""What partners were asked for the person, as she reads it: line by line, step by step."""

from dataclasses import dataclass
from datetime import datetime

from filrouge.plans.models import PlanLine, Solicitation
from filrouge.plans.queries.solicitations import with_steps
from filrouge.space.rules import Reader

MOST = 50


@dataclass(frozen=True)
class AskedFor:
    """A line of the plan, and each partner asked for it, the first asked first."""

    line: PlanLine
    asked: list[Solicitation]


def asked_for(reader: Reader, now: datetime) -> list[AskedFor]:
    """The lines for which somebody was asked, the last asked first: the latest of them."""
    rows = Solicitation.objects.filter(line__parcours=reader.parcours).visible_to(reader.user, now)
    latest = list(rows.order_by("-pk").values_list("pk", flat=True)[:MOST])
    lines: dict[PlanLine, list[Solicitation]] = {}
    for one in with_steps(rows.filter(pk__in=latest)).select_related("line__spell"):
        lines.setdefault(one.line, []).append(one)
    told = [AskedFor(line, asked) for line, asked in lines.items()]
    return sorted(told, key=lambda each: each.asked[-1].pk, reverse=True)
