"""Times that are set: for one person, and mine; moved, cancelled, noted in the thread."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.follow_up.access import (
    can_record,
    check_can_change_appointment,
    check_can_plan,
    check_can_record,
)
from filrouge.follow_up.forms.appointments import AppointmentForm, CancelForm, OwnAppointmentForm, stored_in
from filrouge.follow_up.models import Appointment
from filrouge.follow_up.queries import appointments as queries
from filrouge.follow_up.use_cases import appointments as acts
from filrouge.follow_up.views.planning import answer_alone, done_in_place, taken_up
from filrouge.journal.rules import Seen
from filrouge.lib.access import needs
from filrouge.lib.way_back import own_address
from filrouge.parcours.access import check_has_place
from filrouge.parcours.pages import (
    FormPage,
    acting,
    answer,
    enter,
    form_for,
    form_view,
    place_of,
    show_record,
    thread_of,
)
from filrouge.ui.rows import row_named

ALONE = "follow_up/planned/alone.html"


@needs("desk.work")
@require_safe
def record_appointments(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """What is set for one person, and what took place."""
    parcours, now = enter(request, parcours_id, check_has_place), timezone.now()
    start = row_named(request.GET.get("suite", ""))
    page, past = queries.in_record(parcours, request.user, now=now, start=start)
    context = {"page": page, "past": past, "may_record": can_record(request.user, parcours, now)}
    return show_record(request, parcours, "follow_up/appointments/page.html", "appointments", context)


@needs("follow_up.record")
@form_view
def appointment_new(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    parcours = enter(request, parcours_id, check_can_record)
    form = form_for(request, parcours, AppointmentForm, initial={"day": timezone.localdate()})
    form.fields["participants"].initial = [form.me.pk] if form.me else []
    page = FormPage(
        title=_("Fixer un rendez-vous"), submit=_("Fixer ce rendez-vous"), done=_("Le rendez-vous est fixé."),
        back=place_of("follow_up:appointments", parcours),
    )  # fmt: skip
    return answer(
        request, parcours, form, page,
        lambda: _warned(request, acts.set_appointment(parcours, **form.facts(), **acting(request))),
    )  # fmt: skip


def _warned(request: AuthedRequest, appointment: Appointment) -> Appointment:
    """The appointment; what overlaps is said, and blocks nothing."""
    others = queries.overlapping(appointment, request.user, timezone.now())
    if others:
        messages.warning(request, queries.overlap_words(others))
    return appointment


@needs("desk.work")
@require_safe
def my_appointments(request: AuthedRequest) -> HttpResponse:
    """Mes rendez-vous: what comes, the nearest first."""
    now = timezone.now()
    page = queries.coming(request.user, start=row_named(request.GET.get("suite", "")), now=now)
    records = {slot.appointment.parcours for slot in page.slots if slot.appointment.parcours}
    request.seen = [Seen(parcours.person_id, "appointments") for parcours in records]
    day = queries.on_day(request.user, timezone.localdate(now), now)
    return render(request, "follow_up/appointments/mine.html", {"page": page, "day": day})


@needs("follow_up.record")
@form_view
def own_appointment_new(request: AuthedRequest) -> HttpResponse:
    """A time of one's own, or of the team: about nobody's record."""
    check_can_plan(request.user, None, timezone.now())
    starts = {"day": timezone.localdate(), "kind": "meeting"}
    form = OwnAppointmentForm(request.POST or None, initial=starts, **taken_up(request))
    page = FormPage(
        title=_("Fixer un rendez-vous à moi"), submit=_("Fixer ce rendez-vous"), template=ALONE,
        back=reverse("follow_up:my_appointments"), done=_("Le rendez-vous est fixé."),
        intro=_("Une réunion d’équipe, une formation\u00a0: rien qui soit le dossier de quelqu’un."),
    )  # fmt: skip
    return answer_alone(
        request, form, page,
        lambda: _warned(request, acts.set_appointment(None, **form.facts(), **acting(request))),
    )  # fmt: skip


def _load(request: AuthedRequest, appointment_id: UUID) -> Appointment:
    """An appointment that the reader may change: 404 to whoever may not know of it."""
    now = timezone.now()
    found = queries.find_appointment(request.user, appointment_id, now)
    check_can_change_appointment(request.user, found, now)
    return found


def _back(request: AuthedRequest, appointment: Appointment) -> str:
    home = reverse("follow_up:my_appointments")
    if appointment.parcours:
        home = place_of("follow_up:appointments", appointment.parcours)
    return own_address(request, request.GET.get("retour", ""), otherwise=home)


@needs("follow_up.record")
@form_view
def appointment_change(request: AuthedRequest, appointment_id: UUID) -> HttpResponse:
    """Moves an appointment, or changes what is said of it."""
    found = _load(request, appointment_id)
    given: dict[str, Any] = {"instance": found, "initial": stored_in(found), **taken_up(request)}
    form: AppointmentForm | OwnAppointmentForm = OwnAppointmentForm(request.POST or None, **given)
    if found.parcours:
        form = AppointmentForm(request.POST or None, parcours=found.parcours, user=request.user, **given)
    page = FormPage(
        title=_("Déplacer ou changer un rendez-vous"), submit=_("Garder ces changements"), template=ALONE,
        back=_back(request, found), done=_("C’est changé. Les agendas abonnés le verront."),
    )  # fmt: skip
    return answer_alone(
        request, form, page,
        lambda: _warned(
            request, acts.change_appointment(found, version=found.version, **form.facts(), **acting(request))
        ),
        about=found.parcours,
    )  # fmt: skip


@needs("follow_up.record")
@form_view
def appointment_cancel(request: AuthedRequest, appointment_id: UUID) -> HttpResponse:
    found = _load(request, appointment_id)
    form = CancelForm(request.POST or None, **taken_up(request))
    page = FormPage(
        title=_("Annuler un rendez-vous"), submit=_("Annuler ce rendez-vous"), template=ALONE,
        back=_back(request, found), done=_("Le rendez-vous est annulé. Il reste écrit, barré."),
        context={"appointment": queries.slot(found, timezone.now())},
    )  # fmt: skip
    return answer_alone(
        request, form, page, lambda: acts.cancel_appointment(found, **form.cleaned_data, **acting(request)),
        about=found.parcours,
    )  # fmt: skip


@needs("follow_up.record")
@require_POST
def appointment_held(request: AuthedRequest, appointment_id: UUID) -> HttpResponse:
    """One tap: it took place, and the thread says so."""
    found = _load(request, appointment_id)
    return done_in_place(
        request, lambda: acts.note_held(found, **acting(request)), _("C’est noté dans le fil."),
        otherwise=thread_of(found.parcours) if found.parcours else _back(request, found),
    )  # fmt: skip
