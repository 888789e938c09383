"""What the header of a record shows. Rooms that draw a tab of a record pass one of these as `record`."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True)
class Fact:
    """One thing to know before anything else. No value: the header says 'non renseigné' and where to fill it."""

    icon: str
    label: str
    value: str | None = None
    detail: str = ""
    url: str = ""
    url_label: str = ""


@dataclass(frozen=True)
class Alert:
    """Something that waits for somebody, with its reason. `tone`: watch, thread (a break), info, ok or error."""

    icon: str
    title: str
    text: str
    url: str
    tone: str = "watch"


@dataclass(frozen=True)
class RecordHeader:
    """Who this record is about, as the person wants to be named, and what must never be out of sight.

    `sheet_url`: where the whole of who the person is stands, for a reader who holds a place in the circle.
    `has_place`: whether its reader does; the tabs that are the circle's are closed to any other.
    """

    parcours_id: UUID
    name: str
    subtitle: str = ""
    facts: Sequence[Fact] = field(default_factory=tuple)
    alerts: Sequence[Alert] = field(default_factory=tuple)
    sheet_url: str = ""
    has_place: bool = True
