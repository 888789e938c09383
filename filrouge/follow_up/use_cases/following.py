"""What followed the end of a service, said afterwards: when it ended, nobody had been asked."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.follow_up.access import check_can_record
from filrouge.follow_up.choices import EndOutcome
from filrouge.follow_up.models import RuptureProposal
from filrouge.follow_up.rules.ruptures import proposes_rupture
from filrouge.follow_up.use_cases.services import propose_rupture, take_over
from filrouge.journal.use_cases import record
from filrouge.lib.errors import Refused, Stale
from filrouge.parcours.models import ServiceSpell


@transaction.atomic
def say_what_followed(
    spell: ServiceSpell,
    *,
    outcome: str,
    by: User,
    now: datetime,
    replaced_by: ServiceSpell | None = None,
    version: int | None = None,
) -> RuptureProposal | None:
    """Notes that another service took over, that none was needed, or that nothing did, which proposes a rupture."""
    check_can_record(by, spell.parcours, now)
    stored = ServiceSpell.objects.select_for_update().get(pk=spell.pk)
    if version is not None and stored.version != version:
        raise Stale(_("Quelqu’un d’autre a changé ce service pendant que vous écriviez."))
    if stored.until is None:
        raise Refused(_("Ce service est là\u00a0: notez qu’il s’arrête, et ce qui suit."), field="outcome")
    if outcome == EndOutcome.REPLACED:
        if replaced_by is None:
            raise Refused(_("Choisissez le service qui le remplace."), field="replaced_by")
        take_over(replaced_by, stored, by=by, now=now)
    stored.is_no_longer_needed = outcome == EndOutcome.NO_LONGER_NEEDED
    stored.version += 1
    stored.save(update_fields=["is_no_longer_needed", "version"])
    person_id = spell.parcours.person_id
    record("follow_up.service_followed", by=by, now=now, person_id=person_id, about=stored)
    return propose_rupture(stored, by=by, now=now) if proposes_rupture(outcome) else None
