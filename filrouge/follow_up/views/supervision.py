"""Times of supervision: set and called off by the lead of a team, taken, prepared and given back by who coordinates."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.accounts.queries import draft_for
from filrouge.follow_up.access import check_can_prepare_supervision
from filrouge.follow_up.forms.supervision import PrepareForm, SupervisionForm
from filrouge.follow_up.models import SupervisionSlot
from filrouge.follow_up.queries import supervision as queries
from filrouge.follow_up.use_cases import supervision as acts
from filrouge.lib.access import needs
from filrouge.lib.errors import Refused
from filrouge.parcours.pages import acting, form_view
from filrouge.territory.forms import key_of
from filrouge.ui.forms import OnceForm, attempt, came_second, resumed


@needs("follow_up.prepare_supervision")
@require_safe
def index(request: AuthedRequest) -> HttpResponse:
    """The times ahead that the reader set, holds or may take."""
    page = queries.slot_page(request.user, start=key_of(request.GET.get("suite", "")), now=timezone.now())
    request.listed = page.records
    may_set = request.user.may("follow_up.set_supervision")
    return render(request, "follow_up/supervision/index.html", {"page": page, "may_set": may_set})


@needs("follow_up.set_supervision")
@form_view
def new(request: AuthedRequest) -> HttpResponse:
    """The lead of a team keeps a time."""
    now = timezone.now()
    led = queries.organisations_led(request.user, now)
    team = queries.who_is_supervised(led, now).exclude(pk=request.user.pk)
    form = SupervisionForm(request.POST or None, organisations=led, team=team, draft=_draft(request))
    words = {
        "title": _("Proposer un temps de supervision"), "submit": _("Proposer ce moment"),
        "intro": _("La personne choisie, ou toute l’équipe, est prévenue. Rien d’un dossier n’est écrit ici."),
        "done": _("Le moment est proposé."),
    }  # fmt: skip
    return _answered(
        request, form, words,
        lambda: acts.set_supervision(form.cleaned_data["organisation"], **form.facts(), **acting(request)),
    )  # fmt: skip


@needs("follow_up.prepare_supervision")
@form_view
def prepare(request: AuthedRequest, slot_id: UUID) -> HttpResponse:
    """Takes a time, or changes what one brings to it."""
    user, now = request.user, timezone.now()
    slot = queries.find_slot(user, slot_id, now)
    check_can_prepare_supervision(user, slot, now)
    situations = queries.situations_of(user, now)
    form = PrepareForm(request.POST or None, slot=slot, situations=situations, draft=_draft(request))
    request.listed = [each.pk for each in situations]
    words = {
        "title": _("Préparer ce temps de supervision") if slot.taken_by_id else _("Prendre ce temps de supervision"),
        "submit": _("Enregistrer") if slot.taken_by_id else _("Prendre ce moment"), "slot": slot,
        "intro": _("Vous choisissez ce que vous apportez. Rien n’entre dans le fil des personnes."),
        "done": _("C’est noté."),
    }  # fmt: skip
    return _answered(
        request, form, words,
        lambda: acts.prepare_supervision(
            slot, **form.cleaned_data, version=slot.version, **acting(request)
        ),
    )  # fmt: skip


@needs("follow_up.prepare_supervision")
@require_POST
def give_back(request: AuthedRequest, slot_id: UUID) -> HttpResponse:
    """Frees a time that one had taken."""
    return _done(request, slot_id, acts.give_back_supervision, _("Le moment est rendu\u00a0: il est libre."))


@needs("follow_up.set_supervision")
@require_POST
def call_off(request: AuthedRequest, slot_id: UUID) -> HttpResponse:
    """Calls a time off."""
    return _done(request, slot_id, acts.call_off_supervision, _("Le moment est annulé."))


def _draft(request: AuthedRequest) -> Any:
    return resumed(request, draft_for(request.user, request.path))


def _done(request: AuthedRequest, slot_id: UUID, act: Callable[..., None], sentence: str) -> HttpResponse:
    slot: SupervisionSlot = queries.find_slot(request.user, slot_id, timezone.now())
    try:
        act(slot, **acting(request))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, sentence)
    return redirect("follow_up:supervision")


def _answered(
    request: AuthedRequest, form: OnceForm, words: dict[str, Any], act: Callable[[], Any]
) -> HttpResponse:
    """Does what the form asks and leads back to the times, or shows it again with what was typed."""
    is_whole = form.is_valid()
    done = is_whole and attempt(form, act)
    request.came_second = is_whole and not done and came_second(form)
    if done:
        messages.success(request, words["done"])
        return redirect("follow_up:supervision")
    context = {"form": form, "page": words, "draft": draft_for(request.user, request.path)}
    return render(request, "follow_up/supervision/form.html", context)
