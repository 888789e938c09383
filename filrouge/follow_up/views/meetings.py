"""Meetings around one person: called, prepared, held live, told."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.follow_up.access import can_meet, check_can_meet
from filrouge.follow_up.forms.meetings import CallForm, HoldForm, MoveForm, as_set, presence_form
from filrouge.follow_up.models import MeetingSituation
from filrouge.follow_up.queries.meetings import (
    find_situation,
    prepared,
    presences,
    situations,
    to_invite,
)
from filrouge.follow_up.use_cases import meetings
from filrouge.follow_up.views.live import live, page_of_meeting
from filrouge.lib.access import needs
from filrouge.lib.errors import Refused
from filrouge.parcours.access import check_has_place
from filrouge.parcours.models import Parcours, Participant
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
from filrouge.parcours.queries.named import named_to


@needs("desk.work")
@require_safe
def meetings_of(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """The meetings about one person, ahead and past."""
    parcours, now = enter(request, parcours_id, check_has_place), timezone.now()
    found = list(situations(parcours, request.user, now)[:100])
    context = {
        "ahead": [each for each in reversed(found) if _is_ahead(each, now)],
        "past": [each for each in found if not _is_ahead(each, now)],
        "may_meet": can_meet(request.user, parcours, now),
    }
    return show_record(request, parcours, "follow_up/meetings/of_record.html", "meetings", context)


def _is_ahead(situation: MeetingSituation, now: datetime) -> bool:
    appointment = situation.meeting.appointment
    return appointment.ends_at >= now and not situation.is_held and appointment.cancelled_at is None


@needs("follow_up.meet")
@form_view
def meeting_new(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Calls a meeting: a synthesis, or the round table of a plan d’accompagnement global."""
    parcours = enter(request, parcours_id, check_can_meet)
    begins = {"day": timezone.localdate(), "invited": to_invite(parcours), "kind": "synthesis"}
    form = form_for(request, parcours, CallForm, initial=begins)
    shown = FormPage(
        title=_("Réunir autour de %(name)s") % {"name": parcours.person.usual_name},
        intro=_("La personne et qui la représente sont prévenues. L’ordre du jour se prépare ensuite."),
        submit=_("Prévoir cette réunion"),
        back=place_of("follow_up:meetings_of", parcours),
        done=_("La réunion est prévue. Préparez maintenant l’ordre du jour."),
    )
    return answer(
        request, parcours, form, shown,
        lambda: meetings.call_meeting(
            parcours, kind=form.cleaned_data["kind"], setting=form.setting(), newcomer=form.newcomer(),
            **form.said_in("invited"), **acting(request),
        ),
    )  # fmt: skip


@needs("desk.work")
@require_safe
def meeting(request: AuthedRequest, parcours_id: UUID, meeting_id: UUID) -> HttpResponse:
    """One meeting: prepared, held on a screen that everybody sees, and told afterwards."""
    parcours, now = enter(request, parcours_id, check_has_place), timezone.now()
    situation = find_situation(parcours, meeting_id, request.user, now)
    context = live(request, parcours, situation)
    return show_record(request, parcours, "follow_up/meetings/meeting.html", "meeting", context)


@needs("follow_up.meet")
@form_view
def meeting_move(request: AuthedRequest, parcours_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Another day, hour or place."""
    parcours, now = enter(request, parcours_id, check_can_meet), timezone.now()
    situation = find_situation(parcours, meeting_id, request.user, now)
    appointment = situation.meeting.appointment
    form = form_for(request, parcours, MoveForm, instance=appointment, initial=as_set(appointment))
    shown = FormPage(
        title=_("Changer le jour, l’heure ou le lieu"),
        submit=_("Garder ce changement"),
        back=page_of_meeting(situation),
        done=_("La réunion est changée."),
    )
    return answer(
        request, parcours, form, shown,
        lambda: meetings.move_meeting(
            situation.meeting, setting=form.setting(), version=appointment.version, **acting(request)
        ),
    )  # fmt: skip


@needs("follow_up.meet")
@require_POST
def meeting_give_up(request: AuthedRequest, parcours_id: UUID, meeting_id: UUID) -> HttpResponse:
    """It does not take place."""
    parcours, now = enter(request, parcours_id, check_can_meet), timezone.now()
    situation = find_situation(parcours, meeting_id, request.user, now)
    asked = request.POST.get("version", "")
    seen = int(asked) if asked.isdecimal() else 0
    try:
        meetings.give_up_meeting(situation.meeting, version=seen, **acting(request))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(page_of_meeting(situation))
    messages.success(request, _("La réunion n’a plus lieu. Ce qui était préparé reste là."))
    return redirect(place_of("follow_up:meetings_of", parcours))


@needs("follow_up.meet")
@form_view
def meeting_presences(request: AuthedRequest, parcours_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Who is there, the person first."""
    parcours, now = enter(request, parcours_id, check_can_meet), timezone.now()
    situation = find_situation(parcours, meeting_id, request.user, now)
    people = [] if situation.meeting.is_staff else _others(request, parcours, now)
    kind = presence_form(people, presences(situation))
    initial = {name: getattr(situation, name) for name in ("came", "came_with", "why_away", "how_heard")}
    form = form_for(request, parcours, kind, instance=situation, initial=initial)
    shown = FormPage(
        title=_("Qui est là"),
        submit=_("Garder les présences"),
        back=page_of_meeting(situation),
        done=_("Les présences sont notées."),
        template="follow_up/meetings/presences.html",
    )
    return answer(
        request, parcours, form, shown,
        lambda: meetings.note_presences(
            situation, part=form.part(), states=form.stances(), version=situation.version, **acting(request)
        ),
    )  # fmt: skip


def _others(request: AuthedRequest, parcours: Parcours, now: datetime) -> list[Participant]:
    return list(named_to(parcours, request.user, now).exclude(is_the_person=True))


@needs("follow_up.meet")
@form_view
def meeting_hold(request: AuthedRequest, parcours_id: UUID, meeting_id: UUID) -> HttpResponse:
    """The end: her words, what comes out of it; the thread tells that it was held."""
    parcours, now = enter(request, parcours_id, check_can_meet), timezone.now()
    situation = find_situation(parcours, meeting_id, request.user, now)
    hers = [one.text for one in prepared(situation, request.user, now) if one.said_by.is_the_person]
    form = form_for(request, parcours, HoldForm, initial={"said": "\n".join(hers)})
    shown = FormPage(
        title=_("Terminer la réunion"),
        intro=_("Le fil dira que la réunion a eu lieu, qui était là, et ce qui en ressort."),
        submit=_("Terminer, et mettre au fil"),
        back=page_of_meeting(situation),
        done=_("La réunion est dans le fil. Le compte rendu peut être imprimé."),
    )
    return answer(
        request, parcours, form, shown,
        lambda: meetings.hold_meeting(situation, **form.said_in("said", "summary"), **acting(request)),
    )  # fmt: skip
