"""A team's meeting: the situations to discuss and why, the sheet to print, who comes, situation by situation."""

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.accounts.models import User
from filrouge.accounts.queries import draft_for
from filrouge.follow_up.access import can_call_staff, check_can_call_staff
from filrouge.follow_up.forms.meetings import StaffForm, TeamMoveForm, as_set, team_presence_form
from filrouge.follow_up.models import Meeting
from filrouge.follow_up.queries.meetings import find_team_meeting, meetings_of, team_rows
from filrouge.follow_up.queries.staff import colleagues_of, situations_of, staff_page, teams_of, told
from filrouge.follow_up.use_cases import meetings
from filrouge.journal.rules import Seen
from filrouge.lib.access import needs
from filrouge.lib.errors import Refused
from filrouge.parcours.models import CircleMember
from filrouge.territory.models import Organisation
from filrouge.ui.forms import attempt, resumed
from filrouge.ui.rows import row_named

METHODS = ("GET", "HEAD", "POST")


@needs("desk.work")
@require_safe
def my_meetings(request: AuthedRequest) -> HttpResponse:
    """The meetings ahead and behind, of every person around whom one works and of one's teams."""
    now = timezone.now()
    ahead, past = meetings_of(request.user, now), meetings_of(request.user, now, past=True)
    several = {each.pk: each for one in (*ahead, *past) for each in one.parcours}
    request.seen = [Seen(each.person_id, "meetings") for each in several.values()]
    may_call = request.user.may("follow_up.meet")
    context = {"ahead": ahead, "past": past, "teams": list(teams_of(request.user, now)) if may_call else []}
    return render(request, "follow_up/meetings/mine.html", context)


def _team(request: AuthedRequest, organisation_id: UUID, now: datetime) -> Organisation:
    """A team whose meeting one may call; 404 for another one."""
    return get_object_or_404(teams_of(request.user, now), pk=organisation_id)


@needs("follow_up.meet")
@require_http_methods(METHODS)
def staff(request: AuthedRequest, organisation_id: UUID) -> HttpResponse:
    """The team's situations that something proposes to discuss; those that are ticked make the agenda."""
    now = timezone.now()
    team = _team(request, organisation_id, now)
    known, colleagues = situations_of(team, request.user, now), colleagues_of(team, now)
    draft = draft_for(request.user, request.path)
    form = StaffForm(
        request.POST or None, situations=known, colleagues=colleagues, draft=resumed(request, draft),
        initial={"subject": _("Réunion d’équipe"), "day": timezone.localdate(now), "colleagues": [request.user.pk]},
    )  # fmt: skip
    if form.is_valid() and (called := attempt(form, lambda: _call(form, team, request, now))):
        messages.success(request, _("La réunion d’équipe est prévue."))
        return redirect("follow_up:team_meeting", called.pk)  # type: ignore[union-attr]
    every = "toutes" in request.GET
    start = row_named(request.GET.get("suite", ""))
    page = staff_page(team, request.user, now, start=start, every=every)
    request.seen = [Seen(row.parcours.person_id, "staff") for row in page.rows]
    context = {"team": team, "page": page, "form": form, "draft": draft, "every": every}
    return render(request, "follow_up/meetings/staff.html", context)


def _call(form: StaffForm, team: Organisation, request: AuthedRequest, now: datetime) -> Meeting:
    said = form.cleaned_data
    several = {"situations": list(said["situations"]), "colleagues": list(said["colleagues"])}
    return meetings.call_staff(team, setting=form.setting(), by=request.user, now=now, **several)


@needs("follow_up.meet")
@require_safe
def staff_sheet(request: AuthedRequest, organisation_id: UUID) -> HttpResponse:
    """The same list, made for paper."""
    now = timezone.now()
    team = _team(request, organisation_id, now)
    page = staff_page(team, request.user, now, start=row_named(request.GET.get("suite", "")))
    request.seen = [Seen(row.parcours.person_id, "staff") for row in page.rows]
    context = {"team": team, "page": page, "today": timezone.localdate(now)}
    return render(request, "follow_up/meetings/staff_sheet.html", context)


