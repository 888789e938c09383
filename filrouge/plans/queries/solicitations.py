"""What partners were asked, where each stands, and what waits for somebody who coordinates."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate

from filrouge.accounts.models import User
from filrouge.parcours.choices import CircleRole, ParcoursState
from filrouge.parcours.models import CircleMember, Parcours
from filrouge.plans.choices import REFUSALS
from filrouge.plans.models import Solicitation, SolicitationStep
from filrouge.plans.rules.solicitations import AWAITED, PENDING

PAGE = 50
MOST_AT_HOME = 10
REASONS = {code: words for _group, reasons in REFUSALS for code, words, _easy in reasons}
EASY_REASONS = {code: easy for _group, reasons in REFUSALS for code, _words, easy in reasons}


@dataclass(frozen=True)
class Page:
    """What was asked for one person, the last asked first; `next_start`: the row that the next page begins with."""

    rows: list[Solicitation]
    next_start: UUID | None


@dataclass(frozen=True)
class Waiting:
    """What a coordinator waits for: some of it, those of which the day has passed first; `has_more`: not all of it."""

    rows: list[Solicitation] = field(default_factory=list)
    has_more: bool = False


def with_steps(rows: QuerySet[Solicitation]) -> QuerySet[Solicitation]:
    """Each with whom it went to, and its steps in their order."""
    steps = SolicitationStep.objects.select_related("reason").order_by("happened_on", "recorded_at", "id")
    return (
        rows.select_related("to", "place")
        .prefetch_related(Prefetch("steps", steps))
        .order_by("sent_at", "id")
    )


def solicitations(parcours: Parcours, user: User, now: datetime, *, start: UUID | None) -> Page:
    """What was asked for the lines that `user` reads, page by page, by key."""
    rows = Solicitation.objects.filter(line__parcours=parcours).visible_to(user, now)
    if start is not None:
        rows = rows.filter(pk__lte=start)
    found = list(with_steps(rows).select_related("line__plan").order_by("-pk")[: PAGE + 1])
    return Page(found[:PAGE], found[PAGE].pk if len(found) > PAGE else None)


def find_solicitation(parcours: Parcours, solicitation_id: UUID, user: User, now: datetime) -> Solicitation:
    rows = Solicitation.objects.filter(line__parcours=parcours).visible_to(user, now)
    return get_object_or_404(
        with_steps(rows).select_related("line__plan", "line__parcours__person", "line__spell"),
        pk=solicitation_id,
    )


def waiting_for_partners(user: User, now: datetime) -> Waiting:
    """What awaits an answer in the records that `user` coordinates, and the places whose day has come."""
    coordinating = CircleMember.objects.open_to(user, now).filter(role=CircleRole.COORDINATION)
    alive = coordinating.filter(parcours__person__is_deceased=False).exclude(
        parcours__state=ParcoursState.CLOSED
    )
    today = localdate(now)
    rows = Solicitation.objects.filter(line__parcours__in=alive.values("parcours"), state__in=PENDING)
    late = Q(state__in=AWAITED, answer_by__lt=today)
    shown = list(
        with_steps(rows)
        .select_related("line__parcours__person", "line__plan")
        .annotate(has_passed=late)
        .order_by("-has_passed", "answer_by", "pk")[: MOST_AT_HOME + 1]
    )
    return Waiting([*shown[:MOST_AT_HOME]], has_more=len(shown) > MOST_AT_HOME)
