"""Le plan: what it says, and how it is drawn up."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.lib.access import needs
from filrouge.lib.signs import titled
from filrouge.parcours.access import check_has_place
from filrouge.parcours.choices import Level
from filrouge.parcours.models import Parcours
from filrouge.parcours.pages import (
    FormPage,
    acting,
    answer,
    enter,
    form_for,
    form_view,
    place_of,
    show_record,
)
from filrouge.plans.access import can_compose, check_can_compose
from filrouge.plans.forms.composing import LineForm, ObjectiveForm, line_initial, objective_initial
from filrouge.plans.models import Plan
from filrouge.plans.queries.negotiation import panel
from filrouge.plans.queries.sheet import (
    current,
    find_plan,
    needs_left,
    plan_sheet,
    plans_of,
)
from filrouge.plans.use_cases import composing
from filrouge.plans.views.frame import act, address_of, line_to_compose, objective_to_compose, plan_to_compose
from filrouge.territory.forms import key_of


@needs("desk.work")
@require_safe
def page(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Le plan: the version that one comes for, or what to do when there is none."""
    parcours, now = enter(request, parcours_id, check_has_place), timezone.now()
    plans = plans_of(parcours, request.user, now)
    return show_plan(request, parcours, current(plans), plans)


@needs("desk.work")
@require_safe
def plan(request: AuthedRequest, parcours_id: UUID, plan_id: UUID) -> HttpResponse:
    """One version or variant of the plan."""
    parcours, now = enter(request, parcours_id, check_has_place), timezone.now()
    shown = find_plan(parcours, plan_id, request.user, now)
    return show_plan(request, parcours, shown, plans_of(parcours, request.user, now))


def show_plan(
    request: AuthedRequest, parcours: Parcours, shown: Plan | None, plans: list[Plan]
) -> HttpResponse:
    """The page of a version, with what its reader may do."""
    now, sheet = timezone.now(), None
    if shown is not None:
        shown.parcours = parcours
        sheet = plan_sheet(shown, request.user, now, plans)
    may_compose = can_compose(request.user, parcours, now)
    context = {
        "sheet": sheet,
        "panel": panel(sheet, request.user, now) if sheet else None,
        "plan": shown,
        "may_compose": may_compose,
        "may_add": may_compose and shown is not None and shown.is_changeable,
        "may_edit": may_compose and shown is not None and shown.state == "draft",
        "needs_left": needs_left(sheet) if may_compose and sheet else [],
    }
    return show_record(request, parcours, "plans/plan.html", "plan", context)


