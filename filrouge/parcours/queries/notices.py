"""The messages of an account, in words that are looked up as they are read: only what its holder may see now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.timezone import localtime

from filrouge.accounts.choices import NoticeKind
from filrouge.accounts.models import Notice, User
from filrouge.parcours.models import CircleMember, Parcours
from filrouge.ui.navigation import find_url

PAGE = 50
# Where each kind leads; with the key of its record when the page is about one.
LEADS_TO = {
    NoticeKind.ACCESS_GRANTED: "space:sharing",
    NoticeKind.PLACE_GIVEN: "desk:thread",
    NoticeKind.WORDS_ADDED: "desk:thread",
    NoticeKind.ACCESS_ASKED: "desk:home",
    NoticeKind.ACCESS_ANSWERED: "desk:home",
    NoticeKind.HAND_OVER_PROPOSED: "parcours:hand_over",
    NoticeKind.HAND_OVER_ANSWERED: "parcours:hand_over",
    NoticeKind.HAND_OVER_WITHDRAWN: "parcours:hand_over",
    NoticeKind.CONTACT_CHANGED: "space:helpers",
    NoticeKind.REQUEST_GIVEN: "desk:requests",
    NoticeKind.WISH_ASKED: "parcours:wishes",
    NoticeKind.WISH_ANSWERED: "space:wishes",
    NoticeKind.PLAN_TO_ANSWER: "space:plan",
    NoticeKind.PLAN_LINE_MOVED: "space:plan",
    NoticeKind.PLAN_IN_FORCE: "space:plan",
    NoticeKind.PLAN_ANSWERED: "plans:page",
    NoticeKind.PLAN_LINE_OF_YOURS: "plans:own_lines",
    NoticeKind.TASK_LATE: "follow_up:my_tasks",
    NoticeKind.REVIEW_TO_PREPARE: "space:feelings",
    NoticeKind.REVIEW_SAID: "follow_up:reviews",
    NoticeKind.SUPERVISION_OFFERED: "follow_up:supervision",
    NoticeKind.SUPERVISION_CHANGED: "follow_up:supervision",
    NoticeKind.MEETING_AHEAD: "space:meetings",
    NoticeKind.MEETING_HELD: "space:meetings",
    NoticeKind.MEETING_ASKED: "follow_up:meetings_of",
    NoticeKind.NEW_DEVICE: "accounts:me",
    NoticeKind.KEY_ADDED: "accounts:me",
}
WITHOUT_RECORD = (
    "desk:home", "desk:requests", "follow_up:my_tasks", "accounts:me", "follow_up:supervision",
)  # fmt: skip
# Those that are about a place in the circle, and say whose.
ABOUT_SOMEBODY = (NoticeKind.ACCESS_GRANTED, NoticeKind.CONTACT_CHANGED)


@dataclass(frozen=True)
class Message:
    """A notice as its reader sees it. `about`: whose record, `who`: of its circle; empty where closed."""

    key: UUID
    said: str | Promise
    about: str
    who: str
    url: str
    at: datetime
    is_unread: bool
    is_closed: bool


@dataclass(frozen=True)
class MessagePage:
    messages: list[Message]
    following: UUID | None

    @property
    def unread(self) -> list[Message]:
        return [message for message in self.messages if message.is_unread]


def message_page(user: User, *, before: UUID | None, now: datetime) -> MessagePage:
    """The latest messages first, by key; three questions, however many there are."""
    mine = Notice.objects.filter(to=user).order_by("-id")
    found = list((mine.filter(pk__lt=before) if before else mine)[: PAGE + 1])
    shown, following = found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None
    about = {notice.parcours_id for notice in shown if notice.parcours_id}
    named = Parcours.objects.visible_to(user, now).filter(pk__in=about)
    names = dict(named.values_list("pk", "person__usual_name"))
    held = [each.object_id for each in shown if each.kind in ABOUT_SOMEBODY and each.object_id]
    places = CircleMember.objects.filter(pk__in=held, parcours__in=names)
    holders = dict(places.values_list("pk", "participant__name"))
    return MessagePage([_message(notice, names, holders) for notice in shown], following)


def _message(notice: Notice, names: Mapping[UUID, str], holders: Mapping[UUID, str]) -> Message:
    name = LEADS_TO[NoticeKind(notice.kind)]
    about = names.get(notice.parcours_id, "") if notice.parcours_id else ""
    is_closed = name not in WITHOUT_RECORD and not about
    keys = () if name in WITHOUT_RECORD else (notice.parcours_id,)
    return Message(
        key=notice.pk,
        said=NoticeKind(notice.kind).label,
        about=about,
        who=holders.get(notice.object_id, "") if notice.object_id else "",
        url="" if is_closed else find_url(name, *keys),
        at=localtime(notice.created_at),
        is_unread=notice.read_at is None,
        is_closed=is_closed,
    )
