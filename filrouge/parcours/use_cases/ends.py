"""The accompaniment pauses, ends, begins again: each with its date and its reason, and what it closes."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.journal.use_cases import record
from filrouge.lib.dates import PartialDate, surely_before
from filrouge.lib.errors import Refused
from filrouge.parcours.access import check_can_coordinate
from filrouge.parcours.choices import CircleRole, ClosingReason, ParcoursState, PauseReason
from filrouge.parcours.models import CircleMember, Parcours, Turn
from filrouge.parcours.rules.lifecycle import may_become
from filrouge.parcours.use_cases.history import check_texts
from filrouge.parcours.use_cases.sharing import refresh_openings

KEEP_READING = (CircleRole.COORDINATION, CircleRole.RELATIVE, CircleRole.LEGAL_PROTECTION)
WITH_WORDS = (ClosingReason.OTHER, PauseReason.PAUSE_OTHER)


@transaction.atomic
def suspend(
    parcours: Parcours,
    *,
    reason: str,
    on: PartialDate,
    by: User,
    now: datetime,
    expected_until: PartialDate | None = None,
    words: str = "",
    said: str = "",
) -> Turn:
    """Puts the accompaniment on hold, for a reason, until about when: nothing closes."""
    check_can_coordinate(by, parcours, now)
    _check_reason(reason, words, PauseReason.values)
    if expected_until and surely_before(expected_until, on):
        raise Refused(
            _("La pause finirait avant de commencer. Vérifiez les deux dates."), field="expected_until"
        )
    facts = {"reason": reason, "expected_until": expected_until, "words": words, "said": said}
    turn = _turn(parcours, ParcoursState.SUSPENDED, on=on, by=by, now=now, **facts)
    record("parcours.suspended", by=by, now=now, person_id=parcours.person_id, about=turn)
    return turn


@transaction.atomic
def close(
    parcours: Parcours,
    *,
    reason: str,
    on: PartialDate,
    by: User,
    now: datetime,
    words: str = "",
    said: str = "",
) -> Turn:
    """Ends the accompaniment, whatever is still open. Helpers read no more; who coordinates, the person, her own do."""
    check_can_coordinate(by, parcours, now)
    _check_reason(reason, words, ClosingReason.values)
    if reason == ClosingReason.DEATH and not parcours.person.is_deceased:
        raise Refused(_("Notez d’abord le décès, avec qui l’a dit."), field="reason")
    facts = {"reason": reason, "words": words, "said": said}
    turn = _turn(parcours, ParcoursState.CLOSED, on=on, by=by, now=now, **facts)
    helpers = CircleMember.objects.filter(parcours=parcours).with_open_access(now)
    helpers.exclude(role__in=KEEP_READING).exclude(participant__relative__isnull=False).update(access_to=now)
    refresh_openings(parcours, by=by, now=now)
    record("parcours.closed", by=by, now=now, person_id=parcours.person_id, about=turn)
    return turn


@transaction.atomic
def reopen(
    parcours: Parcours,
    *,
    on: PartialDate,
    words: str,
    by: User,
    now: datetime,
    said: str = "",
    gives_back: bool = False,
) -> Turn:
    """Begins again after a pause or a closing, with why. `gives_back`: helpers read again what closing closed."""
    check_can_coordinate(by, parcours, now)
    if not words.strip():
        raise Refused(_("Dites en quelques mots pourquoi l’accompagnement reprend."), field="words")
    if parcours.person.is_deceased:
        raise Refused(_("Le décès est noté\u00a0: si c’est une erreur, retirez-le d’abord."))
    ended = parcours.closed_at
    turn = _turn(parcours, ParcoursState.OPEN, on=on, by=by, now=now, words=words, said=said)
    if gives_back and ended:
        CircleMember.objects.filter(parcours=parcours, access_to=ended, until=None).update(access_to=None)
    refresh_openings(parcours, by=by, now=now)
    record("parcours.reopened", by=by, now=now, person_id=parcours.person_id, about=turn)
    return turn


def _check_reason(reason: str, words: str, known: list[str]) -> None:
    if reason not in known:
        raise Refused(_("Choisissez la raison dans la liste."), field="reason")
    if reason in WITH_WORDS and not words.strip():
        raise Refused(_("Dites en quelques mots quelle est cette raison."), field="words")


def check_turn_correction(turn: Turn, field: str, value: Any) -> None:
    """A reason typed by mistake becomes another of the same list: a closing stays a closing."""
    reason, words = (value if field == name else getattr(turn, name) for name in ("reason", "words"))
    if turn.state == ParcoursState.OPEN:
        if reason:
            raise Refused(_("Une reprise se dit avec des mots."), field=field)
        return
    known = PauseReason.values if turn.state == ParcoursState.SUSPENDED else ClosingReason.values
    try:
        _check_reason(reason, words, known)
    except Refused as refusal:
        raise Refused(refusal.sentence, field=field) from refusal
    if reason == ClosingReason.DEATH and not turn.parcours.person.is_deceased:
        raise Refused(_("Notez d’abord le décès, avec qui l’a dit."), field=field)


def follow_turn_correction(turn: Turn) -> None:
    """The record of a parcours that is closed says the reason as it was put right."""
    if turn.state == ParcoursState.CLOSED:
        Parcours.objects.filter(pk=turn.parcours_id, turn=turn).update(closing_reason=turn.reason)


def _turn(parcours: Parcours, state: str, *, on: PartialDate, by: User, now: datetime, **facts: Any) -> Turn:
    """Moves the parcours and keeps why. Two people who act at once: the second one sees what the first did."""
    stored = Parcours.objects.select_for_update().get(pk=parcours.pk)
    if not may_become(stored.state, state):
        raise Refused(
            _("Où en est l’accompagnement a changé pendant que vous écriviez. Relisez, puis décidez.")
        )
    turn = Turn(parcours=parcours, state=state, on=on, recorded_by=by, recorded_at=now, **facts)
    check_texts(turn)
    turn.save(force_insert=True)
    is_closed = state == ParcoursState.CLOSED
    parcours.state, parcours.turn, parcours.version = state, turn, stored.version + 1
    parcours.closed_at = now if is_closed else None
    parcours.closing_reason = turn.reason if is_closed else ""
    parcours.save(update_fields=["state", "turn", "version", "closed_at", "closing_reason"])
    return turn
