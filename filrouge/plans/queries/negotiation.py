"""Where a version of the plan stands between those who decide, and what its reader may do about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.timezone import localdate

from filrouge.accounts.models import User
from filrouge.documents.models import Document
from filrouge.parcours.models import Participant
from filrouge.parcours.models.gates import Within
from filrouge.plans.access import can_agree_for_structure, can_compose, measure_of
from filrouge.plans.choices import Gathered, PlanState, PositionSide, Side, Standing
from filrouge.plans.models import LineAnswer, Plan, PlanLine, Position
from filrouge.plans.queries.sheet import PlanSheet
from filrouge.plans.rules import negotiation as rules
from filrouge.plans.rules.negotiation import REPRESENTING
from filrouge.plans.rules.states import DISCUSSED, PROVIDERS_ANSWER, RUNNING


@dataclass(frozen=True)
class Panel:
    """The positions on a version, the latest first, and the acts that are open to its reader.

    A position holds the whole text: it is shown to whoever reads all of it, and to nobody else. `papers`: those of the
    signed papers that the reader may open.
    """

    positions: Sequence[Position]
    own: frozenset[UUID]
    acts: frozenset[str] = field(default_factory=frozenset)
    waiting: int = 0
    papers: frozenset[UUID] = field(default_factory=frozenset)

    @property
    def hers(self) -> Position | None:
        return next((one for one in self.positions if one.side == PositionSide.PERSON), None)


def panel(sheet: PlanSheet, user: User, now: datetime) -> Panel:
    """Four questions at most, whatever the length of the plan. `own`: the lines that the reader would give."""
    plan = sheet.plan
    rows = Position.objects.filter(plan=plan).select_related("by", "with_whom", "recorded_by", "document")
    names = set(Participant.objects.filter(parcours=plan.parcours_id, user=user).values_list("pk", flat=True))
    takes_answers = plan.state in PROVIDERS_ANSWER and user.may("plans.answer_own_line")
    own = {each.line.pk for each in sheet.lines if each.line.provider_id in names and takes_answers}
    waiting = len(sheet.waiting)
    positions = list(rows.order_by("-pk"))
    shown = positions if sheet.is_whole else []
    acts = _acts(sheet, waiting, user, now)
    return Panel(shown, frozenset(own), acts, waiting, _papers(shown, user, now))


def _papers(positions: Sequence[Position], user: User, now: datetime) -> frozenset[UUID]:
    named = [each.document_id for each in positions if each.document_id]
    if not named:
        return frozenset()
    return frozenset(Document.objects.filter(pk__in=named).visible_to(user, now).values_list("pk", flat=True))


def _acts(sheet: PlanSheet, waiting: int, user: User, now: datetime) -> frozenset[str]:
    """What the state of the plan and the place of its reader allow."""
    plan, acts = sheet.plan, set()
    if can_agree_for_structure(user, plan.parcours, now) and plan.state == PlanState.AGREED:
        acts.add("put_in_force")
    if not can_compose(user, plan.parcours, now):
        return frozenset(acts)
    if plan.state == PlanState.DRAFT and sheet.lines:
        acts.add("choose" if sheet.rivals else "propose")
    if plan.state == PlanState.PROPOSED and waiting == len(sheet.lines):
        acts.add("take_back")
    acts |= _judging(sheet, waiting, now)
    if plan.is_running:
        acts.add("begin")
    if plan.state == PlanState.SET_ASIDE:
        acts.add("take_up")
    if plan.state == PlanState.DRAFT or plan.state in DISCUSSED or plan.is_running:
        acts.add("end")
    return frozenset(acts)


def _judging(sheet: PlanSheet, waiting: int, now: datetime) -> set[str]:
    """What is noted of her answers and positions."""
    plan, acts = sheet.plan, set()
    if plan.is_answerable:
        acts |= {"answer", "not_gathered"}
        if not waiting and sheet.lines:
            acts |= {"hand", "note_position"}
    if may_be_represented(plan, waiting, now):
        acts.add("beside")
    if plan.state == PlanState.AGREED:
        acts.add("reopen")
    return acts


def may_be_represented(plan: Plan, waiting: int, now: datetime) -> bool:
    """Whether somebody who represents the person may stand beside her on the whole, as the measure of today allows."""
    if plan.state not in DISCUSSED:
        return False
    measure = measure_of(plan.parcours, now)
    theirs = Participant.objects.filter(parcours=plan.parcours_id, relative__is_legal_representative=True)
    if not theirs.exists() or measure is None:
        return False
    return plan.state == PlanState.AGREED or (not waiting and measure.kind in REPRESENTING)


def counted(line: PlanLine) -> LineAnswer | None:
    """The answer that gave a line its standing, among those that were read with it."""
    return rules.counted(line.answers.all(), line.standing, line.opened_version)


def beside(line: PlanLine) -> list[LineAnswer]:
    """What relatives and representatives said of the line as it reads, each their last word."""
    hers = counted(line)
    last = {
        answer.by_id: answer
        for answer in line.answers.all()
        if answer.side in (Side.RELATIVE, Side.REPRESENTATIVE) and answer.line_version >= line.opened_version
    }
    return [answer for answer in last.values() if answer != hers]


def by_provider(line: PlanLine) -> LineAnswer | None:
    """What whoever gives the service last said of it."""
    return next((one for one in reversed(line.answers.all()) if one.side == Side.PROVIDER), None)


def own_lines(user: User, plans: Iterable[Plan], now: datetime) -> QuerySet[PlanLine]:
    """The lines of these plans that `user` would give, if their place is open."""
    mine = PlanLine.objects.filter(plan__in=plans, provider__user=user).visible_to(user, now)
    return mine.select_related("plan", "objective", "provider").order_by("plan", "order")


def due_to_talk_again(user: User, now: datetime, here: Within | None) -> QuerySet[LineAnswer]:
    """The answers 'later' whose day to talk again has come, however that was said: each line's last."""
    if not user.may("plans.compose"):
        return LineAnswer.objects.none()
    plans = Plan.objects.filter(state__in=(*DISCUSSED, *RUNNING)).coordinated_by(user, now, here)
    lines = PlanLine.objects.visible_to(user, now, here).filter(standing=Standing.LATER, plan__in=plans)
    said = LineAnswer.objects.filter(answer=Standing.LATER, side__in=(Side.PERSON, Side.REPRESENTATIVE))
    newer = said.filter(line=OuterRef("line"), pk__gt=OuterRef("pk"))
    return said.filter(~Exists(newer), line__in=lines.values("pk"), talk_again_on__lte=localdate(now))


def came_in(user: User, now: datetime, here: Within | None) -> QuerySet[LineAnswer]:
    """What was answered from an account of the one who answers, in the plans that `user` coordinates: the last
    word of each side on each line.

    An answer leaves when its line changes, or when the plan is no longer discussed.
    """
    if not user.may("plans.compose"):
        return LineAnswer.objects.none()
    plans = Plan.objects.filter(state__in=DISCUSSED).coordinated_by(user, now, here)
    lines = PlanLine.objects.visible_to(user, now, here).filter(plan__in=plans)
    said = LineAnswer.objects.filter(how=Gathered.OWN_ACCOUNT, line_version__gte=F("line__opened_version"))
    newer = said.filter(line=OuterRef("line"), side=OuterRef("side"), pk__gt=OuterRef("pk"))
    return said.filter(~Exists(newer), line__in=lines.values("pk")).exclude(recorded_by=user)
