"""Supervision: the lead of a team keeps times, whoever coordinates there takes one and says what they bring."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from filrouge.accounts.choices import NoticeKind
from filrouge.accounts.models import User
from filrouge.accounts.use_cases.notices import tell
from filrouge.follow_up.access import (
    check_can_call_off_supervision,
    check_can_prepare_supervision,
    check_can_set_supervision,
)
from filrouge.follow_up.models import SupervisionSlot
from filrouge.follow_up.queries.supervision import who_is_supervised
from filrouge.journal.use_cases import record
from filrouge.lib.errors import Refused, Stale
from filrouge.parcours.models import CircleMember, Parcours
from filrouge.territory.models import Organisation

LONGEST = timedelta(hours=8)


@transaction.atomic
def set_supervision(
    organisation: Organisation,
    *,
    starts_at: datetime,
    minutes: int,
    by: User,
    now: datetime,
    place: str = "",
    offered_to: User | None = None,
) -> SupervisionSlot:
    """Keeps a time for one coordinator of the team, or for whoever takes it first; they are told."""
    check_can_set_supervision(by, organisation, now)
    length = timedelta(minutes=minutes)
    if starts_at <= now:
        raise Refused(_("Ce moment est déjà passé."), field="starts_at")
    if not timedelta() < length <= LONGEST:
        raise Refused(_("Un temps de supervision dure au plus huit heures."), field="minutes")
    team = [user for user in who_is_supervised([organisation], now) if user.pk != by.pk]
    if offered_to is not None and offered_to not in team:
        raise Refused(_("Cette personne ne coordonne pas dans votre équipe."), field="offered_to")
    slot = SupervisionSlot(
        organisation=organisation, lead=by, starts_at=starts_at, ends_at=starts_at + length,
        place=place.strip(), offered_to=offered_to,
    )  # fmt: skip
    slot.save(force_insert=True)
    told = [offered_to] if offered_to else team
    tell(told, NoticeKind.SUPERVISION_OFFERED, object_id=slot.pk, by=by, now=now)
    record("follow_up.supervision_set", by=by, now=now, about=slot)
    return slot


@transaction.atomic
def prepare_supervision(
    slot: SupervisionSlot,
    *,
    brought: str,
    situations: Iterable[Parcours],
    version: int,
    by: User,
    now: datetime,
) -> SupervisionSlot:
    """Takes a free time, or changes what one brings to it: some words, situations where one holds a place."""
    check_can_prepare_supervision(by, slot, now)
    stored = _standing(slot, now)
    if stored.taken_by_id not in (None, by.pk):
        raise Refused(_("Quelqu’un d’autre vient de prendre ce moment. Choisissez-en un autre."))
    if version != stored.version:
        raise Stale(_("Ce moment a changé pendant que vous écriviez."))
    chosen = list(situations)
    held = set(
        CircleMember.objects.open_to(by, now).filter(parcours__in=chosen).values_list("parcours", flat=True)
    )
    if {parcours.pk for parcours in chosen} - held:
        raise Refused(_("Ne choisissez que des situations que vous suivez."), field="situations")
    is_new = stored.taken_by_id is None
    stored.taken_by, stored.brought = by, brought.strip()
    _save(stored, "taken_by", "brought")
    stored.situations.set(chosen)
    if is_new:
        tell([stored.lead], NoticeKind.SUPERVISION_CHANGED, object_id=stored.pk, by=by, now=now)
    did = "follow_up.supervision_taken" if is_new else "follow_up.supervision_prepared"
    record(did, by=by, now=now, about=stored, detail={"situations": len(chosen)})
    return stored


@transaction.atomic
def give_back_supervision(slot: SupervisionSlot, *, by: User, now: datetime) -> None:
    """Frees a time that one had taken: what one meant to bring goes with it."""
    check_can_prepare_supervision(by, slot, now)
    stored = _standing(slot, now)
    if stored.taken_by_id != by.pk:
        raise Refused(_("Vous n’avez pas pris ce moment."))
    stored.taken_by, stored.brought = None, ""
    _save(stored, "taken_by", "brought")
    stored.situations.clear()
    tell([stored.lead], NoticeKind.SUPERVISION_CHANGED, object_id=stored.pk, by=by, now=now)
    record("follow_up.supervision_given_back", by=by, now=now, about=stored)


@transaction.atomic
def call_off_supervision(slot: SupervisionSlot, *, by: User, now: datetime) -> None:
    """The lead calls a time off; whoever had taken it, or was offered it, is told."""
    check_can_call_off_supervision(by, slot)
    stored = _standing(slot, now)
    stored.called_off_at = now
    _save(stored, "called_off_at")
    told = [user for user in (stored.taken_by or stored.offered_to,) if user]
    tell(told, NoticeKind.SUPERVISION_CHANGED, object_id=stored.pk, by=by, now=now)
    record("follow_up.supervision_called_off", by=by, now=now, about=stored)


def _standing(slot: SupervisionSlot, now: datetime) -> SupervisionSlot:
    """The slot, held until the end: of two who take it at once, the second learns that it is taken."""
    stored = SupervisionSlot.objects.select_for_update().get(pk=slot.pk)
    if stored.called_off_at:
        raise Refused(_("Ce moment a été annulé."))
    if stored.ends_at <= now:
        raise Refused(_("Ce moment est déjà passé."))
    return stored


def _save(stored: SupervisionSlot, *fields: str) -> None:
    stored.version += 1
    stored.save(update_fields=[*fields, "version"])
