"""The person's sheet: who she is, how to communicate, who asked, who is close, what protects, what was put right."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from filrouge.accounts.models import User
from filrouge.parcours.models import Consent, Fact, Parcours, Request
from filrouge.parcours.queries.history import Change, changes, present
from filrouge.people.models import LegalProtection, Relative

GROUPS: tuple[tuple[str | Promise, Sequence[str]], ...] = (
    (
        _("Comment communiquer"),
        ("communication", "languages", "phone", "email", "address"),
    ),
    (
        _("Qui est la personne"),
        ("usual_name", "birth_name", "given_names", "birth", "age_words", "local_number", "identity_status"),
    ),
    (_("Sa vie"), ("situation", "residence", "surroundings", "occupation")),
)


@dataclass(frozen=True)
class Said:
    """One field in words, with what it said before. `version` grows with each change of this field."""

    name: str
    label: str
    value: str
    changes: Sequence[Change] = ()

    @property
    def version(self) -> int:
        return 1 + len(self.changes)


@dataclass(frozen=True)
class Group:
    title: str | Promise
    fields: list[Said]


@dataclass(frozen=True)
class Card:
    """A request, a relative or a protection: the record, and its fields in words."""

    record: Any
    fields: list[Said]


@dataclass(frozen=True)
class Sheet:
    groups: list[Group]
    requests: list[Card]
    relatives: list[Card]
    protections: list[Card]


def sheet(parcours: Parcours, user: User, now: datetime) -> Sheet:
    """Everything that the page of identity shows: five queries, whatever it holds."""
    person = parcours.person
    requests = list(Request.objects.filter(parcours=parcours).order_by("pk"))
    relatives = list(Relative.objects.filter(person=person).order_by("pk"))
    protections = list(LegalProtection.objects.filter(person=person).order_by("pk"))
    told = changes([person.pk, *(each.pk for each in (*requests, *relatives, *protections))], user, now)
    return Sheet(
        groups=[
            Group(title, [said(person, name, told.get(person.pk, []), user, now) for name in names])
            for title, names in GROUPS
        ],
        requests=[_card(each, told.get(each.pk, []), user, now) for each in requests],
        relatives=[_card(each, told.get(each.pk, []), user, now) for each in relatives],
        protections=[_card(each, told.get(each.pk, []), user, now) for each in protections],
    )


def _card(
    record: Request | Relative | LegalProtection, told: list[Change], user: User, now: datetime
) -> Card:
    return Card(record, [said(record, name, told, user, now) for name in record.CORRECTABLE])


def said(record: Any, name: str, told: Sequence[Change], user: User, now: datetime) -> Said:
    """A field in words, with the corrections that are its own among those `told` of its record."""
    label = record._meta.get_field(name).verbose_name
    own = [change for change in told if change.field == name]
    return Said(name, str(capfirst(label)), present(record, name, user, now), own)


def corrected(record: Any, name: str, user: User, now: datetime) -> Said:
    """A field of one record in words, with everything that it said before, all of one moment.

    Somebody else may write between two questions: then the record is read again, values and history alike.
    """
    shown = said(record, name, changes([record.pk], user, now).get(record.pk, []), user, now)
    stored = type(record)._default_manager.filter(pk=record.pk).values_list("version", flat=True).get()
    if stored == record.version:
        return shown
    record.refresh_from_db()
    return corrected(record, name, user, now)


def value_of(record: Any, name: str, user: User, now: datetime) -> Any:
    """What a form shows first in a field: the present value, links by their keys, those that `user` may read."""
    column = record._meta.get_field(name)
    if column.many_to_many:
        linked = getattr(record, name).all()
        readable = linked.visible_to(user, now) if issubclass(column.related_model, Fact) else linked
        return [each.pk for each in readable]
    return getattr(record, column.attname)


def consents_of(parcours: Parcours) -> list[Consent]:
    """What the person said about sharing, the latest first."""
    found = Consent.objects.filter(parcours=parcours).select_related("participant", "recorded_by")
    return list(found.order_by("-on_latest", "-pk"))
