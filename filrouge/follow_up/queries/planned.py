"""What Le suivi tells of what is ahead: the next things to do, the next times that are set."""

from dataclasses import dataclass
from datetime import date, datetime

from filrouge.accounts.models import User
from filrouge.follow_up.queries.appointments import Slot, next_in_record
from filrouge.follow_up.queries.tasks import Shown, next_to_do
from filrouge.parcours.models import Parcours

MOST = 5


@dataclass(frozen=True)
class Planned:
    to_do: list[Shown]
    slots: list[Slot]


def planned(parcours: Parcours, user: User, *, today: date, now: datetime) -> Planned:
    """Three questions, whatever the record holds."""
    return Planned(
        to_do=next_to_do(parcours, user, today=today, now=now, most=MOST),
        slots=next_in_record(parcours, user, now=now, most=MOST),
    )
