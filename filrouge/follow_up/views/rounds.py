"""Ma tournée: the visits of a day in a sensible order, movable by hand."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from filrouge.accounts.access import AuthedRequest
from filrouge.follow_up.access import check_can_plan
from filrouge.follow_up.forms.rounds import AskedDayForm, SetOutForm
from filrouge.follow_up.queries.rounds import neighbours, round_page
from filrouge.follow_up.use_cases import rounds as acts
from filrouge.follow_up.views.planning import done_in_place, taken_up
from filrouge.journal.rules import Seen
from filrouge.lib.access import needs
from filrouge.parcours.pages import acting, form_view
from filrouge.ui.forms import attempt


def _day(request: AuthedRequest) -> date:
    """The day asked for; today for what cannot be one."""
    asked = AskedDayForm(request.GET)
    return asked.cleaned_data["jour"] if asked.is_valid() else timezone.localdate()


def _address(day: date) -> str:
    return f"{reverse('follow_up:round')}?jour={day.isoformat()}"


@needs("follow_up.record")
@form_view
def round_of_the_day(request: AuthedRequest) -> HttpResponse:
    """The round, and the form that says from where one sets out."""
    day, now = _day(request), timezone.now()
    check_can_plan(request.user, None, now)
    page = round_page(request.user, day, now)
    stored = {"start": _written(page.start), "leaves_at": page.kept and page.kept.leaves_at}
    form = SetOutForm(request.POST or None, initial=stored, **taken_up(request))
    done: Any = form.is_valid() and attempt(form, lambda: acts.set_out(day, **form.told(), **acting(request)))
    if done:
        messages.success(request, _("La tournée part de là."))
        return redirect(_address(day))
    people = {halt.slot.appointment.parcours for halt in page.halts if halt.slot.appointment.parcours}
    request.seen = [Seen(parcours.person_id, "round") for parcours in people]
    before, after = neighbours(day)
    context = {"page": page, "form": form, "before": before, "after": after, "here": _address(day)}
    return render(request, "follow_up/appointments/round.html", context)


def _written(commune: object) -> str:
    """A commune as one types it, without a doubt."""
    return f"{commune} {commune.first_postal_code}" if commune else ""  # type: ignore[attr-defined]


@needs("follow_up.record")
@require_POST
def round_move(request: AuthedRequest) -> HttpResponse:
    """One visit goes up or down."""
    day = _day(request)
    key, way = request.POST.get("visite", ""), request.POST.get("sens", "")
    return done_in_place(
        request, lambda: acts.move_visit(day, key=key, way=way, **acting(request)), _("L’ordre est changé."),
        otherwise=_address(day),
    )  # fmt: skip


@needs("follow_up.record")
@require_POST
def round_propose(request: AuthedRequest) -> HttpResponse:
    """Back to the order that is proposed."""
    day = _day(request)
    return done_in_place(
        request, lambda: acts.propose_again(day, **acting(request)), _("L’ordre proposé est revenu."),
        otherwise=_address(day),
    )  # fmt: skip


@needs("follow_up.record")
@require_POST
def round_hours(request: AuthedRequest) -> HttpResponse:
    """The appointments take the hours that the round gives them."""
    day = _day(request)
    count = acts.take_hours(day, **acting(request))
    said = ngettext("%(n)d rendez-vous a changé d’heure.", "%(n)d rendez-vous ont changé d’heure.", count)
    messages.success(request, said % {"n": count} if count else _("Aucune heure ne change."))
    return redirect(_address(day))
