"""The activity of a period, on paper and as a workbook: sums, never a name of somebody accompanied."""

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.exchange.papers.workbook import TYPE as WORKBOOK
from filrouge.exchange.papers.workbook import workbook
from filrouge.exchange.queries.activity import activity_sheets
from filrouge.exchange.views.sending import printed, saved
from filrouge.follow_up.forms.time import PeriodForm
from filrouge.follow_up.queries.activity import Activity, activity, led_by
from filrouge.lib.access import needs


@needs("follow_up.log_time")
@transaction.non_atomic_requests  # it takes seconds: no transaction stays open meanwhile
@require_safe
def activity_printed(request: AuthedRequest) -> HttpResponse:
    """The activity of a period on paper."""
    told = _activity(request)
    return printed(
        request, "exchange/papers/activity.html", {"activity": told, "printed_on": timezone.localdate()},
        name=f"activite-{told.start}-{told.end}", back=reverse("follow_up:activity"),
        back_words=_("Revenir au rapport"),
    )  # fmt: skip


@needs("follow_up.log_time")
@require_safe
def activity_workbook(request: AuthedRequest) -> HttpResponse:
    """The same as a workbook."""
    told = _activity(request)
    return saved(workbook(activity_sheets(told)), WORKBOOK, f"activite-{told.start}-{told.end}.xlsx")


def _activity(request: AuthedRequest) -> Activity:
    """The report that the address asks for, as the page of that name reads it."""
    now = timezone.now()
    form = PeriodForm(request.GET or None, led=led_by(request.user, now))
    start, end = form.period(timezone.localdate(now))
    return activity(request.user, organisation=form.organisation(), start=start, end=end, now=now)
