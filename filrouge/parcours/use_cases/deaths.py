"""A death: said once, soberly; what it stops at once, and how a mistake is taken back."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.accounts.use_cases import disable, reopen_account
from filrouge.journal.use_cases import record
from filrouge.lib.dates import PartialDate, surely_before
from filrouge.lib.errors import Refused
from filrouge.lib.fields import day_columns
from filrouge.parcours.access import check_can_coordinate
from filrouge.parcours.models import CircleMember, Death, Parcours
from filrouge.parcours.queries.ends import OWN_PEOPLE
from filrouge.parcours.use_cases.history import check_texts
from filrouge.parcours.use_cases.sharing import refresh_openings
from filrouge.people.models import Person


@transaction.atomic
def record_death(
    parcours: Parcours, *, on: PartialDate | None, told_by: str, by: User, now: datetime
) -> Death:
    """Notes that the person died, and who said so. Her account, and what was open to relatives, close at once."""
    check_can_coordinate(by, parcours, now)
    if not told_by.strip():
        raise Refused(_("Écrivez qui l’a dit."), field="told_by")
    check_died_on(on, now)
    person = _held(parcours)
    if person.is_deceased:
        raise Refused(_("Le décès est déjà noté. Vous pouvez corriger ce qui est écrit."))
    death = Death(parcours=parcours, on=on, told_by=told_by.strip(), recorded_by=by, recorded_at=now)
    account = person.account
    death.closed_account = account is not None and account.is_active
    check_texts(death)
    death.save(force_insert=True)
    _write(person, is_deceased=True, died_on=on)
    if account is not None and account.is_active:
        disable(account, by=by, now=now)
    places = CircleMember.objects.filter(parcours=parcours).with_open_access(now).filter(OWN_PEOPLE)
    CircleMember.objects.filter(pk__in=places.values("pk")).update(access_to=now)
    refresh_openings(parcours, by=by, now=now)
    parcours.person = person
    record("parcours.death_recorded", by=by, now=now, person_id=person.pk, about=death)
    return death


@transaction.atomic
def take_back_death(death: Death, *, reason: str, by: User, now: datetime) -> None:
    """It was a mistake: the account works again, and whoever read because they are close reads again."""
    parcours = death.parcours
    check_can_coordinate(by, parcours, now)
    if not reason.strip():
        raise Refused(_("Dites en quelques mots pourquoi c’était une erreur."), field="reason")
    person = _held(parcours)
    stored = Death.objects.select_for_update().get(pk=death.pk)
    if stored.taken_back_at:
        raise Refused(_("Cette erreur est déjà réparée."))
    stored.taken_back_at, stored.taken_back_by, stored.taken_back_reason = now, by, reason.strip()
    stored.version += 1
    check_texts(stored)
    stored.save(update_fields=["taken_back_at", "taken_back_by", "taken_back_reason", "version"])
    _write(person, is_deceased=False, died_on=None)
    if stored.closed_account and person.account:
        reopen_account(person.account, by=by, now=now)
    closed = CircleMember.objects.filter(parcours=parcours, access_to=stored.recorded_at, until=None)
    places = closed.filter(OWN_PEOPLE).values("pk")
    CircleMember.objects.filter(pk__in=list(places.values_list("pk", flat=True))).update(access_to=None)
    refresh_openings(parcours, by=by, now=now)
    parcours.person = person
    record("parcours.death_taken_back", by=by, now=now, person_id=person.pk, about=stored)


def check_died_on(on: PartialDate | None, now: datetime, field: str = "on") -> None:
    if on and surely_before(PartialDate.of_day(localdate(now)), on):
        raise Refused(_("Cette date n’est pas encore passée. Vérifiez-la."), field=field)


def follow_death_correction(death: Death) -> None:
    """The header says the date as it was put right."""
    if death.taken_back_at is None:
        person = _held(death.parcours)
        _write(person, is_deceased=True, died_on=death.on)


def _held(parcours: Parcours) -> Person:
    """The person, held until the end: two people who note a death at once come one after the other."""
    return Person.objects.select_for_update(of=("self",)).select_related("account").get(pk=parcours.person_id)


def _write(person: Person, *, is_deceased: bool, died_on: PartialDate | None) -> None:
    person.is_deceased, person.died_on = is_deceased, died_on
    person.version += 1
    person.save(update_fields=["is_deceased", *day_columns("died_on"), "version"])
