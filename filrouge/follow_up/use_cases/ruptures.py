"""Ruptures: opened, confirmed from a proposal, set aside, closed by the fact that ends them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.follow_up.access import check_can_record
from filrouge.follow_up.choices import EventKind, ProposalState
from filrouge.follow_up.models import Event, Rupture, RuptureProposal
from filrouge.follow_up.rules.ruptures import may_become
from filrouge.follow_up.use_cases.events import record_event
from filrouge.journal.use_cases import record
from filrouge.lib.dates import PartialDate, surely_before
from filrouge.lib.errors import Refused
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.models import Parcours, Participant, ServiceSpell
from filrouge.parcours.use_cases import history, thread


@transaction.atomic
def open_rupture(
    parcours: Parcours,
    *,
    nature: str,
    cause: str,
    opened_by: Event,
    by: User,
    now: datetime,
    closed_by: Event | None = None,
    events: Sequence[Event] = (),
    consequence: str = "",
    spell: ServiceSpell | None = None,
    said_by: Participant | None = None,
    order: int | None = None,
    action: str = "follow_up.rupture_opened",
    **depth: Any,
) -> Rupture:
    """Notes a break in the parcours: from the fact that opens it to the fact that closes it, if one does.

    `depth`: the cause in the list, what is found meanwhile, how it was avoided.
    """
    check_can_record(by, parcours, now)
    if not nature.strip():
        raise Refused(_("Dites ce qui s’est rompu."), field="nature")
    # a file may tell of a break whose cause nobody said: it is kept, 'non renseigné'
    if not cause.strip() and not depth.get("cause_code") and not by.is_system:
        raise Refused(_("Dites pourquoi."), field="cause")
    check_closes_after(opened_by, closed_by)
    rupture = Rupture(
        parcours=parcours,
        nature=nature.strip(),
        cause=cause.strip(),
        consequence=consequence.strip(),
        opened_by=opened_by,
        closed_by=closed_by,
        spell=spell,
        said_by=said_by,
        area=spell.area if spell else opened_by.area or LifeArea.COORDINATION,
        level=opened_by.level,
        **depth,
    )
    thread.add(rupture, by=by, now=now, order=order, action=action)
    rupture.events.set({opened_by, *events})
    if spell:
        _confirm(RuptureProposal.objects.filter(spell=spell).first(), rupture, by, now)
    return rupture


def _confirm(proposal: RuptureProposal | None, rupture: Rupture, by: User, now: datetime) -> None:
    """The rupture that a service's end suggested is this one: a single one, confirmed."""
    if proposal is None or not may_become(proposal.state, ProposalState.CONFIRMED):
        return
    proposal.state, proposal.rupture = ProposalState.CONFIRMED, rupture
    proposal.settled_at, proposal.settled_by = now, by
    proposal.save(update_fields=["state", "rupture", "settled_at", "settled_by"])


@transaction.atomic
def confirm_proposal(
    proposal: RuptureProposal, *, opened_by: Event | None, by: User, now: datetime, **facts: Any
) -> Rupture:
    """Confirms the rupture that a service's end suggested.

    Without a fact that opens it, the end of the service itself becomes that fact, on its date.
    """
    spell, stored = proposal.spell, RuptureProposal.objects.select_for_update().get(pk=proposal.pk)
    if not may_become(stored.state, ProposalState.CONFIRMED):
        raise Refused(_("Cette proposition est déjà réglée."))
    opening = opened_by or record_event(
        spell.parcours,
        when=spell.until or PartialDate.of_day(localdate(now)),
        fact=_("Fin du service\u00a0: %(nature)s.") % {"nature": spell.nature},
        kind=EventKind.SERVICE_ENDS,
        area=spell.area,
        level=spell.level,
        said_by=spell.said_by,
        participants=[spell.provider],
        by=by,
        now=now,
    )
    return open_rupture(spell.parcours, opened_by=opening, spell=spell, by=by, now=now, **facts)


@transaction.atomic
def dismiss_proposal(proposal: RuptureProposal, *, reason: str, by: User, now: datetime) -> None:
    """Sets a proposed rupture aside, with why; it may still be confirmed later."""
    check_can_record(by, proposal.parcours, now)
    if not reason.strip():
        raise Refused(_("Dites en quelques mots pourquoi ce n’est pas une rupture."), field="reason")
    stored = RuptureProposal.objects.select_for_update().get(pk=proposal.pk)
    if not may_become(stored.state, ProposalState.DISMISSED):
        raise Refused(_("Cette proposition est déjà réglée."))
    proposal.settled_at, proposal.settled_by = now, by
    _move(proposal, ProposalState.DISMISSED, reason, by, now)
    record(
        "follow_up.proposal_dismissed", by=by, now=now, person_id=proposal.parcours.person_id, about=proposal
    )


@transaction.atomic
def reconsider_proposal(proposal: RuptureProposal, *, by: User, now: datetime) -> None:
    """Takes up again a proposed rupture that was set aside: it waits for somebody, as on the first day."""
    check_can_record(by, proposal.parcours, now)
    if not may_become(proposal.state, ProposalState.PROPOSED):
        raise Refused(_("Cette proposition n’est pas écartée."))
    proposal.settled_at = proposal.settled_by = None
    _move(proposal, ProposalState.PROPOSED, "", by, now)
    person_id = proposal.parcours.person_id
    record("follow_up.proposal_reconsidered", by=by, now=now, person_id=person_id, about=proposal)


def _move(proposal: RuptureProposal, state: str, reason: str, by: User, now: datetime) -> None:
    """Sets aside or takes up again; each time stays readable, with who and why."""
    old, proposal.state, proposal.reason = proposal.state, state, reason.strip()
    history.check_texts(proposal)
    proposal.save(update_fields=["state", "reason", "settled_at", "settled_by"])
    history.keep(proposal, "state", old, parcours_id=proposal.parcours_id, by=by, now=now, reason=reason)


@transaction.atomic
def close_rupture(rupture: Rupture, *, closed_by: Event, by: User, now: datetime, learning: str = "") -> None:
    """Closes a rupture by the fact that ends it, with what one learns from it."""
    check_can_record(by, rupture.parcours, now)
    stored = Rupture.objects.select_for_update().get(pk=rupture.pk)
    if stored.closed_by_id:
        raise Refused(_("Cette rupture est déjà refermée\u00a0: corrigez plutôt ce qui l’a refermée."))
    check_closes_after(stored.opened_by, closed_by)
    rupture.closed_by, rupture.version = closed_by, stored.version + 1
    rupture.learning = learning.strip() or stored.learning
    thread.check_texts(rupture)
    rupture.save(update_fields=["closed_by", "learning", "version"])
    rupture.events.add(closed_by)
    thread.refresh(rupture)
    record("follow_up.rupture_closed", by=by, now=now, person_id=rupture.parcours.person_id, about=rupture)


def check_closes_after(opened_by: Event, closed_by: Event | None) -> None:
    if closed_by and surely_before(closed_by.when, opened_by.when):
        raise Refused(
            _("Le fait qui referme la rupture est avant celui qui l’ouvre. Vérifiez leurs dates."),
            field="closed_by",
        )
