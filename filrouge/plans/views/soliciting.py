"""The asking of partners for the lines of a plan, as whoever coordinates types it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.lib.access import needs
from filrouge.parcours.access import check_has_place
from filrouge.parcours.pages import FormPage, acting, answer, enter, form_for, form_view, show_record
from filrouge.plans.access import can_compose, check_can_compose
from filrouge.plans.forms import soliciting as forms
from filrouge.plans.models import Solicitation
from filrouge.plans.queries.solicitations import find_solicitation, solicitations
from filrouge.plans.rules.solicitations import may_become
from filrouge.plans.use_cases import soliciting
from filrouge.plans.views.frame import line_to_compose
from filrouge.ui.rows import row_named

Act = Callable[..., Any]
# Each step by its word in an address: the state that it leads to, the title of its form, the form, what it does.
STEPS: dict[str, tuple[str, str | Promise, type[forms.NoteForm], Act]] = {
    "vue": ("seen", gettext_lazy("Ils l’ont vue"), forms.NoteForm, soliciting.note_partner_answer),
    "examen": ("answered", gettext_lazy("Ils examinent la demande"), forms.NoteForm, soliciting.note_partner_answer),
    "attente": (
        "waiting", gettext_lazy("Sur leur liste d’attente"), forms.WaitingForm, soliciting.note_partner_answer
    ),
    "oui": ("accepted", gettext_lazy("Ils acceptent"), forms.AcceptForm, soliciting.note_acceptance),
    "non": ("refused", gettext_lazy("Ils refusent"), forms.RefuseForm, soliciting.note_refusal),
    "retrait": ("withdrawn", gettext_lazy("Retirer cette demande"), forms.WithdrawForm, soliciting.withdraw),
}  # fmt: skip
SAID = {"waiting": "waiting_until", "accepted": "since", "refused": "reason"}
BESIDE_THE_STATE = ("seen", "answered", "waiting")


@needs("plans.compose")
@form_view
def ask(request: AuthedRequest, parcours_id: UUID, line_id: UUID) -> HttpResponse:
    """Asks a partner for what a line needs."""
    line = line_to_compose(request, parcours_id, line_id)
    form = form_for(request, line.parcours, forms.AskForm, initial={"to": line.provider_id})
    page = FormPage(
        title=_("Solliciter un partenaire"),
        intro=_("Pour la ligne\u00a0: %(title)s.") % {"title": line.title}
        + f" {_nameless(line.plan.is_unseen)}",
        submit=_("Noter cette demande"),
        back=reverse("plans:plan", args=[line.parcours.pk, line.plan_id]),
        done=_("La demande est notée."),
    )

    def act() -> Solicitation:
        said = form.said_in("to", "message", "answer_by")
        place = line.place if said["to"] and said["to"].pk == line.provider_id else None
        return soliciting.ask_partner(
            line, newcomer=form.newcomer(), place=place, told=form.told(), **said, **acting(request)
        )

    return answer(request, line.parcours, form, page, act)


def _nameless(is_unseen: bool) -> str:
    """What one is careful of while the person has not been shown the line."""
    if not is_unseen:
        return ""
    return _(
        "Cette ligne n’a pas encore été proposée à la personne\u00a0: demandez sans dire de qui il s’agit."
    )


@needs("desk.work")
@require_safe
def page(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """What was asked of partners for one person: `?suite=` for the next ones."""
    parcours, now = enter(request, parcours_id, check_has_place), timezone.now()
    context = {
        "page": solicitations(parcours, request.user, now, start=row_named(request.GET.get("suite", ""))),
        "may_compose": can_compose(request.user, parcours, now),
    }
    return show_record(request, parcours, "plans/solicitations.html", "plan", context)


@needs("desk.work")
@require_safe
def solicitation(request: AuthedRequest, parcours_id: UUID, solicitation_id: UUID) -> HttpResponse:
    """One solicitation, step by step, and what may be noted next."""
    parcours, now = enter(request, parcours_id, check_has_place), timezone.now()
    asked = find_solicitation(parcours, solicitation_id, request.user, now)
    may = can_compose(request.user, parcours, now)
    steps = [
        (word, title) for word, (state, title, *_rest) in STEPS.items() if may_become(asked.state, state)
    ]
    return show_record(
        request, parcours, "plans/solicitation.html", "plan", {"asked": asked, "steps": steps if may else []}
    )


@needs("plans.compose")
@form_view
def step(request: AuthedRequest, parcours_id: UUID, solicitation_id: UUID, word: str) -> HttpResponse:
    """Notes one step of a solicitation."""
    parcours = enter(request, parcours_id, check_can_compose)
    asked = find_solicitation(parcours, solicitation_id, request.user, timezone.now())
    if word not in STEPS:
        raise Http404
    state, title, form_class, act = STEPS[word]
    options = {"waits_for_her": soliciting.waits_for_her(asked.line)} if state == "accepted" else {}
    form = form_for(request, parcours, form_class, **options)
    page = FormPage(
        title=str(title),
        intro=_("%(partner)s, pour\u00a0: %(line)s.") % {"partner": asked.to.name, "line": asked.line.title},
        submit=_("Noter"),
        back=reverse("plans:solicitation", args=[parcours.pk, asked.pk]),
        done=_("C’est noté."),
    )

    def note() -> Any:
        said = form.said_in(SAID[state]) if state in SAID else {}
        said |= {"state": state} if state in BESIDE_THE_STATE else {}
        return act(asked, told=form.told(), version=asked.version, **said, **acting(request))

    return answer(request, parcours, form, page, note)
