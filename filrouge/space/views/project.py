"""Mon projet: the person reads and writes her own words, says what she hopes for and in which order."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.accounts.queries import draft_for
from filrouge.lib.access import needs
from filrouge.lib.errors import Stale
from filrouge.life_project import use_cases
from filrouge.life_project.access import (
    check_can_add_expectation,
    check_can_move_expectation,
    check_can_order,
    check_can_write_project,
)
from filrouge.life_project.choices import ExpectationState
from filrouge.life_project.forms import OrderForm, example_of, last_words, order_form, wanted_order
from filrouge.life_project.queries import find_expectation, words_of
from filrouge.life_project.rules import examples, may_move
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.forms import RecordForm
from filrouge.parcours.pages import form_for, form_view, today
from filrouge.space.forms import HopeForm, MoveHopeForm, OwnWordsForm
from filrouge.space.queries import places
from filrouge.space.queries.project import own_project
from filrouge.space.rules import Reader
from filrouge.space.views.frame import show_page
from filrouge.ui.forms import attempt, came_second


@needs("space.enter")
@require_safe
def project(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Mon projet: my words and what I hope for; for a relative, what is open to them."""
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    page = own_project(reader, now=now, wanted=wanted_order(request.GET.get("voulu", "")))
    facts = {"page": page, "order_form": order_form(page.order_number)}
    return show_page(request, reader, "project", "space/project.html", facts)


@needs("space.enter")
@needs("life_project.say")
@form_view
def project_write(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """The person writes a new version of her own words; the former one stays."""
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    check_can_write_project(request.user, reader.parcours, now)
    words = words_of(reader.parcours, request.user, now)
    last = last_words(words.current)
    begun = {"text": last.text, "how": last.how or "written"}
    form = form_for(request, reader.parcours, OwnWordsForm, instance=last, initial=begun)
    done = _done(
        request, form,
        lambda: use_cases.write_project(
            reader.parcours, when=today(), number=last.version, by=request.user, now=now,
            **form.said_in("text", "how", "helped_by"),
        ),
    )  # fmt: skip
    if done:
        messages.success(request, _("C’est fait. Mes mots sont gardés."))
        return redirect("space:project", reader.parcours.pk)
    return _form_page(request, reader, "space/project_write.html", form, words=words)


@needs("space.enter")
@needs("life_project.voice")
@form_view
def hope_new(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Says something that one hopes for: the person for herself, a relative in their own name."""
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    check_can_add_expectation(request.user, reader.parcours, now)
    begun = example_of(request.GET.get("exemple", ""))
    form = form_for(request, reader.parcours, HopeForm, initial=begun)
    done = _done(
        request, form,
        lambda: use_cases.add_expectation(
            reader.parcours, said_by=places.own_name(reader), when=today(), by=request.user, now=now,
            **form.said_in("words", "area"),
        ),
    )  # fmt: skip
    if done:
        messages.success(request, _("C’est fait. C’est noté."))
        return redirect("space:project", reader.parcours.pk)
    offered = [(LifeArea(area), said) for area, said in examples().items()]
    return _form_page(request, reader, "space/hope_new.html", form, examples=offered)


@needs("space.enter")
@needs("life_project.voice")
@form_view
def hope_move(request: AuthedRequest, parcours_id: UUID, expectation_id: UUID, state: str) -> HttpResponse:
    """Says that something is done, set aside, or hoped for again."""
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    hope = find_expectation(reader.parcours, expectation_id, request.user, now)
    check_can_move_expectation(request.user, hope, now)
    # somebody may have said it since her page was opened: what she typed comes back with the sentence of the rule
    if state not in ExpectationState.values or not (may_move(hope.state, state) or request.method == "POST"):
        raise Http404
    form = form_for(request, reader.parcours, MoveHopeForm, state=state)
    done = _done(
        request, form,
        lambda: use_cases.move_expectation(
            hope, state=state, said_by=places.own_name(reader), version=hope.version, by=request.user, now=now,
            **form.said_in("reason"),
        ),
    )  # fmt: skip
    if done:
        messages.success(request, _("C’est fait. C’est noté."))
        return redirect("space:project", reader.parcours.pk)
    return _form_page(request, reader, "space/hope_move.html", form, hope=hope, state=state)


@needs("space.enter")
@needs("life_project.say")
@require_POST
def hope_order(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """The person puts what she hopes for in her order."""
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    check_can_order(request.user, reader.parcours, now)
    form, back = OrderForm(request.POST), reverse("space:project", args=[reader.parcours.pk])
    if not form.is_valid():
        messages.error(request, _("Cet ordre n’a pas pu être lu. Essayez encore."))
        return redirect(back)
    wanted = form.wanted()
    try:
        use_cases.order_expectations(
            reader.parcours, keys=wanted, version=form.seen, by=request.user, now=now
        )
    except Stale as refusal:
        messages.warning(request, refusal.sentence)
        return redirect(f"{back}?voulu={','.join(map(str, wanted))}#attentes")
    messages.success(request, _("C’est fait. Mon ordre est gardé."))
    return redirect(f"{back}#{form.cleaned_data['move'].partition('.')[0] or 'attentes'}")


def _done(request: AuthedRequest, form: RecordForm, action: Any) -> Any:
    """What the form asks, done; and whether somebody else was a moment quicker."""
    is_whole = form.is_valid()
    done = is_whole and attempt(form, action)
    request.came_second = is_whole and not done and came_second(form)
    return done


def _form_page(
    request: AuthedRequest, reader: Reader, template: str, form: RecordForm, **facts: Any
) -> HttpResponse:
    facts |= {"form": form, "draft": draft_for(request.user, request.path)}
    facts["back"] = reverse("space:project", args=[reader.parcours.pk])
    return show_page(request, reader, "project", template, facts)
