"""The pages of the house itself: colours, the gallery of components, who drew what."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from filrouge.lib.access import open_to_all
from filrouge.lib.way_back import own_address
from filrouge.ui.context import THEMES
from filrouge.ui.examples import example_context

A_YEAR = 365 * 24 * 3600


@open_to_all
@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Keep the colours that somebody chose in their browser, and lead back to the page they came from."""
    response = HttpResponseRedirect(own_address(request, request.POST.get("next", "")))
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
