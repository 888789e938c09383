"""Co-evaluations, for the circle: prepared, each voice noted, decided, held, followed over time."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.follow_up.access import can_rate, can_review, check_can_rate, check_can_review
from filrouge.follow_up.forms.reviews import (
    DecideForm,
    HoldForm,
    OwnVoiceForm,
    PrepareForm,
    VoiceForm,
    over_matters,
)
from filrouge.follow_up.models import Review, ReviewDecision
from filrouge.follow_up.queries import reviews as read
from filrouge.follow_up.queries.reviews_over_time import reviews_page
from filrouge.follow_up.use_cases import ratings, reviews
from filrouge.lib.access import needs
from filrouge.lib.errors import Refused
from filrouge.parcours.access import check_has_place
from filrouge.parcours.forms import ReasonForm
from filrouge.parcours.models import Parcours, Participant
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
from filrouge.parcours.queries.named import named_to

VOICE_TEMPLATE = "follow_up/reviews/voice_form.html"


def address_of(review: Review, anchor: str = "") -> str:
    address = reverse("follow_up:review", args=[review.parcours_id, review.pk])
    return f"{address}#{anchor}" if anchor else address


def review_in(request: AuthedRequest, parcours: Parcours, review_id: UUID) -> Review:
    """The co-evaluation of an address, with the record as its reader came into it."""
    review = read.find_review(parcours, review_id, request.user, timezone.now())
    review.parcours = parcours
    return review


@needs("desk.work")
@require_safe
def page(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """The co-evaluations of a record, how each objective goes over time, who decides."""
    parcours, now = enter(request, parcours_id, check_has_place), timezone.now()
    context = {
        "reviews": reviews_page(parcours, request.user, now),
        "may_review": can_review(request.user, parcours, now),
        "today": timezone.localdate(),
    }
    return show_record(request, parcours, "follow_up/reviews/page.html", "reviews", context)


@needs("desk.work")
@require_safe
def review(request: AuthedRequest, parcours_id: UUID, review_id: UUID) -> HttpResponse:
    """One co-evaluation: each thing, what each voice says of it, the time before beside, what is decided."""
    parcours, now = enter(request, parcours_id, check_has_place), timezone.now()
    shown = read.review_page(review_in(request, parcours, review_id), request.user, now)
    context = {
        "page": shown,
        "review": shown.review,
        "carried": read.carried(shown, request.user, now),
        "may_review": can_review(request.user, parcours, now),
        "may_rate": shown.review.is_open and can_rate(request.user, parcours, now),
    }
    return show_record(request, parcours, "follow_up/reviews/review.html", "reviews", context)


@needs("follow_up.review")
@form_view
def prepare(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Begins a co-evaluation."""
    parcours = enter(request, parcours_id, check_can_review)
    form = form_for(request, parcours, PrepareForm, initial={"when": today()})
    shown = FormPage(
        title=_("Préparer une co-évaluation"),
        intro=_("La personne est prévenue la première\u00a0: elle dit comment cela va avant les autres."),
        submit=_("Préparer"),
        back=place_of("follow_up:reviews", parcours),
        done=_("La co-évaluation est en préparation."),
    )
    return answer(
        request, parcours, form, shown,
        lambda: reviews.prepare_review(
            parcours, **form.said_in("kind", "when", "with_whom"), **acting(request)
        ),
    )  # fmt: skip


@needs("follow_up.review")
@form_view
def voice(request: AuthedRequest, parcours_id: UUID, review_id: UUID, participant_id: UUID) -> HttpResponse:
    """Notes what somebody said: the person first, a relative, a professional."""
    parcours = enter(request, parcours_id, check_can_review)
    found = review_in(request, parcours, review_id)
    who = get_object_or_404(named_to(parcours, request.user, timezone.now()), pk=participant_id)
    form = voice_form(request, found, VoiceForm, who)
    shown = FormPage(
        title=_("Ce que dit %(name)s") % {"name": who.name},
        intro=_("Ses réponses, avec ses mots. Une case vide reste sans réponse, et cela se voit."),
        submit=_("Garder ces réponses"),
        back=address_of(found),
        done=_("C’est noté, à son nom."),
        template=VOICE_TEMPLATE,
    )
    return answer(
        request, parcours, form, shown,
        lambda: ratings.note_ratings(
            found, form.told(), who=who, **form.said_in("how", "with_whom"), **acting(request)
        ),
    )  # fmt: skip


@needs("follow_up.rate")
@form_view
def own_voice(request: AuthedRequest, parcours_id: UUID, review_id: UUID) -> HttpResponse:
    """A professional says what they see of the lines that are opened to them."""
    parcours = enter(request, parcours_id, check_can_rate)
    found = review_in(request, parcours, review_id)
    form = voice_form(request, found, OwnVoiceForm, ratings.own_name(parcours, request.user))
    shown = FormPage(
        title=_("Mon avis"),
        intro=_("Ce que vous voyez, en votre nom. La personne le lira, à côté de ce qu’elle dit."),
        submit=_("Garder mon avis"),
        back=address_of(found),
        done=_("Votre avis est noté."),
        template=VOICE_TEMPLATE,
    )
    return answer(request, parcours, form, shown, lambda: ratings.rate(found, form.told(), **acting(request)))


