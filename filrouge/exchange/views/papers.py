"""Papers about one person, to be printed: a version of the plan, the sheet of a joint review, minutes."""

from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.exchange.papers.printing import MINUTES, PAPERS, REVIEW_PAPER
from filrouge.exchange.queries.papers import plan_paper
from filrouge.exchange.views.sending import printed
from filrouge.follow_up.choices import Effect
from filrouge.follow_up.models import Meeting, MeetingSituation, Review
from filrouge.follow_up.queries.meetings import find_situation, meeting_page
from filrouge.follow_up.queries.reviews import find_review, matters_of
from filrouge.journal.rules import Seen
from filrouge.lib.access import needs
from filrouge.parcours.access import check_has_place
from filrouge.parcours.pages import enter
from filrouge.plans.models import Plan
from filrouge.plans.queries.sheet import find_plan
from filrouge.space.queries.feelings import blank
from filrouge.space.queries.meetings import find_meeting
from filrouge.space.queries.places import load_reader


@needs("desk.work")
@transaction.non_atomic_requests  # it takes seconds: no transaction stays open meanwhile
@require_safe
def plan_printed(request: AuthedRequest, parcours_id: UUID, plan_id: UUID, kind: str) -> HttpResponse:
    """A version of the plan on paper, for whoever has a place in the circle."""
    parcours, now = enter(request, parcours_id, check_has_place), timezone.now()
    back = reverse("plans:plan", args=[parcours.pk, plan_id])
    return _plan_printed(request, find_plan(parcours, plan_id, request.user, now), kind, back)


@needs("space.enter")
@transaction.non_atomic_requests  # it takes seconds: no transaction stays open meanwhile
@require_safe
def own_plan_printed(request: AuthedRequest, parcours_id: UUID, plan_id: UUID, kind: str) -> HttpResponse:
    """A version of the plan on paper, for the person and for those to whom something of it is open."""
    now = timezone.now()
    reader = load_reader(request.user, parcours_id, now)
    back = reverse("space:plan", args=[reader.parcours.pk])
    return _plan_printed(request, find_plan(reader.parcours, plan_id, request.user, now), kind, back)


def _plan_printed(request: AuthedRequest, plan: Plan, kind: str, back: str) -> HttpResponse:
    """A paper to be saved; the journal notes which was taken."""
    told = plan_paper(plan, request.user, timezone.now())
    position = next(iter(told.positions), None)
    if kind not in PAPERS or (kind == "position" and position is None):
        raise Http404
    person = plan.parcours.person
    context = {"paper": told, "plan": plan, "position": position, "name": person.usual_name}
    request.seen = [Seen(person.pk, "plan_paper", Plan.KIND, str(plan.pk))]
    return printed(request, PAPERS[kind], context, name=f"plan-{plan}-{kind}", back=back)


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
    return printed(request, REVIEW_PAPER, context, name="comment-ca-va", back=back)


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
    return printed(request, MINUTES, context, name=f"reunion-{day:%Y-%m-%d}", back=back)
