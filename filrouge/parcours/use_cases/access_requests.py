"""Asking for a place in somebody's circle, and the answer of those who coordinate."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from filrouge.accounts.choices import NoticeKind
from filrouge.accounts.models import User
from filrouge.journal.use_cases import act, record, record_many
from filrouge.lib.errors import Refused
from filrouge.parcours.access import check_can_ask_access, check_can_coordinate
from filrouge.parcours.choices import AccessAnswer
from filrouge.parcours.models import AccessRequest, CircleMember, Parcours
from filrouge.parcours.notices import tell_who_asked, tell_who_coordinates
from filrouge.parcours.use_cases.history import check_texts


@transaction.atomic
def ask_access(
    several: Sequence[Parcours], *, typed_name: str, reason: str, by: User, now: datetime
) -> list[AccessRequest]:
    """Asks those who coordinate for a place in the circle; whoever asks learns nothing by asking.

    A name may be that of several persons: each of their circles is asked. Asking again while an answer is
    awaited changes nothing.
    """
    check_can_ask_access(by)
    if not reason.strip():
        raise Refused(_("Dites en quelques mots pourquoi vous demandez."), field="reason")
    # The same account may ask twice at once: it waits for itself here.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    waiting = AccessRequest.objects.filter(asked_by=by, answer=AccessAnswer.WAITING, parcours__in=several)
    already = set(waiting.values_list("parcours_id", flat=True))
    asked = [
        _ask(parcours, typed_name, reason, by, now) for parcours in several if parcours.pk not in already
    ]
    for one in asked:
        tell_who_coordinates(one.parcours, NoticeKind.ACCESS_ASKED, about=one.pk, by=by, now=now)
    record_many(
        act("parcours.access_requested", by=by, now=now, person_id=one.parcours.person_id, about=one)
        for one in asked
    )
    return asked


def _ask(parcours: Parcours, typed_name: str, reason: str, by: User, now: datetime) -> AccessRequest:
    asked = AccessRequest(
        parcours=parcours, asked_by=by, asked_at=now, typed_name=typed_name.strip(), reason=reason.strip()
    )
    check_texts(asked)
    asked.save(force_insert=True)
    return asked


@transaction.atomic
def refuse_access(asked: AccessRequest, *, reason: str, by: User, now: datetime) -> None:
    """Says no to a request, with why: whoever asked reads it."""
    check_can_coordinate(by, asked.parcours, now)
    if not reason.strip():
        raise Refused(
            _("Dites en quelques mots pourquoi\u00a0: la personne qui demande le lira."), field="reason"
        )
    stored = AccessRequest.objects.select_for_update().get(pk=asked.pk)
    if stored.answer != AccessAnswer.WAITING:
        raise Refused(_("Quelqu’un a déjà répondu à cette demande."))
    _answer(stored, AccessAnswer.REFUSED, reason.strip(), by, now)
    record("parcours.access_refused", by=by, now=now, person_id=asked.parcours.person_id, about=asked)


def note_invited(member: CircleMember, *, by: User, now: datetime) -> None:
    """A place was given to somebody who had asked for one: their request is answered."""
    if member.access_from is None or member.participant.user_id is None:
        return
    waiting = AccessRequest.objects.filter(
        parcours=member.parcours_id, asked_by=member.participant.user_id, answer=AccessAnswer.WAITING
    )
    for asked in waiting:
        _answer(asked, AccessAnswer.INVITED, "", by, now)


def _answer(asked: AccessRequest, answer: str, reason: str, by: User, now: datetime) -> None:
    asked.answer, asked.answer_reason = answer, reason
    asked.answered_at, asked.answered_by = now, by
    check_texts(asked)
    asked.save(update_fields=["answer", "answer_reason", "answered_at", "answered_by"])
    tell_who_asked(asked, by=by, now=now)