@needs("desk.work")
@require_safe
def team_meeting(request: AuthedRequest, meeting_id: UUID) -> HttpResponse:
    """A team's meeting, situation by situation: the names that one may know, the content as a member only."""
    now = timezone.now()
    meeting = find_team_meeting(request.user, meeting_id, now)
    rows = team_rows(meeting, request.user, now, _held(request.user, now))
    named = [row.parcours for row in rows if row.parcours]
    why = {each.parcours.pk: each for each in told(named, request.user, now)}
    request.seen = [Seen(each.person_id, "meeting") for each in named]
    context = {
        "meeting": meeting,
        "rows": [(row, why.get(row.parcours.pk) if row.parcours else None) for row in rows],
        "presences": meeting.presences.select_related("user").order_by("user__name"),
        "may_arrange": _may_arrange(meeting, request.user, now),
    }
    return render(request, "follow_up/meetings/team_meeting.html", context)


def _held(user: User, now: datetime) -> set[UUID]:
    return set(CircleMember.objects.open_to(user, now).values_list("parcours", flat=True))


def _may_arrange(meeting: Meeting, user: User, now: datetime) -> bool:
    is_standing = meeting.appointment.cancelled_at is None
    return is_standing and bool(meeting.organisation) and can_call_staff(user, meeting.organisation, now)


def _to_arrange(request: AuthedRequest, meeting_id: UUID, now: datetime) -> Meeting:
    meeting = find_team_meeting(request.user, meeting_id, now)
    if meeting.organisation is None:
        raise Http404
    check_can_call_staff(request.user, meeting.organisation, now)
    return meeting


@needs("follow_up.meet")
@require_http_methods(METHODS)
def team_presences(request: AuthedRequest, meeting_id: UUID) -> HttpResponse:
    """Who of the team is there."""
    now = timezone.now()
    meeting = _to_arrange(request, meeting_id, now)
    people = list(colleagues_of(meeting.organisation, now)) if meeting.organisation else []
    kind = team_presence_form(people, list(meeting.presences.all()))
    form: Any = kind(request.POST or None)
    act: dict[str, Any] = {"by": request.user, "now": now}
    if form.is_valid() and attempt(
        form, lambda: meetings.note_colleagues(meeting, states=form.stances(), **act)
    ):
        messages.success(request, _("Les présences sont notées."))
        return redirect("follow_up:team_meeting", meeting.pk)
    return _team_form(request, meeting, form, _("Qui est là"), _("Garder les présences"))


@needs("follow_up.meet")
@require_http_methods(METHODS)
def team_move(request: AuthedRequest, meeting_id: UUID) -> HttpResponse:
    """Another day, hour or place."""
    now = timezone.now()
    meeting = _to_arrange(request, meeting_id, now)
    appointment = meeting.appointment
    draft = resumed(request, draft_for(request.user, request.path))
    form = TeamMoveForm(request.POST or None, instance=appointment, initial=as_set(appointment), draft=draft)
    act: dict[str, Any] = {"version": appointment.version, "by": request.user, "now": now}
    move: Any = partial(meetings.move_meeting, meeting, **act)
    if form.is_valid() and attempt(form, lambda: move(setting=form.setting())):
        messages.success(request, _("La réunion est changée."))
        return redirect("follow_up:team_meeting", meeting.pk)
    return _team_form(
        request, meeting, form, _("Changer le jour, l’heure ou le lieu"), _("Garder ce changement")
    )


def _team_form(request: AuthedRequest, meeting: Meeting, form: Any, title: str, submit: str) -> HttpResponse:
    context = {
        "meeting": meeting, "form": form, "title": title, "submit": submit,
        "draft": draft_for(request.user, request.path), "back": reverse("follow_up:team_meeting", args=[meeting.pk]),
    }  # fmt: skip
    return render(request, "follow_up/meetings/team_form.html", context)


@needs("follow_up.meet")
@require_POST
def team_give_up(request: AuthedRequest, meeting_id: UUID) -> HttpResponse:
    """It does not take place."""
    now = timezone.now()
    meeting = _to_arrange(request, meeting_id, now)
    asked = request.POST.get("version", "")
    try:
        seen = int(asked) if asked.isdecimal() else 0
        meetings.give_up_meeting(meeting, version=seen, by=request.user, now=now)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("La réunion n’a plus lieu. Ce qui était préparé reste là."))
    return redirect("follow_up:team_meeting", meeting.pk)
