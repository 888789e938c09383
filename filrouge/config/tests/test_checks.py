from django.http import HttpRequest, HttpResponse
from django.urls import URLResolver, include, path
from django.urls.resolvers import RegexPattern
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

from filrouge.config.checks import every_view_declares_a_permission
from filrouge.lib.access import needs, open_to_all, signed_in


@require_safe
def undeclared(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


@open_to_all
@require_safe
def declared(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


@require_safe
@needs("desk.work")
def declared_within(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def errors(*patterns):
    return every_view_declares_a_permission(resolver=URLResolver(RegexPattern(r"^/"), list(patterns)))


def test_the_site_declares_who_may_open_each_page():
    assert every_view_declares_a_permission() == []


def test_a_view_that_declares_nothing_is_named():
    (error,) = errors(path("fil/", include([path("oubli/", undeclared, name="forgotten")])))
    assert error.id == "filrouge.E001"
    assert "fil/oubli/" in error.msg
    assert "filrouge.config.tests.test_checks" in error.msg


def test_a_declaration_counts_under_and_above_other_decorators():
    assert errors(path("a/", declared), path("b/", declared_within)) == []


def test_a_library_s_view_must_be_declared_in_the_urls():
    assert len(errors(path("archive/", RedirectView.as_view(url="/")))) == 1
    assert errors(path("archive/", signed_in(RedirectView.as_view(url="/")))) == []
