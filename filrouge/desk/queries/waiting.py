"""What waits for somebody: ruptures, requests to come into a circle, records that still lack something."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.shortcuts import get_object_or_404

from filrouge.accounts.models import User
from filrouge.desk.queries.missing import Missing, missing, with_what_it_holds
from filrouge.follow_up.models import Rupture
from filrouge.journal.queries import records_opened_by
from filrouge.parcours.choices import AccessAnswer, ParcoursState
from filrouge.parcours.models import AccessRequest, CircleMember, Parcours
from filrouge.plans.queries.solicitations import Waiting, waiting_for_partners

MOST_TO_COMPLETE = 10


@dataclass(frozen=True)
class ToComplete:
    """A record that the reader opened and that still lacks something."""

    parcours: Parcours
    lacks: list[Missing]


def broken(user: User, records: Iterable[UUID], now: datetime) -> set[UUID]:
    """Those of several records where a rupture that `user` may read is open."""
    ruptures = Rupture.objects.visible_to(user, now).filter(closed_by=None, parcours__in=records)
    return set(ruptures.values_list("parcours_id", flat=True))


def to_complete(user: User, now: datetime) -> list[ToComplete]:
    """The records that `user` opened, is still in the circle of, and that lack something."""
    opened = records_opened_by(user.pk)[: 10 * MOST_TO_COMPLETE]
    places = CircleMember.objects.open_to(user, now).values("parcours")
    mine = Parcours.objects.filter(person__in=opened, person__is_deceased=False, pk__in=places).exclude(
        state=ParcoursState.CLOSED
    )
    rows = with_what_it_holds(mine.select_related("person")).order_by("-pk")
    found = (ToComplete(parcours, missing(parcours)) for parcours in rows)
    return list(islice((one for one in found if one.lacks), MOST_TO_COMPLETE))


def request_to_answer(user: User, request_id: UUID, now: datetime) -> AccessRequest:
    """A request about a record that `user` may see; 404 otherwise, as if it did not exist."""
    visible = AccessRequest.objects.filter(parcours__in=Parcours.objects.visible_to(user, now))
    return get_object_or_404(visible.select_related("parcours__person", "asked_by"), pk=request_id)


def own_requests(user: User, now: datetime) -> list[AccessRequest]:
    """The requests of `user` that wait for an answer: one for each name typed, however many circles were asked."""
    mine = AccessRequest.objects.filter(asked_by=user, answer=AccessAnswer.WAITING)
    by_name = {request.typed_name: request for request in mine.order_by("asked_at", "pk")}
    return list(by_name.values())


@dataclass(frozen=True)
class LeftOpen:
    """What presses nobody today: asked and not answered yet, begun and not finished."""

    partners: Waiting
    to_complete: list[ToComplete]
    own_requests: list[AccessRequest]

    @property
    def records(self) -> list[UUID]:
        keys = [row.line.parcours_id for row in self.partners.rows]
        return list(dict.fromkeys([*keys, *(one.parcours.pk for one in self.to_complete)]))


def left_open(user: User, now: datetime) -> LeftOpen:
    return LeftOpen(waiting_for_partners(user, now), to_complete(user, now), own_requests(user, now))
