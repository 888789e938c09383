"""What was brought in from files and what became of each line; papers to be printed."""

from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.exchange.models import Import
from filrouge.exchange.papers.printing import PAPERS, paper
from filrouge.exchange.papers.workbook import TYPE as WORKBOOK
from filrouge.exchange.papers.workbook import workbook
from filrouge.exchange.queries.activity import activity_sheets
from filrouge.exchange.queries.ledger import latest_imports, ledger_page
from filrouge.exchange.queries.papers import plan_paper
from filrouge.follow_up.forms.time import PeriodForm
from filrouge.follow_up.queries.activity import Activity, activity, led_by
from filrouge.journal.rules import Seen
from filrouge.lib.access import needs
from filrouge.lib.errors import Refused
from filrouge.parcours.access import check_has_place
from filrouge.parcours.pages import enter
from filrouge.plans.models import Plan
from filrouge.plans.queries.sheet import find_plan
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
    try:
        content = paper(PAPERS[kind], context)
    except Refused as refusal:
        why = {"why": refusal.sentence, "back": back}
        return render(request, "exchange/not_printed.html", why, status=503)
    return _sent(content, "application/pdf", f"plan-{plan}-{kind}.pdf")


@needs("follow_up.log_time")
@transaction.non_atomic_requests  # it takes seconds: no transaction stays open meanwhile
@require_safe
def activity_printed(request: AuthedRequest) -> HttpResponse:
    """The activity of a period on paper: sums, never a name of somebody accompanied."""
    told = _activity(request)
    try:
        content = paper(
            "exchange/papers/activity.html", {"activity": told, "printed_on": timezone.localdate()}
        )
    except Refused as refusal:
        why = {
            "why": refusal.sentence,
            "back": reverse("follow_up:activity"),
            "back_words": _("Revenir au rapport"),
        }
        return render(request, "exchange/not_printed.html", why, status=503)
    return _sent(content, "application/pdf", f"activite-{told.start}-{told.end}.pdf")


@needs("follow_up.log_time")
@require_safe
def activity_workbook(request: AuthedRequest) -> HttpResponse:
    """The same as a workbook."""
    told = _activity(request)
    return _sent(workbook(activity_sheets(told)), WORKBOOK, f"activite-{told.start}-{told.end}.xlsx")


def _activity(request: AuthedRequest) -> Activity:
    """The report that the address asks for, as the page of that name reads it."""
    now = timezone.now()
    form = PeriodForm(request.GET or None, led=led_by(request.user, now))
    start, end = form.period(timezone.localdate(now))
    return activity(request.user, organisation=form.organisation(), start=start, end=end, now=now)


def _sent(content: bytes, kind: str, name: str) -> HttpResponse:
    sent = HttpResponse(content, content_type=kind)
    sent["Content-Disposition"] = f'attachment; filename="{name}"'
    sent["X-Content-Type-Options"] = "nosniff"
    return sent
