"""A team's situations to discuss: why each is proposed, told only as far as its reader may read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from filrouge.accounts.models import Membership, User
from filrouge.follow_up.choices import ProposalState
from filrouge.follow_up.models import Review, Rupture, RuptureProposal, Signal
from filrouge.follow_up.queries.agenda import signal_words
from filrouge.lib.dates import PartialDate, say
from filrouge.parcours.choices import CircleRole, CoordinationLevel, ParcoursState
from filrouge.parcours.models import CircleMember, Lead, Opening, Parcours, ThreadEntry
from filrouge.territory.models import Organisation

PAGE = 50


@dataclass
class ToDiscuss:
    """One situation, and why to speak of it. `closed`: how many reasons stand in what this reader may not read."""

    parcours: Parcours
    leader: str
    reasons: list[str] = field(default_factory=list)
    closed: int = 0

    @property
    def key(self) -> str:
        return str(self.parcours.pk)

    @property
    def name(self) -> str:
        return self.parcours.person.usual_name


@dataclass(frozen=True)
class StaffPage:
    """One page of a team's situations by name; `next_start` is where the next begins."""

    rows: list[ToDiscuss]
    next_start: UUID | None


class Reason(NamedTuple):
    """Why a situation is proposed, and what one must read to be told: a line of the thread, or a life area."""

    parcours: UUID
    words: str
    entry: UUID | None
    area: str = ""


def teams_of(user: User, now: datetime) -> QuerySet[Organisation]:
    """The teams whose meeting `user` may call."""
    return Organisation.objects.filter(pk__in=user.organisations_where("follow_up.meet", now)).order_by(
        "name"
    )


def colleagues_of(organisation: Organisation, now: datetime) -> QuerySet[User]:
    """Those who work in a team today, and coordinate or accompany there."""
    working = Membership.objects.current(now).filter(organisation=organisation)
    placed = working.filter(role__in=("coordinator", "team_lead", "professional", "consultant"))
    return User.objects.filter(pk__in=placed.values("user"), is_active=True).order_by("name", "pk")


def situations_of(organisation: Organisation, user: User, now: datetime) -> QuerySet[Parcours]:
    """The situations that a team coordinates, among those whose name `user` may know."""
    members = Membership.objects.current(now).filter(organisation=organisation)
    coordinating = CircleMember.objects.filter(role=CircleRole.COORDINATION).with_open_access(now)
    held = coordinating.filter(
        Q(participant__organisation=organisation)
        | Q(participant__organisation=None, participant__user__in=members.values("user"))
    )
    known = Parcours.objects.visible_to(user, now).exclude(state=ParcoursState.CLOSED)
    return known.filter(pk__in=held.values("parcours"))


def staff_page(
    organisation: Organisation, user: User, now: datetime, *, start: UUID | None = None, every: bool = False
) -> StaffPage:
    """Those that something proposes, or `every` one; as many questions whatever their number."""
    today = localdate(now)
    rows = (
        situations_of(organisation, user, now).select_related("person").order_by("person__search_text", "pk")
    )
    rows = rows if every else rows.filter(_is_proposed(today))
    first = rows.filter(pk=start).first() if start else None
    if first is not None:
        name = first.person.search_text
        rows = rows.filter(Q(person__search_text__gt=name) | Q(person__search_text=name, pk__gte=first.pk))
    found = list(rows[: PAGE + 1])
    shown = told(found[:PAGE], user, now)
    return StaffPage(shown, found[PAGE].pk if len(found) > PAGE else None)


def _is_proposed(today: date) -> Q:
    waiting = RuptureProposal.objects.filter(state=ProposalState.PROPOSED)
    return (
        Q(pk__in=Rupture.objects.filter(closed_by=None).values("parcours"))
        | Q(pk__in=waiting.values("parcours"))
        | Q(pk__in=Signal.objects.filter(gone_at=None).values("parcours"))
        | Q(pk__in=_late(today).values("parcours"))
        | Q(level=CoordinationLevel.COMPLEX)
        | ~Q(pk__in=Lead.objects.filter(until=None).values("parcours"))
    )


def _late(today: date) -> QuerySet[Review]:
    """The last review of a record, when it asked for another whose day is past."""
    return Review.objects.last_held().filter(next_on__lt=today)


def told(several: Sequence[Parcours], user: User, now: datetime) -> list[ToDiscuss]:
    """Why to speak of each: what stands in the header in words, the rest as far as `user` reads it."""
    keys = [parcours.pk for parcours in several]
    leads = Lead.objects.filter(parcours__in=keys, until=None).select_related("member__participant")
    leaders = {lead.parcours_id: lead.member.participant.name for lead in leads}
    rows = {
        each.pk: ToDiscuss(each, leaders.get(each.pk, ""), _in_the_header(each, leaders)) for each in several
    }
    reasons = list(_reasons(keys, localdate(now)))
    named = [reason.entry for reason in reasons if reason.entry]
    read = set(ThreadEntry.objects.visible_to(user, now).filter(pk__in=named).values_list("pk", flat=True))
    places = CircleMember.objects.filter(parcours__in=keys).open_to(user, now)
    opened = set(Opening.objects.filter(member__in=places.values("pk")).values_list("parcours_id", "area"))
    for each in reasons:
        is_read = each.entry in read if each.entry else (each.parcours, each.area) in opened
        if is_read and (not each.area or (each.parcours, each.area) in opened):
            rows[each.parcours].reasons.append(each.words)
        else:
            rows[each.parcours].closed += 1
    return list(rows.values())


def _in_the_header(parcours: Parcours, leaders: dict[UUID, str]) -> list[str]:
    """What everybody who knows of the record may know."""
    said = []
    if parcours.pk not in leaders:
        said.append(_("sans référent"))
    if parcours.level == CoordinationLevel.COMPLEX:
        said.append(_("situation complexe"))
    return said


def _reasons(keys: Sequence[UUID], today: date) -> Iterator[Reason]:
    about = {"parcours__in": keys}
    for rupture in Rupture.objects.filter(closed_by=None, **about).order_by("order", "pk"):
        yield Reason(rupture.parcours_id, _("rupture\u00a0: %(what)s") % {"what": rupture.nature}, rupture.pk)
    waiting = RuptureProposal.objects.filter(state=ProposalState.PROPOSED, **about).select_related("spell")
    for proposal in waiting.order_by("proposed_at", "pk"):
        words = _("%(service)s, rien à la place") % {"service": proposal.spell.nature}
        yield Reason(proposal.parcours_id, words, proposal.spell_id)
    for review in _late(today).filter(**about).order_by("next_on", "pk"):
        day = say(PartialDate.of_day(review.next_on)) if review.next_on else ""
        yield Reason(review.parcours_id, _("co-évaluation attendue\u00a0: %(day)s") % {"day": day}, review.pk)
    for signal in Signal.objects.filter(gone_at=None, **about).order_by("since", "pk"):
        yield Reason(signal.parcours_id, signal_words(signal), signal.entry, signal.area)
