"""A plan under negotiation, for whoever coordinates and for who gives a service: answers, changes, positions."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.lib.access import needs
from filrouge.parcours.access import check_has_place
from filrouge.parcours.forms import ReasonForm
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
from filrouge.plans.access import (
    can_compose,
    check_can_agree_for_structure,
    check_can_answer_as_provider,
    speaks_as,
)
from filrouge.plans.forms.composing import line_initial
from filrouge.plans.forms.negotiating import (
    BesidePositionForm,
    InForceForm,
    NegotiateForm,
    NoteAnswerForm,
    NotGatheredForm,
    PositionForm,
    ProviderAnswerForm,
)
from filrouge.plans.models import Plan, PlanLine
from filrouge.plans.queries import versions
from filrouge.plans.queries.negotiation import own_lines as lines_of_mine
from filrouge.plans.queries.sheet import find_line, find_plan, plans_of
from filrouge.plans.queries.text import exact_text, readable_text
from filrouge.plans.rules.text import fingerprint
from filrouge.plans.use_cases import agreeing, negotiating, representing
from filrouge.plans.views.frame import act, address_of, line_to_compose, plan_to_compose


@needs("plans.compose")
@require_POST
def propose(request: AuthedRequest, parcours_id: UUID, plan_id: UUID) -> HttpResponse:
    """Sends a draft to the person."""
    plan = plan_to_compose(request, parcours_id, plan_id)
    return act(
        request,
        negotiating.propose,
        plan,
        address_of(plan),
        _("Le plan est proposé\u00a0: chaque ligne attend sa réponse."),
    )


@needs("plans.compose")
@require_POST
def take_back(request: AuthedRequest, parcours_id: UUID, plan_id: UUID) -> HttpResponse:
    """Takes a proposal back to the drafts."""
    plan = plan_to_compose(request, parcours_id, plan_id)
    return act(
        request, negotiating.take_back, plan, address_of(plan), _("Le plan est de nouveau un brouillon.")
    )


@needs("plans.compose")
@form_view
def line_answer(request: AuthedRequest, parcours_id: UUID, line_id: UUID) -> HttpResponse:
    """Notes what the person, or a relative beside her, answered to a line: `?reponse=` says which, for a start."""
    line = line_to_compose(request, parcours_id, line_id)
    parcours = line.parcours
    begins = {"answer": request.GET.get("reponse", ""), "how": "voice"}
    form = form_for(request, parcours, NoteAnswerForm, instance=line, initial=begins)
    page = FormPage(
        title=_("Noter une réponse"),
        submit=_("Noter cette réponse"),
        back=address_of(line.plan, line.pk),
        done=_("La réponse est notée. La personne peut changer d’avis quand elle veut."),
        template="plans/answer_form.html",
        also=(_("Joindre d’abord le papier"), place_of("documents:document_new", parcours)),
        context={"line": line},
    )
    return answer(
        request, parcours, form, page,
        lambda: negotiating.note_answer(
            line, form.said(), who=form.cleaned_data["who"], version=form.seen, **acting(request)
        ),
    )  # fmt: skip


@needs("plans.answer_own_line")
@form_view
def line_provider(request: AuthedRequest, parcours_id: UUID, line_id: UUID) -> HttpResponse:
    """Whoever gives the service answers for their line; what they said by phone is noted by who coordinates."""
    parcours, now = enter(request, parcours_id, check_has_place), timezone.now()
    line = find_line(parcours, line_id, request.user, now)
    check_can_answer_as_provider(request.user, line, now)
    is_own = speaks_as(request.user, line.provider, now)
    form = form_for(request, parcours, ProviderAnswerForm, instance=line, is_own=is_own)
    page = FormPage(
        title=_("Je réponds pour ma ligne") if is_own else _("Noter la réponse de l’intervenant"),
        submit=_("Répondre") if is_own else _("Noter cette réponse"),
        back=place_of("plans:own_lines", parcours) if is_own else address_of(line.plan, line.pk),
        done=_("La réponse est notée."),
        template="plans/answer_form.html",
        context={"line": line},
    )
    return answer(
        request, parcours, form, page,
        lambda: negotiating.answer_as_provider(line, form.said(), version=form.seen, **acting(request)),
    )  # fmt: skip


@needs("plans.answer_own_line")
@require_safe
def own_lines(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Mes lignes: what this plan asks of whoever reads, and what they answered."""
    parcours, now = enter(request, parcours_id, check_has_place), timezone.now()
    found = lines_of_mine(request.user, plans_of(parcours, request.user, now), now)
    return show_record(request, parcours, "plans/own_lines.html", "plan", {"lines": found})


