"""Who leads: the periods that begin and end."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from filrouge.accounts.access import AuthedRequest
from filrouge.lib.access import needs
from filrouge.parcours.access import check_can_coordinate
from filrouge.parcours.forms import EndForm, LeadForm
from filrouge.parcours.models import Lead
from filrouge.parcours.pages import FormPage, acting, answer, enter, form_for, form_view, place_of, today
from filrouge.parcours.queries.named import find_place
from filrouge.parcours.use_cases import circle as circle_acts


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
    """Ends a period of lead; the circle says in words that nobody leads, until somebody is named."""
    parcours = enter(request, parcours_id, check_can_coordinate)
    lead = get_object_or_404(
        Lead.objects.select_related("member__participant"), parcours=parcours, pk=lead_id
    )
    form = form_for(request, parcours, EndForm, initial={"until": today()})
    page = FormPage(
        title=_("%(name)s ne pilote plus") % {"name": lead.member.participant.name},
        intro=_(
            "La place dans le cercle reste. Tant que personne n’est nommé, le dossier dit que personne ne coordonne."
        ),
        submit=_("Terminer ce pilotage"),
        back=place_of("parcours:circle", parcours),
        done=_("La fin du pilotage est notée."),
    )
    return answer(
        request, parcours, form, page,
        lambda: circle_acts.end_lead(lead, **form.said_in("until", "reason"), **acting(request)),
    )  # fmt: skip
