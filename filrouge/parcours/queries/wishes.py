"""What was asked from *Mon espace*: of one record, and what waits for somebody's answer."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from filrouge.accounts.models import User
from filrouge.parcours.models import Wish

PAGE, MOST_WAITING = 20, 50


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


def waiting_for(user: User, now: datetime) -> list[Wish]:
    """What waits for an answer that `user` may give, the oldest first."""
    if not user.may("parcours.manage_circle"):
        return []
    waiting = Wish.objects.visible_to(user, now).waiting().select_related("parcours__person", "asked_by")
    return list(waiting.order_by("asked_at", "pk")[:MOST_WAITING])
