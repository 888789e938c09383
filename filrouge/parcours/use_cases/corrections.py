"""Corrections made before the record came here: kept as history, beside the value that is right today."""

from datetime import datetime
from typing import Any, Protocol

from django.db import transaction

from filrouge.accounts.models import User
from filrouge.journal.use_cases import record
from filrouge.lib.dates import PartialDate
from filrouge.parcours.access import check_can_coordinate
from filrouge.parcours.models import Correction, Parcours, Participant
from filrouge.parcours.use_cases.thread import check_texts


class Corrected(Protocol):
    """Anything with a key and a kind: a fact, an advice, a divergence."""

    KIND: str

    @property
    def pk(self) -> Any: ...


@transaction.atomic
def keep_past_correction(
    parcours: Parcours,
    target: Corrected,
    *,
    field: str,
    old: Any,
    new: Any,
    corrected_on: PartialDate,
    by: User,
    now: datetime,
    entered_on: PartialDate | None = None,
    said_by: Participant | None = None,
    reason: str = "",
) -> Correction:
    """Notes that a value was put right elsewhere, on paper or in another tool, before it was entered here."""
    check_can_coordinate(by, parcours, now)
    correction = Correction(
        parcours=parcours,
        object_kind=target.KIND,
        object_id=target.pk,
        field=field,
        old=old,
        new=new,
        entered_on=entered_on,
        corrected_on=corrected_on,
        said_by=said_by,
        reason=reason,
        recorded_by=by,
        recorded_at=now,
    )
    check_texts(correction)
    correction.save(force_insert=True)
    record("parcours.correction_kept", by=by, now=now, person_id=parcours.person_id, about=correction)
    return correction
