"""Mes réunions: when, where, who comes, what is spoken of; what I want to say; what was decided, and if I agree."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.accounts.queries import draft_for
from filrouge.follow_up.models import MeetingSituation, PreparedWords
from filrouge.follow_up.queries.meetings import find_decision
from filrouge.follow_up.use_cases.agenda import prepare_words
from filrouge.follow_up.use_cases.decisions import take_position
from filrouge.lib.access import needs
from filrouge.needs.access import can_speak, check_can_speak
from filrouge.space.forms import PositionForm, PreparedForm
from filrouge.space.queries import meetings as mine
from filrouge.space.queries import places
from filrouge.space.views.frame import show_page
from filrouge.ui.forms import attempt, resumed

METHODS = ("GET", "HEAD", "POST")


@needs("space.enter")
@require_safe
def meetings(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """The meetings about me: ahead, then past."""
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    return show_page(
        request, reader, "meetings", "space/meetings.html", {"my": mine.my_meetings(reader, now)}
    )


@needs("space.enter")
@require_safe
def meeting(request: AuthedRequest, parcours_id: UUID, meeting_id: UUID) -> HttpResponse:
    """One meeting about me."""
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    found = mine.my_meeting(reader, mine.find_meeting(reader, meeting_id, now), now)
    may_speak = can_speak(request.user, reader.parcours, now)
    facts = {"my": found, "may_speak": may_speak, "hard_words": found.hard_words}
    return show_page(request, reader, "meeting", "space/meeting.html", facts)


@needs("needs.speak")
@require_http_methods(METHODS)
def meeting_prepare(request: AuthedRequest, parcours_id: UUID, meeting_id: UUID) -> HttpResponse:
    """What I want to say there."""
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    check_can_speak(request.user, reader.parcours, now)
    situation = mine.find_meeting(reader, meeting_id, now)
    own = mine.own_words(reader, situation) or PreparedWords(version=0)
    draft = draft_for(request.user, request.path)
    form = PreparedForm(
        request.POST or None, instance=own, initial={"text": own.text}, draft=resumed(request, draft)
    )
    if form.is_valid() and attempt(form, lambda: _prepare(form, situation, own, request)):
        messages.success(request, _("C’est noté. Mes mots sont prêts pour la réunion."))
        return redirect("space:meeting", reader.parcours.pk, situation.meeting_id)
    facts = {"form": form, "draft": draft, "situation": situation}
    return show_page(request, reader, "meeting", "space/meeting_prepare.html", facts)


def _prepare(
    form: PreparedForm, situation: MeetingSituation, own: PreparedWords, request: AuthedRequest
) -> Any:
    said = {"text": form.cleaned_data["text"], "version": own.version}
    return prepare_words(situation, **said, by=request.user, now=timezone.now())


@needs("needs.speak")
@require_http_methods(METHODS)
def decision_position(request: AuthedRequest, parcours_id: UUID, decision_id: UUID) -> HttpResponse:
    """Whether I agree with what was decided."""
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    check_can_speak(request.user, reader.parcours, now)
    decision = find_decision(reader.parcours, decision_id, request.user, now)
    draft = draft_for(request.user, request.path)
    form = PositionForm(request.POST or None, draft=resumed(request, draft))
    if form.is_valid():
        said = {**form.cleaned_data, "by": request.user, "now": now}
        if attempt(form, partial(take_position, decision, **said)):
            messages.success(request, _("C’est noté. Ce que j’ai dit est là."))
            return redirect("space:meeting", reader.parcours.pk, decision.situation.meeting_id)
    facts = {"form": form, "draft": draft, "decision": decision}
    return show_page(request, reader, "meeting", "space/decision_position.html", facts)
