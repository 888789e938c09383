"""The checklists of turning points: reviewed files of `data/transitions/`, read once."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from filrouge.lib.dates.months import months_after

DATA = Path(__file__).resolve().parent.parent / "data" / "transitions"
NOBODY_YET = "none yet"
KEYS = frozenset(
    {"kind", "from", "to", "area", "starts", "author", "written_on", "reviewed_by", "steps"}
)  # fmt: skip
STEP_KEYS = frozenset({"code", "what", "why", "source"})
WHEN = frozenset({"months", "days"})


@dataclass(frozen=True)
class Step:
    """One thing to do: what, why, who says so, and how long before the day (after it, when negative)."""

    code: str
    what: str
    why: str
    source: str
    months: int = 0
    days: int = 0

    def due(self, day: date) -> date:
        """By when to do it, for a turning point that falls on `day`."""
        return months_after(day, -self.months) - timedelta(days=self.days)


@dataclass(frozen=True)
class Checklist:
    """What is done before one kind of turning point, from how many months before, and who read the list again."""

    kind: str
    from_what: str
    to_what: str
    area: str
    starts: int
    author: str
    written_on: date
    reviewed_by: str
    steps: tuple[Step, ...]

    @property
    def is_reviewed(self) -> bool:
        return self.reviewed_by != NOBODY_YET

    def source_of(self, code: str) -> str:
        """Who says that a step is to be done; '' for one that the list holds no more."""
        return next((step.source for step in self.steps if step.code == code), "")


@cache
def checklists() -> dict[str, Checklist]:
    """Every checklist, by the kind of turning point."""
    found = (read(path.read_text(encoding="utf-8")) for path in sorted(DATA.glob("*.yaml")))
    return {checklist.kind: checklist for checklist in found}


def find_checklist(kind: str) -> Checklist | None:
    return checklists().get(kind)


def read(text: str) -> Checklist:
    """A checklist as its file says it; ValueError with a sentence when a rule of the README is broken."""
    told = yaml.safe_load(text)
    if not isinstance(told, dict) or set(told) != KEYS or not told["steps"]:
        raise ValueError(f"A checklist has the keys {', '.join(sorted(KEYS))}, and steps.")
    steps = tuple(_step(step) for step in told["steps"])
    if len({step.code for step in steps}) < len(steps):
        raise ValueError(f"{told['kind']}: two steps share a code.")
    return Checklist(
        kind=told["kind"],
        from_what=told["from"],
        to_what=told["to"],
        area=told["area"],
        starts=told["starts"],
        author=told["author"],
        written_on=told["written_on"],
        reviewed_by=told["reviewed_by"],
        steps=steps,
    )


def _step(told: dict[str, Any]) -> Step:
    if set(told) - WHEN != STEP_KEYS or len(WHEN & set(told)) != 1 or not all(told[key] for key in STEP_KEYS):
        raise ValueError(f"{told.get('code')}: a step says what, why, its source, and months or days before.")
    return Step(**told)
