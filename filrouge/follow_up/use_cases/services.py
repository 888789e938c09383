"""Ending a service, and what follows: another, nothing needed, or nothing at all, which proposes a rupture."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.follow_up.access import check_can_record
from filrouge.follow_up.choices import EndOutcome
from filrouge.follow_up.models import RuptureProposal
from filrouge.follow_up.rules.ruptures import proposes_rupture
from filrouge.journal.use_cases import record
from filrouge.lib.dates import PartialDate
from filrouge.lib.errors import Refused, Stale
from filrouge.lib.fields import day_columns
from filrouge.parcours.models import Parcours, Participant, ServiceSpell, ThreadEntry
from filrouge.parcours.use_cases import thread
from filrouge.parcours.use_cases.circle import Newcomer, check_period, somebody
from filrouge.parcours.use_cases.services import begin_spell, state_replacement


@transaction.atomic
def end_service(
    spell: ServiceSpell,
    *,
    until: PartialDate,
    outcome: str,
    by: User,
    now: datetime,
    end_reason: str = "",
    closed_by: ThreadEntry | None = None,
    replaced_by: ServiceSpell | None = None,
    version: int | None = None,
) -> RuptureProposal | None:
    """Ends a service; when nothing takes its place, a rupture is proposed for a human to confirm.

    `replaced_by`: the service, already noted, that somebody says takes its place.
    """
    check_can_record(by, spell.parcours, now)
    check_period(spell.since, until)
    stored = ServiceSpell.objects.select_for_update().get(pk=spell.pk)
    if version is not None and stored.version != version:
        raise Stale(_("Quelqu’un d’autre a changé ce service pendant que vous écriviez."))
    if stored.until is not None:
        raise Refused(_("La fin de ce service est déjà notée\u00a0: corrigez-la plutôt."), field="until")
    stored.until, stored.end_reason, stored.closed_by = until, end_reason.strip(), closed_by
    stored.is_no_longer_needed = outcome == EndOutcome.NO_LONGER_NEEDED
    stored.version += 1
    thread.check_texts(stored)
    columns = [*day_columns("until"), "end_reason", "closed_by", "is_no_longer_needed", "version"]
    stored.save(update_fields=columns)
    thread.refresh(stored)
    if replaced_by is not None:
        take_over(replaced_by, stored, by=by, now=now)
    record("follow_up.service_ended", by=by, now=now, person_id=spell.parcours.person_id, about=stored)
    spell.until, spell.version = stored.until, stored.version
    return propose_rupture(stored, by=by, now=now) if proposes_rupture(outcome) else None


def take_over(successor: ServiceSpell, ended: ServiceSpell, *, by: User, now: datetime) -> None:
    """Says that a service, already noted, took the place of one that ended."""
    if successor.replaces_id is not None:
        raise Refused(_("Ce service en remplace déjà un autre."), field="replaced_by")
    state_replacement(successor, ended, by=by, now=now)


@transaction.atomic
def begin_service(
    parcours: Parcours,
    *,
    provider: Participant | None,
    newcomer: Newcomer | None,
    by: User,
    now: datetime,
    **facts: Any,
) -> ServiceSpell:
    """Notes a service that begins or is there, given by somebody already named or named now."""
    if not str(facts.get("nature", "")).strip():
        raise Refused(_("Écrivez en quelques mots ce qu’est ce service."), field="nature")
    given_by = somebody(parcours, provider, newcomer, by=by, now=now, field="provider")
    return begin_spell(parcours, provider=given_by, by=by, now=now, **facts)


@transaction.atomic
def replace_service(
    spell: ServiceSpell,
    *,
    until: PartialDate,
    end_reason: str,
    version: int,
    by: User,
    now: datetime,
    **successor: Any,
) -> ServiceSpell:
    """Ends a service and notes at once the one that takes its place: nothing is left without an answer."""
    end_service(
        spell,
        until=until,
        end_reason=end_reason,
        outcome=EndOutcome.REPLACED,
        version=version,
        by=by,
        now=now,
    )
    return begin_service(
        spell.parcours, replaces=spell, area=spell.area, level=spell.level, by=by, now=now, **successor
    )


def propose_rupture(spell: ServiceSpell, *, by: User, now: datetime) -> RuptureProposal:
    """Proposes a rupture after a service's end; it counts for nothing until somebody confirms it."""
    proposal, made = RuptureProposal.objects.get_or_create(
        spell=spell, defaults={"parcours": spell.parcours, "proposed_at": now}
    )
    if made:
        record(
            "follow_up.rupture_proposed", by=by, now=now, person_id=spell.parcours.person_id, about=proposal
        )
    return proposal
