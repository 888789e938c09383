from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import ModelChoiceField
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.follow_up.access import can_record, check_can_record
from filrouge.follow_up.choices import EndOutcome, ProposalState
from filrouge.follow_up.forms import (
    CloseForm,
    ConfirmForm,
    DismissForm,
    EndServiceForm,
    EventForm,
    RuptureForm,
    ServiceForm,
    TransitionForm,
)
from filrouge.follow_up.models import Rupture, RuptureProposal
from filrouge.follow_up.queries.follow_up import follow_up, open_services
from filrouge.follow_up.queries.outstanding import outstanding
from filrouge.follow_up.queries.planned import planned
from filrouge.follow_up.queries.ruptures import proposals
from filrouge.follow_up.queries.signals_shown import signals_of
from filrouge.follow_up.queries.synthesis import synthesis
from filrouge.follow_up.queries.time import person_time
from filrouge.follow_up.rules.noting import guess_area, guess_kind
from filrouge.follow_up.use_cases import events, hand_over, preparing, ruptures, services
from filrouge.lib.access import needs
from filrouge.parcours.access import can_coordinate, check_can_coordinate, check_has_place
from filrouge.parcours.forms import ConfirmForm as NothingMoreForm
from filrouge.parcours.models import Parcours, Participant, ServiceSpell, ThreadEntry
from filrouge.parcours.pages import (
    FormPage,
    acting,
    answer,
    enter,
    form_for,
    form_view,
    place_of,
    show_record,
    thread_of,
    today,
)
from filrouge.parcours.queries.hand_over import find_hand_over, page_of
from filrouge.parcours.queries.named import named_to

BEGUN, LONGEST_BEGUN = "follow_up.begun", 300


