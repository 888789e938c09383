"""What the page of a meeting shows while it is held: each point with its forms, ready to be written in."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.timezone import localdate

from filrouge.accounts.access import AuthedRequest
from filrouge.accounts.models import Draft
from filrouge.follow_up.access import can_meet, can_record
from filrouge.follow_up.forms.meetings import DecisionForm, NoteForm, over_item
from filrouge.follow_up.models import AgendaItem, MeetingSituation
from filrouge.follow_up.queries.meetings import Point, drafts_at, meeting_page
from filrouge.parcours.models import Parcours
from filrouge.ui.forms import VERSION
from filrouge.ui.navigation import find_url


class Opened(NamedTuple):
    """The form that was opened in the page or came back with its errors; `item`: under which point, if one."""

    form: NoteForm | DecisionForm
    item: AgendaItem | None


@dataclass(frozen=True)
class LivePoint:
    """A point, what is being noted under it, the decision that is being written there.

    `is_resumed`: the note holds what was typed and not sent. `waits`: so much was typed on an older text; it is
    taken up beside it.
    """

    point: Point
    note_url: str
    note: NoteForm
    decide: DecisionForm | None
    is_resumed: bool
    waits: bool

    @property
    def anchor(self) -> str:
        """Where its decisions stand in the page: swapped alone, so that what is typed above stays."""
        return f"#decider-{self.point.item.pk}"


def page_of_meeting(situation: MeetingSituation) -> str:
    return find_url("follow_up:meeting", situation.parcours_id, situation.meeting_id)


def wants_points(request: AuthedRequest) -> bool:
    """Whether htmx will take its piece of the points out of the answer.

    It picks by `hx-select`, and calls such a request a full one: `ui.htmx.wants_partial` would say no.
    """
    htmx: Any = getattr(request, "htmx", None)
    return bool(htmx) and not (htmx.boosted or htmx.history_restore_request)


def live(
    request: AuthedRequest, parcours: Parcours, situation: MeetingSituation, opened: Opened | None = None
) -> dict[str, Any]:
    """The page of a meeting, and what its reader may do there."""
    now = timezone.now()
    appointment = situation.meeting.appointment
    is_standing = appointment.cancelled_at is None
    page = meeting_page(situation, request.user, now)
    may_meet = is_standing and can_meet(request.user, parcours, now)
    urls = {each.item.pk: _note_url(situation, each.item) for each in page.points}
    drafts = drafts_at(request.user, urls.values()) if may_meet else {}
    decide = opened.form if opened and opened.item is None else None
    return {
        "page": page,
        "points": [
            _point(each, urls[each.item.pk], drafts.get(urls[each.item.pk]), (request, parcours), opened)
            for each in page.points
        ],
        "decide": decide,
        "situation": situation,
        "meeting": situation.meeting,
        "may_meet": may_meet,
        "may_add": is_standing and can_record(request.user, parcours, now),
        "has_begun": localdate(appointment.starts_at) <= localdate(now),
    }


def _note_url(situation: MeetingSituation, item: AgendaItem) -> str:
    return find_url("follow_up:point_note", situation.parcours_id, situation.meeting_id, item.pk)


def _point(
    point: Point,
    url: str,
    draft: Draft | None,
    asked: tuple[AuthedRequest, Parcours],
    opened: Opened | None,
) -> LivePoint:
    item, (request, parcours) = point.item, asked
    fresh = draft is not None and draft.fields.get(VERSION) == [str(item.version)]
    here = opened.form if opened and opened.item and opened.item.pk == item.pk else None
    note = here if isinstance(here, NoteForm) else None
    typed = draft.fields if draft is not None and fresh else None
    return LivePoint(
        point=point,
        note_url=url,
        note=note
        or NoteForm(
            parcours=parcours,
            user=request.user,
            auto_id=f"n-{item.pk}-%s",
            draft=typed,
            **over_item(item),
        ),
        decide=here if isinstance(here, DecisionForm) else None,
        is_resumed=note is None and fresh,
        waits=note is None and draft is not None and not fresh,
    )
