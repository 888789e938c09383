from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.lib.access import needs
from filrouge.space.queries import places
from filrouge.space.queries.asked import asked_for
from filrouge.space.views.frame import show_page


@needs("space.enter")
@require_safe
def page(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """What partners were asked for the person, and what they said."""
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    return show_page(request, reader, "plan", "space/asked.html", {"lines": asked_for(reader, now)})
