"""What waits for somebody: ruptures, requests to come into a circle, records that still lack something."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from filrouge.accounts.models import Membership, User
from filrouge.desk.queries.missing import Missing, missing, with_what_it_holds
from filrouge.desk.queries.unknowns import short
from filrouge.follow_up.choices import ProposalState
from filrouge.follow_up.models import Event, Rupture, RuptureProposal
from filrouge.journal.queries import records_opened_by
from filrouge.lib.dates import since_words, until_words
from filrouge.lib.text import capital
from filrouge.parcours.choices import AccessAnswer, CircleRole, ParcoursState
from filrouge.parcours.models import AccessRequest, CircleMember, Parcours, ThreadEntry
from filrouge.ui.navigation import find_url

MOST_SIGNALS = 20
MOST_TO_COMPLETE = 10
MOST_REQUESTS = 50
ANSWERS_STAY = timedelta(days=30)


@dataclass(frozen=True)
class Signal:
    """A rupture that is open, or one to confirm (`proposal`), with its facts."""

    parcours: Parcours
    title: str
    facts: list[str]
    url: str
    proposal: UUID | None = None


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


def signals(user: User, now: datetime) -> list[Signal]:
    """Open ruptures and those to confirm, in the records where `user` has a place: facts, never a score.

    Nothing calls anybody any more once the accompaniment ended, or the person died.
    """
    held = CircleMember.objects.open_to(user, now).filter(parcours__person__is_deceased=False)
    places = held.exclude(parcours__state=ParcoursState.CLOSED).values("parcours")
    open_ones = (
        Rupture.objects.visible_to(user, now)
        .filter(closed_by=None, parcours__in=places)
        .select_related("opened_by", "spell__provider", "parcours__person")
        .order_by("-recorded_at", "pk")[:MOST_SIGNALS]
    )
    lines = ThreadEntry.objects.visible_to(user, now).filter(parcours__in=places)
    to_confirm = (
        RuptureProposal.objects.filter(
            Exists(lines.filter(pk=OuterRef("spell"))), state=ProposalState.PROPOSED
        )
        .select_related("spell__provider", "parcours__person")
        .order_by("-proposed_at", "pk")[:MOST_SIGNALS]
    )
    ruptures = list(open_ones)
    openers = [rupture.opened_by_id for rupture in ruptures]
    readable = set(Event.objects.visible_to(user, now).filter(pk__in=openers).values_list("pk", flat=True))
    return [
        *(_open_rupture(one, one.opened_by_id in readable) for one in ruptures),
        *map(_to_confirm, to_confirm),
    ]


def _open_rupture(rupture: Rupture, shows_opener: bool) -> Signal:
    facts = [
        capital(since_words(rupture.since)) + ".",
        _("Cause\u00a0: %(cause)s.") % {"cause": rupture.cause},
    ]
    if shows_opener:
        facts.insert(0, short(rupture.opened_by.fact) + ".")
    if rupture.consequence:
        facts.append(capital(rupture.consequence) + ".")
    return Signal(rupture.parcours, rupture.nature, facts, find_url("follow_up:page", rupture.parcours_id))


def _to_confirm(proposal: RuptureProposal) -> Signal:
    spell = proposal.spell
    facts = [
        _("%(provider)s\u00a0: %(nature)s, %(until)s.")
        % {"provider": spell.provider.name, "nature": spell.nature, "until": until_words(spell.until)},
        _("Aucun service ne le remplace."),
    ]
    if spell.end_reason:
        facts.insert(1, _("Motif\u00a0: %(reason)s.") % {"reason": spell.end_reason})
    url = find_url("follow_up:proposal_confirm", proposal.parcours_id, proposal.pk)
    return Signal(proposal.parcours, spell.nature, facts, url, proposal.pk)


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
