from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.lib.access import needs
from filrouge.needs import use_cases
from filrouge.needs.access import check_can_assess
from filrouge.needs.forms import GridForm, OutsideForm, over_grid
from filrouge.needs.queries.matters import answers_of, find_former, find_grid
from filrouge.needs.queries.sheets import last_with_grids
from filrouge.needs.queries.speaking import own_voice
from filrouge.needs.rules.instruments import PROFESSIONAL
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


@needs("needs.assess")
@require_safe
def assessing(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Which way to assess: one of our grids, what somebody concluded elsewhere, or a page of one's own."""
    parcours = enter(request, parcours_id, check_can_assess)
    now = timezone.now()
    context = {"grids": last_with_grids(parcours, request.user, today=timezone.localdate(now), now=now)}
    return show_record(request, parcours, "needs/assessing.html", "form", context)


@needs("needs.assess")
@form_view
def grid_new(request: AuthedRequest, parcours_id: UUID, slug: str) -> HttpResponse:
    """Fills a grid: `?suite=` for the assessment that this one follows."""
    parcours, now = enter(request, parcours_id, check_can_assess), timezone.now()
    grid = find_grid(slug, PROFESSIONAL)
    follows = find_former(parcours, request.GET.get("suite"), grid.slug, request.user, now)
    former = answers_of(follows, parcours, request.user, now)
    initial = {"when": today(), "author": own_voice(parcours, request.user)}
    form = form_for(request, parcours, over_grid(GridForm, grid, former), initial=initial)
    page = FormPage(
        title=_("Remplir une grille"),
        submit=_("Noter cette évaluation"),
        back=place_of("needs:voices", parcours),
        done=_("L’évaluation est notée."),
        template="needs/grid_form.html",
        context={"grid": grid, "follows": follows, "is_late": grid.is_late(timezone.localdate(now))},
    )
    return answer(
        request, parcours, form, page,
        lambda: use_cases.assess_with(
            parcours, grid, answers=form.given(), newcomer=form.newcomer(), follows=follows,
            **_told(form), **acting(request),
        ),
    )  # fmt: skip


def _told(form: GridForm) -> dict[str, Any]:
    """What a grid's form holds beside its answers; 'the rest is unchanged' is asked only where there was one."""
    said = form.said_in("author", "when", "conclusion", "recommendations", "level")
    return {**said, "rest_is_unchanged": form.cleaned_data.get("rest_is_unchanged", False)}


@needs("needs.assess")
@form_view
def outside_new(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Keeps an assessment made elsewhere: `?suite=` for the one that it follows."""
    parcours, now = enter(request, parcours_id, check_can_assess), timezone.now()
    follows = find_former(parcours, request.GET.get("suite"), "", request.user, now)
    form = form_for(
        request, parcours, OutsideForm, initial={"instrument": follows.instrument if follows else ""}
    )
    page = FormPage(
        title=_("Reprendre une évaluation faite ailleurs"),
        intro=_(
            "Elle reste la conclusion de la personne qui l’a faite, sous son nom. Son score est gardé comme un texte."
        ),
        submit=_("Garder cette évaluation"),
        back=place_of("needs:voices", parcours),
        done=_("L’évaluation est gardée."),
        also=(_("Joindre d’abord le document"), place_of("documents:document_new", parcours)),
    )
    asked = ("instrument", "author", "role_words", "when", "area", "score_text", "findings", "conclusion")
    return answer(
        request, parcours, form, page,
        lambda: use_cases.record_outside(
            parcours, newcomer=form.newcomer(), follows=follows,
            **form.said_in(*asked, "recommendations", "document", "level"), **acting(request),
        ),
    )  # fmt: skip
