from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from filrouge.accounts.access import AuthedRequest
from filrouge.lib.access import needs
from filrouge.lib.signs import quoted
from filrouge.life_project.queries import find_expectation
from filrouge.needs import use_cases
from filrouge.needs.access import check_can_add_need, check_can_translate, check_can_untie
from filrouge.needs.forms import EndNeedForm, NeedForm, TranslateForm
from filrouge.needs.queries.needs import find_need, find_origin, links_of, suggested
from filrouge.parcours.access import check_has_place
from filrouge.parcours.forms import ReasonForm
from filrouge.parcours.pages import FormPage, acting, answer, enter, form_for, form_view, place_of, today
from filrouge.ui.htmx import wants_partial

LONGEST_SEARCH = 200


@needs("needs.translate")
@form_view
def translate(request: AuthedRequest, parcours_id: UUID, expectation_id: UUID) -> HttpResponse:
    """From somebody's words to needs: everyday words suggest leaves, and whoever listened chooses."""
    parcours, now = enter(request, parcours_id, check_has_place), timezone.now()
    expectation = find_expectation(parcours, expectation_id, request.user, now)
    check_can_translate(request.user, expectation, now)
    typed = request.GET.get("mots", expectation.words)[:LONGEST_SEARCH]
    ticked = (request.POST or request.GET).getlist("codes")
    form = form_for(request, parcours, TranslateForm, initial={"when": today(), "codes": ticked})
    offered = {"typed": typed, "suggested": suggested(typed, ticked)}
    if wants_partial(request):
        # at each word typed: the journal has told already that the page was opened
        return render(request, "needs/suggestions.html", {"form": form, **offered})
    page = FormPage(
        title=_("Traduire en besoins"),
        submit=_("Relier ces mots à ces besoins"),
        back=f"{place_of('desk:project', parcours)}#{expectation.pk}",
        done=_("Les mots et les besoins sont reliés."),
        template="needs/translate.html",
        context={"expectation": expectation, "links": links_of(expectation, request.user, now), **offered},
    )  # fmt: skip
    return answer(
        request, parcours, form, page,
        lambda: use_cases.translate(
            expectation, codes=form.chosen(), **form.said_in("sentence", "when"), **acting(request)
        ),
    )  # fmt: skip


@needs("needs.translate")
@form_view
def need_new(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Adds a need that nobody's words called for."""
    parcours = enter(request, parcours_id, check_can_add_need)
    form = form_for(request, parcours, NeedForm, initial={"when": today()})
    page = FormPage(
        title=_("Noter un besoin sans paroles"),
        intro=_(
            "Un besoin que vous voyez, et que personne n’a encore dit. La page le dira, pour que l’on en parle."
        ),
        submit=_("Noter ce besoin"),
        back=place_of("desk:project", parcours),
        done=_("Le besoin est noté, sans paroles."),
    )
    return answer(
        request, parcours, form, page,
        lambda: use_cases.add_need(parcours, **form.said_in("code", "sentence", "when"), **acting(request)),
    )  # fmt: skip


@needs("needs.translate")
@form_view
def need_end(request: AuthedRequest, parcours_id: UUID, need_id: UUID) -> HttpResponse:
    """Says that a need is one no longer, since when and why."""
    parcours, now = enter(request, parcours_id, check_can_add_need), timezone.now()
    need = find_need(parcours, need_id, request.user, now)
    form = form_for(request, parcours, EndNeedForm, instance=need, initial={"ended_on": today()})
    page = FormPage(
        title=_("Ce n’est plus un besoin"),
        intro=str(need),
        submit=_("Noter la fin de ce besoin"),
        back=place_of("desk:project", parcours),
        done=_("La fin de ce besoin est notée. Il reste dans le fil."),
    )
    return answer(
        request, parcours, form, page,
        lambda: use_cases.end_need(
            need, version=need.version, **form.said_in("ended_on", "end_reason"), **acting(request)
        ),
    )  # fmt: skip


@needs("needs.translate")
@form_view
def origin_untie(request: AuthedRequest, parcours_id: UUID, origin_id: UUID) -> HttpResponse:
    """Takes words and need apart; the link stays readable with who and why."""
    parcours, now = enter(request, parcours_id, check_has_place), timezone.now()
    origin = find_origin(parcours, origin_id, request.user, now)
    check_can_untie(request.user, origin, now)
    page = FormPage(
        title=_("Retirer ce lien"),
        intro=_(
            "Entre %(words)s et le besoin %(need)s. Le lien reste lisible, avec qui l’a retiré et pourquoi."
        )
        % {"words": quoted(origin.expectation.words), "need": quoted(origin.need)},
        submit=_("Retirer"),
        back=place_of("desk:project", parcours),
        done=_("Le lien est retiré. Il ne compte plus."),
    )
    form = form_for(request, parcours, ReasonForm)
    return answer(
        request, parcours, form, page,
        lambda: use_cases.untie(origin, **form.said_in("reason"), **acting(request)),
    )  # fmt: skip
