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
from filrouge.exchange.papers.printing import PAPERS, REVIEW_PAPER, paper
from filrouge.exchange.queries.ledger import latest_imports, ledger_page
from filrouge.exchange.queries.papers import plan_paper
from filrouge.follow_up.choices import Effect
from filrouge.follow_up.models import Review
from filrouge.follow_up.queries.reviews import find_review, matters_of
from filrouge.journal.rules import Seen
from filrouge.lib.access import needs
from filrouge.lib.errors import Refused
from filrouge.parcours.access import check_has_place
from filrouge.parcours.pages import enter
from filrouge.plans.models import Plan
from filrouge.plans.queries.sheet import find_plan
from filrouge.space.queries.feelings import blank
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
    return _sent(request, PAPERS[kind], context, back, f"plan-{plan}-{kind}")


@needs("desk.work")
@transaction.non_atomic_requests  # it takes seconds: no transaction stays open meanwhile
@require_safe
def review_printed(request: AuthedRequest, parcours_id: UUID, review_id: UUID) -> HttpResponse:
    """The sheet to get ready for a co-evaluation, for whoever has a place in the circle."""
    parcours, now = enter(request, parcours_id, check_has_place), timezone.now()
    back = reverse("follow_up:review", args=[parcours.pk, review_id])
    return _review_printed(request, find_review(parcours, review_id, request.user, now), back)


@needs("space.enter")
@transaction.non_atomic_requests  # it takes seconds: no transaction stays open meanwhile
@require_safe
def own_review_printed(request: AuthedRequest, parcours_id: UUID, review_id: UUID) -> HttpResponse:
    """The same sheet, for the person and for those to whom something of her plan is open."""
    now = timezone.now()
    reader = load_reader(request.user, parcours_id, now)
    back = reverse("space:feelings", args=[reader.parcours.pk])
    return _review_printed(request, find_review(reader.parcours, review_id, request.user, now), back)


def _review_printed(request: AuthedRequest, review: Review, back: str) -> HttpResponse:
    person = review.parcours.person
    sheet = blank(matters_of(review.plan, request.user, timezone.now()))
    context = {"review": review, "sheet": sheet, "effects": Effect.choices, "name": person.usual_name}
    request.seen = [Seen(person.pk, "reviews", Review.KIND, str(review.pk))]
    return _sent(request, REVIEW_PAPER, context, back, "comment-ca-va")


def _sent(
    request: AuthedRequest, template: str, context: dict[str, Any], back: str, name: str
) -> HttpResponse:
    """A paper to be saved, or why it could not be made."""
    try:
        content = paper(template, context)
    except Refused as refusal:
        why = {"why": refusal.sentence, "back": back}
        return render(request, "exchange/not_printed.html", why, status=503)
    sent = HttpResponse(content, content_type="application/pdf")
    sent["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    sent["X-Content-Type-Options"] = "nosniff"
    return sent