@needs("plans.compose")
@form_view
def line_negotiate(request: AuthedRequest, parcours_id: UUID, line_id: UUID) -> HttpResponse:
    """Changes a line that is being discussed: it keeps what moved, and is open again."""
    line = line_to_compose(request, parcours_id, line_id)
    form = form_for(
        request,
        line.parcours,
        NegotiateForm,
        objective=line.objective,
        instance=line,
        initial=line_initial(line),
    )
    page = FormPage(
        title=_("Changer cette ligne"),
        intro=_(
            "Ce qui était écrit reste lisible, avec qui l’a demandé et qui a cédé. La ligne attend une réponse."
        ),
        submit=_("Proposer ce changement"),
        back=address_of(line.plan, line.pk),
        done=_("Le changement est proposé\u00a0: la ligne attend une nouvelle réponse."),
        template="plans/answer_form.html",
        context={"line": line},
    )
    return answer(
        request, line.parcours, form, page,
        lambda: negotiating.change_line(line, version=line.version, **form.changes(), **acting(request)),
    )  # fmt: skip


def judged(request: AuthedRequest, plan: Plan) -> dict[str, Any]:
    """The exact text that a position is about, as far as its reader may read it, and the fingerprint of it all."""
    whole, text = exact_text(plan), readable_text(plan, request.user, timezone.now())
    return {"plan": plan, "text": text, "is_whole": text == whole, "shown": fingerprint(whole)}


@needs("plans.compose")
@form_view
def position_note(request: AuthedRequest, parcours_id: UUID, plan_id: UUID) -> HttpResponse:
    """Notes the position that the person gave on paper, or before a witness."""
    plan = plan_to_compose(request, parcours_id, plan_id)
    form = form_for(request, plan.parcours, PositionForm)
    page = FormPage(
        title=_("Noter sa position"),
        intro=_("Sa position porte sur ce texte, ligne par ligne, tel qu’il est écrit ici."),
        submit=_("Noter sa position"),
        back=address_of(plan),
        done=_("Sa position est notée, avec le texte exact."),
        template="plans/position_form.html",
        also=(_("Joindre d’abord le papier"), place_of("documents:document_new", plan.parcours)),
        context=judged(request, plan),
    )
    shown = request.POST.get("shown", "")
    return answer(
        request, plan.parcours, form, page,
        lambda: agreeing.note_position(plan, form.evidence(), shown=shown, **acting(request)),
    )  # fmt: skip


@needs("plans.compose")
@form_view
def position_beside(request: AuthedRequest, parcours_id: UUID, plan_id: UUID) -> HttpResponse:
    """Notes what the person's representative says of the whole, beside her."""
    plan = plan_to_compose(request, parcours_id, plan_id)
    form = form_for(request, plan.parcours, BesidePositionForm, asks_hers=plan.is_answerable)
    page = FormPage(
        title=_("Noter la position de qui la représente"),
        intro=_("Elle porte ce nom et celui de la mesure. Ce que dit la personne reste écrit à côté."),
        submit=_("Noter cette position"),
        back=address_of(plan),
        done=_("La position est notée, à côté de celle de la personne."),
        template="plans/position_form.html",
        also=(_("Joindre d’abord le papier"), place_of("documents:document_new", plan.parcours)),
        context=judged(request, plan),
    )
    told: Any = {"shown": request.POST.get("shown", ""), **acting(request)}
    return answer(
        request, plan.parcours, form, page,
        lambda: representing.note_position_beside(
            plan, form.evidence(), who=form.cleaned_data["who"], hers=form.hers(), **told
        ),
    )  # fmt: skip


@needs("plans.compose")
@form_view
def position_missing(request: AuthedRequest, parcours_id: UUID, plan_id: UUID) -> HttpResponse:
    """Notes that her position could not be gathered, why, and what was tried."""
    plan = plan_to_compose(request, parcours_id, plan_id)
    form = form_for(request, plan.parcours, NotGatheredForm)
    page = FormPage(
        title=_("Sa position n’a pas pu être recueillie"),
        intro=_("Cela se dit, et ne se devine pas. Elle pourra toujours la donner plus tard."),
        submit=_("Noter"),
        back=address_of(plan),
        done=_("C’est noté, avec ce qui a été tenté."),
    )
    return answer(
        request, plan.parcours, form, page,
        lambda: agreeing.note_not_gathered(plan, **form.said_in("why", "tried"), **acting(request)),
    )  # fmt: skip


