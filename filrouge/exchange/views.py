"""What was brought in from files and what became of each line; papers to be printed."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.exchange.models import Import
from filrouge.exchange.papers.printing import MINUTES, PAPERS, paper
from filrouge.exchange.queries.ledger import latest_imports, ledger_page
from filrouge.exchange.queries.papers import plan_paper
from filrouge.follow_up.models import Meeting, MeetingSituation
from filrouge.follow_up.queries.meetings import find_situation, meeting_page
from filrouge.journal.rules import Seen
from filrouge.lib.access import needs
from filrouge.lib.errors import Refused
from filrouge.parcours.access import check_has_place
from filrouge.parcours.pages import enter
from filrouge.plans.models import Plan
from filrouge.plans.queries.sheet import find_plan
from filrouge.space.queries.meetings import find_meeting
from filrouge.space.queries.places import load_reader


@needs("territory.import")
@require_safe
def imports(request: AuthedRequest) -> HttpResponse:
    """The latest imports, each with how its lines ended."""
    return render(request, "exchange/imports.html", {"imports": latest_imports()})


@needs("territory.import")
@require_safe
def ledger(request: AuthedRequest, import_id: UUID) -> HttpResponse:
    """One import, line by line; `?issue=` keeps the lines that ended in one way."""
    done = get_object_or_404(Import.objects.select_related("by"), pk=import_id)
    outcome, after = request.GET.get("issue", ""), request.GET.get("apres", "")
    page = ledger_page(done, outcome, after)
    return render(request, "exchange/ledger.html", {"done": done, "page": page, "outcome": outcome})


@needs("desk.work")
@transaction.non_atomic_requests  # it takes seconds: no transaction stays open meanwhile
@require_safe
def plan_printed(request: AuthedRequest, parcours_id: UUID, plan_id: UUID, kind: str) -> HttpResponse:
    """A version of the plan on paper, for whoever has a place in the circle."""
    parcours, now = enter(request, parcours_id, check_has_place), timezone.now()
    back = reverse("plans:plan", args=[parcours.pk, plan_id])
    return _printed(request, find_plan(parcours, plan_id, request.user, now), kind, back)


@needs("space.enter")
@transaction.non_atomic_requests  # it takes seconds: no transaction stays open meanwhile
@require_safe
def own_plan_printed(request: AuthedRequest, parcours_id: UUID, plan_id: UUID, kind: str) -> HttpResponse:
    """A version of the plan on paper, for the person and for those to whom something of it is open."""
    now = timezone.now()
    reader = load_reader(request.user, parcours_id, now)
    back = reverse("space:plan", args=[reader.parcours.pk])
    return _printed(request, find_plan(reader.parcours, plan_id, request.user, now), kind, back)


def _printed(request: AuthedRequest, plan: Plan, kind: str, back: str) -> HttpResponse:
    """A paper to be saved; the journal notes which was taken."""
    told = plan_paper(plan, request.user, timezone.now())
    position = next(iter(told.positions), None)
    if kind not in PAPERS or (kind == "position" and position is None):
        raise Http404
    person = plan.parcours.person
    context = {"paper": told, "plan": plan, "position": position, "name": person.usual_name}
    request.seen = [Seen(person.pk, "plan_paper", Plan.KIND, str(plan.pk))]
    return _sent(request, PAPERS[kind], context, f"plan-{plan}-{kind}.pdf", back)


@needs("desk.work")
@transaction.non_atomic_requests  # it takes seconds: no transaction stays open meanwhile
@require_safe
def minutes_printed(request: AuthedRequest, parcours_id: UUID, meeting_id: UUID) -> HttpResponse:
    """The agenda or the minutes of a meeting on paper: each one's copy holds what they may read."""
    parcours, now = enter(request, parcours_id, check_has_place), timezone.now()
    situation = find_situation(parcours, meeting_id, request.user, now)
    return _minutes(request, situation, reverse("follow_up:meeting", args=[parcours.pk, meeting_id]))


@needs("space.enter")
@transaction.non_atomic_requests  # it takes seconds: no transaction stays open meanwhile
@require_safe
def own_minutes_printed(request: AuthedRequest, parcours_id: UUID, meeting_id: UUID) -> HttpResponse:
    """The same, for the person and for those whom it asks for."""
    now = timezone.now()
    reader = load_reader(request.user, parcours_id, now)
    situation = find_meeting(reader, meeting_id, now)
    return _minutes(request, situation, reverse("space:meeting", args=[reader.parcours.pk, meeting_id]))


def _minutes(request: AuthedRequest, situation: MeetingSituation, back: str) -> HttpResponse:
    """The journal notes that a copy was taken."""
    now, person = timezone.now(), situation.parcours.person
    context = {
        "paper": meeting_page(situation, request.user, now),
        "name": person.usual_name,
        "reader": request.user.name,
        "printed_on": timezone.localdate(now),
    }
    request.seen = [Seen(person.pk, "minutes", Meeting.KIND, str(situation.meeting_id))]
    day = timezone.localdate(situation.meeting.appointment.starts_at)
    return _sent(request, MINUTES, context, f"reunion-{day:%Y-%m-%d}.pdf", back)


def _sent(
    request: AuthedRequest, template: str, context: dict[str, Any], filename: str, back: str
) -> HttpResponse:
    """A paper to be saved, or why it could not be made."""
    try:
        content = paper(template, context)
    except Refused as refusal:
        why = {"why": refusal.sentence, "back": back}
        return render(request, "exchange/not_printed.html", why, status=503)
    sent = HttpResponse(content, content_type="application/pdf")
    sent["Content-Disposition"] = f'attachment; filename="{filename}"'
    sent["X-Content-Type-Options"] = "nosniff"
    return sent
