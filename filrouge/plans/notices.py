"""Who is told that something in a plan waits for them. The words, and who it is about, are looked up when read."""

from collections.abc import Iterable
from datetime import datetime

from filrouge.accounts.choices import NoticeKind
from filrouge.accounts.models import User
from filrouge.accounts.use_cases.notices import tell
from filrouge.parcours.notices import tell_who_coordinates, the_person_and_her_representatives
from filrouge.parcours.queries.ends import may_be_written_to
from filrouge.plans.choices import Side
from filrouge.plans.models import Plan, PlanLine


def tell_of_proposal(plan: Plan, *, by: User, now: datetime) -> None:
    """A plan waits for the person's answers; each who would give a service has a line that is theirs."""
    _tell_her(plan, NoticeKind.PLAN_TO_ANSWER, by=by, now=now)
    lines = PlanLine.objects.filter(plan=plan).select_related("provider__user")
    _tell_providers(plan, lines, by=by, now=now)


def tell_of_answer(plan: Plan, line: PlanLine, *, side: str, by: User, now: datetime) -> None:
    """Those who coordinate read each answer; the person, what her provider says."""
    tell_who_coordinates(plan.parcours, NoticeKind.PLAN_ANSWERED, about=line.pk, by=by, now=now)
    if side == Side.PROVIDER and not plan.is_unseen:
        _tell_her(plan, NoticeKind.PLAN_LINE_MOVED, by=by, now=now)


def tell_of_change(plan: Plan, line: PlanLine, *, by: User, now: datetime) -> None:
    """A line that changed is open again, for her and for whoever would give the service."""
    _tell_her(plan, NoticeKind.PLAN_LINE_MOVED, by=by, now=now)
    _tell_providers(plan, [line], by=by, now=now)


def tell_of_position(plan: Plan, *, by: User, now: datetime) -> None:
    tell_who_coordinates(plan.parcours, NoticeKind.PLAN_ANSWERED, about=plan.pk, by=by, now=now)


def tell_in_force(plan: Plan, *, by: User, now: datetime) -> None:
    _tell_her(plan, NoticeKind.PLAN_IN_FORCE, by=by, now=now)
    lines = PlanLine.objects.filter(plan=plan, standing="yes").select_related("provider__user")
    _tell_providers(plan, lines, by=by, now=now)


def _tell_her(plan: Plan, kind: NoticeKind, *, by: User, now: datetime) -> None:
    hers = the_person_and_her_representatives(plan.parcours, now)
    reached = may_be_written_to(hers, plan.parcours, now)
    tell(reached, kind, parcours_id=plan.parcours_id, object_id=plan.pk, by=by, now=now)


def _tell_providers(plan: Plan, lines: Iterable[PlanLine], *, by: User, now: datetime) -> None:
    """Those named as providers who have an account and a place in the circle: without one, nothing opens to them."""
    theirs = {line.provider.user for line in lines if line.provider and line.provider.user}
    placed = Plan.objects.filter(pk=plan.pk)
    reading = [account for account in theirs if placed.visible_to(account, now).exists()]
    reached = may_be_written_to(reading, plan.parcours, now)
    tell(
        reached,
        NoticeKind.PLAN_LINE_OF_YOURS,
        parcours_id=plan.parcours_id,
        object_id=plan.pk,
        by=by,
        now=now,
    )
