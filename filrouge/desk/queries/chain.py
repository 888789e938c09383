"""The chain from words to an answer, as one reader may know it: words, needs, objectives, lines of the plan."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, IntegerField, Prefetch, Value, When
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.desk.rules.chain import (
    ANSWERS,
    NEEDS,
    OBJECTIVES,
    WORDS,
    Bead,
    Branch,
    Chain,
    Missing,
    Picture,
    Tie,
    complete,
    draw,
    read,
)
from filrouge.lib.signs import titled
from filrouge.life_project.queries import Hope
from filrouge.needs.models import NeedOrigin
from filrouge.needs.queries.needs import DrawnNeed
from filrouge.nomenclature.choices import AREA_LOOKS, LifeArea
from filrouge.parcours.models import Parcours
from filrouge.plans.choices import PlanState, Standing
from filrouge.plans.models import Objective, ObjectiveNeed, Plan, PlanLine

# Which version answers today: the one in force, else the one in discussion, else what is being thought out.
IN_ORDER = (
    PlanState.IN_FORCE, PlanState.UNDER_REVIEW, PlanState.AGREED, PlanState.NEGOTIATION, PlanState.PROPOSED,
    PlanState.DRAFT,
)  # fmt: skip


@dataclass(frozen=True)
class Drawn:
    """The chain as a drawing and as two lists; `plan` is the version whose answers it shows."""

    plan: Plan | None
    picture: Picture
    forwards: list[Branch]
    backwards: list[Branch]

    @property
    def stops(self) -> int:
        """How many chains lead to no answer."""
        return sum(box.bead.is_stop and box.bead.step > WORDS for box in self.picture.boxes)


def chain_of(
    parcours: Parcours, user: User, now: datetime, *, hopes: Sequence[Hope], needs: Sequence[DrawnNeed]
) -> Drawn:
    """What is hoped for today and what answers it: six questions to the database, whatever the record holds."""
    plan = plan_of_today(parcours, user, now)
    objectives, lines = _answers(plan, user, now)
    shown = {str(hope.expectation.pk) for hope in hopes} | {str(each.need.pk) for each in needs}
    shown |= {str(objective.pk) for objective in objectives}
    beads = [*_words(hopes), *_needs(needs, plan), *_objectives(objectives), *_lines(lines)]
    ties: list[Tie] = [
        (str(origin.expectation_id), str(each.need.pk)) for each in needs for origin in each.origins
    ]
    ties += [(str(link.need_id), str(each.pk)) for each in objectives for link in each.needs.all()]
    ties += [(str(line.objective_id), str(line.pk)) for line in lines]
    whole = complete(Chain(beads, [tie for tie in ties if tie[0] in shown]), _missing())
    heads = [_("Les mots"), _("Les besoins"), _("Les objectifs"), _("Les réponses")]
    return Drawn(plan, draw(whole, heads), read(whole), read(whole, backwards=True))


def plan_of_today(parcours: Parcours, user: User, now: datetime) -> Plan | None:
    """The version of the plan that answers today, as far as `user` may know of it."""
    rank = Case(
        *(When(state=state, then=Value(place)) for place, state in enumerate(IN_ORDER)),
        output_field=IntegerField(),
    )
    found = Plan.objects.filter(parcours=parcours, state__in=IN_ORDER).visible_to(user, now)
    return found.order_by(rank, "-number", "variant").first()


def _missing() -> Missing:
    return Missing(("", _("sans paroles"), _("sans besoin"), _("sans objectif")), _("sans réponse"))


def _answers(plan: Plan | None, user: User, now: datetime) -> tuple[list[Objective], list[PlanLine]]:
    if plan is None:
        return [], []
    links = Prefetch("needs", ObjectiveNeed.objects.order_by("pk"))
    kept = PlanLine.objects.exclude(standing=Standing.NOT_RETAINED)
    lines = Prefetch("lines", kept.only("objective_id"))
    found = Objective.objects.filter(plan=plan).visible_to(user, now).prefetch_related(links, lines)
    answers = kept.filter(plan=plan).visible_to(user, now).select_related("provider").in_order()
    return list(found.order_by("order", "pk")), list(answers)


def _css(area: str) -> str:
    return AREA_LOOKS[LifeArea(area)].css


def _words(hopes: Sequence[Hope]) -> list[Bead]:
    tied = _tied([hope.expectation.pk for hope in hopes])
    return [
        Bead(
            str(hope.expectation.pk), WORDS, hope.expectation.words, hope.said_by, _css(hope.expectation.area),
            f"#{hope.expectation.pk}", ends=hope.expectation.pk not in tied,
        )
        for hope in hopes
    ]  # fmt: skip


def _tied(keys: Collection[UUID]) -> set[UUID]:
    """The expectations from which an open need was drawn, whoever may read it."""
    links = NeedOrigin.objects.filter(expectation__in=keys, withdrawn_at=None, need__ended_on=None)
    return set(links.values_list("expectation_id", flat=True))


def _needs(needs: Sequence[DrawnNeed], plan: Plan | None) -> list[Bead]:
    served: set[UUID] = set()
    if plan is not None:
        links = ObjectiveNeed.objects.filter(objective__plan=plan)
        served = set(links.values_list("need_id", flat=True))
    return [
        Bead(
            str(each.need.pk), NEEDS, str(each.need), each.need.code.code, _css(each.need.area), f"#{each.need.pk}",
            begins=each.is_without_words, ends=each.need.pk not in served,
        )
        for each in needs
    ]  # fmt: skip


def _objectives(objectives: Sequence[Objective]) -> list[Bead]:
    return [
        Bead(
            str(each.pk), OBJECTIVES, titled(each.words), "", _css(each.area),
            begins=not each.needs.all(), ends=not each.lines.all(),
        )
        for each in objectives
    ]  # fmt: skip


def _lines(lines: Sequence[PlanLine]) -> list[Bead]:
    beads = []
    for line in lines:
        who = line.provider.name if line.provider else _("sans réponse")
        standing = "" if line.standing == Standing.OPEN else f" · {line.get_standing_display()}"
        beads.append(
            Bead(
                str(line.pk),
                ANSWERS,
                titled(line.title),
                f"{who}{standing}",
                _css(line.area),
                is_stop=line.provider is None,
            )
        )
    return beads
