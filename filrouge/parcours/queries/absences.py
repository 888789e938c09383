"""Who is away and who takes their place: for those who note it, and for the person."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate

from filrouge.accounts.models import Membership, User
from filrouge.accounts.roles import ROLES
from filrouge.parcours.models import Absence, Parcours, Replacement
from filrouge.territory.models import Organisation

COORDINATING = [code for code, role in ROLES.items() if "parcours.manage_circle" in role.permissions]


def who_may_be_absent(user: User, now: datetime) -> QuerySet[User]:
    """Oneself, and those who coordinate in the organisations where `user` leads a team."""
    led = user.organisations_where("parcours.oversee", now)
    there = Membership.objects.current(now).filter(organisation__in=led, role__in=COORDINATING)
    return User.objects.filter(Q(pk=user.pk) | Q(pk__in=there.values("user"))).order_by("name", "pk")


def colleagues(user: User, now: datetime) -> QuerySet[User]:
    """Those who coordinate where `user` does: whoever may take somebody's place."""
    there = user.organisations_where("parcours.manage_circle", now)
    places = Membership.objects.current(now).filter(organisation__in=there, role__in=COORDINATING)
    return User.objects.filter(pk__in=places.values("user"), is_active=True).order_by("name", "pk")


def organisation_between(who: User, other: User | None, now: datetime) -> Organisation | None:
    """Where somebody coordinates, and where whoever replaces them does too, if such a place there is."""
    theirs = Organisation.objects.filter(pk__in=who.organisations_where("parcours.manage_circle", now))
    places = theirs.order_by("name", "pk")
    if other is not None:
        shared = places.filter(pk__in=other.organisations_where("parcours.manage_circle", now)).first()
        return shared or places.first()
    return places.first()


@dataclass(frozen=True)
class Away:
    """An absence as the page shows it: in how many records somebody replaces, and whether it has begun."""

    absence: Absence
    records: int
    has_begun: bool


def absences(user: User, now: datetime) -> list[Away]:
    """Those that are not over, as far as `user` may know of them, the nearest first."""
    day = localdate(now)
    found = Absence.objects.visible_to(user, now).not_over(day).select_related("who", "replaced_by")
    rows = list(found.order_by("since", "pk"))
    counted: dict[object, int] = {}
    for absence in Replacement.objects.filter(absence__in=rows).values_list("absence", flat=True):
        counted[absence] = counted.get(absence, 0) + 1
    return [Away(one, counted.get(one.pk, 0), one.since <= day) for one in rows]


def find_absence(user: User, absence_id: object, now: datetime) -> Absence:
    visible = Absence.objects.visible_to(user, now).select_related("who", "replaced_by", "organisation")
    return get_object_or_404(visible, pk=absence_id)


@dataclass(frozen=True)
class Stand:
    """In one record, who stands in for whom today, and until when, if that is known."""

    absent: str
    replacement: str
    since: date
    until: date | None


def stands_in(parcours: Parcours, day: date) -> list[Stand]:
    """Who replaces whom in a record on a day: everybody in the circle may know, and the person first."""
    today = Replacement.objects.filter(parcours=parcours, absence__in=Absence.objects.on(day))
    rows = today.values_list(
        "absent__participant__name", "member__participant__name", "absence__since", "absence__until"
    )
    return [Stand(*row) for row in rows.order_by("absence__since", "pk")]
