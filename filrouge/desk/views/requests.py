"""The queue of requests: received, put right, given to somebody, taken, oriented elsewhere."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.accounts.queries import draft_for
from filrouge.desk.forms import AssignForm, OrientForm, PageForm, RequestCorrectForm, RequestForm, TakeForm
from filrouge.desk.queries import requests as queries
from filrouge.desk.queries import search as search_queries
from filrouge.desk.queries.people import listed
from filrouge.lib.access import needs
from filrouge.lib.errors import Refused
from filrouge.parcours.access import check_can_assign_request
from filrouge.parcours.models import Request
from filrouge.parcours.pages import acting, form_view
from filrouge.parcours.queries.records import load_parcours
from filrouge.parcours.use_cases import requests as acts
from filrouge.ui.forms import OnceForm, attempt, came_second, resumed


@needs("parcours.take_requests")
@require_safe
def queue(request: AuthedRequest) -> HttpResponse:
    """What waits, what nobody holds first and the oldest first."""
    page = queries.queue(request.user, start=PageForm(request.GET).start(), now=timezone.now())
    return render(request, "desk/requests.html", {"page": page})


@needs("parcours.take_requests")
@require_safe
def answered(request: AuthedRequest) -> HttpResponse:
    """What was taken or oriented elsewhere, the latest answer first."""
    page = queries.answered(request.user, start=PageForm(request.GET).start(), now=timezone.now())
    return render(request, "desk/requests_answered.html", {"page": page})


def _resumed(request: AuthedRequest) -> dict[str, Any]:
    return {"draft": resumed(request, draft_for(request.user, request.path))}


def _answered(
    request: AuthedRequest, form: OnceForm, words: dict[str, Any], act: Callable[[], Any]
) -> HttpResponse:
    """Does what the form asks and leads back to the queue, or shows it again with what was typed."""
    is_whole = form.is_valid()
    done = is_whole and attempt(form, act)
    request.came_second = is_whole and not done and came_second(form)
    if done:
        messages.success(request, words["done"])
        return redirect("desk:requests")
    draft = draft_for(request.user, request.path)
    return render(request, "desk/request_form.html", {"form": form, "page": words, "draft": draft})


@needs("parcours.take_requests")
@form_view
def request_new(request: AuthedRequest) -> HttpResponse:
    """Notes what somebody asks, on the telephone, before any record exists."""
    places = queries.organisations_taking(request.user, timezone.now())
    form = RequestForm(request.POST or None, organisations=places, **_resumed(request))
    words = {
        "title": _("Noter une demande"), "submit": _("Noter cette demande"), "done": _("La demande est notée."),
        "intro": _("Le nom suffit\u00a0: aucun dossier ne s’ouvre tant que personne ne l’a prise."),
    }  # fmt: skip
    return _answered(
        request, form, words,
        lambda: acts.receive_request(form.cleaned_data["organisation"], **form.facts(), **acting(request)),
    )  # fmt: skip


@needs("parcours.take_requests")
@form_view
def request_correct(request: AuthedRequest, request_id: UUID) -> HttpResponse:
    """Puts right a request that waits."""
    asked = queries.find_request(request.user, request_id, timezone.now())
    stored = model_to_dict(asked, Request.WHILE_WAITING)
    form = RequestCorrectForm(request.POST or None, instance=asked, initial=stored, **_resumed(request))
    words = {
        "title": _("Corriger la demande"), "submit": _("Enregistrer"), "done": _("La demande est à jour."),
        "intro": _("Ce qui était écrit reste lisible dans le dossier, s’il s’ouvre."),
    }  # fmt: skip
    return _answered(
        request, form, words,
        lambda: acts.correct_request(
            asked, changes=form.facts(), reason=form.cleaned_data["why"], version=asked.version, **acting(request)
        ),
    )  # fmt: skip


@needs("parcours.take_requests")
@form_view
def request_orient(request: AuthedRequest, request_id: UUID) -> HttpResponse:
    """Somebody else answers better: where to, and why."""
    asked = queries.find_request(request.user, request_id, timezone.now())
    form = OrientForm(request.POST or None, **_resumed(request))
    words = {
        "title": _("Orienter vers quelqu’un d’autre"), "submit": _("Noter cette orientation"),
        "done": _("L’orientation est notée."), "asked": asked,
    }  # fmt: skip
    return _answered(
        request, form, words,
        lambda: acts.orient_request(asked, **form.cleaned_data, **acting(request)),
    )  # fmt: skip


@needs("parcours.oversee")
@form_view
def request_assign(request: AuthedRequest, request_id: UUID) -> HttpResponse:
    """The lead of a team gives a request to somebody of it."""
    now = timezone.now()
    asked = queries.find_request(request.user, request_id, now)
    check_can_assign_request(request.user, asked, now)
    begins = {"to": asked.assigned_to_id}
    form = AssignForm(request.POST or None, who=queries.who_may_take(asked, now), initial=begins)
    words = {
        "title": _("Confier la demande"), "submit": _("Confier"), "done": _("C’est noté."), "asked": asked,
    }  # fmt: skip
    return _answered(
        request, form, words,
        lambda: acts.assign_request(asked, **form.cleaned_data, **acting(request)),
    )  # fmt: skip


@needs("parcours.open_record")
@form_view
def request_take(request: AuthedRequest, request_id: UUID) -> HttpResponse:
    """Takes a request: those who may be the same person first, then the record that it opens."""
    user, now = request.user, timezone.now()
    asked = queries.find_request(user, request_id, now)
    birth = asked.person_birth.notation if asked.person_birth else ""
    newcomer = search_queries.newcomer(user, asked.person_name, birth, now=now)
    form = TakeForm(
        request.POST or None, has_namesakes=newcomer.has_namesakes, **_resumed(request),
        initial={"usual_name": asked.person_name, "birth": asked.person_birth},
    )  # fmt: skip
    if form.is_valid():
        opened: Any = attempt(
            form, lambda: acts.take_request(asked, identity=form.identity(), **acting(request))
        )
        if opened:
            return redirect("desk:thread", opened.pk)
    alike = listed(newcomer.alike, user, today=timezone.localdate(now), now=now)
    request.listed = [one.parcours_id for one in alike]
    draft = draft_for(user, request.path)
    context = {"form": form, "newcomer": newcomer, "alike": alike, "asked": asked, "draft": draft}
    return render(request, "desk/request_take.html", context)


@needs("parcours.manage_circle")
@require_POST
def request_join(request: AuthedRequest, parcours_id: UUID, request_id: UUID) -> HttpResponse:
    """The person is followed already: the request joins her record."""
    parcours = load_parcours(request.user, parcours_id)
    asked = queries.find_request(request.user, request_id, timezone.now())
    try:
        acts.join_request(asked, parcours, **acting(request))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("desk:requests")
    messages.success(request, _("La demande est dans ce dossier."))
    return redirect("parcours:identity", parcours.pk)
