"""That the accompaniment is paused or over, for somebody who reads with difficulty: since when, never why."""

from dataclasses import dataclass
from datetime import date

from filrouge.parcours.choices import ParcoursState
from filrouge.parcours.models import Parcours
from filrouge.space.queries.words import Moment, moment


@dataclass(frozen=True)
class Standing:
    """`resumes`: when it is thought to begin again, for a pause whose end was said."""

    is_over: bool
    since: Moment
    resumes: Moment


def standing(parcours: Parcours, *, today: date) -> Standing | None:
    """Nothing while the accompaniment goes on."""
    if parcours.turn is None or parcours.state not in (ParcoursState.SUSPENDED, ParcoursState.CLOSED):
        return None
    return Standing(
        parcours.state == ParcoursState.CLOSED,
        moment(parcours.turn.on, today=today),
        moment(parcours.turn.expected_until, today=today),
    )
