"""Who the person is: identity, how to communicate, relatives, legal protection."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.journal.use_cases import record
from filrouge.lib.errors import Refused, Stale
from filrouge.parcours.access import check_can_coordinate
from filrouge.parcours.models import Parcours, Participant
from filrouge.parcours.queries.history import plain
from filrouge.parcours.use_cases.history import check_texts, check_whole, keep, put
from filrouge.people.models import LegalProtection, Person, Relative


@transaction.atomic
def correct_identity(
    parcours: Parcours, *, changes: Mapping[str, Any], version: int, by: User, now: datetime, reason: str = ""
) -> Person:
    """Puts right who the person is or how to communicate; each earlier value stays readable."""
    check_can_coordinate(by, parcours, now)
    if not str(changes.get("usual_name", "-")).strip():
        raise Refused(_("Écrivez le nom de la personne, comme elle veut être appelée."), field="usual_name")
    person = Person.objects.select_for_update().get(pk=parcours.person_id)
    if version != person.version:
        raise Stale(_("Quelqu’un d’autre a changé cette fiche pendant que vous écriviez."))
    changed = [
        field
        for field, value in changes.items()
        if _put_right(parcours, person, field, value, by, now, reason)
    ]
    if changed:
        person.search_text = person.searchable()
        person.save(update_fields=["search_text"])
        Participant.objects.filter(parcours=parcours, is_the_person=True).update(name=person.usual_name)
        record("parcours.identity_corrected", by=by, now=now, person_id=person.pk, about=person)
    return person


def _put_right(
    parcours: Parcours, person: Person, field: str, value: Any, by: User, now: datetime, reason: str
) -> bool:
    old = plain(person, field)
    if not put(person, field, value):
        return False
    keep(person, field, old, parcours_id=parcours.pk, by=by, now=now, reason=reason)
    return True


@transaction.atomic
def add_relative(parcours: Parcours, *, by: User, now: datetime, **facts: Any) -> Relative:
    """Notes somebody of the person's own life, who may have a place in the circle later."""
    check_can_coordinate(by, parcours, now)
    relative = Relative(person_id=parcours.person_id, **facts)
    check_texts(relative)
    relative.save(force_insert=True)
    Participant.objects.create(parcours=parcours, name=relative.name, kind="proche", relative=relative)
    record("parcours.relative_added", by=by, now=now, person_id=parcours.person_id, about=relative)
    return relative


@transaction.atomic
def set_protection(parcours: Parcours, *, by: User, now: datetime, **facts: Any) -> LegalProtection:
    """Notes a measure of legal protection; it ends what it replaces only if somebody says so."""
    check_can_coordinate(by, parcours, now)
    if not facts.get("kind"):
        raise Refused(_("Choisissez la mesure."), field="kind")
    protection = LegalProtection(person_id=parcours.person_id, **facts)
    check_texts(protection)
    check_whole(protection)
    protection.save(force_insert=True)
    record("parcours.protection_set", by=by, now=now, person_id=parcours.person_id, about=protection)
    return protection
