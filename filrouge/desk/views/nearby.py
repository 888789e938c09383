"""What exists around the person."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.desk.queries.nearby import lived_places, origin_among
from filrouge.lib.access import needs
from filrouge.parcours.access import check_has_place
from filrouge.parcours.pages import enter, show_record
from filrouge.territory.forms import asked_in, key_of
from filrouge.territory.queries import directory, origin_of


@needs("desk.work")
@require_safe
def nearby(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """The directory, the nearest to where the person lives first; or around any commune that one types."""
    parcours = enter(request, parcours_id, check_has_place)
    asked = asked_in(request.GET)
    places = lived_places(parcours.person)
    chosen, origin = origin_among(places, request.GET.get("depuis", ""))
    if asked.around:
        chosen, origin = "", origin_of(asked.around)
    shown = directory(asked, key_of(request.GET.get("suite", "")), origin)
    return show_record(
        request, parcours, "desk/nearby.html", "nearby", {**shown, "places": places, "chosen": chosen}
    )
