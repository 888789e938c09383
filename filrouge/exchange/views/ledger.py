"""What was brought in from files, and what became of each line."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.exchange.models import Import
from filrouge.exchange.queries.ledger import latest_imports, ledger_page
from filrouge.lib.access import needs


@needs("territory.import")
@require_safe
def imports(request: AuthedRequest) -> HttpResponse:
    """The latest imports, each with how its lines ended."""
    return render(request, "exchange/imports.html", {"imports": latest_imports()})


@needs("territory.import")
@require_safe
def ledger(request: AuthedRequest, import_id: UUID) -> HttpResponse:
    """One import, line by line; `?issue=` keeps the lines that ended in one way."""
    done = get_object_or_404(Import.objects.select_related("by"), pk=import_id)
    outcome, after = request.GET.get("issue", ""), request.GET.get("apres", "")
    page = ledger_page(done, outcome, after)
    return render(request, "exchange/ledger.html", {"done": done, "page": page, "outcome": outcome})
