"""The pages of the house itself: colours, the gallery of components, who drew what."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from filrouge.lib.access import open_to_all
from filrouge.ui.context import THEMES
from filrouge.ui.examples import example_context

A_YEAR = 365 * 24 * 3600


@open_to_all
@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Keep the colours that somebody chose in their browser, and lead back to the page they came from."""
    response = redirect(_way_back(request))
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie(
            "theme", chosen, max_age=A_YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
        )
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response


@open_to_all
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component, with what it is for: the page to read before drawing another one."""
    return render(request, "ui/gallery.html", example_context())


@open_to_all
@require_safe
def credits_page(request: HttpRequest) -> HttpResponse:
    """Whose letters, icons and pictures these are, as their licences ask."""
    return render(request, "ui/credits.html")


def _way_back(request: HttpRequest) -> str:
    asked = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if safe else "/"
