"""*Demandes*: what was asked of an organisation and waits for somebody."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from filrouge.accounts.models import Membership, User
from filrouge.accounts.roles import ROLES
from filrouge.lib.dates import Precision, say, say_near
from filrouge.parcours.models import Parcours, Request
from filrouge.territory.models import Organisation

PAGE = 50


@dataclass(frozen=True)
class Waiting:
    """One request: how old it is, and whether the reader may give it to somebody."""

    request: Request
    age: str
    may_assign: bool


@dataclass(frozen=True)
class Queue:
    waiting: list[Waiting]
    next_start: UUID | None


def queue(user: User, *, start: UUID | None, now: datetime) -> Queue:
    """A page of what waits: what nobody holds first, then the oldest; by key, three questions."""
    rows = in_order(user, now).select_related("organisation", "assigned_to", "recorded_by")
    first = rows.filter(pk=start).first() if start else None
    if first is not None:
        held, at = first.is_held, first.recorded_at  # type: ignore[attr-defined]
        later = Q(recorded_at__gt=at) | Q(recorded_at=at, pk__gte=first.pk)
        rows = rows.filter(Q(is_held__gt=held) | Q(is_held=held) & later)
    found = list(rows[: PAGE + 1])
    led = user.organisations_where("parcours.oversee", now).values_list("organisation", flat=True)
    mine, today = set(led), localdate(now)
    return Queue(
        [Waiting(one, age_of(one, today), one.organisation_id in mine) for one in found[:PAGE]],
        found[PAGE].pk if len(found) > PAGE else None,
    )


def in_order(user: User, now: datetime) -> QuerySet[Request]:
    held = Case(When(assigned_to=None, then=Value(0)), default=Value(1), output_field=IntegerField())
    waiting = Request.objects.visible_to(user, now).waiting()
    return waiting.annotate(is_held=held).order_by("is_held", "recorded_at", "pk")


@dataclass(frozen=True)
class Answered:
    """One request that was answered: how old it is, and whether the reader may open the record that holds it."""

    request: Request
    age: str
    leads_to_record: bool


@dataclass(frozen=True)
class AnsweredPage:
    answered: list[Answered]
    next_start: UUID | None


def answered(user: User, *, start: UUID | None, now: datetime) -> AnsweredPage:
    """A page of what was taken or oriented elsewhere, the latest answer first; by key, three questions."""
    rows = Request.objects.visible_to(user, now).answered().order_by("-answered_at", "-pk")
    first = rows.filter(pk=start).first() if start else None
    if first is not None:
        at = first.answered_at
        rows = rows.filter(Q(answered_at__lt=at) | Q(answered_at=at, pk__lte=first.pk))
    found = list(rows.select_related("organisation", "answered_by")[: PAGE + 1])
    held = {one.parcours_id for one in found if one.parcours_id}
    open_to_reader = set(
        Parcours.objects.visible_to(user, now).filter(pk__in=held).values_list("pk", flat=True)
    )
    today = localdate(now)
    return AnsweredPage(
        [Answered(one, age_of(one, today), one.parcours_id in open_to_reader) for one in found[:PAGE]],
        found[PAGE].pk if len(found) > PAGE else None,
    )


def age_of(asked: Request, today: date) -> str:
    """Since when it waits, in words: 'reçue il y a 3 semaines', or the date as it was told when that is vague."""
    when = asked.received_on
    if when and when.precision is not Precision.DAY:
        return _("Reçue\u00a0: %(date)s") % {"date": say(when)}
    day = when.earliest if when and when.earliest else localdate(asked.recorded_at)
    return _("Reçue %(when)s") % {"when": say_near(day, today=today)}


def find_request(user: User, request_id: UUID, now: datetime) -> Request:
    """A request of the reader's organisations; 404 for any other, as if it did not exist."""
    known = Request.objects.visible_to(user, now).select_related("organisation", "assigned_to")
    return get_object_or_404(known, pk=request_id)


def organisations_taking(user: User, now: datetime) -> QuerySet[Organisation]:
    """Where the reader takes requests."""
    places = user.organisations_where("parcours.take_requests", now)
    return Organisation.objects.filter(pk__in=places).order_by("name", "pk")


def who_may_take(asked: Request, now: datetime) -> QuerySet[User]:
    """Those who take requests where this one came."""
    giving = [code for code, role in ROLES.items() if "parcours.take_requests" in role.permissions]
    places = Membership.objects.current(now).filter(organisation=asked.organisation_id, role__in=giving)
    return User.objects.filter(pk__in=places.values("user"), is_active=True).order_by("name", "pk")


def count_waiting(user: User, now: datetime) -> int:
    return (
        Request.objects.visible_to(user, now).waiting().count() if user.may("parcours.take_requests") else 0
    )
