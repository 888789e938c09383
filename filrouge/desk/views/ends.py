"""Where the accompaniment stands: a pause, an end, a new beginning, a death."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.follow_up.queries.follow_up import follow_up
from filrouge.lib.access import needs
from filrouge.parcours.access import can_coordinate, check_can_coordinate, check_has_place
from filrouge.parcours.forms import CloseForm, DeathForm, PauseForm, ReasonForm, RecordForm, ReopenForm
from filrouge.parcours.models import Death, Parcours
from filrouge.parcours.pages import (
    FormPage,
    acting,
    answer,
    enter,
    form_for,
    form_view,
    place_of,
    show_record,
    today,
)
from filrouge.parcours.queries.ends import accompaniment as told_of
from filrouge.parcours.rules.lifecycle import TRANSITIONS
from filrouge.parcours.use_cases import deaths, ends


@needs("desk.work")
@require_safe
def accompaniment(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Where the accompaniment stands, and everything that was noted of it."""
    parcours = enter(request, parcours_id, check_has_place)
    now = timezone.now()
    context = {
        "told": told_of(parcours, request.user, now),
        "ways": TRANSITIONS[parcours.state],
        "may_coordinate": can_coordinate(request.user, parcours, now),
    }
    return show_record(request, parcours, "desk/accompaniment.html", "accompaniment", context)


def _page(parcours: Parcours, title: str, submit: str, done: str, intro: str = "", **more: Any) -> FormPage:
    back = place_of("desk:accompaniment", parcours)
    return FormPage(title=title, submit=submit, back=back, done=done, intro=intro, **more)


def _answered(
    request: AuthedRequest, parcours: Parcours, form: RecordForm, page: FormPage, act: Callable[..., Any]
) -> HttpResponse:
    return answer(
        request, parcours, form, page, lambda: act(parcours, **form.cleaned_data, **acting(request))
    )


@needs("parcours.manage_circle")
@form_view
def pause(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Puts the accompaniment on hold, with why and until about when."""
    parcours = enter(request, parcours_id, check_can_coordinate)
    form = form_for(request, parcours, PauseForm, initial={"on": today()})
    page = _page(
        parcours, _("Mettre en pause"), _("Mettre en pause"), _("La pause est notée."),
        _("Rien ne se ferme\u00a0: chacun lit comme avant, le dossier dit qu’il est en pause."),
    )  # fmt: skip
    return _answered(request, parcours, form, page, ends.suspend)


def _who_still_reads(parcours: Parcours) -> str:
    if parcours.person.is_deceased:
        return _("Ceux qui coordonnent lisent toujours. Les autres membres du cercle ne lisent plus.")
    return _(
        "Ceux qui coordonnent, la personne et ses proches lisent toujours."
        " Les autres membres du cercle ne lisent plus."
    )


@needs("parcours.manage_circle")
@form_view
def close(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Ends the accompaniment; what is still open is shown, and prevents nothing."""
    parcours = enter(request, parcours_id, check_can_coordinate)
    form = form_for(request, parcours, CloseForm, initial=_closing_begins(parcours))
    still = follow_up(parcours, request.user, today=timezone.localdate(), now=timezone.now())
    page = _page(
        parcours, _("Terminer l’accompagnement"), _("Terminer l’accompagnement"), _("La fin est notée."),
        _who_still_reads(parcours), template="desk/close.html", context={"still": still},
    )  # fmt: skip
    return _answered(request, parcours, form, page, ends.close)


def _closing_begins(parcours: Parcours) -> dict[str, Any]:
    return {"on": today(), "reason": "death" if parcours.person.is_deceased else ""}


@needs("parcours.manage_circle")
@form_view
def reopen(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Begins again after a pause or an end."""
    parcours = enter(request, parcours_id, check_can_coordinate)
    form = form_for(request, parcours, ReopenForm, initial={"on": today()})
    if parcours.closed_at is None:
        del form.fields["gives_back"]
    page = _page(parcours, _("Reprendre l’accompagnement"), _("Reprendre"), _("L’accompagnement a repris."))
    return _answered(request, parcours, form, page, ends.reopen)


@needs("parcours.manage_circle")
@form_view
def death(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Notes that the person died, and who said so."""
    parcours = enter(request, parcours_id, check_can_coordinate)
    form = form_for(request, parcours, DeathForm)
    page = _page(
        parcours, _("Noter un décès"), _("Noter le décès"), _("Le décès est noté."),
        _(
            "Plus aucun rappel ni message ne part. Le compte de la personne se ferme, la lecture de ses proches aussi."
            " Vous gardez la vôtre."
        ),
    )  # fmt: skip
    return _answered(request, parcours, form, page, deaths.record_death)


@needs("parcours.manage_circle")
@form_view
def death_take_back(request: AuthedRequest, parcours_id: UUID, death_id: UUID) -> HttpResponse:
    """The death was noted by mistake."""
    parcours = enter(request, parcours_id, check_can_coordinate)
    noted = get_object_or_404(
        Death.objects.select_related("parcours__person"), parcours=parcours, pk=death_id
    )
    form = form_for(request, parcours, ReasonForm)
    page = _page(
        parcours, _("Ce décès a été noté par erreur"), _("Retirer ce décès"), _("L’erreur est réparée."),
        _("Le compte de la personne fonctionne de nouveau, et ses proches lisent comme avant."),
    )  # fmt: skip
    return answer(
        request, parcours, form, page,
        lambda: deaths.take_back_death(noted, **form.said_in("reason"), **acting(request)),
    )  # fmt: skip