@needs("plans.compose")
@require_POST
def reopen(request: AuthedRequest, parcours_id: UUID, plan_id: UUID) -> HttpResponse:
    """The person came back on her position, and told whoever coordinates."""
    plan = plan_to_compose(request, parcours_id, plan_id)
    return act(
        request,
        agreeing.change_mind,
        plan,
        address_of(plan),
        _("Le plan se discute de nouveau. Ce qui avait été dit reste écrit."),
    )


@needs("plans.agree_for_structure")
@form_view
def put_in_force(request: AuthedRequest, parcours_id: UUID, plan_id: UUID) -> HttpResponse:
    """The structure agrees: the plan is in force, and the former one is replaced."""
    parcours = enter(request, parcours_id, check_can_agree_for_structure)
    plan = find_plan(parcours, plan_id, request.user, timezone.now())
    form = form_for(request, parcours, InForceForm, lines=startable(plan, request))
    page = FormPage(
        title=_("Mettre le plan en vigueur"),
        intro=_("Vous donnez l’accord de la structure au texte sur lequel la personne s’est prononcée."),
        submit=_("Donner l’accord de la structure"),
        back=address_of(plan),
        done=_("Le plan est en vigueur."),
        template="plans/position_form.html",
        context=judged(request, plan),
    )
    return answer(
        request, parcours, form, page,
        lambda: agreeing.put_in_force(plan, begins=form.cleaned_data["begins"], **acting(request)),
    )  # fmt: skip


def startable(plan: Plan, request: AuthedRequest) -> Any:
    """The lines that got a yes, whose service somebody gives and that has not begun; for whoever may begin it."""
    lines = PlanLine.objects.filter(plan=plan, standing="yes", provider__isnull=False, spell=None)
    if not can_compose(request.user, plan.parcours, timezone.now()):
        lines = lines.none()
    return lines.visible_to(request.user).in_order()


@needs("plans.compose")
@require_POST
def line_begin(request: AuthedRequest, parcours_id: UUID, line_id: UUID) -> HttpResponse:
    """Starts the service of a line."""
    line = line_to_compose(request, parcours_id, line_id)
    return act(
        request,
        agreeing.begin_service,
        line,
        address_of(line.plan, line.pk),
        _("Le service commence."),
    )


def page_of_ending(plan: Plan) -> FormPage:
    return FormPage(
        title=_("Terminer ce plan"),
        intro=_("Il reste lisible, avec la raison. Un nouveau plan pourra commencer."),
        submit=_("Terminer"),
        back=address_of(plan),
        done=_("Le plan est terminé."),
    )


def page_of_giving_up(plan: Plan) -> FormPage:
    return FormPage(
        title=_("Mettre ce brouillon de côté"),
        intro=_(
            "Il reste lisible, avec la raison, et peut être repris. Un plan en vigueur continue tel qu’il est."
        ),
        submit=_("Mettre de côté"),
        back=address_of(plan),
        done=_("Le brouillon est mis de côté."),
    )


@needs("plans.compose")
@form_view
def end(request: AuthedRequest, parcours_id: UUID, plan_id: UUID) -> HttpResponse:
    """Ends a plan or gives up its draft, and says why."""
    plan = plan_to_compose(request, parcours_id, plan_id)
    form = form_for(request, plan.parcours, ReasonForm)
    page = page_of_giving_up(plan) if plan.is_unseen else page_of_ending(plan)
    return answer(
        request, plan.parcours, form, page,
        lambda: agreeing.end_plan(plan, **form.said_in("reason"), **acting(request)),
    )  # fmt: skip


@needs("desk.work")
@require_safe
def moved(request: AuthedRequest, parcours_id: UUID, plan_id: UUID) -> HttpResponse:
    """Ce qui change: from the version before, and while this one was discussed."""
    parcours, now = enter(request, parcours_id, check_has_place), timezone.now()
    plan = find_plan(parcours, plan_id, request.user, now)
    told = {"history": versions.history(plan, request.user, now), "plan": plan}
    return show_record(request, parcours, "plans/moved.html", "plan", told)
