"""Who leads: a lead begins, or changes in one act, with a successor or 'sans référent'."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from filrouge.accounts.access import AuthedRequest
from filrouge.lib.access import needs
from filrouge.parcours.access import check_can_coordinate
from filrouge.parcours.forms import ChangeLeadForm, LeadForm
from filrouge.parcours.models import Lead, Parcours
from filrouge.parcours.pages import FormPage, acting, answer, enter, form_for, form_view, place_of, today
from filrouge.parcours.queries.hand_over import successors
from filrouge.parcours.queries.named import find_place
from filrouge.parcours.use_cases import circle as circle_acts
from filrouge.parcours.use_cases import leads as lead_acts


@needs("parcours.manage_circle")
@form_view
def lead_begin(request: AuthedRequest, parcours_id: UUID, member_id: UUID) -> HttpResponse:
    """Makes a member the contact that the person has."""
    parcours = enter(request, parcours_id, check_can_coordinate)
    member = find_place(parcours, member_id)
    form = form_for(request, parcours, LeadForm, initial={"since": today()})
    page = FormPage(
        title=_("%(name)s pilote") % {"name": member.participant.name},
        intro=_("Une seule personne pilote à la fois\u00a0: c’est le contact que la personne a choisi."),
        submit=_("Noter ce pilotage"),
        back=place_of("parcours:circle", parcours),
        done=_("Le pilotage est noté."),
    )
    return answer(
        request, parcours, form, page,
        lambda: circle_acts.begin_lead(member, **form.said_in("since"), **acting(request)),
    )  # fmt: skip


@needs("parcours.manage_circle")
@form_view
def lead_end(request: AuthedRequest, parcours_id: UUID, lead_id: UUID) -> HttpResponse:
    """Changes who leads: one ends, the next begins, or the record says in words that nobody does."""
    parcours = enter(request, parcours_id, check_can_coordinate)
    lead = get_object_or_404(
        Lead.objects.select_related("member__participant"), parcours=parcours, pk=lead_id
    )
    form = change_form(request, parcours, lead)
    page = FormPage(
        title=_("%(name)s ne pilote plus") % {"name": lead.member.participant.name},
        intro=_(
            "La place dans le cercle reste. Nommez qui pilote ensuite\u00a0; sinon le dossier dit que personne ne "
            "coordonne, et n’empêche rien."
        ),
        submit=_("Noter ce changement"),
        back=place_of("parcours:circle", parcours),
        done=_("Le changement de pilotage est noté."),
    )
    return answer(
        request, parcours, form, page,
        lambda: lead_acts.change_lead(
            lead, successor=form.chosen(), **form.said_in("until", "reason"), **acting(request)
        ),
    )  # fmt: skip


def change_form(request: AuthedRequest, parcours: Parcours, lead: Lead) -> ChangeLeadForm:
    """The form of a lead that ends; `?vers=` names who takes it up."""
    begun = {"until": today(), "successor": request.GET.get("vers", "")}
    form = form_for(request, parcours, ChangeLeadForm, initial=begun)
    form.offer_members(successors(parcours, besides=lead.member, day=timezone.localdate()))
    return form
