"""Les absences: who is away, from when to when, and who takes their place in the meantime."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.lib.access import NotAllowed, needs
from filrouge.parcours.access import check_can_declare_absence
from filrouge.parcours.forms.absence import AbsenceForm, DatesForm
from filrouge.parcours.pages import acting, form_view
from filrouge.parcours.queries import absences as asked
from filrouge.parcours.use_cases import absences as acts
from filrouge.ui.forms import OnceForm, attempt, came_second


@needs("parcours.manage_circle")
@require_safe
def absences(request: AuthedRequest) -> HttpResponse:
    """Those that are not over: one's own, those one replaces, those of the team one leads."""
    found = asked.absences(request.user, timezone.now())
    return render(request, "parcours/absences.html", {"absences": found})


@needs("parcours.manage_circle")
@form_view
def absence_new(request: AuthedRequest) -> HttpResponse:
    """Says who is away and who takes their place."""
    user, now = request.user, timezone.now()
    form = AbsenceForm(
        request.POST or None, absent=asked.who_may_be_absent(user, now), replacing=asked.colleagues(user, now),
        initial={"who": user.pk, "since": timezone.localdate(now)},
    )  # fmt: skip
    words = {
        "title": _("Noter une absence"), "submit": _("Noter cette absence"),
        "intro": _(
            "La personne qui remplace lira les dossiers concernés pendant ce temps. Chaque personne le verra dans son "
            "espace."
        ),
        "done": _("L’absence est notée."),
    }  # fmt: skip
    return _answered(request, form, words, lambda: _declare(form.cleaned_data, acting(request)))


def _declare(said: dict[str, Any], by_and_now: dict[str, Any]) -> object:
    who, other = said["who"], said["replaced_by"]
    organisation = asked.organisation_between(who, other, by_and_now["now"])
    if organisation is None:
        raise NotAllowed(_("Cette personne ne coordonne dans aucune organisation."))
    times = {name: said[name] for name in ("since", "until")}
    return acts.declare_absence(who, organisation=organisation, replaced_by=other, **times, **by_and_now)


@needs("parcours.manage_circle")
@form_view
def absence_change(request: AuthedRequest, absence_id: UUID) -> HttpResponse:
    """It lasts longer, or less: each place that was given follows."""
    absence = asked.find_absence(request.user, absence_id, timezone.now())
    check_can_declare_absence(request.user, absence.who, absence.organisation, timezone.now())
    form = DatesForm(request.POST or None, initial={"until": absence.until}, instance=absence)
    words = {
        "title": _("Changer la fin de l’absence de %(name)s") % {"name": absence.who.name},
        "submit": _("Garder"), "intro": "", "done": _("La fin est changée."),
    }  # fmt: skip
    return _answered(
        request, form, words,
        lambda: acts.change_absence(absence, version=absence.version, **form.cleaned_data, **acting(request)),
    )  # fmt: skip


def _answered(
    request: AuthedRequest, form: OnceForm, words: dict[str, Any], action: Callable[[], Any]
) -> HttpResponse:
    """Does what the form asks, or shows it again with what was typed and why it was refused."""
    is_whole = form.is_valid()
    done = is_whole and attempt(form, action)
    request.came_second = is_whole and not done and came_second(form)
    if done:
        messages.success(request, words["done"])
        return redirect("parcours:absences")
    return render(request, "parcours/absence_form.html", {"form": form, "page": words})
