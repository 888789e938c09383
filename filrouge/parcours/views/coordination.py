"""Other coordinators: declared, ended, and how it was settled with the person."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from filrouge.accounts.access import AuthedRequest
from filrouge.lib.access import needs
from filrouge.parcours.access import check_can_coordinate
from filrouge.parcours.forms import CoordinationForm, EndCoordinationForm, SettlementForm
from filrouge.parcours.pages import FormPage, acting, answer, enter, form_for, form_view, place_of, today
from filrouge.parcours.queries.coordination import find_coordination
from filrouge.parcours.use_cases import coordination as acts


@needs("parcours.manage_circle")
@form_view
def coordination_add(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Declares somebody else who coordinates: the school, child welfare, a guardian, a network…"""
    parcours = enter(request, parcours_id, check_can_coordinate)
    form = form_for(request, parcours, CoordinationForm)
    page = FormPage(
        title=_("Noter une autre coordination"),
        intro=_(
            "L’école, la protection de l’enfance, la protection juridique, la santé, l’emploi… Noter qui pilote quoi "
            "n’ouvre aucune lecture du dossier."
        ),
        submit=_("Noter cette coordination"),
        back=place_of("parcours:circle", parcours),
        done=_("Cette coordination est notée."),
    )
    names = ("participant", "domain", "areas", "since", "until", "said_by")
    return answer(
        request, parcours, form, page,
        lambda: acts.declare_coordination(
            parcours, newcomer=form.newcomer(), **form.said_in(*names), **acting(request)
        ),
    )  # fmt: skip


@needs("parcours.manage_circle")
@form_view
def coordination_end(request: AuthedRequest, parcours_id: UUID, coordination_id: UUID) -> HttpResponse:
    """Notes that somebody no longer coordinates."""
    parcours = enter(request, parcours_id, check_can_coordinate)
    declared = find_coordination(parcours, coordination_id)
    form = form_for(request, parcours, EndCoordinationForm, initial={"until": today()})
    page = FormPage(
        title=_("%(name)s ne coordonne plus") % {"name": declared.participant.name},
        intro=_("Ce qui était noté reste lisible."),
        submit=_("Noter cette fin"),
        back=place_of("parcours:circle", parcours),
        done=_("La fin de cette coordination est notée."),
    )
    return answer(
        request, parcours, form, page,
        lambda: acts.end_coordination(declared, **form.said_in("until"), **acting(request)),
    )  # fmt: skip


@needs("parcours.manage_circle")
@form_view
def coordination_settle(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Notes how it was settled, with the person, who coordinates what."""
    parcours = enter(request, parcours_id, check_can_coordinate)
    form = form_for(request, parcours, SettlementForm, initial={"on": today()})
    page = FormPage(
        title=_("S’accorder sur qui fait quoi"),
        intro=_("Avec la personne, si elle le veut. Ce qui avait été retenu avant reste lisible à côté."),
        submit=_("Noter ce qui est retenu"),
        back=place_of("parcours:circle", parcours),
        done=_("Ce qui est retenu est noté dans le fil."),
    )
    names = ("coordinations", "on", "present", "retained", "agreed", "disagreed")
    return answer(
        request, parcours, form, page,
        lambda: acts.settle_coordinations(parcours, **form.said_in(*names), **acting(request)),
    )  # fmt: skip
