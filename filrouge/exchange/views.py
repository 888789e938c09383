"""What was brought in from files and what became of each line; papers to be printed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.cache import cache
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.exchange.calendar import calendar_of
from filrouge.exchange.calendar import invitation as invitation_of
from filrouge.exchange.forms import FeedForm
from filrouge.exchange.models import Import
from filrouge.exchange.papers.printing import PAPERS, paper
from filrouge.exchange.papers.workbook import TYPE as WORKBOOK
from filrouge.exchange.papers.workbook import workbook
from filrouge.exchange.queries.activity import activity_sheets
from filrouge.exchange.queries.feeds import appointments_of, find_feed, open_feeds, seal_of
from filrouge.exchange.queries.ledger import latest_imports, ledger_page
from filrouge.exchange.queries.papers import plan_paper
from filrouge.exchange.use_cases.feeds import close_feed, note_reading, open_feed
from filrouge.follow_up.forms.time import PeriodForm
from filrouge.follow_up.queries.activity import Activity, activity, led_by
from filrouge.follow_up.queries.appointments import find_appointment
from filrouge.journal.rules import Seen
from filrouge.lib.access import needs, open_to_all, signed_in
from filrouge.lib.errors import Refused
from filrouge.parcours.access import check_has_place
from filrouge.parcours.pages import enter
from filrouge.plans.models import Plan
from filrouge.plans.queries.sheet import find_plan
from filrouge.space.queries.places import load_reader
from filrouge.ui.forms import attempt

READINGS_AN_HOUR, HOUR = 120, 3600


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


@signed_in
@require_safe
def feeds(request: AuthedRequest) -> HttpResponse:
    """The secret addresses of one's calendars."""
    return render(request, "exchange/feeds.html", {"feeds": open_feeds(request.user), "form": FeedForm()})


@signed_in
@require_POST
def feed_open(request: AuthedRequest) -> HttpResponse:
    """Opens an address and shows it, this once; sent again, the form leads to the list, which tells none."""
    form = FeedForm(request.POST)
    token: Any = form.is_valid() and attempt(
        form, lambda: open_feed(**form.cleaned_data, by=request.user, now=timezone.now())
    )
    context = {"feeds": open_feeds(request.user), "form": FeedForm() if token else form, "address": ""}
    if token:
        context["address"] = request.build_absolute_uri(reverse("exchange:feed", args=[token]))
    shown = render(request, "exchange/feeds.html", context)
    if token:
        shown["X-Done"] = reverse("exchange:feeds")
    return shown


@signed_in
@require_POST
def feed_close(request: AuthedRequest, feed_id: UUID) -> HttpResponse:
    try:
        close_feed(feed_id, by=request.user, now=timezone.now())
        messages.success(request, _("Cette adresse est fermée\u00a0: elle ne mène plus nulle part."))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("exchange:feeds")


@open_to_all
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """What a calendar reads: no account, a secret; the same to the letter is sent once."""
    found, now = find_feed(token), timezone.now()
    if found is None:
        raise Http404
    if _too_often(str(found.pk)):
        return HttpResponse(status=429, headers={"Retry-After": str(HOUR)})
    told = appointments_of(found, now)
    content = calendar_of(told, with_names=found.with_names)
    note_reading(found, by=found.user, now=now)
    changed = max([found.opened_at, *(one.changed_at for one in told)]).timestamp()
    etag = quote_etag(seal_of(content.decode())[:32])
    sent = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    sent["ETag"], sent["Last-Modified"] = etag, http_date(changed)
    sent["X-Robots-Tag"] = "noindex"
    return get_conditional_response(request, etag, int(changed), sent) or sent


def _too_often(key: str) -> bool:
    """Whether a calendar came by more than a calendar needs to."""
    counter = f"feed.{key}"
    return not cache.add(counter, 1, HOUR) and cache.incr(counter) > READINGS_AN_HOUR


@needs("desk.work")
@require_safe
def invitation(request: AuthedRequest, appointment_id: UUID) -> HttpResponse:
    """A file to send to those who come: it asks them to answer, or says that it is cancelled."""
    found = find_appointment(request.user, appointment_id, timezone.now())
    if found.parcours:
        request.seen = [Seen(found.parcours.person_id, "invitation", found.KIND, str(found.pk))]
    sent = HttpResponse(invitation_of(found), content_type="text/calendar; charset=utf-8")
    sent["Content-Disposition"] = 'attachment; filename="invitation.ics"'
    sent["X-Content-Type-Options"] = "nosniff"
    return sent
