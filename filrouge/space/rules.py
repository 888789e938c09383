"""Who reads a person's space, and as what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filrouge.accounts.models import User
    from filrouge.parcours.models import Parcours, Participant


@dataclass(frozen=True)
class Reader:
    """The person herself, or a relative or representative to whom something of her record is open."""

    user: User
    parcours: Parcours
    is_the_person: bool
    represents: bool

    @property
    def person_name(self) -> str:
        return self.parcours.person.usual_name

    @property
    def sees_who_reads(self) -> bool:
        """Who looked, and what each helper may read, tells of the whole record: not of one opened part."""
        return self.is_the_person or self.represents

    def is_me(self, participant: Participant) -> bool:
        if participant.is_the_person:
            return self.is_the_person
        relative = participant.relative
        return self.user.pk in (participant.user_id, relative.account_id if relative else None)


def place_in_order(asked: str) -> str:
    """A place in the order of the thread, as an address gives it; nothing for what cannot be one."""
    return asked if re.fullmatch(r"[0-9a-f|-]{1,80}", asked) else ""


def rank(asked: str) -> int | None:
    """A rank in the journal, as an address gives it; None for what cannot be one."""
    return int(asked) if re.fullmatch(r"[0-9]{1,15}", asked) else None
