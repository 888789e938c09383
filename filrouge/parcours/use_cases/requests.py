"""Requests for coordination: received, corrected while they wait, given to somebody, taken, or oriented elsewhere."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from filrouge.accounts.choices import NoticeKind
from filrouge.accounts.models import User
from filrouge.accounts.use_cases.notices import tell
from filrouge.journal.use_cases import record
from filrouge.lib.errors import Refused, Stale
from filrouge.parcours.access import (
    check_can_assign_request,
    check_can_coordinate,
    check_can_open_record,
    check_can_receive_request,
    check_can_take_request,
)
from filrouge.parcours.choices import RequestState
from filrouge.parcours.models import Correction, Parcours, Request
from filrouge.parcours.queries.history import plain
from filrouge.parcours.use_cases.history import check_texts, keep, put
from filrouge.parcours.use_cases.opening import open_record
from filrouge.territory.models import Organisation


@transaction.atomic
def receive_request(organisation: Organisation, *, by: User, now: datetime, **facts: Any) -> Request:
    """Notes what somebody asked for, by telephone or by letter, before any record exists."""
    check_can_receive_request(by, organisation, now)
    if not str(facts.get("person_name", "")).strip():
        raise Refused(_("Écrivez pour qui, même un prénom."), field="person_name")
    asked = Request(
        organisation=organisation, state=RequestState.WAITING, recorded_by=by, recorded_at=now, **facts
    )
    check_texts(asked)
    asked.save(force_insert=True)
    record("parcours.request_received", by=by, now=now, about=asked)
    return asked


@transaction.atomic
def correct_request(
    asked: Request, *, changes: Mapping[str, Any], reason: str, version: int, by: User, now: datetime
) -> Request:
    """Puts right a request that waits; what was written stays readable, and follows it into the record."""
    stored = _waiting(asked, by, now)
    if version != stored.version:
        raise Stale(_("Quelqu’un d’autre a changé cette demande pendant que vous écriviez."))
    if not str(changes.get("person_name", "-")).strip():
        raise Refused(_("Écrivez pour qui, même un prénom."), field="person_name")
    for field, value in changes.items():
        old = plain(stored, field)
        if put(stored, field, value):
            keep(stored, field, old, parcours_id=None, by=by, now=now, reason=reason)
    record("parcours.request_corrected", by=by, now=now, about=stored)
    return stored


@transaction.atomic
def assign_request(asked: Request, *, to: User | None, by: User, now: datetime) -> None:
    """The lead of a team gives a request to somebody who takes requests there, or to nobody again."""
    stored = _waiting(asked, by, now)
    check_can_assign_request(by, stored, now)
    if to is not None:
        places = to.organisations_where("parcours.take_requests", now).values_list("organisation", flat=True)
        if stored.organisation_id not in set(places):
            raise Refused(_("Cette personne ne prend pas de demandes dans votre équipe."), field="to")
    if to is not None and to.pk != stored.assigned_to_id:
        tell([to], NoticeKind.REQUEST_GIVEN, object_id=stored.pk, by=by, now=now)
    stored.assigned_to, stored.version = to, stored.version + 1
    stored.save(update_fields=["assigned_to", "version"])
    record("parcours.request_assigned", by=by, now=now, about=stored)


@transaction.atomic
def take_request(asked: Request, *, identity: dict[str, Any], by: User, now: datetime) -> Parcours:
    """Accepts a request: the record that it opens holds it."""
    check_can_open_record(by)
    stored = _waiting(asked, by, now)
    told = {"residence": stored.person_place, "languages": stored.person_languages}
    parcours = open_record(by=by, now=now, identity={**told, **identity})
    _tie(stored, parcours, by, now)
    return parcours


@transaction.atomic
def join_request(asked: Request, parcours: Parcours, *, by: User, now: datetime) -> None:
    """The person is followed already: the request joins her record."""
    check_can_coordinate(by, parcours, now)
    _tie(_waiting(asked, by, now), parcours, by, now)


@transaction.atomic
def orient_request(asked: Request, *, to: str, reason: str, by: User, now: datetime) -> None:
    """Somebody else answers better: where to, and why."""
    stored = _waiting(asked, by, now)
    if not to.strip():
        raise Refused(_("Écrivez vers qui vous orientez."), field="to")
    if not reason.strip():
        raise Refused(_("Dites en quelques mots pourquoi."), field="reason")
    stored.oriented_to, stored.answer_reason = to.strip(), reason.strip()
    _answer(stored, RequestState.ORIENTED, by, now)
    record("parcours.request_oriented", by=by, now=now, about=stored)


def _waiting(asked: Request, by: User, now: datetime) -> Request:
    """The request, held until the end; two who answer at once come one after the other."""
    check_can_take_request(by, asked, now)
    stored = Request.objects.select_for_update().get(pk=asked.pk)
    if stored.state != RequestState.WAITING:
        raise Refused(_("Quelqu’un a déjà répondu à cette demande."))
    return stored


def _tie(asked: Request, parcours: Parcours, by: User, now: datetime) -> None:
    asked.parcours = parcours
    _answer(asked, RequestState.TAKEN, by, now)
    _follow(asked.pk, parcours)
    record("parcours.request_taken", by=by, now=now, person_id=parcours.person_id, about=asked)


def _follow(asked: UUID, parcours: Parcours) -> None:
    """What was put right before there was a record is read in it."""
    Correction.objects.filter(object_id=asked, parcours=None).update(parcours=parcours)


def _answer(asked: Request, state: str, by: User, now: datetime) -> None:
    asked.state, asked.answered_by, asked.answered_at = state, by, now
    asked.version += 1
    check_texts(asked)
    asked.save(
        update_fields=[
            "parcours", "state", "oriented_to", "answer_reason", "answered_by", "answered_at", "version",
        ]
    )  # fmt: skip
