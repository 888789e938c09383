"""What the papers of a plan say, as their reader may read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from filrouge.accounts.models import User
from filrouge.nomenclature.choices import LifeArea
from filrouge.plans.choices import PositionSide, Side, Standing
from filrouge.plans.models import LineAnswer, LineChange, Plan, Position
from filrouge.plans.queries.negotiation import counted
from filrouge.plans.queries.sheet import LineSheet, PlanSheet, plan_sheet
from filrouge.space.choices import AREA_PICTOGRAMS

# In the order in which the head of a paper tells them.
STANDINGS = (
    Standing.YES, Standing.OTHERWISE, Standing.NO, Standing.LATER, Standing.NOT_RETAINED, Standing.OPEN,
)  # fmt: skip
# The answers that a paper offers to tick, each with its picture.
BOXES = (
    (Standing.YES, "yes"),
    (Standing.OTHERWISE, "otherwise"),
    (Standing.NO, "no"),
    (Standing.LATER, "later"),
)


@dataclass(frozen=True)
class Standings:
    """The lines that stand at one answer, by their numbers."""

    label: str
    standing: str
    numbers: list[int]


@dataclass(frozen=True)
class Moved:
    """What moved in a line: what was changed, under which number it is read."""

    number: int
    title: str
    change: LineChange


@dataclass(frozen=True)
class Told:
    """A line of the easy paper: its picture, the answer that it stands at: hers, or of who represents her."""

    sheet: LineSheet
    picture: str
    answer: LineAnswer | None


@dataclass(frozen=True)
class PlanPaper:
    """A version of the plan, ready for paper. `positions`: her latest, and those of the others on the same text."""

    plan: Plan
    sheet: PlanSheet
    standings: list[Standings]
    moved: list[Moved]
    positions: list[Position]
    printed_on: date

    @property
    def boxes(self) -> Sequence[tuple[Standing, str]]:
        return BOXES

    @property
    def questions(self) -> list[Told]:
        """The lines that are asked of the person; one kept in memory only is asked no more."""
        return [
            Told(each, AREA_PICTOGRAMS[LifeArea(each.line.area)], counted(each.line))
            for each in self.sheet.lines
            if each.line.standing != Standing.NOT_RETAINED
        ]


def plan_paper(plan: Plan, user: User, now: datetime) -> PlanPaper:
    """All that the papers of a version say to `user`: the complete one, the easy one, that of a position."""
    sheet = plan_sheet(plan, user, now)
    moved = [
        Moved(each.number, each.line.title, change)
        for each in sheet.lines
        for change in each.line.changes.all()
    ]
    return PlanPaper(
        plan=plan,
        sheet=sheet,
        standings=[
            Standings(str(standing.label), standing.value, numbers)
            for standing in STANDINGS
            if (numbers := [each.number for each in sheet.lines if each.line.standing == standing])
        ],
        moved=sorted(moved, key=lambda each: each.change.recorded_at),
        positions=_positions(plan) if sheet.is_whole else [],
        printed_on=localdate(now),
    )


def _positions(plan: Plan) -> list[Position]:
    given = Position.objects.filter(plan=plan).select_related("by", "with_whom").order_by("recorded_at", "id")
    latest = {position.side: position for position in given}
    hers = latest.get(PositionSide.PERSON)
    told = [latest[side] for side in PositionSide if side in latest]
    return [each for each in told if hers and each.text_sha256 == hers.text_sha256]


def _last_of_hers(each: LineSheet) -> LineAnswer | None:
    """The answer that the line stands at, when it is hers."""
    answer = counted(each.line)
    return answer if answer is not None and answer.side == Side.PERSON else None
