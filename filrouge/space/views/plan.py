"""Mon plan: each line is a question; four answers of the same weight, alone or with somebody."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.accounts.queries import draft_for
from filrouge.lib.access import needs
from filrouge.lib.errors import Refused
from filrouge.plans.access import check_can_answer_beside, check_can_answer_for_oneself
from filrouge.plans.models import PlanLine
from filrouge.plans.use_cases import agreeing, negotiating, representing
from filrouge.space.forms import PlanAnswerForm, PlanBesideForm, PlanPositionForm
from filrouge.space.queries import places
from filrouge.space.queries import plan as mine
from filrouge.space.rules import Reader
from filrouge.space.views.frame import show_page
from filrouge.ui.forms import attempt, resumed


@needs("space.enter")
@require_safe
def plan(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """The question of today, and all lines with what I said."""
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    found = mine.my_plan(reader, now=now, line=request.GET.get("ligne", ""))
    facts: dict[str, Any] = {"my": found, "hard_words": found.hard_words if found else []}
    if found and found.question:
        facts["form"] = form_of(request, reader, found.question.line)
    return show_page(request, reader, "plan", "space/plan.html", facts)


def form_of(request: AuthedRequest, reader: Reader, line: PlanLine) -> PlanAnswerForm:
    now = timezone.now()
    path = reverse("space:plan_answer", args=[reader.parcours.pk, line.pk])
    draft = resumed(request, draft_for(request.user, path))
    return PlanAnswerForm(
        request.POST or None, instance=line, draft=draft, names=mine.around(reader, now), days=mine.soon(now)
    )


@needs("space.enter")
@require_http_methods(["GET", "HEAD", "POST"])
def plan_answer(request: AuthedRequest, parcours_id: UUID, line_id: UUID) -> HttpResponse:
    """One line of the plan: I answer, alone or with somebody; with my words when I want another thing."""
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    line = mine.find_line(reader, line_id, now)
    if reader.is_the_person:
        check_can_answer_for_oneself(request.user, line.plan, now)
    else:
        check_can_answer_beside(request.user, line, now)
    form = form_of(request, reader, line)
    if form.is_valid() and not form.asks_more and attempt(form, lambda: answer(form, line, reader)):
        messages.success(request, _("C’est noté. Je peux changer d’avis quand je veux."))
        return redirect(reverse("space:plan", args=[reader.parcours.pk]))
    found = mine.my_plan(reader, now=now, line=str(line.pk), plan_id=line.plan_id)
    facts = {
        "my": found,
        "form": form,
        "draft": draft_for(request.user, request.path),
        "hard_words": found.hard_words if found else [],
    }
    return show_page(request, reader, "plan", "space/plan_answer.html", facts)


def answer(form: PlanAnswerForm, line: PlanLine, reader: Reader) -> Any:
    act: dict[str, Any] = {"version": form.seen, "by": reader.user, "now": timezone.now()}
    keep = negotiating.answer_for_oneself if reader.is_the_person else negotiating.answer_beside
    return keep(line, form.said(), **act)


@needs("plans.answer")
@require_http_methods(["GET", "HEAD", "POST"])
def plan_position(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """My position on the whole: I read the text, and say that it is mine."""
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    found = mine.my_plan(reader, now=now)
    if found is None:
        raise Http404
    check_can_answer_for_oneself(request.user, found.plan, now)
    form = PlanPositionForm(request.POST or None, names=mine.around(reader, now))
    if form.is_valid() and attempt(form, lambda: agree(form, found, reader, request.POST.get("shown", ""))):
        messages.success(request, _("C’est noté. Mon plan attend l’accord du service qui coordonne."))
        return redirect("space:plan", reader.parcours.pk)
    text, shown = mine.text_of(found.plan)
    facts = {"my": found, "form": form, "text": text, "shown": shown, "hard_words": found.hard_words}
    return show_page(request, reader, "plan", "space/plan_position.html", facts)


def agree(form: PlanPositionForm, found: mine.MyPlan, reader: Reader, shown: str) -> Any:
    who = form.cleaned_data["with_whom"]
    return agreeing.take_position(found.plan, shown=shown, with_whom=who, by=reader.user, now=timezone.now())


@needs("plans.answer_beside")
@require_http_methods(["GET", "HEAD", "POST"])
def plan_beside(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """What I say of the whole plan as the one who represents somebody: beside them, in my own name."""
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    found = mine.my_plan(reader, now=now)
    if found is None or found.measure is None:
        raise Http404
    form = PlanBesideForm(request.POST or None, asks_hers=found.asks_hers)
    if form.is_valid() and attempt(form, lambda: stand_beside(form, found, request)):
        messages.success(request, _("Votre position est notée, à côté."))
        return redirect("space:plan", reader.parcours.pk)
    text, shown = mine.text_of(found.plan) if found.reads_text else ("", "")
    facts = {"my": found, "form": form, "text": text, "shown": shown, "hard_words": found.hard_words}
    return show_page(request, reader, "plan", "space/plan_beside.html", facts)


def stand_beside(form: PlanBesideForm, found: mine.MyPlan, request: AuthedRequest) -> Any:
    act: dict[str, Any] = {"shown": request.POST.get("shown", ""), "by": request.user, "now": timezone.now()}
    return representing.take_position_beside(found.plan, hers=form.hers(), **act)


@needs("plans.answer")
@require_POST
def plan_come_back(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """I change my mind on the whole: the plan is discussed again."""
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    found = mine.my_plan(reader, now=now)
    if found is None:
        raise Http404
    check_can_answer_for_oneself(request.user, found.plan, now)
    try:
        agreeing.change_mind(found.plan, by=request.user, now=now)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("C’est noté. Je peux répondre de nouveau à chaque ligne."))
    return redirect("space:plan", reader.parcours.pk)


@needs("space.enter")
@require_safe
def plan_version(request: AuthedRequest, parcours_id: UUID, plan_id: UUID) -> HttpResponse:
    """One version with more details: who, when, how much, and what moved while it was discussed."""
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    found = mine.my_plan(reader, now=now, plan_id=plan_id)
    if found is None:
        raise Http404
    facts = {"my": found, "hard_words": found.hard_words}
    return show_page(request, reader, "plan", "space/plan_version.html", facts)
