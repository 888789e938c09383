"""Who may render a service: the directory, from a line of the plan."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.lib.access import needs
from filrouge.parcours.pages import show_record
from filrouge.people.models import Person
from filrouge.plans.use_cases.placing import choose_place
from filrouge.plans.views.frame import act, address_of, line_to_compose
from filrouge.territory.choices import Within
from filrouge.territory.forms import asked_in, key_of
from filrouge.territory.models import Service
from filrouge.territory.queries import communes_written, directory, origin_of


@needs("plans.compose")
@require_safe
def places(request: AuthedRequest, parcours_id: UUID, line_id: UUID) -> HttpResponse:
    """The directory, with a button to choose a place for this line; it opens around where the person lives."""
    line = line_to_compose(request, parcours_id, line_id)
    if not request.GET and (town := _town_of(line.parcours.person)):
        return redirect(f"{request.path}?{urlencode({'autour': town, 'rayon': Within.KM_10})}")
    asked = asked_in(request.GET)
    shown = directory(asked, key_of(request.GET.get("suite", "")), origin_of(asked.around))
    return show_record(request, line.parcours, "plans/places.html", "plan", {**shown, "line": line})


def _town_of(person: Person) -> str:
    """Where the person lives, if it was written and names one commune for sure."""
    written = communes_written([person.address, person.residence])
    return next((communes[0].name for communes in written if len(communes) == 1), "")


@needs("plans.compose")
@require_POST
def place_choose(request: AuthedRequest, parcours_id: UUID, line_id: UUID, service_id: UUID) -> HttpResponse:
    """Chooses a place of the directory for this line."""
    line = line_to_compose(request, parcours_id, line_id)
    place = get_object_or_404(Service, pk=service_id)
    return act(
        request,
        choose_place,
        line,
        address_of(line.plan, line.pk),
        _("Le lieu est choisi pour cette réponse. Rien ne lui est encore demandé."),
        place=place,
        version=line.version,
    )
