"""Putting right whatever may be: a fact, a place in the circle, a lead, a request, a relative, a protection."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.journal.use_cases import record as write_in_journal
from filrouge.lib.errors import Refused, Stale
from filrouge.parcours.access import check_can_coordinate
from filrouge.parcours.choices import CircleRole
from filrouge.parcours.models import (
    CircleMember,
    Coordination,
    Correction,
    Death,
    Fact,
    Lead,
    Parcours,
    Participant,
    Request,
    ServiceSpell,
    Turn,
)
from filrouge.parcours.queries.history import plain
from filrouge.parcours.use_cases import thread
from filrouge.parcours.use_cases.circle import check_leads_alone
from filrouge.parcours.use_cases.deaths import check_died_on, follow_death_correction
from filrouge.parcours.use_cases.ends import check_turn_correction, follow_turn_correction
from filrouge.parcours.use_cases.history import check_whole, keep, put
from filrouge.parcours.use_cases.sharing import refresh_openings
from filrouge.people.models import LegalProtection, Relative

Around = CircleMember | Lead | Relative | LegalProtection | Request | Coordination | Turn | Death


@transaction.atomic
def put_right(
    parcours: Parcours,
    record: Fact | Around,
    field: str,
    value: Any,
    *,
    by: User,
    now: datetime,
    reason: str,
    version: int,
) -> Correction | None:
    """Puts one field right, whatever it belongs to; None when it already said that."""
    if field not in record.CORRECTABLE:
        raise Refused(_("Ce champ ne se corrige pas."))
    if isinstance(record, ServiceSpell) and field == "until" and value and not record.until:
        raise Refused(_("Ce service est là\u00a0: notez qu’il s’arrête, et ce qui suit."), field=field)
    if isinstance(record, Fact):
        return thread.correct(record, field, value, by=by, now=now, reason=reason, version=version)
    check_can_coordinate(by, parcours, now)
    if not reason.strip():
        raise Refused(_("Dites en quelques mots pourquoi vous corrigez."), field="reason")
    stored: Any = type(record)._default_manager.select_for_update().get(pk=record.pk)
    if version != stored.version:
        raise Stale(_("Quelqu’un d’autre a corrigé ceci pendant que vous écriviez."), field=field)
    _check_kind(stored, field, value, now)
    old = plain(stored, field)
    if not put(stored, field, value):
        return None
    _follow(parcours, stored, by, now)
    correction = keep(stored, field, old, parcours_id=parcours.pk, by=by, now=now, reason=reason)
    detail = {"field": field}
    write_in_journal(
        "parcours.corrected", by=by, now=now, person_id=parcours.person_id, about=stored, detail=detail
    )
    return correction


def _check_kind(stored: Around, field: str, value: Any, now: datetime) -> None:
    """What a correction may not do, for each kind of record."""
    if isinstance(stored, CircleMember):
        _check_place(stored, field, value)
    if isinstance(stored, Lead):
        _check_lead(stored, field, value)
    if isinstance(stored, Turn):
        check_turn_correction(stored, field, value)
    if isinstance(stored, Death) and field == "on":
        check_died_on(value, now, field)


def _follow(parcours: Parcours, stored: Around, by: User, now: datetime) -> None:
    """What goes with it at once: the name that the circle shows, what a place opens."""
    if isinstance(stored, Relative):
        Participant.objects.filter(parcours=parcours, relative=stored).update(name=stored.name)
    if isinstance(stored, Turn):
        follow_turn_correction(stored)
    if isinstance(stored, Death):
        follow_death_correction(stored)
    if isinstance(stored, CircleMember | Lead):
        refresh_openings(parcours, by=by, now=now)


def _check_lead(stored: Lead, field: str, value: Any) -> None:
    """A correction ends no lead, and lets nobody lead who has left, or at the same time as another."""
    if field == "until" and value and not stored.until:
        raise Refused(_("Ce pilotage dure encore\u00a0: notez d’abord qu’il se termine."), field=field)
    if field == "until" and not value and stored.member.until:
        raise Refused(_("Cette place dans le cercle est terminée\u00a0: ce pilotage a une fin."), field=field)
    corrected = Lead.objects.select_related("member").get(pk=stored.pk)
    setattr(corrected, field, value)
    check_whole(corrected)
    check_leads_alone(corrected, field=field)


def _check_place(stored: CircleMember, field: str, value: Any) -> None:
    """What a correction may not do in the place of an act: end a place or open it again, undo a lead."""
    if field == "until" and bool(value) != bool(stored.until):
        raise Refused(
            _(
                "Terminez cette place, ou ajoutez-en une nouvelle\u00a0: une correction ne fait ni l’un ni l’autre."
            )
        )
    if field == "role" and value != CircleRole.COORDINATION and Lead.objects.filter(member=stored).exists():
        raise Refused(
            _("Cette personne pilote ou a piloté\u00a0: son rôle reste la coordination."), field=field
        )
