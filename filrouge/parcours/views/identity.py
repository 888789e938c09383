"""Who the person is: her sheet, and what is noted on it."""

from uuid import UUID

from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.lib.access import needs
from filrouge.parcours.access import can_coordinate, check_can_coordinate, check_has_place
from filrouge.parcours.forms import IDENTITY, IdentityForm, ProtectionForm, RelativeForm, RequestForm
from filrouge.parcours.models import Request
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
from filrouge.parcours.queries.sheet import sheet
from filrouge.parcours.use_cases import identity as identity_acts
from filrouge.parcours.use_cases import opening as opening_acts
from filrouge.people.models import LegalProtection, Relative


@needs("desk.work")
@require_safe
def identity(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Who the person is, how to communicate, who is close, what protects: and what stood there before."""
    parcours = enter(request, parcours_id, check_has_place)
    now = timezone.now()
    context = {
        "sheet": sheet(parcours, request.user, now),
        "may_coordinate": can_coordinate(request.user, parcours, now),
    }
    return show_record(request, parcours, "parcours/identity.html", "identity", context)


@needs("parcours.correct_identity")
@form_view
def identity_correct(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Puts the person's sheet right; two people who write at once both see both texts."""
    parcours = enter(request, parcours_id, check_can_coordinate)
    person = parcours.person
    form = form_for(request, parcours, IdentityForm, instance=person, initial=model_to_dict(person, IDENTITY))
    page = FormPage(
        title=_("Corriger l’identité"),
        intro=_("Ce qui était écrit reste lisible, avec qui l’a changé et pourquoi."),
        submit=_("Enregistrer"),
        back=place_of("parcours:identity", parcours),
        done=_("La fiche est à jour."),
    )
    return answer(
        request, parcours, form, page,
        lambda: identity_acts.correct_identity(
            parcours, changes=form.said_in(*IDENTITY), version=person.version,
            **form.said_in("reason"), **acting(request),
        ),
    )  # fmt: skip


@needs("parcours.correct_identity")
@form_view
def request_add(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Notes who asked for a coordination, and why, for a record that does not say it."""
    parcours = enter(request, parcours_id, check_can_coordinate)
    form = form_for(request, parcours, RequestForm)
    page = FormPage(
        title=_("Noter la demande"),
        intro=_("Qui a demandé une coordination, d’où vient la demande, et pourquoi\u00a0: avec ses mots."),
        submit=_("Noter cette demande"),
        back=place_of("parcours:identity", parcours),
        done=_("La demande est notée."),
    )
    return answer(
        request, parcours, form, page,
        lambda: opening_acts.record_request(parcours, **form.said_in(*Request.CORRECTABLE), **acting(request)),
    )  # fmt: skip


@needs("parcours.correct_identity")
@form_view
def relative_add(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Notes somebody of the person's own life."""
    parcours = enter(request, parcours_id, check_can_coordinate)
    form = form_for(request, parcours, RelativeForm)
    page = FormPage(
        title=_("Noter un proche"),
        intro=_("Noter un proche ne lui ouvre rien\u00a0: une place dans le cercle se donne à part."),
        submit=_("Noter ce proche"),
        back=place_of("parcours:identity", parcours),
        done=_("Ce proche est noté."),
    )
    return answer(
        request, parcours, form, page,
        lambda: identity_acts.add_relative(parcours, **form.said_in(*Relative.CORRECTABLE), **acting(request)),
    )  # fmt: skip


@needs("parcours.correct_identity")
@form_view
def protection_add(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Notes a measure of legal protection."""
    parcours = enter(request, parcours_id, check_can_coordinate)
    form = form_for(request, parcours, ProtectionForm)
    page = FormPage(
        title=_("Noter une protection juridique"),
        submit=_("Noter cette mesure"),
        back=place_of("parcours:identity", parcours),
        done=_("La mesure est notée."),
    )
    return answer(
        request, parcours, form, page,
        lambda: identity_acts.set_protection(parcours, **form.said_in(*LegalProtection.CORRECTABLE), **acting(request)),
    )  # fmt: skip
