"""The directory: what exists on the territory, and how to put it right."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.lib.access import needs
from filrouge.territory.access import can_correct_service
from filrouge.territory.forms import CorrectServiceForm, asked_in, key_of
from filrouge.territory.models import Service
from filrouge.territory.queries import details, directory, origin_of, possible_twins
from filrouge.territory.use_cases import confirm_service, correct_service
from filrouge.ui.forms import attempt, resumed

if TYPE_CHECKING:
    from filrouge.accounts.access import AuthedRequest


@needs("desk.work")
@require_safe
def index(request: AuthedRequest) -> HttpResponse:
    """Le territoire: who exists around, by words, sort of answer and category; around a commune, the nearest first."""
    asked = asked_in(request.GET)
    start = key_of(request.GET.get("suite", ""))
    return render(request, "territory/index.html", directory(asked, start, origin_of(asked.around)))


@needs("desk.work")
@require_safe
def service(request: AuthedRequest, service_id: UUID) -> HttpResponse:
    """One place: what it does and for whom, how to reach it, and where each thing that is said comes from."""
    shown = get_object_or_404(Service.objects.select_related("commune", "confirmed_by"), pk=service_id)
    context = {
        "service": shown, "details": details(shown), "twins": possible_twins(shown),
        "may_correct": can_correct_service(request.user),
    }  # fmt: skip
    return render(request, "territory/service.html", context)


@needs("territory.correct")
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: AuthedRequest, service_id: UUID) -> HttpResponse:
    """Puts a place right; two people who write at once both see both texts."""
    shown = get_object_or_404(Service, pk=service_id)
    draft = request.user.draft_at(request.path)
    form = CorrectServiceForm(request.POST or None, service=shown, draft=resumed(request, draft))
    if form.is_valid():
        done = attempt(
            form,
            lambda: correct_service(
                shown, changes=form.changes(), reason=form.cleaned_data["reason"], version=shown.version,
                by=request.user, now=timezone.now(),
            ),
        )  # fmt: skip
        if done is not False:
            messages.success(request, _("Le lieu est à jour. Ce qui était écrit reste lisible."))
            return redirect("territory:service", service_id)
    return render(request, "territory/correct.html", {"service": shown, "form": form, "draft": draft})


@needs("territory.correct")
@require_POST
def confirm(request: AuthedRequest, service_id: UUID) -> HttpResponse:
    """What stands here is right today: somebody called or went there."""
    confirm_service(get_object_or_404(Service, pk=service_id), by=request.user, now=timezone.now())
    messages.success(request, _("C’est noté\u00a0: ces informations sont justes aujourd’hui."))
    return redirect("territory:service", service_id)