@needs("desk.work")
@require_safe
def page(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Le suivi: services that run, breaks that wait for somebody, turning points ahead."""
    parcours, now = enter(request, parcours_id, check_has_place), timezone.now()
    context = {
        "follow_up": follow_up(parcours, request.user, today=timezone.localdate(), now=now),
        "signals": signals_of(parcours, request.user, now),
        "planned": planned(parcours, request.user, today=timezone.localdate(), now=now),
        "may_record": can_record(request.user, parcours, now),
        "person_time": person_time(parcours, request.user, now)
        if can_coordinate(request.user, parcours, now)
        else None,
    }
    return show_record(request, parcours, "follow_up/page.html", "follow_up", context)


@needs("follow_up.record")
@require_POST
def begin(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """The one line above the thread: kept aside, for what is written of somebody stands in no address."""
    parcours = enter(request, parcours_id, check_can_record)
    request.session[BEGUN] = {str(parcours.pk): request.POST.get("texte", "")[:LONGEST_BEGUN]}
    return redirect(f"{reverse('follow_up:event_new', args=[parcours.pk])}?commence")


@needs("follow_up.record")
@form_view
def event_new(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Noter: one box to add anything. What `begin` was sent fills it, and its words suggest what it is about."""
    parcours = enter(request, parcours_id, check_can_record)
    begun = request.session.get(BEGUN, {}) if "commence" in request.GET else {}
    text = begun.get(str(parcours_id), "")
    kind = guess_kind(text)
    begins = {"fact": text, "kind": kind, "area": guess_area(kind), "when": today()}
    form = form_for(request, parcours, EventForm, initial=begins)
    form.fields["said_by"].initial = form.me
    shown = FormPage(
        title=_("Noter"),
        submit=_("Ajouter au fil"),
        back=thread_of(parcours),
        done=_("C’est noté dans le fil."),
        to_line=True,
        template="follow_up/event_form.html",
        context={"services": open_services(parcours, request.user, timezone.now())},
    )
    return answer(
        request, parcours, form, shown,
        lambda: events.note_event(parcours, newcomer=form.newcomer(), **form.facts(), **acting(request)),
    )  # fmt: skip


@needs("follow_up.record")
@require_POST
def call_without_answer(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """One tap: 'appelé, sans réponse'. `participant` is who was called, the person if nobody is named."""
    parcours = enter(request, parcours_id, check_can_record)
    named = ModelChoiceField(named_to(parcours, request.user, timezone.now()), required=False)
    try:
        called: Participant | None = named.clean(request.POST.get("participant"))
    except ValidationError as unknown:
        raise Http404 from unknown
    events.log_call_without_answer(parcours, called=called, **acting(request))
    messages.success(request, _("L’appel sans réponse est noté dans le fil."))
    return redirect(thread_of(parcours))


@needs("follow_up.record")
@form_view
def service_begin(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Notes a service that begins, or that was there."""
    parcours = enter(request, parcours_id, check_can_record)
    form = form_for(request, parcours, ServiceForm, initial={"since": today()})
    shown = FormPage(
        title=_("Noter un service"),
        intro=_(
            "Rendre un service n’ouvre aucune lecture du dossier\u00a0: une place dans le cercle se donne à part."
        ),
        submit=_("Noter ce service"),
        back=place_of("follow_up:page", parcours),
        done=_("Le service est noté."),
    )
    names = ("nature", "provider", "since", "until", "area", "replaces", "said_by", "level")
    return answer(
        request, parcours, form, shown,
        lambda: services.begin_service(
            parcours, newcomer=form.newcomer(), **form.said_in(*names), **acting(request)
        ),
    )  # fmt: skip


@needs("follow_up.record")
@form_view
def service_end(request: AuthedRequest, parcours_id: UUID, spell_id: UUID) -> HttpResponse:
    """Ends a service and asks what follows: another one, nothing more, or nothing for now."""
    parcours = enter(request, parcours_id, check_can_record)
    readable = ServiceSpell.objects.visible_to(request.user).filter(parcours=parcours)
    spell = get_object_or_404(readable.select_related("parcours__person", "provider"), pk=spell_id)
    form = form_for(request, parcours, EndServiceForm, initial={"until": today()})
    form.leave_out(spell)
    shown = FormPage(
        title=_("Ce service s’arrête\u00a0: %(nature)s") % {"nature": spell.nature},
        intro=spell.provider.name,
        submit=_("Noter la fin"),
        back=place_of("follow_up:page", parcours),
        done=_("La fin du service est notée."),
    )
    return answer(request, parcours, form, shown, lambda: _end(spell, form, **acting(request)))


def _end(spell: ServiceSpell, form: EndServiceForm, **acting: Any) -> object:
    """The use case that the answer 'et ensuite' calls for."""
    said = {**form.said_in("until", "end_reason"), "version": spell.version, **acting}
    outcome, successor = form.cleaned_data["outcome"], form.cleaned_data["replaced_by"]
    if outcome == EndOutcome.REPLACED and successor is None:
        begins = {**form.said_in("nature", "provider"), "since": form.cleaned_data["since"] or said["until"]}
        return services.replace_service(spell, newcomer=form.newcomer(), **begins, **said)
    replaced_by = successor if outcome == EndOutcome.REPLACED else None
    return services.end_service(spell, outcome=outcome, replaced_by=replaced_by, **said)


@needs("follow_up.record")
@form_view
def rupture_new(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Notes a break, from the facts that open and close it."""
    parcours = enter(request, parcours_id, check_can_record)
    form = form_for(request, parcours, RuptureForm)
    shown = FormPage(
        title=_("Noter une rupture"),
        intro=_("Une rupture s’appuie sur un fait du fil\u00a0: celui qui l’ouvre."),
        submit=_("Noter cette rupture"),
        back=place_of("follow_up:page", parcours),
        done=_("La rupture est notée."),
    )
    names = ("nature", "cause", "consequence", "opened_by", "closed_by", "spell")
    return answer(
        request, parcours, form, shown,
        lambda: ruptures.open_rupture(parcours, **form.said_in(*names), **acting(request)),
    )  # fmt: skip


@needs("follow_up.record")
@form_view
def rupture_close(request: AuthedRequest, parcours_id: UUID, rupture_id: UUID) -> HttpResponse:
    """Closes a break by the fact that ends it."""
    parcours = enter(request, parcours_id, check_can_record)
    readable = Rupture.objects.visible_to(request.user).filter(parcours=parcours)
    rupture = get_object_or_404(readable.select_related("opened_by", "parcours__person"), pk=rupture_id)
    form = form_for(request, parcours, CloseForm)
    shown = FormPage(
        title=_("Refermer la rupture\u00a0: %(nature)s") % {"nature": rupture.nature},
        submit=_("Refermer"),
        back=place_of("follow_up:page", parcours),
        done=_("La rupture est refermée."),
        also=(_("Noter d’abord un fait"), place_of("follow_up:event_new", parcours)),
    )
    return answer(
        request, parcours, form, shown,
        lambda: ruptures.close_rupture(rupture, **form.said_in("closed_by", "learning"), **acting(request)),
    )  # fmt: skip


@needs("follow_up.record")
@form_view
def proposal_confirm(request: AuthedRequest, parcours_id: UUID, proposal_id: UUID) -> HttpResponse:
    """Confirms that a service's end is a break."""
    parcours = enter(request, parcours_id, check_can_record)
    proposal = _proposal(request, parcours, proposal_id)
    nature = _("Plus de service\u00a0: %(nature)s") % {"nature": proposal.spell.nature}
    form = form_for(
        request, parcours, ConfirmForm, initial={"nature": nature, "cause": proposal.spell.end_reason}
    )
    shown = FormPage(
        title=_("C’est une rupture"),
        intro=_("Le service «\u00a0%(nature)s\u00a0» s’est arrêté, et rien n’a pris sa place.")
        % {"nature": proposal.spell.nature},
        submit=_("Confirmer la rupture"),
        back=place_of("follow_up:page", parcours),
        done=_("La rupture est confirmée."),
    )
    names = ("nature", "cause", "consequence", "opened_by")
    return answer(
        request, parcours, form, shown,
        lambda: ruptures.confirm_proposal(proposal, **form.said_in(*names), **acting(request)),
    )  # fmt: skip


@needs("follow_up.record")
@form_view
def proposal_dismiss(request: AuthedRequest, parcours_id: UUID, proposal_id: UUID) -> HttpResponse:
    """Sets a proposed break aside, with why."""
    parcours = enter(request, parcours_id, check_can_record)
    proposal = _proposal(request, parcours, proposal_id)
    form = form_for(request, parcours, DismissForm)
    shown = FormPage(
        title=_("Ce n’est pas une rupture"),
        intro=_("Le service «\u00a0%(nature)s\u00a0» s’est arrêté, et rien n’a pris sa place.")
        % {"nature": proposal.spell.nature},
        submit=_("Écarter la proposition"),
        back=place_of("follow_up:page", parcours),
        done=_("La proposition est écartée."),
    )
    return answer(
        request, parcours, form, shown,
        lambda: ruptures.dismiss_proposal(proposal, **form.said_in("reason"), **acting(request)),
    )  # fmt: skip


@needs("follow_up.record")
@require_POST
def proposal_reconsider(request: AuthedRequest, parcours_id: UUID, proposal_id: UUID) -> HttpResponse:
    """Takes up again a proposed break that was set aside."""
    parcours = enter(request, parcours_id, check_can_record)
    proposal = _proposal(request, parcours, proposal_id, ProposalState.DISMISSED)
    ruptures.reconsider_proposal(proposal, **acting(request))
    messages.success(request, _("La proposition est reprise\u00a0: elle attend une réponse."))
    return redirect(place_of("follow_up:page", parcours))


def _proposal(
    request: AuthedRequest,
    parcours: Parcours,
    proposal_id: UUID,
    state: ProposalState = ProposalState.PROPOSED,
) -> RuptureProposal:
    entries = ThreadEntry.objects.filter(parcours=parcours).visible_to(request.user)
    return get_object_or_404(proposals(parcours, entries, state), pk=proposal_id)


@needs("follow_up.record")
@form_view
def transition_new(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """Notes a turning point, past or ahead."""
    parcours = enter(request, parcours_id, check_can_record)
    form = form_for(request, parcours, TransitionForm)
    shown = FormPage(
        title=_("Noter un moment charnière"),
        intro=_("Un changement de lieu, d’école, de travail, d’âge\u00a0: déjà passé, ou qui s’annonce."),
        submit=_("Noter ce moment"),
        back=place_of("follow_up:page", parcours),
        done=_("Le moment charnière est noté."),
    )
    names = ("kind", "from_what", "to_what", "expected", "area", "events", "spotted_by", "in_charge")
    return answer(
        request, parcours, form, shown,
        lambda: preparing.note_transition(parcours, **form.said_in(*names), **acting(request)),
    )  # fmt: skip


@needs("parcours.manage_circle")
@form_view
def hand_over_propose(request: AuthedRequest, parcours_id: UUID, hand_over_id: UUID) -> HttpResponse:
    """Proposes a hand-over, after reading again what is outstanding today."""
    parcours = enter(request, parcours_id, check_can_coordinate)
    found = find_hand_over(parcours, hand_over_id)
    form = form_for(request, parcours, NothingMoreForm)
    shown = FormPage(
        title=_("Proposer le relais à %(name)s") % {"name": found.to_member.participant.name},
        intro=_("Ces lignes seront gardées telles qu’elles sont aujourd’hui. %(name)s répondra à chacune.")
        % {"name": found.to_member.participant.name},
        submit=_("Proposer ce relais"),
        back=place_of("parcours:hand_over", parcours),
        done=_("Le relais est proposé."),
        template="follow_up/hand_over_propose.html",
        context={"outstanding": outstanding(parcours, request.user, now=timezone.now())},
    )
    return answer(
        request, parcours, form, shown,
        lambda: hand_over.propose_with_outstanding(found, **acting(request)),
    )  # fmt: skip


@needs("parcours.manage_circle")
@require_safe
def hand_over_file(request: AuthedRequest, parcours_id: UUID, hand_over_id: UUID) -> HttpResponse:
    """Le dossier de relais, on paper: the hand-over with its lines, then the synthesis of today."""
    parcours, now = enter(request, parcours_id, check_can_coordinate), timezone.now()
    found = find_hand_over(parcours, hand_over_id)
    context = {
        "latest": page_of(found, request.user, now),
        "synthesis": synthesis(parcours, request.user, now=now),
    }
    return show_record(request, parcours, "follow_up/hand_over_file.html", "hand_over", context)


@needs("desk.work")
@require_safe
def summary(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """La synthèse, on paper: only what its reader may read."""
    parcours, now = enter(request, parcours_id, check_has_place), timezone.now()
    context = {"synthesis": synthesis(parcours, request.user, now=now)}
    return show_record(request, parcours, "follow_up/synthesis.html", "synthesis", context)
