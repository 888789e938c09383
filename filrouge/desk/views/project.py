"""Son projet."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.desk.queries.project import project_page
from filrouge.lib.access import needs
from filrouge.life_project.access import can_add_expectation, can_order, can_write_project
from filrouge.life_project.forms import order_form, wanted_order
from filrouge.needs.access import can_add_need
from filrouge.parcours.access import check_has_place
from filrouge.parcours.pages import enter, show_record


@needs("desk.work")
@require_safe
def project(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """The person's words, what is hoped for in her order, and the chain from words to answers."""
    parcours, now = enter(request, parcours_id, check_has_place), timezone.now()
    page = project_page(parcours, request.user, now, wanted=wanted_order(request.GET.get("voulu", "")))
    context = {
        "page": page,
        "order_form": order_form(page.hopes.order_number),
        "may_write": can_write_project(request.user, parcours, now),
        "may_order": can_order(request.user, parcours, now),
        "may_add": can_add_expectation(request.user, parcours, now),
        "may_translate": can_add_need(request.user, parcours, now),
    }
    return show_record(request, parcours, "desk/project.html", "project", context)
