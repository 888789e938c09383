"""One version of a plan as every page shows it: the record's, the person's and the paper's. Constant in queries."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404

from filrouge.accounts.models import User
from filrouge.life_project.models import LifeProject
from filrouge.needs.models import Need
from filrouge.parcours.choices import CircleRole
from filrouge.parcours.models import CircleMember, Parcours, Participant
from filrouge.parcours.models.circle import within
from filrouge.parcours.models.gates import Within
from filrouge.parcours.queries.reading import ReadLines, read_lines
from filrouge.plans.access import is_all_of
from filrouge.plans.choices import Advocacy, Nature, PlanState, Standing
from filrouge.plans.models import (
    Funding,
    LineAnswer,
    LineChange,
    Objective,
    ObjectiveNeed,
    Plan,
    PlanLine,
    Solicitation,
)
from filrouge.plans.queries.expertise import Knowing, expertises
from filrouge.plans.queries.solicitations import with_steps
from filrouge.plans.queries.totals import plan_totals, pledges
from filrouge.plans.rules.advocacy import mode_of
from filrouge.plans.rules.standings import LEFT_OUT, is_answer
from filrouge.plans.rules.states import RUNNING
from filrouge.plans.rules.totals import Share, Totals, shared
from filrouge.plans.rules.week import Week, week_of
from filrouge.plans.rules.week_drawing import WeekDrawing, draw

IN_DISCUSSION = (PlanState.PROPOSED, PlanState.NEGOTIATION, PlanState.AGREED)


@dataclass(frozen=True)
class LineSheet:
    """A line under its number. `line` carries its answers, changes and solicitations, read with it."""

    number: int
    line: PlanLine
    shares: list[Share]
    left: Decimal | None
    is_given_by_a_coordinator: bool
    skips_the_ordinary: bool

    @property
    def is_left_out(self) -> bool:
        return self.line.standing in LEFT_OUT


@dataclass(frozen=True)
class ObjectiveSheet:
    """An objective under its number, the needs that it serves as the reader may know them, its lines, who decides."""

    number: int
    objective: Objective
    needs: list[Need]
    lines: list[LineSheet]
    mode: str
    expertises: Sequence[Knowing] = ()

    @property
    def mode_words(self) -> str:
        return str(Advocacy(self.mode).label) if self.mode else ""


@dataclass(frozen=True)
class PlanSheet:
    """A version of the plan: what the reader may see of it, its sums, its week and where its answers stand.

    `plans`: the versions that the reader may open, the latest first. `is_whole`: nothing that the person reads in it is
    closed to them. `read`: what they read of the record.
    """

    plan: Plan
    person: Participant
    words: LifeProject | None
    objectives: list[ObjectiveSheet]
    plans: list[Plan]
    coordinators: list[Participant]
    is_whole: bool
    read: ReadLines

    @cached_property
    def lines(self) -> list[LineSheet]:
        return [line for objective in self.objectives for line in objective.lines]

    @cached_property
    def totals(self) -> Totals:
        return plan_totals(each.line for each in self.lines)

    @cached_property
    def week(self) -> Week:
        return week_of((each.number, each.line) for each in self.lines if not each.is_left_out)

    @cached_property
    def week_drawing(self) -> WeekDrawing | None:
        return draw(self.week)

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many lines stand at each answer."""
        return Counter(each.line.standing for each in self.lines)

    @property
    def answered(self) -> int:
        return sum(is_answer(each.line.standing) for each in self.lines)

    @property
    def waiting(self) -> list[LineSheet]:
        return [each for each in self.lines if each.line.standing == Standing.OPEN]

    @property
    def ordinary(self) -> list[LineSheet]:
        """The lines in ordinary law that are not left out."""
        return [each for each in self.lines if each.line.nature == Nature.ORDINARY and not each.is_left_out]

    @property
    def given_by_coordinators(self) -> list[LineSheet]:
        return [each for each in self.lines if each.is_given_by_a_coordinator]

    @property
    def variants(self) -> list[Plan]:
        """The variants of this version, this one among them, when there are several."""
        same = [each for each in self.plans if each.number == self.plan.number]
        return sorted(same, key=lambda each: each.variant) if len(same) > 1 else []

    @property
    def rivals(self) -> list[Plan]:
        """The other variants that are still being drawn up: one is chosen before any is proposed."""
        return [each for each in self.variants if each != self.plan and each.state == PlanState.DRAFT]

    @property
    def may_revise(self) -> bool:
        """Whether the next version may begin: this one is in force, and none is on its way."""
        on_its_way = (PlanState.DRAFT, *IN_DISCUSSION)
        return self.plan.is_running and not any(each.state in on_its_way for each in self.plans)

    @property
    def may_vary(self) -> bool:
        """Whether another variant may be thought out: none of this version was shown yet."""
        return all(each.is_unseen for each in (self.plan, *self.variants))


def plans_of(parcours: Parcours, user: User, now: datetime) -> list[Plan]:
    """The versions that `user` may see, the latest first."""
    visible = Plan.objects.filter(parcours=parcours).visible_to(user, now, within(parcours, user, now))
    return list(visible.select_related("replaces").latest_first())


def current(plans: Sequence[Plan]) -> Plan | None:
    """The version that one comes for: in discussion, else being drawn up, else in force, else the latest."""
    for states in (IN_DISCUSSION, (PlanState.DRAFT,), RUNNING):
        for plan in plans:
            if plan.state in states:
                return plan
    return plans[0] if plans else None


def needs_left(sheet: PlanSheet) -> list[Need]:
    """The open needs that its reader knows of and no objective of this version serves."""
    open_needs = Need.objects.filter(pk__in=sheet.read.of(Need.KIND), ended_on=None)
    served = ObjectiveNeed.objects.filter(objective__plan=sheet.plan).values("need")
    return list(open_needs.exclude(pk__in=served).select_related("code").order_by("code__order", "pk"))


