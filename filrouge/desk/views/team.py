"""L'équipe: what its lead sees of requests, load and situations, and what they do about them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.accounts.forms import WorkProfileForm
from filrouge.accounts.queries import draft_for, work_profile_of
from filrouge.accounts.use_cases.profiles import change_work_profile
from filrouge.desk.forms import AssignForm, PageForm, TeamForm
from filrouge.desk.queries import load
from filrouge.desk.queries import requests as request_queries
from filrouge.desk.queries import team as queries
from filrouge.follow_up.queries.supervision import slot_page
from filrouge.lib.access import needs, signed_in
from filrouge.parcours.access import check_can_assign_request
from filrouge.parcours.pages import acting, form_view
from filrouge.parcours.use_cases import requests as acts
from filrouge.ui.forms import attempt, came_second, resumed

# Pages about a team that other rooms may offer.
ALSO = (
    ("follow_up:meetings", "list", gettext_lazy("Réunions, situations dont parler")),
    ("parcours:absences", "calendar", gettext_lazy("Absences et remplacements")),
    ("follow_up:radar_settings", "adjustments", gettext_lazy("Réglages du radar")),
)


@needs("parcours.oversee")
@require_safe
def team(request: AuthedRequest) -> HttpResponse:
    """Requests that nobody holds, with whom they may suit; who carries what; what is worth a talk."""
    user, now = request.user, timezone.now()
    asked = TeamForm(request.GET)
    situations = queries.situation_page(user, start=None, now=now, size=queries.FIRST_SITUATIONS)
    slots = slot_page(user, start=None, now=now, size=3)
    request.listed = [*situations.records, *slots.records]
    context = {
        "requests": queries.request_page(user, start=asked.start(), now=now),
        "team": load.team_page(user, start=asked.start_of_team(), now=now),
        "situations": situations, "slots": slots,
        "also": [(reverse(name), icon, words) for name, icon, words in ALSO],
    }  # fmt: skip
    return render(request, "desk/team/page.html", context)


@needs("parcours.oversee")
@require_safe
def situations(request: AuthedRequest) -> HttpResponse:
    """The situations of the team that are worth a talk, and why."""
    page = queries.situation_page(request.user, start=PageForm(request.GET).start(), now=timezone.now())
    request.listed = page.records
    return render(request, "desk/team/situations.html", {"page": page})


@needs("parcours.oversee")
@require_POST
def assign(request: AuthedRequest, request_id: UUID) -> HttpResponse:
    """Gives a request to one of those suggested, from the page of the team."""
    now = timezone.now()
    asked = request_queries.find_request(request.user, request_id, now)
    check_can_assign_request(request.user, asked, now)
    form = AssignForm(request.POST, who=request_queries.who_may_take(asked, now))
    form.fields["to"].required = True
    done: Any = form.is_valid() and attempt(
        form, lambda: acts.assign_request(asked, **form.cleaned_data, **acting(request))
    )
    if done:
        said = {"name": form.cleaned_data["to"].name, "person": asked.person_name}
        messages.success(request, _("La demande pour %(person)s est confiée à %(name)s.") % said)
    else:
        for sentence in (str(each) for errors in form.errors.values() for each in errors):
            messages.error(request, sentence)
    return redirect("desk:team")


@signed_in
@form_view
def work_profile(request: AuthedRequest, user_id: UUID) -> HttpResponse:
    """Where somebody works, what they speak, whom they know: their own page, or their lead's."""
    colleague = queries.find_colleague(request.user, user_id, timezone.now())
    profile, draft = work_profile_of(colleague), draft_for(request.user, request.path)
    form = WorkProfileForm(request.POST or None, profile=profile, draft=resumed(request, draft))
    is_whole = form.is_valid()
    done: Any = is_whole and attempt(
        form,
        lambda: change_work_profile(
            colleague, facts=form.cleaned_data, version=profile.version, **acting(request)
        ),
    )
    request.came_second = bool(is_whole and not done and came_second(form))
    if done:
        messages.success(request, _("Le profil de travail est à jour."))
        return redirect("accounts:me" if colleague == request.user else "desk:team")
    context = {"form": form, "draft": draft, "colleague": colleague, "is_own": colleague == request.user}
    return render(request, "desk/team/work_profile.html", context)
