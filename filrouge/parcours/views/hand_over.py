"""Passing the lead on: its page, and each act of it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from filrouge.accounts.access import AuthedRequest
from filrouge.lib.access import needs
from filrouge.parcours.access import can_answer, check_can_coordinate
from filrouge.parcours.forms import ConfirmForm, HandOverForm, LineForm, ReasonForm
from filrouge.parcours.models import Lead
from filrouge.parcours.pages import (
    FormPage,
    acting,
    answer,
    enter,
    form_for,
    form_view,
    place_of,
    show_record,
)
from filrouge.parcours.queries.hand_over import (
    find_hand_over,
    find_line,
    hand_overs,
    open_lead,
    page_of,
    successors,
)
from filrouge.parcours.use_cases import hand_over as acts


@needs("parcours.manage_circle")
@require_safe
def hand_over(request: AuthedRequest, parcours_id: UUID) -> HttpResponse:
    """The hand-over of this record: the one under way with its lines, and those of before."""
    parcours, now = enter(request, parcours_id, check_can_coordinate), timezone.now()
    found = list(hand_overs(parcours))
    latest = page_of(found[0], request.user, now) if found else None
    context = {
        "latest": latest,
        "earlier": [(each, each.state_on(timezone.localdate(now))) for each in found[1:]],
        "leading": open_lead(parcours),
        "may_answer": bool(found) and can_answer(request.user, found[0], now),
    }
    return show_record(request, parcours, "parcours/hand_over.html", "hand_over", context)


@needs("parcours.manage_circle")
@form_view
def hand_over_prepare(request: AuthedRequest, parcours_id: UUID, lead_id: UUID) -> HttpResponse:
    """Prepares a hand-over: to whom, on which day, how long both read."""
    parcours = enter(request, parcours_id, check_can_coordinate)
    leads = Lead.objects.select_related("member__participant", "parcours__person")
    lead = get_object_or_404(leads, parcours=parcours, pk=lead_id)
    form = form_for(request, parcours, HandOverForm)
    form.offer_members(successors(parcours, besides=lead.member, day=timezone.localdate()))
    page = FormPage(
        title=_("Passer le relais"),
        intro=_(
            "Rien ne change encore\u00a0: le relais se propose ensuite, avec tout ce qui reste en cours."
        ),
        submit=_("Préparer ce relais"),
        back=place_of("parcours:hand_over", parcours),
        done=_("Le relais est préparé. Relisez ce qui reste en cours, puis proposez-le."),
        also=(_("Ajouter d’abord quelqu’un au cercle"), place_of("parcours:member_add", parcours)),
    )
    names = ("switches_on", "overlap_before", "overlap_after", "reason")
    return answer(
        request, parcours, form, page,
        lambda: acts.prepare_hand_over(lead, to_member=form.member(), **form.said_in(*names), **acting(request)),
    )  # fmt: skip


@needs("parcours.manage_circle")
@form_view
def hand_over_answer(
    request: AuthedRequest, parcours_id: UUID, hand_over_id: UUID, line_id: UUID
) -> HttpResponse:
    """The receiver answers one line: taken, taken with a remark, or not, and who keeps it."""
    parcours = enter(request, parcours_id, check_can_coordinate)
    line = find_line(find_hand_over(parcours, hand_over_id), line_id, request.user, timezone.now())
    stored = {"answer": line.answer, "remark": line.remark, "kept_by": line.kept_by_id}
    form = form_for(request, parcours, LineForm, instance=line, initial=stored)
    page = FormPage(
        title=line.title,
        intro=line.get_kind_display().capitalize(),
        submit=_("Répondre"),
        back=place_of("parcours:hand_over", parcours),
        done=_("Votre réponse est notée."),
    )
    return answer(
        request, parcours, form, page,
        lambda: acts.answer_line(
            line, version=line.version, **form.said_in("answer", "remark", "kept_by"), **acting(request)
        ),
    )  # fmt: skip


@needs("parcours.manage_circle")
@form_view
def hand_over_accept(request: AuthedRequest, parcours_id: UUID, hand_over_id: UUID) -> HttpResponse:
    """The receiver accepts, once each line is answered."""
    parcours = enter(request, parcours_id, check_can_coordinate)
    found = find_hand_over(parcours, hand_over_id)
    form = form_for(request, parcours, ConfirmForm)
    page = FormPage(
        title=_("Accepter le relais"),
        intro=_(
            "%(to)s pilotera à la place de %(giver)s. La date est écrite\u00a0: ce jour-là, il n’y a rien à faire."
        )
        % {"to": found.to_member.participant.name, "giver": found.from_member.participant.name},
        submit=_("J’accepte ce relais"),
        back=place_of("parcours:hand_over", parcours),
        done=_("Le relais est accepté."),
    )  # fmt: skip
    return answer(request, parcours, form, page, lambda: acts.accept_hand_over(found, **acting(request)))


@needs("parcours.manage_circle")
@form_view
def hand_over_refuse(request: AuthedRequest, parcours_id: UUID, hand_over_id: UUID) -> HttpResponse:
    """The receiver does not take it up, and says why."""
    parcours = enter(request, parcours_id, check_can_coordinate)
    found = find_hand_over(parcours, hand_over_id)
    form = form_for(request, parcours, ReasonForm)
    page = FormPage(
        title=_("Ne pas reprendre ce relais"),
        intro=_("Le pilotage ne change pas. Votre raison reste lisible."),
        submit=_("Ne pas reprendre"),
        back=place_of("parcours:hand_over", parcours),
        done=_("C’est noté\u00a0: le pilotage ne change pas."),
    )
    return answer(
        request, parcours, form, page,
        lambda: acts.refuse_hand_over(found, **form.said_in("reason"), **acting(request)),
    )  # fmt: skip


@needs("parcours.manage_circle")
@form_view
def hand_over_withdraw(request: AuthedRequest, parcours_id: UUID, hand_over_id: UUID) -> HttpResponse:
    """Takes a hand-over back before it is accepted."""
    parcours = enter(request, parcours_id, check_can_coordinate)
    found = find_hand_over(parcours, hand_over_id)
    form = form_for(request, parcours, ReasonForm)
    page = FormPage(
        title=_("Retirer ce relais"),
        intro=_("Le pilotage ne change pas. Ce qui a été répondu reste lisible."),
        submit=_("Retirer ce relais"),
        back=place_of("parcours:hand_over", parcours),
        done=_("Le relais est retiré."),
    )
    return answer(
        request, parcours, form, page,
        lambda: acts.withdraw_hand_over(found, **form.said_in("reason"), **acting(request)),
    )  # fmt: skip
