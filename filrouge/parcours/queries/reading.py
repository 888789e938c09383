"""Which lines of one record a reader may read: asked once by a page that shows facts of several kinds."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from filrouge.accounts.models import User
from filrouge.parcours.models import Parcours, ThreadEntry
from filrouge.parcours.models.gates import Within


@dataclass(frozen=True)
class ReadLines:
    """The lines of `parcours` that somebody reads: the key, the kind and the life area of each."""

    parcours: Parcours
    lines: list[tuple[UUID, str, str]]

    def of(self, kind: str) -> list[UUID]:
        """The keys of the facts of one kind."""
        return [key for key, its_kind, _area in self.lines if its_kind == kind]

    def among(self, areas: Collection[str]) -> list[UUID]:
        """The keys of the facts of these life areas."""
        return [key for key, _kind, its_area in self.lines if its_area in areas]


def read_lines(parcours: Parcours, user: User, now: datetime, here: Within) -> ReadLines:
    """What `user` reads of this record; one query, however many gates it spares."""
    lines = ThreadEntry.objects.filter(parcours=parcours).visible_to(user, now, here)
    return ReadLines(parcours, list(lines.values_list("pk", "kind", "area")))
