from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.accounts.queries import draft_for
from filrouge.lib.access import needs
from filrouge.lib.dates import PartialDate
from filrouge.lib.errors import Refused
from filrouge.needs import use_cases
from filrouge.needs.access import (
    can_speak,
    check_can_share_own_load,
    check_can_speak,
    check_can_tell_own_load,
)
from filrouge.needs.forms import over_grid
from filrouge.needs.queries.crossing import crossing
from filrouge.needs.queries.matters import answers_of, find_grid, find_need
from filrouge.needs.queries.settling import find_settled
from filrouge.needs.queries.sheets import find_own_load, own_loads
from filrouge.needs.rules.instruments import RELATIVE
from filrouge.nomenclature.choices import LifeArea
from filrouge.space.forms import LoadForm, PositionForm, ViewForm
from filrouge.space.queries import places
from filrouge.space.views.frame import show_page
from filrouge.ui.forms import attempt, resumed

LOAD = "proche"
METHODS = ("GET", "HEAD", "POST")


@needs("space.enter")
@require_safe
def needs_page(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Mes besoins: what each one says about them, my own words first."""
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    facts = {
        "crossing": crossing(reader.parcours, request.user, now),
        "may_speak": can_speak(request.user, reader.parcours, now),
    }
    return show_page(request, reader, "voices", "space/needs.html", facts)


@needs("needs.speak")
@require_http_methods(METHODS)
def view_new(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """What I think myself: `?besoin=` about a need, `?domaine=` about a part of life."""
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    check_can_speak(request.user, reader.parcours, now)
    need = find_need(reader.parcours, request.GET.get("besoin"), request.user, now)
    asked = request.GET.get("domaine", "")
    area = asked if asked in LifeArea.values else LifeArea.COORDINATION.value
    draft = draft_for(request.user, request.path)
    form = ViewForm(request.POST or None, draft=resumed(request, draft))
    if form.is_valid():
        act = partial(
            use_cases.say_own_view, text=form.cleaned_data["text"], when=_today(), need=need, area=area
        )
        if attempt(form, partial(act, reader.parcours, by=request.user, now=now)):
            messages.success(request, _("C’est noté. Mes mots sont là."))
            return redirect("space:needs", reader.parcours.pk)
    return show_page(
        request, reader, "voices", "space/view_new.html", {"form": form, "draft": draft, "need": need}
    )


@needs("needs.speak")
@require_http_methods(METHODS)
def position(request: AuthedRequest, parcours_id: UUID, settlement_id: UUID) -> HttpResponse:
    """Whether I agree with what was decided together."""
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    check_can_speak(request.user, reader.parcours, now)
    settled = find_settled(reader.parcours, settlement_id, request.user, now)
    draft = draft_for(request.user, request.path)
    form = PositionForm(request.POST or None, draft=resumed(request, draft))
    if form.is_valid():
        said = {**form.cleaned_data, "by": request.user, "now": now}
        if attempt(form, partial(use_cases.take_position, settled.settlement, **said)):
            messages.success(request, _("C’est noté. Ce que j’ai dit est là."))
            return redirect("space:needs", reader.parcours.pk)
    facts = {"form": form, "draft": draft, "settled": settled}
    return show_page(request, reader, "voices", "space/position.html", facts)


@needs("needs.tell_own_load")
@require_safe
def loads(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """What I carry as a relative: each time that I told it, and who may read it."""
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    check_can_tell_own_load(request.user, reader.parcours, now)
    grid = find_grid(LOAD, RELATIVE)
    facts = {
        "grid": grid,
        "is_late": grid.is_late(timezone.localdate(now)),
        "loads": own_loads(reader.parcours, request.user, now),
    }
    return show_page(request, reader, "load", "space/loads.html", facts)


@needs("needs.tell_own_load")
@require_http_methods(METHODS)
def load_new(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """I tell what I carry; the last time stands beside each line."""
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    check_can_tell_own_load(request.user, reader.parcours, now)
    grid = find_grid(LOAD, RELATIVE)
    last = next(iter(own_loads(reader.parcours, request.user, now)), None)
    follows = last.assessment if last else None
    former = answers_of(follows, reader.parcours, request.user, now)
    draft = draft_for(request.user, request.path)
    form = over_grid(LoadForm, grid, former)(request.POST or None, draft=resumed(request, draft))
    if form.is_valid() and attempt(form, lambda: _tell(form, reader.parcours, grid, follows, request.user)):
        messages.success(request, _("C’est noté."))
        return redirect("space:loads", reader.parcours.pk)
    is_late = grid.is_late(timezone.localdate(now))
    facts = {"form": form, "draft": draft, "grid": grid, "follows": follows, "is_late": is_late}
    return show_page(request, reader, "load", "space/load_new.html", facts)


def _tell(form: LoadForm, parcours: Any, grid: Any, follows: Any, user: Any) -> Any:
    said = form.cleaned_data
    return use_cases.tell_own_load(
        parcours, grid, when=_today(), answers=form.given(), wish=said["wish"], follows=follows,
        is_shared=said["shared"] == "yes", rest_is_unchanged=said.get("rest_is_unchanged", False),
        by=user, now=timezone.now(),
    )  # fmt: skip


@needs("needs.tell_own_load")
@require_POST
def load_share(request: AuthedRequest, parcours_id: UUID, assessment_id: UUID) -> HttpResponse:
    """I open what I told to the circle, or keep it for myself."""
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    told = find_own_load(reader.parcours, assessment_id, request.user, now)
    check_can_share_own_load(request.user, told, now)
    asked, version = request.POST.get("shared"), request.POST.get("version", "")
    seen = int(version) if version.isdecimal() else 0
    try:
        use_cases.share_own_load(told, is_shared=asked == "yes", version=seen, by=request.user, now=now)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("C’est fait."))
    return redirect("space:loads", reader.parcours.pk)


def _today() -> PartialDate:
    return PartialDate.of_day(timezone.localdate())