def voice_form(request: AuthedRequest, found: Review, base: Any, who: Participant) -> Any:
    """The form of one voice, filled with what it says so far."""
    matters = read.matters_of(found.plan, request.user, timezone.now())
    return form_for(request, found.parcours, over_matters(base, matters, read.said_by(found, who)))


@needs("follow_up.review")
@form_view
def decide(request: AuthedRequest, parcours_id: UUID, review_id: UUID, matter: str) -> HttpResponse:
    """Decides of one thing: go on, adjust, stop, reorient."""
    parcours = enter(request, parcours_id, check_can_review)
    found = review_in(request, parcours, review_id)
    asked = read.find_matter(found, matter, request.user, timezone.now())
    if asked is None or not (asked.objective or asked.line):
        raise Http404
    stands = decided_so_far(found, asked)
    form = form_for(request, parcours, DecideForm, matter=asked, initial=stands)
    shown = FormPage(
        title=_("Décider\u00a0: %(words)s") % {"words": asked.words},
        intro=_(
            "Ce qui est décidé ensemble. Autre chose que continuer mènera à la version suivante du plan."
        ),
        submit=_("Garder cette décision"),
        back=address_of(found, asked.slug),
        leave=address_of(found, asked.slug),
        done=_("La décision est notée."),
    )
    names = [name for name in ("what", "why", "agreed_by", "ends", "means") if name in form.fields]
    return answer(
        request, parcours, form, shown,
        lambda: reviews.decide(found, asked, **form.said_in(*names), **acting(request)),
    )  # fmt: skip


def decided_so_far(found: Review, asked: read.Matter) -> dict[str, Any]:
    """What the form begins with: the decision that holds, else where the objective stood in the plan."""
    last = ReviewDecision.objects.filter(review=found, **asked.links).order_by("-recorded_at", "-pk").first()
    if last is not None:
        named = list(last.agreed_by.values_list("pk", flat=True))
        told = {name: getattr(last, name) for name in ("what", "why", "ends", "means")}
        return {**told, "agreed_by": named}
    goal = asked.objective
    return {"ends": goal.ends, "means": goal.means} if goal else {}


@needs("follow_up.review")
@form_view
def conclude(request: AuthedRequest, parcours_id: UUID, review_id: UUID) -> HttpResponse:
    """Ends a co-evaluation that took place, and says when the next one is."""
    parcours = enter(request, parcours_id, check_can_review)
    found = review_in(request, parcours, review_id)
    initial = {
        "when": found.when, "kind": found.kind, "summary": found.summary, "next_on": found.next_on,
        "with_whom": list(found.with_whom.values_list("pk", flat=True)),
    }  # fmt: skip
    form = form_for(request, parcours, HoldForm, instance=found, initial=initial, day=timezone.localdate())
    shown = FormPage(
        title=_("Terminer la co-évaluation"),
        intro=_("Ce qui a été dit et décidé reste tel quel. Plus rien ne s’y ajoute ensuite."),
        submit=_("Terminer"),
        back=address_of(found),
        done=_("La co-évaluation est faite."),
    )
    names = ("when", "with_whom", "summary", "kind", "next_on")
    return answer(
        request, parcours, form, shown,
        lambda: reviews.hold_review(
            found, **form.said_in(*names), version=found.version, **acting(request)
        ),
    )  # fmt: skip


@needs("follow_up.review")
@form_view
def put_aside(request: AuthedRequest, parcours_id: UUID, review_id: UUID) -> HttpResponse:
    """Says that a co-evaluation did not take place."""
    parcours = enter(request, parcours_id, check_can_review)
    found = review_in(request, parcours, review_id)
    shown = FormPage(
        title=_("Elle n’a pas lieu"),
        intro=_("Dites pourquoi. Une autre pourra être préparée."),
        submit=_("Mettre de côté"),
        back=place_of("follow_up:reviews", parcours),
        leave=address_of(found),
        done=_("C’est noté\u00a0: cette co-évaluation n’a pas lieu."),
    )
    form = form_for(request, parcours, ReasonForm)
    return answer(
        request, parcours, form, shown,
        lambda: reviews.set_review_aside(found, **form.said_in("reason"), **acting(request)),
    )  # fmt: skip


@needs("follow_up.review")
@require_POST
def next_version(request: AuthedRequest, parcours_id: UUID, review_id: UUID) -> HttpResponse:
    """Opens the next version of the plan, with what was decided as its reason."""
    parcours = enter(request, parcours_id, check_can_review)
    found = review_in(request, parcours, review_id)
    try:
        reviews.begin_next_version(found, **acting(request))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("La version suivante est ouverte\u00a0: voici ce qui est à y changer."))
    return redirect(address_of(found, "h-change"))
