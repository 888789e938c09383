"""A signal put off to a day, with why; taken up again before that day."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.follow_up.access import check_can_put_off
from filrouge.follow_up.models import Signal, Snooze
from filrouge.journal.use_cases import record
from filrouge.lib.errors import Refused
from filrouge.parcours.use_cases.history import check_texts

LONGEST = timedelta(days=366)


@transaction.atomic
def put_off(signal: Signal, *, until: date, reason: str, by: User, now: datetime) -> Snooze:
    """Puts a signal off to a day, for the whole circle: until then it calls nobody, and anybody sees why."""
    check_can_put_off(by, signal, now)
    today = localdate(now)
    if not today < until <= today + LONGEST:
        raise Refused(_("Choisissez un jour à venir, dans l’année."), field="until")
    if not reason.strip():
        raise Refused(_("Dites en quelques mots pourquoi cela peut attendre."), field="reason")
    stored = _standing(signal)
    snooze = Snooze(signal=stored, until=until, reason=reason.strip(), recorded_by=by, recorded_at=now)
    check_texts(snooze)
    snooze.save(force_insert=True)
    stored.snoozed_until = until
    stored.save(update_fields=["snoozed_until"])
    record(
        "follow_up.signal_put_off", by=by, now=now, person_id=signal.parcours.person_id, about=stored,
        detail={"kind": stored.kind},
    )  # fmt: skip
    return snooze


@transaction.atomic
def take_up(signal: Signal, *, by: User, now: datetime) -> None:
    """Takes up again, before its day, a signal that was put off; that it was stays readable."""
    check_can_put_off(by, signal, now)
    stored = _standing(signal)
    if stored.snoozed_until is None:
        raise Refused(_("Ce signal n’est pas reporté."))
    last = stored.snoozes.filter(taken_back_at=None).order_by("-recorded_at", "-pk")[0]
    last.taken_back_at, last.taken_back_by = now, by
    last.save(update_fields=["taken_back_at", "taken_back_by"])
    stored.snoozed_until = None
    stored.save(update_fields=["snoozed_until"])
    record(
        "follow_up.signal_taken_up", by=by, now=now, person_id=signal.parcours.person_id, about=stored,
        detail={"kind": stored.kind},
    )  # fmt: skip


def _standing(signal: Signal) -> Signal:
    stored = Signal.objects.select_for_update().get(pk=signal.pk)
    if stored.gone_at is not None:
        raise Refused(_("Ce signal a disparu\u00a0: ce qu’il demandait est fait."))
    return stored
