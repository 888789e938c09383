"""What broke, noted in half a minute from anywhere; the page of one rupture, and its depth."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.follow_up.access import can_record, check_can_record
from filrouge.follow_up.forms.breaking import DepthForm, NoteRuptureForm
from filrouge.follow_up.models import Rupture
from filrouge.follow_up.queries.breaking import records_to_choose, rupture_page
from filrouge.follow_up.use_cases import breaking
from filrouge.lib.access import needs
from filrouge.parcours.access import check_has_place
from filrouge.parcours.models import Parcours
from filrouge.parcours.pages import (
    FormPage,
    acting,
    answer,
    enter,
    form_for,
    form_view,
    place_of,
    show_record,
    today,
)

IN_ANY_CASE = ("nature", "since", "cause_code", "cause", "consequence", "spell", "area", "workaround")


@needs("follow_up.record")
@require_safe
def where(request: AuthedRequest) -> HttpResponse:
    """Something broke: with whom? Then the short form."""
    found = records_to_choose(request.user, timezone.now())
    return render(request, "follow_up/breaking/where.html", {"records": found})


@needs("follow_up.record")
@form_view
def note(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Half a minute: what broke, why, since when; `?service=` names the service that did."""
    parcours = enter(request, parcours_id, check_can_record)
    form = form_for(request, parcours, NoteRuptureForm, initial=_begins(request))
    shown = FormPage(
        title=_("Noter une rupture"),
        intro=_("Quatre réponses suffisent. Le reste peut attendre."),
        submit=_("Noter cette rupture"),
        back=place_of("follow_up:page", parcours),
        done=_("C’est noté. La rupture est dans le fil."),
        also=(_("Partir d’un fait déjà dans le fil"), place_of("follow_up:rupture_new", parcours)),
    )
    return answer(request, parcours, form, shown, lambda: _note(parcours, form, acting(request)))


def _begins(request: AuthedRequest) -> dict[str, Any]:
    begins: dict[str, Any] = {"since": today()}
    try:
        return {**begins, "spell": UUID(request.GET.get("service", ""))}
    except ValueError:
        return begins


def _note(parcours: Parcours, form: NoteRuptureForm, by_and_now: dict[str, Any]) -> Rupture:
    said = {**form.said_in(*IN_ANY_CASE), **by_and_now}
    if form.cleaned_data["was_avoided"]:
        return breaking.note_near_miss(parcours, **form.said_in("avoided_how"), **said)
    return breaking.note_rupture(parcours, **said)


@needs("desk.work")
@require_safe
def page(request: AuthedRequest, parcours_id: UUID, rupture_id: UUID) -> HttpResponse:
    """One rupture: what it left, what was found meanwhile, what was learnt, and whether it came before."""
    parcours, now = enter(request, parcours_id, check_has_place), timezone.now()
    context = {
        "page": rupture_page(parcours, rupture_id, request.user, now),
        "may_record": can_record(request.user, parcours, now),
    }
    return show_record(request, parcours, "follow_up/breaking/rupture.html", "follow_up", context)


@needs("follow_up.record")
@form_view
def deepen(request: AuthedRequest, parcours_id: UUID, rupture_id: UUID) -> HttpResponse:
    """When there is time: what it leaves without an answer, what is found meanwhile, what one learns."""
    parcours = enter(request, parcours_id, check_can_record)
    readable = Rupture.objects.visible_to(request.user).filter(parcours=parcours)
    rupture = get_object_or_404(readable.select_related("opened_by", "parcours__person"), pk=rupture_id)
    links = {"needs_left": list(rupture.needs_left.all()), "lines_left": list(rupture.lines_left.all())}
    initial = {name: getattr(rupture, name) for name in breaking.TEXTS} | links
    form = form_for(request, parcours, DepthForm, initial=initial, instance=rupture)
    shown = FormPage(
        title=_("Préciser\u00a0: %(nature)s") % {"nature": rupture.nature},
        submit=_("Garder"),
        back=reverse("follow_up:rupture", args=[parcours.pk, rupture.pk]),
        done=_("C’est gardé."),
    )
    names = ("needs_left", "lines_left", *breaking.TEXTS)
    return answer(
        request, parcours, form, shown,
        lambda: breaking.deepen_rupture(rupture, version=rupture.version, **form.said_in(*names), **acting(request)),
    )  # fmt: skip
