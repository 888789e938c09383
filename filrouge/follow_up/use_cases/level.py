"""The level of coordination that a human retains; what was retained before stays readable, with why."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.journal.use_cases import record
from filrouge.lib.errors import Refused, Stale
from filrouge.parcours.access import check_can_coordinate
from filrouge.parcours.choices import CoordinationLevel
from filrouge.parcours.models import Parcours
from filrouge.parcours.use_cases import history


@transaction.atomic
def retain_level(
    parcours: Parcours, *, level: str, reason: str, by: User, now: datetime, version: int | None = None
) -> Parcours:
    """Retains a level of coordination, as the facts suggest or otherwise, with why."""
    check_can_coordinate(by, parcours, now)
    if level not in CoordinationLevel.values:
        raise Refused(_("Choisissez un niveau."), field="level")
    if not reason.strip():
        raise Refused(_("Dites en quelques mots pourquoi ce niveau."), field="reason")
    stored = Parcours.objects.select_for_update().get(pk=parcours.pk)
    if version is not None and version != stored.version:
        raise Stale(_("Quelqu’un d’autre a changé ce dossier pendant que vous écriviez."), field="level")
    old, stored.level, stored.level_reason = stored.level, level, reason.strip()
    history.check_texts(stored)
    stored.version += 1
    stored.save(update_fields=["level", "level_reason", "version"])
    history.keep(stored, "level", old, parcours_id=parcours.pk, by=by, now=now, reason=reason)
    record(
        "follow_up.level_retained", by=by, now=now, person_id=parcours.person_id, about=stored,
        detail={"level": level},
    )  # fmt: skip
    return stored
