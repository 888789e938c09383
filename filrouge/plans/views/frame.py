"""What the views of a plan share: what an act is about, a button that does one thing, where a version is read."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from filrouge.accounts.access import AuthedRequest
from filrouge.lib.errors import Refused
from filrouge.parcours.pages import acting, enter
from filrouge.plans.access import check_can_compose
from filrouge.plans.models import Objective, Plan, PlanLine
from filrouge.plans.queries import sheet


def plan_to_compose(request: AuthedRequest, parcours_id: UUID, plan_id: UUID) -> Plan:
    """The version that an act of whoever coordinates is about, with the record as they came into it."""
    parcours = enter(request, parcours_id, check_can_compose)
    plan = sheet.find_plan(parcours, plan_id, request.user, timezone.now())
    plan.parcours = parcours
    return plan


def objective_to_compose(request: AuthedRequest, parcours_id: UUID, objective_id: UUID) -> Objective:
    """The same for an objective."""
    parcours = enter(request, parcours_id, check_can_compose)
    objective = sheet.find_objective(parcours, objective_id, request.user, timezone.now())
    objective.parcours = parcours
    return objective


def line_to_compose(request: AuthedRequest, parcours_id: UUID, line_id: UUID) -> PlanLine:
    """The same for a line."""
    parcours = enter(request, parcours_id, check_can_compose)
    line = sheet.find_line(parcours, line_id, request.user, timezone.now())
    line.parcours = parcours
    return line


def act(
    request: AuthedRequest, use_case: Callable[..., Any], about: Any, back: str, done: str = "", **said: Any
) -> HttpResponse:
    """Does what a button asks of one thing and leads back, with the sentence of a rule that refuses."""
    try:
        use_case(about, **said, **acting(request))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        if done:
            messages.success(request, done)
    return redirect(back)


def address_of(shown: Plan, anchor: Any = "") -> str:
    return reverse("plans:plan", args=[shown.parcours_id, shown.pk]) + (f"#{anchor}" if anchor else "")
