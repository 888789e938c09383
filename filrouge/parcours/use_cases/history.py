"""What every correction has in common: the value before, the value after, who, why, when."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.timezone import localdate

from filrouge.accounts.models import User
from filrouge.lib.dates import PartialDate
from filrouge.lib.errors import Refused
from filrouge.lib.fields import PartialDateField, day_columns
from filrouge.lib.signs import colon
from filrouge.parcours.models import Correction, Fact, Participant
from filrouge.parcours.queries.history import plain


def check_texts(fact: models.Model) -> None:
    """The model's own limits, said about the field that passes them."""
    try:
        fact.clean_fields(exclude=["id"])
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        label = fact._meta.get_field(field).verbose_name  # type: ignore[union-attr]
        raise Refused(f"{str(label).capitalize()}{colon()} {messages[0]}", field=field) from error


def check_whole(fact: models.Model) -> None:
    """What must hold between the fields of a fact, such as an end that is not before its beginning."""
    try:
        fact.clean()
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise Refused(messages[0], field=field) from error


def put(record: Any, field: str, value: Any) -> bool:
    """Writes one field of a stored record and makes its version grow; False when that changes nothing."""
    column = record._meta.get_field(field)
    old = plain(record, field)
    if column.many_to_many:
        getattr(record, field).set(value)
    else:
        setattr(record, field, value)
        check_texts(record)
    if plain(record, field) == old:
        return False
    check_whole(record)
    record.version += 1
    record.save(update_fields=[*columns_of(column), "version"])
    return True


def with_unread(record: Any, field: str, value: Any, by: User, now: datetime) -> Any:
    """A list of facts as `by` puts it right, with those of it that they may not read: these stay."""
    column = record._meta.get_field(field)
    if by.is_system or not column.many_to_many or not issubclass(column.related_model, Fact):
        return value
    readable = column.related_model.objects.visible_to(by, now).values("pk")
    return [*value, *getattr(record, field).exclude(pk__in=readable)]


def columns_of(column: Any) -> list[str]:
    """What `update_fields` must name for a field: a partial date has three columns, a list of links none."""
    if column.many_to_many:
        return []
    return day_columns(column.name) if isinstance(column, PartialDateField) else [column.name]


def keep(
    record: Any,
    field: str,
    old: Any,
    *,
    parcours_id: Any,
    by: User,
    now: datetime,
    reason: str,
    said_by: Participant | None = None,
    entered_on: PartialDate | None = None,
    corrected_on: PartialDate | None = None,
) -> Correction:
    """Keeps what stood in a field before, beside what stands there now."""
    correction = Correction(
        parcours_id=parcours_id,
        object_kind=record.KIND,
        object_id=record.pk,
        field=field,
        old=old,
        new=plain(record, field),
        entered_on=entered_on,
        corrected_on=corrected_on or PartialDate.of_day(localdate(now)),
        said_by=said_by,
        reason=reason.strip(),
        recorded_by=by,
        recorded_at=now,
    )
    check_texts(correction)
    correction.save(force_insert=True)
    return correction
