"""What waits for somebody: ruptures, requests to come into a circle, records that still lack something."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from django.shortcuts import get_object_or_404

from filrouge.accounts.models import Membership, User
from filrouge.desk.queries.missing import Missing, missing, with_what_it_holds
from filrouge.follow_up.models import Rupture
from filrouge.journal.queries import records_opened_by
from filrouge.parcours.choices import AccessAnswer, CircleRole, ParcoursState
from filrouge.parcours.models import AccessRequest, CircleMember, Parcours
from filrouge.ui.navigation import find_url

MOST_TO_COMPLETE = 10
MOST_REQUESTS = 50
ANSWERS_STAY = timedelta(days=30)


@dataclass(frozen=True)
class ToComplete:
    """A record that the reader opened and that still lacks something."""

    parcours: Parcours
    lacks: list[Missing]


@dataclass(frozen=True)
class Asked:
    """Somebody asks for a place in a circle that the reader coordinates."""

    request: AccessRequest
    organisations: list[str]
    invite_url: str


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


def asked(user: User, now: datetime) -> list[Asked]:
    """The requests that await an answer from those who coordinate, with who asks."""
    if not user.may("parcours.manage_circle"):
        return []
    coordinated = CircleMember.objects.open_to(user, now).filter(role=CircleRole.COORDINATION)
    waiting = AccessRequest.objects.filter(
        answer=AccessAnswer.WAITING, parcours__in=coordinated.values("parcours")
    )
    requests = list(
        waiting.select_related("parcours__person", "asked_by").order_by("asked_at", "pk")[:MOST_REQUESTS]
    )
    askers = [request.asked_by_id for request in requests]
    works_at: dict[UUID, list[str]] = defaultdict(list)
    for place in Membership.objects.current(now).filter(user__in=askers).select_related("organisation"):
        works_at[place.user_id].append(place.organisation.name)
    return [Asked(request, works_at[request.asked_by_id], _invite_url(request)) for request in requests]


def _invite_url(request: AccessRequest) -> str:
    """Where a place is given, filled with who asks."""
    return f"{find_url('parcours:member_add', request.parcours_id)}?demande={request.pk}"


def request_to_answer(user: User, request_id: UUID, now: datetime) -> AccessRequest:
    """A request about a record that `user` may see; 404 otherwise, as if it did not exist."""
    visible = AccessRequest.objects.filter(parcours__in=Parcours.objects.visible_to(user, now))
    return get_object_or_404(visible.select_related("parcours__person", "asked_by"), pk=request_id)


def own_requests(user: User, now: datetime) -> list[AccessRequest]:
    """What became of the requests that `user` made: one for each name typed, however many circles were asked."""
    mine = AccessRequest.objects.filter(asked_by=user, asked_at__gt=now - ANSWERS_STAY)
    by_name: dict[str, AccessRequest] = {}
    for request in mine.order_by("asked_at", "pk"):
        known = by_name.get(request.typed_name)
        if known is None or _WEIGHT[request.answer] >= _WEIGHT[known.answer]:
            by_name[request.typed_name] = request
    return [request for request in by_name.values() if request.answer != AccessAnswer.INVITED]


_WEIGHT: dict[str, int] = {AccessAnswer.REFUSED: 0, AccessAnswer.WAITING: 1, AccessAnswer.INVITED: 2}
