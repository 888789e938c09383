"""The radar's screens: the signals of a record, putting one off, the level of coordination."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.follow_up.access import can_record, check_can_record
from filrouge.follow_up.forms.radar import FurtherForm, PutOffForm, RetainLevelForm
from filrouge.follow_up.models import Signal
from filrouge.follow_up.queries import signals_shown
from filrouge.follow_up.queries.level import suggested_level
from filrouge.follow_up.use_cases import putting_off
from filrouge.follow_up.use_cases.level import retain_level
from filrouge.lib.access import needs
from filrouge.parcours.access import can_coordinate, check_can_coordinate, check_has_place
from filrouge.parcours.models import Parcours
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


@needs("desk.work")
@require_safe
def signals(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """What calls for an act in one record, what was put off, what is past; `?suite=` leads further back."""
    parcours, now = enter(request, parcours_id, check_has_place), timezone.now()
    start = FurtherForm(request.GET).start()
    context = {
        "signals": signals_shown.signals_of(parcours, request.user, now),
        "past": signals_shown.past_signals(parcours, request.user, now, start),
        "is_first": start is None,
        "may_coordinate": can_coordinate(request.user, parcours, now),
        "may_record": can_record(request.user, parcours, now),
        "may_set": request.user.may("follow_up.set_radar"),
    }
    return show_record(request, parcours, "follow_up/signals/page.html", "signals", context)


@needs("follow_up.record")
@form_view
def signal_put_off(request: AuthedRequest, parcours_id: UUID, signal_id: UUID) -> HttpResponse:
    """Puts a signal off to a day, with why."""
    parcours = enter(request, parcours_id, check_can_record)
    signal = _signal(request, parcours, signal_id)
    form = form_for(request, parcours, PutOffForm)
    shown = FormPage(
        title=_("Reporter\u00a0: %(signal)s") % {"signal": signals_shown.shown(signal).title},
        intro=_("Jusqu’à ce jour, ce signal n’appellera plus personne dans le cercle. Il reste lisible ici."),
        submit=_("Reporter"),
        back=place_of("follow_up:signals", parcours),
        done=_("Le signal est reporté."),
    )
    return answer(
        request, parcours, form, shown,
        lambda: putting_off.put_off(signal, **form.said_in("until", "reason"), **acting(request)),
    )  # fmt: skip


@needs("follow_up.record")
@require_POST
def signal_take_up(request: AuthedRequest, parcours_id: UUID, signal_id: UUID) -> HttpResponse:
    """Takes up again a signal that was put off."""
    parcours = enter(request, parcours_id, check_can_record)
    putting_off.take_up(_signal(request, parcours, signal_id), **acting(request))
    messages.success(request, _("Le signal est repris\u00a0: il appelle de nouveau."))
    return redirect(place_of("follow_up:signals", parcours))


def _signal(request: AuthedRequest, parcours: Parcours, signal_id: UUID) -> Signal:
    signal = signals_shown.find_signal(parcours, signal_id, request.user, timezone.now())
    if signal is None:
        raise Http404
    return signal


@needs("parcours.manage_circle")
@form_view
def level(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """The level of coordination: what the facts suggest and why, what somebody retains."""
    parcours, now = enter(request, parcours_id, check_can_coordinate), timezone.now()
    suggested = suggested_level(parcours, request.user, now)
    begins = {"level": parcours.level or suggested.level, "reason": parcours.level_reason}
    form = form_for(request, parcours, RetainLevelForm, initial=begins, instance=parcours)
    shown = FormPage(
        title=_("Le niveau de coordination"),
        submit=_("Retenir ce niveau"),
        back=place_of("follow_up:page", parcours),
        done=_("Le niveau de coordination est retenu."),
        template="follow_up/level.html",
        context={"suggested": suggested},
    )
    return answer(
        request, parcours, form, shown,
        lambda: retain_level(
            parcours, version=parcours.version, **form.said_in("level", "reason"), **acting(request)
        ),
    )  # fmt: skip
