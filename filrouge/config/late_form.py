"""A form that came too late: what was typed in it is given back."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from filrouge.lib.access import open_to_all
from filrouge.ui.htmx import wants_partial

# Never shown back: what opens an account, and what the browser sends for the machine's sake.
SECRET_WORDS = ("password", "token", "secret")
SECOND_FACTOR = "code"


@open_to_all
def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose session ended before it was sent: says so calmly, and gives back what was typed.

    `reason` is Django's technical word for the refusal; it would help nobody who reads the page.
    """
    came_from = request.headers.get("referer", "")
    is_ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()})
    context = {
        "typed": typed_values(request),
        "has_files": bool(request.FILES),
        "back": came_from if is_ours else "/",
    }
    # htmx leaves the page as it is, with all that was typed in it; `ui/js/swaps.js` says how to sign in again.
    status = 401 if wants_partial(request) else 403
    request.came_late = True  # type: ignore[attr-defined]
    return render(request, "config/form_expired.html", context, status=status)


def typed_values(request: HttpRequest) -> list[str]:
    """What a person typed or chose in a form, in its order, without secrets, keys and empty fields."""
    return [
        value
        for name, values in request.POST.lists()
        for value in values
        if value.strip() and not _is_for_the_machine(name, value)
    ]


def _is_for_the_machine(name: str, value: str) -> bool:
    if name.startswith("_") or name == SECOND_FACTOR or any(word in name.lower() for word in SECRET_WORDS):
        return True
    try:
        UUID(value)
    except ValueError:
        return False
    return True
