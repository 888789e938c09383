"""'Si j’accepte ces trois situations': the weeks ahead, from what remains and from what a beginning asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from filrouge.accounts.models import User
from filrouge.follow_up.queries.load import Load, Week, load_of, weeks_ahead
from filrouge.follow_up.queries.time import parts_of
from filrouge.follow_up.rules import time as rules
from filrouge.parcours.models import Request

SHOWN = 50


@dataclass(frozen=True)
class Offer:
    """A request that waits, and whether the reader looks at the weeks with it."""

    request: Request
    is_chosen: bool


@dataclass(frozen=True)
class Prospect:
    offers: list[Offer]
    load: Load
    weeks: list[Week]
    a_new_one: int

    @property
    def chosen(self) -> int:
        return sum(one.is_chosen for one in self.offers)

    @property
    def year_with(self) -> int:
        """Minutes of the twelve months ahead, with those chosen."""
        return self.load.minutes + self.chosen * self.a_new_one

    @property
    def worst(self) -> Week:
        return max(self.weeks, key=lambda week: week.then)


def prospect(user: User, keys: Sequence[str], now: datetime) -> Prospect:
    """What waits where the reader takes requests, the oldest first; `keys`: those that they would take."""
    waiting = Request.objects.visible_to(user, now).waiting().order_by("recorded_at", "pk")[:SHOWN]
    offers = [Offer(one, str(one.pk) in keys) for one in waiting]
    parts, load = parts_of(user, now), load_of(user, now)
    more = sum(one.is_chosen for one in offers)
    return Prospect(
        offers,
        load,
        weeks_ahead(load, more, parts, localdate(now)),
        sum(rules.year_by_act(parts, None).values()),
    )
