"""Those for whom somebody may note time, and the names that they may still read beside what they noted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from filrouge.accounts.models import User
from filrouge.follow_up.models import TimeEntry
from filrouge.parcours.choices import ParcoursState
from filrouge.parcours.models import CircleMember, Parcours

PAGE = 50


@dataclass(frozen=True)
class PersonsPage:
    shown: list[Parcours]
    next_start: UUID | None


def whom_i_help(user: User, now: datetime) -> QuerySet[Parcours]:
    """The records where `user` holds an open place, by the person's name."""
    places = CircleMember.objects.open_to(user, now)
    mine = Parcours.objects.filter(pk__in=places.values("parcours")).exclude(state=ParcoursState.CLOSED)
    return mine.select_related("person").order_by("person__usual_name", "pk")


def persons_page(user: User, *, start: str, now: datetime) -> PersonsPage:
    """A page of them, by key."""
    rows = whom_i_help(user, now)
    first = rows.filter(pk=start).first() if _is_key(start) else None
    if first is not None:
        name = first.person.usual_name
        rows = rows.filter(Q(person__usual_name__gt=name) | Q(person__usual_name=name, pk__gte=first.pk))
    found = list(rows[: PAGE + 1])
    return PersonsPage(found[:PAGE], found[PAGE].pk if len(found) > PAGE else None)


def _is_key(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False


@dataclass(frozen=True)
class Helped:
    """Somebody for whom time was noted: without a name where the record is closed to its reader by now."""

    parcours_id: UUID
    name: str


def still_known(entries: Sequence[TimeEntry], user: User, now: datetime) -> dict[UUID, list[Helped]]:
    """Whom each entry was for; one question more than the entries with their shares."""
    keys = {share.parcours_id for one in entries for share in one.shares.all()}
    places = CircleMember.objects.open_to(user, now).filter(parcours__in=keys)
    known = set(places.values_list("parcours", flat=True)) if keys else set()
    return {
        one.pk: [
            Helped(
                share.parcours_id,
                share.parcours.person.usual_name if share.parcours_id in known else "",
            )
            for share in one.shares.all()
        ]
        for one in entries
    }
