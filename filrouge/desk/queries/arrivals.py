"""What came in and waits for somebody: asked, answered, to be talked of again. One question for all of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    CharField,
    DateField,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    UUIDField,
    Value,
    When,
)
from django.db.models.functions import Cast
from django.utils.timezone import localdate

from filrouge.accounts.models import Membership, ReadMark, User
from filrouge.parcours.choices import AccessAnswer, CircleRole
from filrouge.parcours.models import AccessRequest, CircleMember
from filrouge.parcours.models.gates import Within
from filrouge.parcours.queries.wishes import waiting_for
from filrouge.plans.choices import Standing
from filrouge.plans.models import LineAnswer
from filrouge.plans.queries.negotiation import came_in, due_to_talk_again

WISH, ACCESS, OWN_ACCESS, ANSWER, TALK = "wish", "access", "own_access", "answer", "talk"
MOST = 30
ANSWERS_STAY = timedelta(days=30)


@dataclass(frozen=True)
class Arrival:
    """One thing that came in, of one of five kinds; what a kind has no use for is empty.

    `who`: who says it, empty when it is the person herself. `code`: the answer, or the sort of wish. `beside`: with
    whom it was answered, within which measure, or where who asks works.
    """

    kind: str
    pk: UUID
    parcours_id: UUID | None
    person: str
    at: datetime
    who: str
    title: str
    words: str
    code: str
    beside: str
    plan_id: UUID | None
    line_id: UUID | None
    day: date | None


@dataclass(frozen=True)
class Arrivals:
    rows: Sequence[Arrival] = ()
    has_more: bool = False


NOBODY, NO_DAY, SILENT = (
    Cast(Value(None), UUIDField()),
    Cast(Value(None), DateField()),
    Value("", output_field=CharField()),
)
COLUMNS = (
    "kind_", "pk", "parcours_", "person_", "at_", "who_", "title_", "words_", "code_", "beside_", "plan_", "line_",
    "day_",
)  # fmt: skip


def arrivals(user: User, now: datetime, here: Within | None = None) -> Arrivals:
    """What waits for `user`, the latest first; what they marked as read is left out. `here`: what they hold."""
    asked = _wishes(user, now, here)
    rest = [
        _asked_in(user, now, here), _asked_out(user, now), _answers(user, now, here), _talks(user, now, here),
    ]  # fmt: skip
    rows = asked.union(*rest, all=True).order_by("-at_", "-pk")[: MOST + 1]
    found = [Arrival(*row) for row in rows]
    return Arrivals(found[:MOST], has_more=len(found) > MOST)


def _shaped(rows: QuerySet[Any], kind: str, **columns: Any) -> QuerySet[Any, Any]:
    """The rows in the shape that all kinds share."""
    shape = {
        "kind_": Value(kind, output_field=CharField()), "who_": SILENT, "title_": SILENT, "words_": SILENT,
        "code_": SILENT, "beside_": SILENT, "plan_": NOBODY, "line_": NOBODY, "day_": NO_DAY, **columns,
    }  # fmt: skip
    return rows.order_by().annotate(**shape).values_list(*COLUMNS)


def _wishes(user: User, now: datetime, here: Within | None) -> QuerySet[Any, Any]:
    """What persons and relatives ask for."""
    hers = When(asked_by=F("parcours__person__account"), then=SILENT)
    return _shaped(
        waiting_for(user, now, here), WISH, parcours_=F("parcours_id"), person_=F("parcours__person__usual_name"),
        at_=F("asked_at"), who_=Case(hers, default=F("asked_by__name")), words_=F("text"), code_=F("kind"),
    )  # fmt: skip


def _asked_in(user: User, now: datetime, here: Within | None) -> QuerySet[Any, Any]:
    """Who asks for a place in a circle that `user` coordinates."""
    coordinated = CircleMember.objects.open_to(user, now, here).filter(role=CircleRole.COORDINATION)
    waiting = AccessRequest.objects.filter(
        answer=AccessAnswer.WAITING, parcours__in=coordinated.values("parcours")
    )
    rows = waiting if user.may("parcours.manage_circle") else waiting.none()
    works = Membership.objects.current(now).filter(user=OuterRef("asked_by")).order_by("-since_at")
    return _shaped(
        rows, ACCESS, parcours_=F("parcours_id"), person_=F("parcours__person__usual_name"), at_=F("asked_at"),
        who_=F("asked_by__name"), title_=F("asked_by__title"), words_=F("reason"),
        beside_=Subquery(works.values("organisation__name")[:1]),
    )  # fmt: skip


def _asked_out(user: User, now: datetime) -> QuerySet[Any, Any]:
    """What `user` was answered when they asked for a place: the name as they typed it, and nothing of the record."""
    answered = AccessRequest.objects.filter(
        asked_by=user, answer=AccessAnswer.REFUSED, answered_at__gt=now - ANSWERS_STAY
    )
    return _shaped(
        _unread(answered, user), OWN_ACCESS, parcours_=NOBODY, person_=F("typed_name"), at_=F("answered_at"),
        words_=F("answer_reason"),
    )  # fmt: skip


def _answers(user: User, now: datetime, here: Within | None) -> QuerySet[Any, Any]:
    """What was answered to lines of a plan, from an account of one's own; a 'later' of today is to be talked of."""
    due = Q(answer=Standing.LATER, talk_again_on__lte=localdate(now))
    return _said_of_a_line(_unread(came_in(user, now, here).exclude(due), user), ANSWER)


def _talks(user: User, now: datetime, here: Within | None) -> QuerySet[Any, Any]:
    """The answers 'later' whose day has come."""
    return _said_of_a_line(due_to_talk_again(user, now, here), TALK)


def _said_of_a_line(rows: QuerySet[LineAnswer], kind: str) -> QuerySet[Any, Any]:
    hers = When(by__is_the_person=True, then=SILENT)
    within = When(by__is_the_person=True, then=F("with_whom__name"))
    return _shaped(
        rows, kind, parcours_=F("line__parcours_id"), person_=F("line__parcours__person__usual_name"),
        who_=Case(hers, default=F("by__name")), title_=F("line__title"), words_=F("words"), code_=F("answer"),
        beside_=Case(within, default=F("measure")), plan_=F("line__plan_id"), line_=F("line_id"),
        day_=F("talk_again_on"), at_=F("recorded_at"),
    )  # fmt: skip


def _unread(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    return rows.exclude(pk__in=ReadMark.objects.filter(user=user).values("object_id"))


def is_readable(user: User, key: UUID, now: datetime) -> bool:
    """Whether this is something that came in for `user` and that reading settles."""
    return _answers(user, now, None).filter(pk=key).exists() or _asked_out(user, now).filter(pk=key).exists()