@needs("plans.compose")
@require_POST
def begin(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Begins a plan."""
    parcours = enter(request, parcours_id, check_can_compose)
    return act(request, composing.begin_plan, parcours, place_of("plans:page", parcours))


@needs("plans.compose")
@form_view
def objective_new(request: AuthedRequest, parcours_id: UUID, plan_id: UUID) -> HttpResponse:
    """Adds an objective; `?besoin=` names the needs that it begins with."""
    shown = plan_to_compose(request, parcours_id, plan_id)
    wanted = [key for typed in request.GET.getlist("besoin") if (key := key_of(typed))]
    form = form_for(request, shown.parcours, ObjectiveForm, initial={"needs": wanted, "level": Level.CIRCLE})
    words = FormPage(
        title=_("Ajouter un objectif"),
        intro=_(
            "Un objectif répond à un besoin, avec les mots de la personne. Les réponses viennent ensuite."
        ),
        submit=_("Ajouter cet objectif"),
        back=address_of(shown),
        done=_("L’objectif est ajouté."),
        to_line=True,
        template="plans/form.html",
        context={"remove": ""},
    )
    return answer(
        request, shown.parcours, form, words,
        lambda: composing.add_objective(shown, **form.cleaned_data, **acting(request)),
    )  # fmt: skip


@needs("plans.compose")
@form_view
def objective_edit(request: AuthedRequest, parcours_id: UUID, objective_id: UUID) -> HttpResponse:
    """Changes an objective of a draft."""
    objective = objective_to_compose(request, parcours_id, objective_id)
    form = form_for(
        request, objective.parcours, ObjectiveForm, instance=objective, initial=objective_initial(objective)
    )
    words = FormPage(
        title=_("Modifier l’objectif"),
        submit=_("Enregistrer"),
        back=address_of(objective.plan, objective.pk),
        done=_("L’objectif est enregistré."),
        template="plans/form.html",
        context={"remove": reverse("plans:objective_remove", args=[objective.parcours.pk, objective.pk])},
    )
    return answer(
        request, objective.parcours, form, words,
        lambda: composing.change_objective(
            objective, version=objective.version, **form.cleaned_data, **acting(request)
        ),
    )  # fmt: skip


@needs("plans.compose")
@require_POST
def objective_remove(request: AuthedRequest, parcours_id: UUID, objective_id: UUID) -> HttpResponse:
    """Takes an objective out of a draft, with its answers."""
    objective = objective_to_compose(request, parcours_id, objective_id)
    return act(
        request,
        composing.remove_objective,
        objective,
        address_of(objective.plan),
        _("L’objectif est retiré du brouillon."),
    )


@needs("plans.compose")
@form_view
def line_new(request: AuthedRequest, parcours_id: UUID, objective_id: UUID) -> HttpResponse:
    """Adds an answer to an objective."""
    objective = objective_to_compose(request, parcours_id, objective_id)
    begins = {"every": 1, "area": objective.area, "level": objective.level}
    form = form_for(request, objective.parcours, LineForm, objective=objective, initial=begins)
    words = FormPage(
        title=_("Ajouter une réponse"),
        intro=_("Objectif\u00a0: %(words)s. Ce que vous ne savez pas encore reste vide.")
        % {"words": titled(objective.words)},
        submit=_("Ajouter cette réponse"),
        back=address_of(objective.plan),
        done=_("La réponse est ajoutée."),
        to_line=True,
        template="plans/form.html",
        context={"remove": ""},
    )
    return answer(
        request, objective.parcours, form, words,
        lambda: composing.add_line(objective, **form.line(), **acting(request)),
    )  # fmt: skip


@needs("plans.compose")
@form_view
def line_edit(request: AuthedRequest, parcours_id: UUID, line_id: UUID) -> HttpResponse:
    """Changes an answer of a draft."""
    line = line_to_compose(request, parcours_id, line_id)
    form = form_for(
        request, line.parcours, LineForm, objective=line.objective, instance=line, initial=line_initial(line)
    )
    words = FormPage(
        title=_("Modifier la réponse"),
        submit=_("Enregistrer"),
        back=address_of(line.plan, line.pk),
        done=_("La réponse est enregistrée."),
        template="plans/form.html",
        context={"remove": reverse("plans:line_remove", args=[line.parcours.pk, line.pk])},
    )
    return answer(
        request, line.parcours, form, words,
        lambda: composing.change_line(line, version=line.version, **form.line(), **acting(request)),
    )  # fmt: skip


@needs("plans.compose")
@require_POST
def line_remove(request: AuthedRequest, parcours_id: UUID, line_id: UUID) -> HttpResponse:
    """Takes an answer out of a draft."""
    line = line_to_compose(request, parcours_id, line_id)
    return act(
        request,
        composing.remove_line,
        line,
        address_of(line.plan, line.objective_id),
        _("La réponse est retirée du brouillon."),
    )


@needs("plans.compose")
@require_POST
def line_move(request: AuthedRequest, parcours_id: UUID, line_id: UUID, way: str) -> HttpResponse:
    """Puts an answer one place earlier or later."""
    line = line_to_compose(request, parcours_id, line_id)
    return act(request, composing.move_line, line, address_of(line.plan, line.pk), up=way == "avant")


@needs("plans.compose")
@require_POST
def objective_move(request: AuthedRequest, parcours_id: UUID, objective_id: UUID, way: str) -> HttpResponse:
    """Puts an objective one place earlier or later."""
    objective = objective_to_compose(request, parcours_id, objective_id)
    return act(
        request,
        composing.move_objective,
        objective,
        address_of(objective.plan, objective.pk),
        up=way == "avant",
    )
