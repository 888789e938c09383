"""What was asked from *Mon espace*: of one record, and what waits for somebody's answer."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from filrouge.accounts.models import Membership, User
from filrouge.accounts.roles import ROLES
from filrouge.parcours.choices import CircleRole
from filrouge.parcours.models import CircleMember, Parcours, Wish
from filrouge.parcours.models.gates import Within

PAGE = 20


@dataclass(frozen=True)
class WishPage:
    wishes: list[Wish]
    next_start: UUID | None


def page_of(wishes: QuerySet[Wish], start: UUID | None) -> WishPage:
    """A page, the latest first, by key: keys grow with time."""
    rows = wishes.select_related("asked_by", "answered_by").order_by("-pk")
    if start:
        rows = rows.filter(pk__lte=start)
    found = list(rows[: PAGE + 1])
    return WishPage(found[:PAGE], found[PAGE].pk if len(found) > PAGE else None)


def waiting_for(user: User, now: datetime, here: Within | None = None) -> QuerySet[Wish]:
    """What waits for an answer that `user` may give."""
    if not user.may("parcours.manage_circle"):
        return Wish.objects.none()
    return Wish.objects.visible_to(user, now, here).waiting()


def team_leads_of(parcours: Parcours, now: datetime) -> QuerySet[User]:
    """The team leads of those who coordinate: they read that another contact is asked for (`Wish.visible_to`)."""
    leading = [code for code, role in ROLES.items() if "parcours.oversee" in role.permissions]
    places = CircleMember.objects.filter(parcours=parcours, role=CircleRole.COORDINATION).filter(
        Q(access_to=None) | Q(access_to__gt=now), Q(until=None) | Q(until_latest__gte=localdate(now))
    )
    working = Membership.objects.current(now)
    theirs = working.filter(
        user__in=places.filter(participant__organisation=None).values("participant__user")
    )
    held = Q(organisation__in=places.values("participant__organisation"))
    held |= Q(organisation__in=theirs.values("organisation"))
    return User.objects.filter(pk__in=working.filter(held, role__in=leading).values("user"))
