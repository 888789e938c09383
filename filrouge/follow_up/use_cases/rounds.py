"""The round of a day: from where one sets out, the order given by hand, the hours taken from it."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.follow_up.access import check_can_plan
from filrouge.follow_up.models import VisitRound
from filrouge.follow_up.queries.rounds import round_page
from filrouge.follow_up.use_cases.appointments import Time, change_appointment
from filrouge.journal.use_cases import record
from filrouge.lib.errors import Refused
from filrouge.territory.models import Commune

UP, DOWN = "monter", "descendre"


@transaction.atomic
def set_out(
    day: date, *, start: Commune | None, leaves_at: time | None, by: User, now: datetime
) -> VisitRound:
    """Says from where one sets out on that day, and when; the proposed order follows."""
    kept = _held(day, by, now)
    kept.start, kept.leaves_at = start, leaves_at
    return _keep(kept, by, now)


@transaction.atomic
def move_visit(day: date, *, key: str, way: str, by: User, now: datetime) -> VisitRound:
    """Puts one visit before the one that precedes it, or after the next; the order stays so, whatever is proposed."""
    kept = _held(day, by, now)
    order = [str(halt.slot.appointment.pk) for halt in round_page(by, day, now).halts]
    if key not in order or way not in (UP, DOWN):
        raise Refused(_("Cette visite n’est plus dans la tournée de ce jour."))
    rank = order.index(key)
    other = rank - 1 if way == UP else rank + 1
    if 0 <= other < len(order):
        order[rank], order[other] = order[other], order[rank]
    kept.order = order
    return _keep(kept, by, now)


@transaction.atomic
def propose_again(day: date, *, by: User, now: datetime) -> VisitRound:
    """Forgets the order given by hand: the proposed one comes back."""
    kept = _held(day, by, now)
    kept.order = []
    return _keep(kept, by, now)


@transaction.atomic
def take_hours(day: date, *, by: User, now: datetime) -> int:
    """Moves each appointment that may be moved to the hour that the round gives it; how many moved.

    None is moved out of the hours between which it was agreed that it may begin.
    """
    page = round_page(by, day, now)
    for halt in page.moved:
        one = halt.slot.appointment
        at = Time(halt.starts, halt.starts + one.lasts, one.may_start_from, one.may_start_until)
        change_appointment(one, at=at, by=by, now=now)
    if page.moved:
        propose = _held(day, by, now)
        propose.order = [str(halt.slot.appointment.pk) for halt in page.halts]
        _keep(propose, by, now)
    return len(page.moved)


def _held(day: date, by: User, now: datetime) -> VisitRound:
    check_can_plan(by, None, now)
    VisitRound.objects.get_or_create(owner=by, day=day)
    return VisitRound.objects.select_for_update().get(owner=by, day=day)


def _keep(kept: VisitRound, by: User, now: datetime) -> VisitRound:
    kept.version += 1
    kept.save()
    record("follow_up.round_arranged", by=by, now=now, about=kept)
    return kept
