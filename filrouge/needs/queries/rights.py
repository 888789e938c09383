"""The rights of a person on one day, as one reader may know them: never worked out from silence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.documents.models import Document
from filrouge.lib.dates import PartialDate, PeriodState, length, say_length, state_on
from filrouge.needs.choices import Decision
from filrouge.needs.models import Right
from filrouge.parcours.models import Parcours

RUNNING = (PeriodState.OPEN, PeriodState.OPEN_SINCE_UNKNOWN, PeriodState.PERHAPS_OPEN)


@dataclass(frozen=True)
class HeldRight:
    """A right and how it stands: `left` says in words how far its end is, when that is known.

    `document`: the paper that says so, for a reader of that paper.
    """

    right: Right
    state: str
    left: str
    document: Document | None = None


@dataclass(frozen=True)
class Rights:
    """Those that run or will, those that wait for an answer, and what is over or was not given."""

    running: list[HeldRight]
    asked: list[HeldRight]
    past: list[HeldRight]

    @property
    def is_empty(self) -> bool:
        return not (self.running or self.asked or self.past)


def rights(parcours: Parcours, user: User, *, today: date, now: datetime) -> Rights:
    """Two queries at most, whatever the record holds."""
    readable = Right.objects.filter(parcours=parcours).visible_to(user, now)
    found = list(readable.select_related("kind", "said_by").order_by("until_latest", "order"))
    named = [right.document_id for right in found if right.document_id]
    papers = Document.objects.filter(parcours=parcours, pk__in=named)
    shown = {paper.pk: paper for paper in papers.visible_to(user, now)}
    held = [_held(right, shown, today) for right in found]
    return Rights(
        running=[each for each in held if each.state in (*RUNNING, PeriodState.NOT_YET)],
        asked=[each for each in held if each.state == Decision.ASKED],
        past=[each for each in held if each.state in (PeriodState.CLOSED, Decision.REFUSED)],
    )


def _held(right: Right, papers: Mapping[UUID, Document], today: date) -> HeldRight:
    paper = papers.get(right.document_id) if right.document_id else None
    if right.decision != Decision.GRANTED:
        return HeldRight(right, right.decision, "", paper)
    state = state_on(right.since, right.until, today)
    return HeldRight(right, state.value, left_words(right.until, today) if state in RUNNING else "", paper)


def left_words(until: PartialDate | None, day: date) -> str:
    """How far an end is from a day: 'dans environ 3 mois'; nothing for one that nobody told, or that may be past."""
    left = length(PartialDate.of_day(day), until) if until else None
    if left is None or left.least < 0:
        return ""
    return _("dans %(length)s") % {"length": say_length(left)}
