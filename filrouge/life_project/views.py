from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from filrouge.accounts.access import AuthedRequest
from filrouge.lib.access import needs
from filrouge.lib.errors import Stale
from filrouge.lib.signs import quoted
from filrouge.life_project import use_cases
from filrouge.life_project.access import (
    check_can_add_expectation,
    check_can_move_expectation,
    check_can_note,
    check_can_order,
    check_can_write_project,
)
from filrouge.life_project.forms import (
    ExpectationForm,
    MoveForm,
    NoteForm,
    OrderForm,
    ProjectForm,
    example_of,
    last_words,
)
from filrouge.life_project.queries import find_expectation, find_project, person_named, words_of
from filrouge.life_project.rules import examples
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.access import check_has_place
from filrouge.parcours.pages import FormPage, acting, answer, enter, form_for, form_view, place_of, today


@needs("desk.work")
@needs("life_project.say")
@form_view
def write(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Notes a new version of the person's words, as she says them."""
    parcours = enter(request, parcours_id, check_can_write_project)
    words = words_of(parcours, request.user, timezone.now())
    last = last_words(words.current)
    form = form_for(request, parcours, ProjectForm, instance=last, initial={"when": today()})
    page = FormPage(
        title=_("Noter ses mots"),
        intro=_(
            "La vie que la personne veut, comme elle la dit. Seulement ses mots\u00a0: vos remarques vont à côté."
        ),
        submit=_("Garder ses mots"),
        back=place_of("desk:project", parcours),
        done=_("Ses mots sont gardés."),
        template="life_project/write.html",
        context={"words": words},
    )
    return answer(
        request, parcours, form, page,
        lambda: use_cases.write_project(
            parcours, number=last.version, **form.said_in("text", "how", "helped_by", "when"),
            **acting(request),
        ),
    )  # fmt: skip


@needs("desk.work")
@needs("life_project.note")
@form_view
def note(request: AuthedRequest, parcours_id: UUID, project_id: UUID) -> HttpResponse:
    """Adds a professional's note beside the person's words."""
    parcours = enter(request, parcours_id, check_has_place)
    project = find_project(parcours, project_id, request.user, timezone.now())
    check_can_note(request.user, project, timezone.now())
    form = form_for(request, parcours, NoteForm)
    page = FormPage(
        title=_("Une note à côté de ses mots"),
        submit=_("Ajouter cette note"),
        back=place_of("desk:project", parcours),
        done=_("La note est à côté. Ses mots n’ont pas changé."),
        template="life_project/beside.html",
        context={"project": project},
    )
    return answer(
        request, parcours, form, page,
        lambda: use_cases.add_note(project, **form.said_in("text"), **acting(request)),
    )  # fmt: skip


@needs("desk.work")
@needs("life_project.note")
@form_view
def expectation_new(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Notes what somebody hopes for, whoever voices it: `?exemple=` begins with an everyday sentence."""
    parcours = enter(request, parcours_id, check_can_add_expectation)
    begun = {"when": today(), **example_of(request.GET.get("exemple", ""))}
    form = form_for(request, parcours, ExpectationForm, initial=begun)
    page = FormPage(
        title=_("Noter une attente"),
        intro=_(
            "Ce que la personne espère, ou ce qu’un proche ou un professionnel espère pour elle. On dit toujours qui."
        ),
        submit=_("Noter cette attente"),
        back=place_of("desk:project", parcours),
        done=_("L’attente est notée, à la suite des autres."),
        template="life_project/expectation.html",
        context={"examples": [(LifeArea(area), said) for area, said in examples().items()]},
    )
    names = ("words", "said_by", "area", "when")
    return answer(
        request, parcours, form, page,
        lambda: use_cases.add_expectation(
            parcours, newcomer=form.newcomer(), **form.said_in(*names), **acting(request)
        ),
    )  # fmt: skip


@needs("desk.work")
@needs("life_project.voice")
@form_view
def expectation_move(request: AuthedRequest, parcours_id: UUID, expectation_id: UUID) -> HttpResponse:
    """Says that an expectation is reached, set aside, or alive again."""
    parcours = enter(request, parcours_id, check_has_place)
    expectation = find_expectation(parcours, expectation_id, request.user, timezone.now())
    check_can_move_expectation(request.user, expectation, timezone.now())
    begun = {"said_by": person_named(parcours), "state": request.GET.get("vers", "")}
    form = form_for(request, parcours, MoveForm, instance=expectation, initial=begun)
    page = FormPage(
        title=_("Où en est cette attente"),
        intro=quoted(expectation.words),
        submit=_("Noter où on en est"),
        back=place_of("desk:project", parcours),
        done=_("C’est noté. Ce qui était dit avant reste lisible."),
    )
    return answer(
        request, parcours, form, page,
        lambda: use_cases.move_expectation(
            expectation, version=expectation.version, **form.said_in("state", "reason", "said_by"),
            **acting(request),
        ),
    )  # fmt: skip


@needs("desk.work")
@needs("life_project.say")
@require_POST
def order(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Keeps the order that the person gives; when another was given meanwhile, both are shown."""
    parcours = enter(request, parcours_id, check_can_order)
    form, back = OrderForm(request.POST), place_of("desk:project", parcours)
    if not form.is_valid():
        messages.error(request, _("Cet ordre n’a pas pu être lu. Essayez encore."))
        return redirect(back)
    wanted = form.wanted()
    try:
        use_cases.order_expectations(parcours, keys=wanted, version=form.seen, **acting(request))
    except Stale as refusal:
        messages.warning(request, refusal.sentence)
        return redirect(f"{back}?voulu={','.join(map(str, wanted))}#attentes")
    messages.success(request, _("L’ordre est gardé."))
    return redirect(f"{back}#{form.cleaned_data['move'].partition('.')[0] or 'attentes'}")
