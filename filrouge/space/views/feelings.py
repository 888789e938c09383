"""Comment ça va: one question at a time, or all on one page; kept as one goes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.accounts.queries import draft_for
from filrouge.follow_up.access import check_can_say_how_it_goes
from filrouge.follow_up.forms.reviews import over_matters
from filrouge.follow_up.use_cases.ratings import say_how_it_goes
from filrouge.lib.access import needs
from filrouge.space.forms import FeelingForm, FeelingsForm
from filrouge.space.queries import feelings as mine
from filrouge.space.queries import places
from filrouge.space.queries.plan import around
from filrouge.space.rules import Reader
from filrouge.space.views.frame import show_page
from filrouge.ui.forms import attempt, resumed

METHODS = ("GET", "HEAD", "POST")


@needs("space.enter")
@require_safe
def feelings(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """The question of today, and what I said of each line."""
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    found = mine.feelings(reader, now=now, slug=request.GET.get("ligne", ""))
    facts: dict[str, Any] = {"my": found, "hard_words": found.hard_words}
    if found.asked:
        facts["form"] = form_of(request, reader, found)
    return show_page(request, reader, "reviews", "space/feelings.html", facts)


@needs("follow_up.say_how_it_goes")
@require_http_methods(METHODS)
def feeling(request: AuthedRequest, parcours_id: UUID, matter: str) -> HttpResponse:
    """One question: a face, words if I want, alone or with somebody."""
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    check_can_say_how_it_goes(request.user, reader.parcours, now)
    found = mine.feelings(reader, now=now, slug=matter)
    if found.asked is None or found.asked.matter.slug != matter:
        raise Http404
    form = form_of(request, reader, found)
    if form.is_valid() and attempt(form, lambda: keep(form, reader)):
        messages.success(request, _("C’est noté. Je peux changer d’avis quand je veux."))
        return redirect("space:feelings", reader.parcours.pk)
    facts = {"my": found, "form": form, "draft": draft_for(request.user, request.path)}
    return show_page(
        request, reader, "reviews", "space/feeling.html", {**facts, "hard_words": found.hard_words}
    )


@needs("follow_up.say_how_it_goes")
@require_http_methods(METHODS)
def feelings_all(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """All questions on one page."""
    now = timezone.now()
    reader = places.load_reader(request.user, parcours_id, now)
    check_can_say_how_it_goes(request.user, reader.parcours, now)
    found = mine.feelings(reader, now=now)
    if not found.may_answer:
        raise Http404
    draft = draft_for(request.user, request.path)
    form_class = over_matters(FeelingsForm, [each.matter for each in found.all], found.stands)
    form = form_class(request.POST or None, draft=resumed(request, draft), names=around(reader, now))
    if form.is_valid() and attempt(form, lambda: keep(form, reader)):
        messages.success(request, _("C’est noté. Je peux changer d’avis quand je veux."))
        return redirect("space:feelings", reader.parcours.pk)
    pairs = zip(found.all, form.asked, strict=True)
    facts = {"my": found, "form": form, "draft": draft, "pairs": pairs, "hard_words": found.hard_words}
    return show_page(request, reader, "reviews", "space/feelings_all.html", facts)


def form_of(request: AuthedRequest, reader: Reader, found: mine.Feelings) -> Any:
    """The form of the question that is asked; with who else may know, for herself."""
    asked = found.asked
    if asked is None:
        raise Http404
    path = reverse("space:feeling", args=[reader.parcours.pk, asked.matter.slug])
    draft = resumed(request, draft_for(request.user, path))
    form_class = over_matters(FeelingForm, [asked.matter], found.stands)
    reserved = bool(asked.said and asked.said.is_reserved)
    return form_class(
        request.POST or None, draft=draft, names=around(reader, timezone.now()),
        is_hers=reader.is_the_person, initial={"is_reserved": reserved},
    )  # fmt: skip


def keep(form: Any, reader: Reader) -> Any:
    """Writes what was answered; True, for nothing new is no failure."""
    with_whom = form.cleaned_data["with_whom"] if reader.is_the_person else None
    say_how_it_goes(reader.parcours, form.told(), with_whom=with_whom, by=reader.user, now=timezone.now())
    return True
