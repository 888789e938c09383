"""What waits for somebody: ruptures, requests to come into a circle, records that still lack something."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.desk.queries.missing import Missing, missing, with_what_it_holds
from filrouge.desk.queries.unknowns import short
from filrouge.desk.queries.wording import capital
from filrouge.follow_up.choices import ProposalState
from filrouge.follow_up.models import Event, Rupture, RuptureProposal
from filrouge.journal.queries import records_opened_by
from filrouge.lib.dates import since_words, until_words
from filrouge.parcours.choices import AccessAnswer, ParcoursState
from filrouge.parcours.models import AccessRequest, CircleMember, Parcours, ThreadEntry
from filrouge.plans.queries.solicitations import Waiting, waiting_for_partners
from filrouge.ui.navigation import find_url

MOST_SIGNALS = 20
MOST_TO_COMPLETE = 10


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