def find_plan(parcours: Parcours, plan_id: UUID, user: User, now: datetime) -> Plan:
    """One version, if `user` may see it; 404 otherwise."""
    visible = Plan.objects.filter(parcours=parcours).visible_to(user, now)
    return get_object_or_404(visible.select_related("parcours__person"), pk=plan_id)


def find_objective(parcours: Parcours, objective_id: UUID, user: User, now: datetime) -> Objective:
    visible = Objective.objects.filter(parcours=parcours).visible_to(user, now)
    return get_object_or_404(visible.select_related("plan", "parcours__person", "chosen_by"), pk=objective_id)


def find_line(parcours: Parcours, line_id: UUID, user: User, now: datetime) -> PlanLine:
    visible = PlanLine.objects.filter(parcours=parcours).visible_to(user, now)
    linked = ("plan", "objective", "parcours__person", "provider", "place", "service_code")
    return get_object_or_404(visible.select_related(*linked).prefetch_related("fundings__funder"), pk=line_id)


def plan_sheet(plan: Plan, user: User, now: datetime, plans: list[Plan] | None = None) -> PlanSheet:
    """Everything that is shown of one version, as `user` may read it; `plans`: those of `plans_of`, if read already."""
    parcours = plan.parcours
    here = within(parcours, user, now)
    read = read_lines(parcours, user, now, here)
    lines = list(_lines(plan, user, now, here))
    beside = Objective.objects.filter(plan=plan).beside(
        {line.objective_id for line in lines}, user, now, here
    )
    objectives = list(beside.select_related("chosen_by").order_by("order", "id"))
    coordinators = coordinating(parcours)
    return PlanSheet(
        plan=plan,
        person=Participant.objects.get(parcours=parcours, is_the_person=True),
        words=LifeProject.objects.filter(pk__in=read.of(LifeProject.KIND)).order_by("-number").first(),
        objectives=_objectives(objectives, lines, _needs(plan, read), coordinators, read),
        plans=plans_of(parcours, user, now) if plans is None else plans,
        coordinators=coordinators,
        is_whole=bool(here.own)
        or is_all_of(plan, [line.pk for line in lines], [one.pk for one in objectives]),
        read=read,
    )


def _lines(plan: Plan, user: User, now: datetime, here: Within) -> Iterable[PlanLine]:
    """The lines with what stands beside each: funders, answers, changes, and what was asked of partners."""
    linked = ("provider", "place", "service_code", "spell__provider")
    return (
        PlanLine.objects.filter(plan=plan)
        .visible_to(user, now, here)
        .select_related(*linked)
        .prefetch_related(
            Prefetch("fundings", Funding.objects.select_related("funder").order_by("order")),
            Prefetch(
                "answers",
                LineAnswer.objects.select_related("by", "with_whom", "recorded_by").order_by(
                    "recorded_at", "id"
                ),
            ),
            Prefetch(
                "changes",
                LineChange.objects.select_related("asked_by", "yielded_by").order_by("recorded_at", "id"),
            ),
            Prefetch("solicitations", with_steps(Solicitation.objects.all())),
        )
        .in_order()
    )


def _needs(plan: Plan, read: ReadLines) -> Mapping[UUID, list[Need]]:
    """The needs that each objective serves, among those that the reader may know of."""
    links = ObjectiveNeed.objects.filter(objective__plan=plan, need__in=read.of(Need.KIND))
    needs: dict[UUID, list[Need]] = defaultdict(list)
    for link in links.select_related("need__code").order_by("need__code__order", "need_id"):
        needs[link.objective_id].append(link.need)
    return needs


def coordinating(parcours: Parcours) -> list[Participant]:
    """Those who hold a place that coordinates and has not ended."""
    places = CircleMember.objects.filter(parcours=parcours, role=CircleRole.COORDINATION, until=None)
    return list(
        dict.fromkeys(place.participant for place in places.select_related("participant").order_by("pk"))
    )


def _objectives(
    objectives: Sequence[Objective],
    lines: Sequence[PlanLine],
    needs: Mapping[UUID, list[Need]],
    coordinators: Sequence[Participant],
    read: ReadLines,
) -> list[ObjectiveSheet]:
    """The objectives with their lines, numbered through the whole plan."""
    under: dict[UUID, list[PlanLine]] = defaultdict(list)
    for line in lines:
        under[line.objective_id].append(line)
    said = expertises(objectives, needs, read)
    told, number = [], 0
    for rank, objective in enumerate(objectives, start=1):
        own = under[objective.pk]
        sheets = [_line(number + n, line, own, coordinators) for n, line in enumerate(own, start=1)]
        number += len(own)
        told.append(
            ObjectiveSheet(
                number=rank,
                objective=objective,
                needs=needs.get(objective.pk, []),
                lines=sheets,
                mode=mode_of(objective.ends, objective.means),
                expertises=said.get(objective.pk, ()),
            )
        )
    return told


def _line(
    number: int, line: PlanLine, beside: Sequence[PlanLine], coordinators: Sequence[Participant]
) -> LineSheet:
    shares, left = shared(line.cost, pledges(line))
    is_specialised = line.nature == Nature.SPECIALISED and line.standing not in LEFT_OUT
    was_looked_for = line.chosen_how or any(each.nature == Nature.ORDINARY for each in beside)
    return LineSheet(
        number=number,
        line=line,
        shares=shares,
        left=left,
        is_given_by_a_coordinator=line.provider_id in {each.pk for each in coordinators},
        skips_the_ordinary=is_specialised and not was_looked_for,
    )
