"""A site of a few pages, so that what stands around every view is tested without any room above."""

import time
from threading import Event

from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import include, path
from django.views.i18n import set_language

from filrouge.lib.access import open_to_all, signed_in
from filrouge.territory.models import Organisation

WORKING = Event()


@signed_in
def add(request: HttpRequest) -> HttpResponse:
    """Adds an organisation; says that it is done in the way asked, or shows its form again."""
    name = request.POST.get("name", "")
    Organisation.objects.create(name=name or "Sans nom")
    WORKING.set()
    time.sleep(float(request.POST.get("pause", 0)))
    if not name:
        return HttpResponse("Il manque un nom.")
    if name == "fails":
        raise ValueError(name)
    if name == "asks the password":
        raise ReauthenticationRequired
    if request.POST.get("done") == "piece":
        return HttpResponse("fait", headers={"X-Done": "/essai/fait/"})
    if request.POST.get("done") == "client redirect":
        return HttpResponse(headers={"HX-Redirect": "/essai/fait/"})
    return HttpResponseRedirect("/essai/fait/")


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.user.name)


urlpatterns = [
    path("", home),
    path("essai/", add),
    path("essai/autre/", add),
    path("sante/", open_to_all(lambda request: HttpResponse("ok"))),
    path("langue/", set_language, name="set_language"),
    path("compte/", include("filrouge.accounts.urls")),
    path("", include("filrouge.ui.urls")),
]
