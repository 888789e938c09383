"""Other coordinators: declared with what they lead on, ended, and settled with the person when they cross."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.journal.use_cases import record
from filrouge.lib.dates import PartialDate
from filrouge.lib.errors import Refused
from filrouge.lib.fields import day_columns
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.access import check_can_coordinate
from filrouge.parcours.models import ALL_AREAS, Coordination, Parcours, Participant, Settlement
from filrouge.parcours.use_cases import thread
from filrouge.parcours.use_cases.circle import Newcomer, check_period, somebody
from filrouge.parcours.use_cases.history import check_texts


@transaction.atomic
def declare_coordination(
    parcours: Parcours,
    *,
    participant: Participant | None,
    newcomer: Newcomer | None,
    domain: str,
    areas: Sequence[str],
    since: PartialDate | None,
    until: PartialDate | None,
    said_by: Participant | None,
    by: User,
    now: datetime,
) -> Coordination:
    """Notes that somebody else coordinates, and on what they lead; it opens nothing to them."""
    check_can_coordinate(by, parcours, now)
    check_period(since, until)
    if not areas or set(areas) - {*LifeArea.values, ALL_AREAS}:
        raise Refused(_("Choisissez les domaines de vie dont il s’agit."), field="areas")
    who = somebody(parcours, participant, newcomer, by=by, now=now, field="participant")
    declared = Coordination(
        parcours=parcours,
        participant=who,
        domain=domain,
        areas=list(areas),
        since=since,
        until=until,
        said_by=said_by,
        recorded_by=by,
        recorded_at=now,
    )
    check_texts(declared)
    declared.save(force_insert=True)
    record("parcours.coordination_declared", by=by, now=now, person_id=parcours.person_id, about=declared)
    return declared


@transaction.atomic
def end_coordination(declared: Coordination, *, until: PartialDate, by: User, now: datetime) -> None:
    """Notes that somebody no longer coordinates; what they led on stays readable."""
    check_can_coordinate(by, declared.parcours, now)
    check_period(declared.since, until)
    stored = Coordination.objects.select_for_update().get(pk=declared.pk)
    if stored.until is not None:
        raise Refused(_("La fin de cette coordination est déjà notée."), field="until")
    stored.until, stored.version = until, stored.version + 1
    stored.save(update_fields=[*day_columns("until"), "version"])
    person_id = declared.parcours.person_id
    record("parcours.coordination_ended", by=by, now=now, person_id=person_id, about=declared)


@transaction.atomic
def settle_coordinations(
    parcours: Parcours,
    *,
    coordinations: Sequence[Coordination],
    on: PartialDate,
    present: Sequence[Participant],
    retained: str,
    agreed: Sequence[Participant],
    disagreed: Sequence[Participant],
    by: User,
    now: datetime,
) -> Settlement:
    """Notes what was settled about who coordinates what; what was settled before stays beside it."""
    check_can_coordinate(by, parcours, now)
    if len(coordinations) < 2:
        raise Refused(
            _("Choisissez les coordinations dont on a parlé, deux au moins."), field="coordinations"
        )
    if not present:
        raise Refused(_("Dites qui était là."), field="present")
    if not retained.strip():
        raise Refused(_("Écrivez ce qui est retenu."), field="retained")
    if set(agreed) & set(disagreed):
        raise Refused(_("La même personne ne peut pas être d’accord et ne pas l’être."), field="disagreed")
    settled = Settlement(parcours=parcours, on=on, retained=retained.strip())
    thread.add(settled, by=by, now=now, action="parcours.coordination_settled")
    settled.coordinations.set(coordinations)
    settled.present.set(present)
    settled.agreed.set(agreed)
    settled.disagreed.set(disagreed)
    return settled
