"""The code lists, as anybody may read them: they name nobody, and their licences ask that we say whose they are."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from filrouge.lib.access import open_to_all
from filrouge.nomenclature.forms import CodesForm
from filrouge.nomenclature.queries import code_page, lists_with_counts


@open_to_all
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every list with its size, version, source, licence, and what we doubt."""
    return render(request, "nomenclature/index.html", {"lists": lists_with_counts()})


@open_to_all
@require_safe
def one_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The codes of one list, in the order of its tree; `?q=` keeps those that hold every word."""
    code_list = get_object_or_404(lists_with_counts(), slug=slug)
    asked = CodesForm(request.GET)
    page = code_page(code_list, asked.typed, asked.start)
    context = {"code_list": code_list, "page": page, "typed": asked.typed, "is_begun": asked.start > 0}
    return render(request, "nomenclature/list.html", context)
