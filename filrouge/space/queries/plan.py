"""Mon plan: the question of today, each line with what was said of it, the whole, and the versions before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate

from filrouge.lib.signs import titled
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.models import Participant
from filrouge.people.models import LegalProtection
from filrouge.plans.access import can_answer_for_oneself, measure_of, represents
from filrouge.plans.choices import PlanState, PositionKind, PositionSide, Standing
from filrouge.plans.models import LineAnswer, Plan, PlanLine, Position
from filrouge.plans.queries.named import known_to
from filrouge.plans.queries.negotiation import beside, by_provider, counted
from filrouge.plans.queries.sheet import LineSheet, PlanSheet, current, plan_sheet, plans_of
from filrouge.plans.queries.text import exact_text
from filrouge.plans.rules.negotiation import REPRESENTING
from filrouge.plans.rules.text import fingerprint
from filrouge.space.choices import AREA_PICTOGRAMS
from filrouge.space.queries.words import HardWord, bare, hard_words
from filrouge.space.rules import Reader

SOON = (7, 14, 30)


@dataclass(frozen=True)
class Step:
    """A line as the person reads it: its number, its picture, easy words, what she said, what others say beside."""

    number: int
    line: PlanLine
    pictogram: str
    words: str
    said: LineAnswer | None
    beside: Sequence[LineAnswer]
    provider_said: LineAnswer | None
    is_question: bool = False

    @property
    def said_words(self) -> str:
        return bare(self.said.words) if self.said else ""


@dataclass(frozen=True)
class MyPlan:
    """The version that the reader comes for. `question`: the line that waits for an answer, if one does.

    `reads_text`: nothing of the text that a position holds is closed to them.
    """

    plan: Plan
    sheet: PlanSheet
    steps: Sequence[Step]
    question: Step | None
    positions: Sequence[Position]
    may_answer: bool
    is_hers: bool
    measure: LegalProtection | None
    reads_text: bool

    @property
    def before(self) -> list[Plan]:
        """The other versions that the reader may open."""
        return [each for each in self.sheet.plans if each != self.plan]

    @property
    def may_agree(self) -> bool:
        return self.is_hers and self.plan.is_answerable and bool(self.steps) and not self.sheet.waiting

    @property
    def may_come_back(self) -> bool:
        return self.is_hers and self.plan.state == PlanState.AGREED

    @property
    def hers(self) -> Position | None:
        return next((each for each in self.positions if each.side == PositionSide.PERSON), None)

    @property
    def beside(self) -> Position | None:
        """What who represents her said of the text that her own position is about."""
        theirs = (each for each in self.positions if each.side == PositionSide.REPRESENTATIVE)
        found = next(theirs, None)
        return found if found and self.hers and found.text_sha256 == self.hers.text_sha256 else None

    @property
    def asks_hers(self) -> bool:
        """Whether who stands beside her says too why she gives no position herself."""
        return self.plan.is_answerable

    @property
    def may_stand_beside(self) -> bool:
        """Whether the reader, who represents her, may say what they think of the whole."""
        if self.measure is None or not self.reads_text or self.sheet.waiting or not self.steps:
            return False
        if self.plan.state == PlanState.AGREED:
            return self.beside is None
        own = self.hers is not None and self.hers.kind != PositionKind.NOT_GATHERED
        return self.plan.is_answerable and self.measure.kind in REPRESENTING and not own

    @property
    def hard_words(self) -> list[HardWord]:
        return hard_words(
            text for step in self.steps for text in (step.words, step.line.title, step.line.details)
        )


def my_plan(reader: Reader, *, now: datetime, line: str = "", plan_id: UUID | None = None) -> MyPlan | None:
    """What this reader finds; `line`: the key of another line to answer; `plan_id`: another version."""
    plans = plans_of(reader.parcours, reader.user, now)
    plan = next((one for one in plans if one.pk == plan_id), None) if plan_id else current(plans)
    if plan is None:
        return None
    plan.parcours = reader.parcours
    sheet = plan_sheet(plan, reader.user, now, plans)
    is_hers = can_answer_for_oneself(reader.user, plan, now)
    is_beside = not is_hers and represents(reader.user, reader.parcours, now)
    may_answer = plan.is_answerable and (is_hers or is_beside)
    asked = _asked(sheet, line) if may_answer else None
    steps = [step(each, is_question=each is asked) for each in sheet.lines]
    given = Position.objects.filter(plan=plan).exclude(side=PositionSide.STRUCTURE)
    rows = given.select_related("by", "with_whom", "recorded_by").order_by("-pk")
    return MyPlan(
        plan=plan,
        sheet=sheet,
        steps=steps,
        question=next((one for one in steps if one.is_question), None),
        positions=list(rows) if is_hers or is_beside else [],
        may_answer=may_answer,
        is_hers=is_hers,
        measure=measure_of(reader.parcours, now) if is_beside else None,
        reads_text=sheet.is_whole,
    )


def _asked(sheet: PlanSheet, line: str) -> LineSheet | None:
    """The line that is asked about: the one chosen, else the first that waits."""
    chosen = next((each for each in sheet.lines if str(each.line.pk) == line), None)
    return chosen or next(iter(sheet.waiting), None)


def step(each: LineSheet, *, is_question: bool = False) -> Step:
    line = each.line
    said = counted(line) if line.standing != Standing.OPEN else None
    return Step(
        number=each.number,
        line=line,
        pictogram=AREA_PICTOGRAMS[LifeArea(line.area)],
        words=titled(line.easy_words or line.title),
        said=said,
        beside=beside(line),
        provider_said=by_provider(line) if line.provider_standing else None,
        is_question=is_question,
    )


def find_line(reader: Reader, line_id: UUID, now: datetime) -> PlanLine:
    """A line that the reader may see; 404 otherwise."""
    lines = PlanLine.objects.filter(parcours=reader.parcours).visible_to(reader.user, now)
    return get_object_or_404(lines.select_related("plan", "parcours__person", "provider"), pk=line_id)


def around(reader: Reader, now: datetime) -> QuerySet[Participant]:
    """With whom somebody may answer: those whom the record or the plan names, without herself."""
    return known_to(reader.parcours, reader.user, now).exclude(is_the_person=True)


def soon(now: datetime) -> list[date]:
    """Days on which one may talk of it again."""
    return [localdate(now) + timedelta(days=days) for days in SOON]


def text_of(plan: Plan) -> tuple[str, str]:
    """The exact text of a plan, and its fingerprint."""
    text = exact_text(plan)
    return text, fingerprint(text)
