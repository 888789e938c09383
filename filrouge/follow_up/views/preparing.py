"""Turning points ahead: what dates announce, what is being prepared, and its steps done in place."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.follow_up.access import can_record, check_can_record
from filrouge.follow_up.choices import StepState
from filrouge.follow_up.forms.preparing import ChargeForm, NotConcernedForm, StepForm
from filrouge.follow_up.models import Transition
from filrouge.follow_up.queries import preparing as asked
from filrouge.follow_up.use_cases import preparing
from filrouge.lib.access import needs
from filrouge.lib.errors import Refused
from filrouge.parcours.access import check_has_place
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
def preparations(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Ce qui s’annonce: what dates announce, what is noted and how far it is prepared, what was set aside."""
    parcours, now = enter(request, parcours_id, check_has_place), timezone.now()
    context = {
        "ahead": asked.preparations(parcours, request.user, timezone.localdate(now), now),
        "may_record": can_record(request.user, parcours, now),
    }
    return show_record(request, parcours, "follow_up/preparing/list.html", "follow_up", context)


@needs("follow_up.record")
@require_POST
def prepare(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Begins to prepare what a date announces; `key` is what the page shows."""
    parcours, now = enter(request, parcours_id, check_can_record), timezone.now()
    day = timezone.localdate(now)
    found = asked.announced_to(parcours, request.user, day, now)
    ahead = next((one for one in found if one.key == request.POST.get("key")), None)
    if ahead is None:
        raise Http404
    turning = preparing.prepare_announced(ahead, **acting(request))
    messages.success(request, _("La préparation est commencée\u00a0: dites qui s’en charge."))
    return redirect(_page_of(turning))


@needs("desk.work")
@require_safe
def preparation(request: AuthedRequest, parcours_id: UUID, transition_id: UUID) -> HttpResponse:
    """One turning point, and its preparation step by step."""
    parcours, now = enter(request, parcours_id, check_has_place), timezone.now()
    context = {
        "page": asked.preparation(parcours, transition_id, request.user, timezone.localdate(now), now),
        "may_record": can_record(request.user, parcours, now),
    }
    return show_record(request, parcours, "follow_up/preparing/transition.html", "follow_up", context)


@needs("follow_up.record")
@require_POST
def start(request: AuthedRequest, parcours_id: UUID, transition_id: UUID) -> HttpResponse:
    """Writes the steps of its list, or counts their days again."""
    turning = _turning(request, parcours_id, transition_id)
    return _act(
        request, turning, lambda: preparing.start_preparation(turning, **acting(request)), _("C’est fait.")
    )


@needs("follow_up.record")
@require_POST
def step_settle(
    request: AuthedRequest, parcours_id: UUID, transition_id: UUID, step_id: UUID
) -> HttpResponse:
    """A step done, or to be done again, from its own line."""
    parcours, now = enter(request, parcours_id, check_can_record), timezone.now()
    step = asked.find_step(parcours, transition_id, step_id, request.user, now)
    state = StepState.TO_DO if request.POST.get("state") == StepState.TO_DO else StepState.DONE
    done = _("L’étape est à faire de nouveau.") if state == StepState.TO_DO else _("L’étape est faite.")
    return _act(
        request, step.transition, lambda: preparing.settle_step(step, state=state, **acting(request)), done,
        anchor=f"#{step.pk}",
    )  # fmt: skip


@needs("follow_up.record")
@form_view
def step_leave_out(
    request: AuthedRequest, parcours_id: UUID, transition_id: UUID, step_id: UUID
) -> HttpResponse:
    """A step that does not concern this person, with why."""
    parcours, now = enter(request, parcours_id, check_can_record), timezone.now()
    step = asked.find_step(parcours, transition_id, step_id, request.user, now)
    shown = FormPage(
        title=_("Cette étape ne la concerne pas"),
        intro=step.what,
        submit=_("Laisser cette étape"),
        back=_page_of(step.transition),
        done=_("L’étape est laissée, avec la raison."),
    )
    form = form_for(request, parcours, NotConcernedForm)
    return answer(
        request, parcours, form, shown,
        lambda: preparing.settle_step(step, state=StepState.LEFT_OUT, **form.said_in("why"), **acting(request)),
    )  # fmt: skip


@needs("follow_up.record")
@form_view
def step_add(request: AuthedRequest, parcours_id: UUID, transition_id: UUID) -> HttpResponse:
    """One more step, that no list foresaw."""
    turning = _turning(request, parcours_id, transition_id)
    form = form_for(request, turning.parcours, StepForm)
    shown = _form_page(turning, _("Ajouter une étape"), _("Ajouter"), _("L’étape est ajoutée."))
    return answer(
        request, turning.parcours, form, shown,
        lambda: preparing.add_step(turning, **form.said_in("what", "due"), **acting(request)),
    )  # fmt: skip


@needs("follow_up.record")
@form_view
def charge(request: AuthedRequest, parcours_id: UUID, transition_id: UUID) -> HttpResponse:
    """Who prepares it."""
    turning = _turning(request, parcours_id, transition_id)
    form = form_for(
        request, turning.parcours, ChargeForm, initial={"in_charge": turning.in_charge_id}, instance=turning
    )
    shown = _form_page(turning, _("Qui prépare ce moment"), _("Garder"), _("C’est noté."))
    return answer(
        request, turning.parcours, form, shown,
        lambda: preparing.take_charge(
            turning, version=turning.version, **form.said_in("in_charge"), **acting(request)
        ),
    )  # fmt: skip


@needs("follow_up.record")
@form_view
def set_aside(request: AuthedRequest, parcours_id: UUID, transition_id: UUID) -> HttpResponse:
    """A turning point that does not concern this person, with why."""
    turning = _turning(request, parcours_id, transition_id)
    form = form_for(request, turning.parcours, NotConcernedForm)
    shown = FormPage(
        title=_("Ce moment ne la concerne pas"),
        intro=_("Sa ligne quitte le fil. Vous pourrez la reprendre."),
        submit=_("Écarter ce moment"),
        back=place_of("follow_up:preparations", turning.parcours),
        done=_("Le moment est écarté."),
        leave=_page_of(turning),
    )
    return answer(
        request, turning.parcours, form, shown,
        lambda: preparing.set_aside(turning, reason=form.cleaned_data["why"], **acting(request)),
    )  # fmt: skip


@needs("follow_up.record")
@require_POST
def take_up(request: AuthedRequest, parcours_id: UUID, transition_id: UUID) -> HttpResponse:
    """Brings back a turning point that was set aside."""
    parcours, now = enter(request, parcours_id, check_can_record), timezone.now()
    turning = asked.find_set_aside(parcours, transition_id, request.user, now)
    return _act(
        request,
        turning,
        lambda: preparing.take_up_again(turning, **acting(request)),
        _("Le moment est repris."),
    )


def _turning(request: AuthedRequest, parcours_id: UUID, transition_id: UUID) -> Transition:
    """The turning point that an act is about, in the record as its reader came into it."""
    parcours: Parcours = enter(request, parcours_id, check_can_record)
    turning = asked.find_transition(parcours, transition_id, request.user, timezone.now())
    turning.parcours = parcours
    return turning


def _page_of(turning: Transition) -> str:
    return reverse("follow_up:preparation", args=[turning.parcours_id, turning.pk])


def _form_page(turning: Transition, title: str, submit: str, done: str) -> FormPage:
    return FormPage(title=title, submit=submit, back=_page_of(turning), done=done)


def _act(
    request: AuthedRequest, turning: Transition, action: Any, done: str, anchor: str = ""
) -> HttpResponse:
    """Does what a button asks and leads back, with the sentence of a rule that refuses."""
    try:
        action()
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, done)
    return redirect(_page_of(turning) + anchor)
