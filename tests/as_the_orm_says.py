"""The first gate in the words of the ORM: slower to ask, easier to read. `test_gates_in_sql.py` compares."""

from datetime import datetime

from django.db.models import F, Q, QuerySet
from django.utils.timezone import localdate

from filrouge.accounts.models import Membership, User
from filrouge.parcours.choices import Level
from filrouge.parcours.models import CircleMember, Parcours, ThreadEntry


def places(user: User, now: datetime) -> QuerySet[CircleMember]:
    working = user.memberships.current(now).values("organisation")
    held = Q(participant__organisation=None) | Q(participant__organisation__in=working)
    mine = Q(participant__user=user) & held | Q(participant__relative__account=user)
    return CircleMember.objects.with_open_access(now).filter(mine)


def overseen(user: User, now: datetime) -> QuerySet[CircleMember]:
    organisations = user.organisations_where("parcours.oversee", now)
    working = Membership.objects.current(now).filter(organisation__in=organisations)
    colleagues = Q(participant__organisation=None, participant__user__in=working.values("user"))
    ended = Q(access_to__lte=now) | Q(until_latest__lt=localdate(now))
    theirs = CircleMember.objects.filter(Q(participant__organisation__in=organisations) | colleagues)
    return theirs.exclude(ended)


def records(user: User, now: datetime) -> QuerySet[Parcours]:
    allowed = Q(pk__in=places(user, now).values("parcours")) | Q(person__account=user)
    if user.may("parcours.oversee"):
        allowed |= Q(pk__in=overseen(user, now).values("parcours"))
    return Parcours.objects.filter(allowed)


def lines(user: User, now: datetime, *, is_taken_back: bool = False) -> QuerySet[ThreadEntry]:
    theirs = "recorded_by__memberships"
    colleagues = Q(
        Q(**{f"{theirs}__until_at": None}) | Q(**{f"{theirs}__until_at__gt": F("recorded_at")}),
        **{
            f"{theirs}__organisation__in": user.memberships.current(now).values("organisation"),
            f"{theirs}__since_at__lte": F("recorded_at"),
        },
    )
    opened = ThreadEntry.objects.filter(
        Q(level=Level.CIRCLE) | Q(level=Level.ORGANISATION) & colleagues,
        parcours__openings__member__in=places(user, now),
        parcours__openings__area=F("area"),
    )
    said = Q(said_by__user=user) | Q(said_by__relative__account=user)
    authored = ThreadEntry.objects.filter(
        Q(recorded_by=user) | said & ~Q(level=Level.MINE),
        parcours__in=places(user, now).values("parcours"),
    )
    readable = Q(level=Level.CIRCLE, parcours__person__account=user)
    readable |= Q(pk__in=opened.values("pk")) | Q(pk__in=authored.values("pk"))
    return ThreadEntry.objects.filter(readable, is_taken_back=is_taken_back)


def taken_back(user: User, now: datetime) -> QuerySet[ThreadEntry]:
    return lines(user, now, is_taken_back=True)


def opened(user: User, now: datetime) -> QuerySet[ThreadEntry]:
    """What stands in an area that a place of `user` opens, whatever its level."""
    theirs = {"parcours__openings__member__in": places(user, now), "parcours__openings__area": F("area")}
    return ThreadEntry.objects.filter(**theirs)
