"""Mes rendez-vous, in the person's space."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.lib.access import needs
from filrouge.space.queries import places
from filrouge.space.queries.appointments import coming
from filrouge.space.views.frame import show_page
from filrouge.ui.rows import row_named


@needs("space.enter")
@require_safe
def appointments(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """What is set, the nearest first: the day, the hour, where, who comes."""
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    page = coming(reader, start=row_named(request.GET.get("suite", "")), now=now)
    return show_page(request, reader, "appointments", "space/appointments.html", {"page": page})
