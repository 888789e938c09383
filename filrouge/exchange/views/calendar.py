"""Appointments in the calendar that people already have: feeds by a secret address, invitations."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
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
from filrouge.exchange.queries.feeds import appointments_of, find_feed, open_feeds, seal_of
from filrouge.exchange.use_cases.feeds import close_feed, note_reading, open_feed
from filrouge.exchange.views.sending import saved
from filrouge.follow_up.queries.appointments import find_appointment
from filrouge.journal.rules import Seen
from filrouge.lib.access import needs, open_to_all, signed_in
from filrouge.lib.errors import Refused
from filrouge.ui.forms import attempt

READINGS_AN_HOUR, HOUR = 120, 3600


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
    return saved(invitation_of(found), "text/calendar; charset=utf-8", "invitation.ics")
