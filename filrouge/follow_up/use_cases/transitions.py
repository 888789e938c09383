"""Turning points: those that took place, and those that are seen coming."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.follow_up.access import check_can_record
from filrouge.follow_up.choices import TransitionKind
from filrouge.follow_up.models import Event, Transition
from filrouge.lib.dates import PartialDate
from filrouge.lib.errors import Refused
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.models import Parcours, Participant
from filrouge.parcours.use_cases import thread


@transaction.atomic
def record_transition(
    parcours: Parcours,
    *,
    from_what: str,
    to_what: str = "",
    by: User,
    now: datetime,
    events: Sequence[Event] = (),
    expected: PartialDate | None = None,
    spotted_by: Event | None = None,
    in_charge: Participant | None = None,
    area: str | None = None,
    order: int | None = None,
    kind: str = TransitionKind.OTHER,
    found_from: str = "",
) -> Transition:
    """Notes a turning point, made of facts that took place or expected at a date.

    `found_from`: what announced it, when a date already written did.
    """
    check_can_record(by, parcours, now)
    if not events and expected is None and not by.is_system:
        raise Refused(_("Dites quand ce moment est prévu, ou quel fait l’a marqué."), field="expected")
    told = sorted(events, key=lambda event: event.when.sort_key)
    transition = Transition(
        parcours=parcours,
        kind=kind,
        found_from=found_from,
        from_what=from_what.strip(),
        to_what=to_what.strip(),
        expected=expected,
        spotted_by=spotted_by,
        in_charge=in_charge,
        area=area or (told[0].area if told else spotted_by.area if spotted_by else LifeArea.COORDINATION),
        level=told[0].level if told else "circle",
    )
    thread.add(transition, by=by, now=now, order=order, action="follow_up.transition_recorded")
    if events:
        transition.events.set(events)
        thread.refresh(transition)
    return transition
