"""Réglages du radar: what each kind of signal watches, from when on, for one organisation."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.accounts.queries import draft_for
from filrouge.follow_up.forms.radar import ThresholdsForm
from filrouge.follow_up.queries import radar_settings as queries
from filrouge.follow_up.queries.signals import KINDS
from filrouge.follow_up.queries.signals.kind import SignalKind
from filrouge.follow_up.queries.signals_shown import team_counts
from filrouge.follow_up.use_cases.thresholds import reset_thresholds, set_thresholds
from filrouge.lib.access import needs
from filrouge.ui.forms import attempt, resumed


@needs("follow_up.set_radar")
@require_safe
def radar_settings(request: AuthedRequest) -> HttpResponse:
    """Each kind of signal, why it matters, and its thresholds, for each organisation that this account sets."""
    user, now = request.user, timezone.now()
    counts = team_counts(user, now) if user.may("parcours.oversee") else None
    teams = [(each, queries.settings_of(each, counts)) for each in queries.organisations_to_set(user, now)]
    return render(request, "follow_up/radar/settings.html", {"teams": teams})


@needs("follow_up.set_radar")
@require_http_methods(["GET", "HEAD", "POST"])
def radar_threshold(request: AuthedRequest, organisation_id: UUID, kind: str) -> HttpResponse:
    """Sets the thresholds of one kind for one organisation."""
    now = timezone.now()
    organisation, rule = queries.find_to_set(request.user, organisation_id, now), _rule(kind)
    draft = draft_for(request.user, request.path)
    form = ThresholdsForm(
        request.POST or None, kind=rule, values=queries.values_of(organisation, rule),
        draft=resumed(request, draft),
    )  # fmt: skip
    if form.is_valid():
        values: dict[str, Any] = form.cleaned_data
        if attempt(
            form, lambda: set_thresholds(organisation, kind=rule, values=values, by=request.user, now=now)
        ):
            messages.success(request, _("Le réglage est pris en compte dans les dossiers de cette équipe."))
            return redirect("follow_up:radar_settings")
    context = {"form": form, "kind": rule, "organisation": organisation, "draft": draft}
    return render(request, "follow_up/radar/threshold.html", context)


@needs("follow_up.set_radar")
@require_POST
def radar_reset(request: AuthedRequest, organisation_id: UUID, kind: str) -> HttpResponse:
    """Back to the usual thresholds of one kind."""
    now = timezone.now()
    organisation = queries.find_to_set(request.user, organisation_id, now)
    reset_thresholds(organisation, kind=_rule(kind), by=request.user, now=now)
    messages.success(request, _("Ce signal est de nouveau réglé comme d’habitude."))
    return redirect("follow_up:radar_settings")


def _rule(kind: str) -> SignalKind:
    """A kind that has something to set; 404 for any other."""
    rule = KINDS.get(kind)
    if rule is None or not rule.thresholds:
        raise Http404
    return rule
