"""Corrections in words: what stood in a field before, what stands there now, who changed it and why."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.lib.dates import PartialDate, say
from filrouge.lib.fields import PartialDateField
from filrouge.nomenclature.choices import LifeArea
from filrouge.nomenclature.models import Code
from filrouge.parcours.models import ALL_AREAS, CircleMember, Correction, Fact, Opening, ThreadEntry

Names = Mapping[str, str]
DECIDES_WHO_READS = ("area", "level")


@dataclass(frozen=True)
class Change:
    """One correction as it is read: field, before, after (empty: nobody had said), who, why, when."""

    field: str
    label: str
    old: str
    new: str
    by: str
    reason: str
    on: PartialDate


@cache
def fact_classes() -> dict[str, type[Fact]]:
    """Every kind of fact that has its line in the thread, by its word, whichever room it belongs to."""
    return {model.KIND: model for model in apps.get_models() if issubclass(model, Fact)}


def corrected_classes() -> dict[str, type[models.Model]]:
    """Every kind of record whose corrections are kept."""
    return {model.KIND: model for model in apps.get_models() if hasattr(model, "KIND")}


def is_link(column: Any) -> bool:
    """Whether a field leads to something of the record; a code of a list is kept in the words that it then had."""
    return column.is_relation and column.related_model is not Code


def plain(record: models.Model, field: str) -> Any:
    """A field's value as the history keeps it: text, number, list; a link as the key that it leads to."""
    column: Any = record._meta.get_field(field)
    if column.many_to_many:
        return sorted(str(linked.pk) for linked in getattr(record, field).all())
    value = getattr(record, column.attname) if is_link(column) else getattr(record, field)
    if value is None or isinstance(value, int | bool | list):
        return value
    return value.notation if isinstance(value, PartialDate) else str(value)


def present(record: models.Model, field: str, user: User, now: datetime) -> str:
    """What a field says now, in words; empty when nobody said."""
    column: Any = record._meta.get_field(field)
    value = plain(record, field)
    return in_words(column, value, _names(column, _keys(column, value), user, now))


def changes(
    object_ids: Collection[UUID], user: User, now: datetime, names: Names | None = None
) -> dict[UUID, list[Change]]:
    """The corrections of some records, the oldest first, as `user` may read them.

    `names`: the words of everything that this reader may see here, when they were read already.
    """
    found = Correction.objects.filter(object_id__in=object_ids).select_related("said_by", "recorded_by")
    corrections = _since_open(found.order_by("corrected_on_earliest", "recorded_at", "pk"), user, now)
    names = _names_in(corrections, user, now) if names is None else names
    told: dict[UUID, list[Change]] = defaultdict(list)
    for correction in corrections:
        column = _column(correction)
        told[correction.object_id].append(
            Change(
                field=correction.field,
                label=str(column.verbose_name),
                old=in_words(column, correction.old, names),
                new=in_words(column, correction.new, names),
                by=(correction.said_by or correction.recorded_by).name,
                reason=correction.reason,
                on=correction.corrected_on,
            )
        )
    return told


def _since_open(found: Iterable[Correction], user: User, now: datetime) -> list[Correction]:
    """What was put right while the line was closed to `user` stays closed when the line comes into their area."""
    corrections = list(found)
    moves = [each for each in corrections if each.field in DECIDES_WHO_READS]
    if not moves or user.is_system:
        return corrections
    places = CircleMember.objects.open_to(user, now).values("pk")
    opened = set(Opening.objects.filter(member__in=places).values_list("parcours_id", "area"))
    lines = {each.object_id for each in moves}
    own = set(ThreadEntry.objects.filter(pk__in=lines, recorded_by=user).values_list("pk", flat=True))
    opening: dict[UUID, UUID] = {}
    for move in moves:
        is_read = move.field == "area" and (move.parcours_id, move.old) in opened
        if not is_read and move.object_id not in own:
            opening[move.object_id] = max(move.pk, opening.get(move.object_id, move.pk))
    # Keys grow with time: a greater one was made later.
    return [
        each for each in corrections if each.object_id not in opening or each.pk > opening[each.object_id]
    ]


def in_words(column: Any, value: Any, names: Names) -> str:
    """A kept value as it is read. A link to what the reader may not see has no name, and says only that."""
    if value is None or value == "" or value == []:
        return ""
    if is_link(column):
        return " · ".join(names.get(key, _("(ligne que vous ne pouvez pas lire)")) for key in _listed(value))
    if isinstance(column, PartialDateField):
        return say(PartialDate.parse(value))
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    labels = _labels(column)
    return " · ".join(labels.get(str(each), str(each)) for each in _listed(value))


def _labels(column: Any) -> dict[str, str]:
    if column.name == "areas":
        return {ALL_AREAS: _("tous les domaines"), **{area.value: str(area.label) for area in LifeArea}}
    return {str(code): str(label) for code, label in column.choices or ()}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _column(correction: Correction) -> Any:
    return corrected_classes()[correction.object_kind]._meta.get_field(correction.field)


def _keys(column: Any, *values: Any) -> set[str]:
    if not is_link(column):
        return set()
    return {str(key) for value in values if value is not None for key in _listed(value)}


def _names_in(corrections: Iterable[Correction], user: User, now: datetime) -> Names:
    wanted: dict[Any, set[str]] = defaultdict(set)
    for correction in corrections:
        column = _column(correction)
        wanted[column.related_model if is_link(column) else None] |= _keys(
            column, correction.old, correction.new
        )
    names: dict[str, str] = {}
    for model, keys in wanted.items():
        names |= _names_of(model, keys, user, now)
    return names


def _names(column: Any, keys: set[str], user: User, now: datetime) -> Names:
    return _names_of(column.related_model, keys, user, now) if keys else {}


def _names_of(model: Any, keys: set[str], user: User, now: datetime) -> dict[str, str]:
    """The words of linked records; facts only where the reader may read them."""
    if not keys:
        return {}
    found = model.objects.filter(pk__in=keys)
    if issubclass(model, Fact):
        found = found.visible_to(user, now)
    return {str(linked.pk): str(linked) for linked in found}
