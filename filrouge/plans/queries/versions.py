"""What moved: within a version while it was discussed, and from the version before. Constant in queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.plans.models import LineChange, Plan, PlanLine
from filrouge.plans.queries.text import FUNDINGS, fundings_of, in_words, with_links
from filrouge.plans.rules.text import differences


@dataclass(frozen=True)
class Moved:
    """One thing that moved in a line: its name, what stood, what stands."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """A change that was negotiated: what moved, with who asked, who yielded, and the words of it."""

    change: LineChange
    moved: Sequence[Moved]


@dataclass(frozen=True)
class History:
    """What a version changed: `added`, `gone` and `altered` beside the one that it replaces; `changes`, within it."""

    plan: Plan
    former: Plan | None
    added: Sequence[PlanLine]
    gone: Sequence[PlanLine]
    altered: Sequence[tuple[PlanLine, Sequence[Moved]]]
    changes: Sequence[Change]

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.gone or self.altered or self.changes)


def history(plan: Plan, user: User, now: datetime) -> History:
    """What `user` may read of what moved."""
    former = (
        Plan.objects.filter(pk=plan.replaces_id).visible_to(user, now).first() if plan.replaces_id else None
    )
    lines = PlanLine.objects.filter(plan__in=[each for each in (plan, former) if each]).visible_to(user, now)
    readable = list(with_links(lines.in_order()))
    fundings = fundings_of([line.pk for line in readable])
    now_there = {line.key: line for line in readable if line.plan_id == plan.pk}
    before = {line.key: line for line in readable if line.plan_id != plan.pk}
    rows = LineChange.objects.filter(line__in=[line.pk for line in now_there.values()])
    rows = rows.select_related("line", "asked_by", "yielded_by").order_by("-recorded_at", "-pk")
    altered = []
    for key, line in now_there.items():
        if key in before:
            was, stands = before[key], line
            told = differences(in_words(was, fundings[was.pk]), in_words(stands, fundings[stands.pk]))
            if told:
                altered.append((stands, moved(told)))
    return History(
        plan=plan,
        former=former,
        added=[line for key, line in now_there.items() if former and key not in before],
        gone=[line for key, line in before.items() if key not in now_there],
        altered=altered,
        changes=changes(rows),
    )


def changes(rows: Iterable[LineChange]) -> list[Change]:
    return [Change(row, moved(row.moved)) for row in rows]


def moved(told: Mapping[str, Sequence[str]]) -> list[Moved]:
    """Fields as they are named on the screen, with what stood and what stands."""
    return [Moved(label_of(name), pair[0], pair[1]) for name, pair in told.items()]


def label_of(name: str) -> str:
    if name == FUNDINGS:
        return _("qui finance")
    return str(PlanLine._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
