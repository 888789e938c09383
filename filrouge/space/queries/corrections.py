"""What was put right in the lines of a page: both values in words."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Field

from filrouge.follow_up.choices import EventKind
from filrouge.follow_up.models import Event
from filrouge.lib.dates import PartialDate, say
from filrouge.lib.fields import PartialDateField
from filrouge.parcours.models import Correction, Participant
from filrouge.parcours.queries.history import is_link
from filrouge.space.queries.facts import MODELS
from filrouge.space.queries.places import visible_lines
from filrouge.space.queries.words import Moment, moment
from filrouge.space.rules import Reader

# Whoever is let in by such a correction was not let in before it: what was put right until then stays closed.
OPENS_TO_RELATIVES = ("area", "level")
OPENS_TO_THE_PERSON = ("level",)


@dataclass(frozen=True)
class Change:
    """One thing put right: what it is about, what stood before, what stands after, who and why."""

    label: str
    before: str
    after: str
    by: str
    on: Moment
    why: str
    recorded_at: datetime
    is_mine: bool


def changes(
    reader: Reader, keys: Collection[UUID], *, now: datetime, today: date
) -> dict[UUID, list[Change]]:
    """The corrections of these lines that the reader may see, in the order in which they were made."""
    found = Correction.objects.filter(parcours=reader.parcours, object_id__in=keys)
    made: dict[UUID, list[Correction]] = defaultdict(list)
    for correction in found.select_related("said_by", "recorded_by").order_by("recorded_at", "pk"):
        made[correction.object_id].append(correction)
    shown = {key: _since_open(reader, corrections) for key, corrections in made.items()}
    names = _names(reader, [each for corrections in shown.values() for each in corrections], now)
    return {
        key: [_change(reader, each, names, today) for each in corrections]
        for key, corrections in shown.items()
    }


def _since_open(reader: Reader, corrections: Sequence[Correction]) -> list[Correction]:
    opening = OPENS_TO_THE_PERSON if reader.is_the_person else OPENS_TO_RELATIVES
    last = max((rank for rank, each in enumerate(corrections) if each.field in opening), default=-1)
    return [each for each in corrections[last + 1 :] if each.object_kind in MODELS]


def _names(reader: Reader, corrections: Sequence[Correction], now: datetime) -> dict[str, str]:
    """What links lead to: those named in the record, and lines that the reader may see."""
    linked = {
        key for each in corrections if is_link(_field(each)) for key in (*_keys(each.old), *_keys(each.new))
    }
    if not linked:
        return {}
    named = Participant.objects.filter(parcours=reader.parcours, pk__in=linked).values_list("pk", "name")
    lines = visible_lines(reader, now).filter(pk__in=linked).values_list("pk", "title")
    return {str(key): name for key, name in named.union(lines)}


def _keys(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []


def _field(correction: Correction) -> Field:
    return MODELS[correction.object_kind]._meta.get_field(correction.field)  # type: ignore[return-value]


def _change(reader: Reader, correction: Correction, names: Mapping[str, str], today: date) -> Change:
    field = _field(correction)
    return Change(
        label=str(field.verbose_name),
        before=_in_words(field, correction.old, names),
        after=_in_words(field, correction.new, names),
        by=correction.said_by.name if correction.said_by else correction.recorded_by.name,
        on=moment(correction.corrected_on, today=today),
        why=correction.reason,
        recorded_at=correction.recorded_at,
        is_mine=correction.recorded_by_id == reader.user.pk,
    )


def _in_words(field: Field, value: Any, names: Mapping[str, str]) -> str:
    """A kept value as it is read; nothing for what nobody told."""
    if value in (None, "", []):
        return ""
    if isinstance(field, PartialDateField):
        return say(PartialDate.parse(value))
    if is_link(field):
        return " · ".join(names[key] for key in _keys(value) if key in names)
    labels = (
        dict(EventKind.choices) if field.model is Event and field.name == "kind" else dict(field.flatchoices)
    )
    values = value if isinstance(value, list) else [value]
    return " · ".join(str(labels.get(each, each)) for each in values)
