"""L'équipe, for its lead: the requests that nobody holds, the situations to look at, whose profile one may change."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, IntegerField, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from filrouge.accounts.models import Membership, User
from filrouge.desk.queries.load import open_on
from filrouge.desk.queries.people import Listed, listed
from filrouge.desk.queries.requests import age_of
from filrouge.desk.queries.suggesting import Suggestion, suggestions
from filrouge.follow_up.models import Review, Rupture
from filrouge.lib.dates import say_near
from filrouge.parcours.choices import CircleRole, CoordinationLevel, ParcoursState
from filrouge.parcours.models import CircleMember, Lead, Parcours, Request

REQUESTS, SITUATIONS, FIRST_SITUATIONS = 8, 50, 6
MANY_AROUND = 8
DRAFTS_ARE_OLD = timedelta(days=30)


@dataclass(frozen=True)
class Unassigned:
    """A request that nobody holds: how long it has waited, and whom it may suit."""

    request: Request
    age: str
    suggestions: list[Suggestion]


@dataclass(frozen=True)
class RequestPage:
    """`held`: how many were given to somebody and not yet taken."""

    waiting: list[Unassigned]
    total: int
    held: int
    next_start: UUID | None


def request_page(user: User, *, start: UUID | None, now: datetime) -> RequestPage:
    """A page of what nobody holds in the teams that `user` leads, the oldest first; by key."""
    led = user.organisations_where("parcours.oversee", now)
    waiting = Request.objects.filter(organisation__in=led).waiting()
    counted = waiting.aggregate(
        total=Count("pk", filter=Q(assigned_to=None)), held=Count("pk", filter=~Q(assigned_to=None))
    )
    rows = waiting.filter(assigned_to=None).order_by("recorded_at", "pk")
    first = rows.filter(pk=start).first() if start else None
    if first is not None:
        at = first.recorded_at
        rows = rows.filter(Q(recorded_at__gt=at) | Q(recorded_at=at, pk__gte=first.pk))
    found = list(rows.select_related("organisation")[: REQUESTS + 1])
    shown, today = found[:REQUESTS], localdate(now)
    fitting = suggestions(user, shown, now)
    return RequestPage(
        [Unassigned(one, age_of(one, today), fitting[one.pk]) for one in shown],
        counted["total"], counted["held"],
        found[REQUESTS].pk if len(found) > REQUESTS else None,
    )  # fmt: skip


@dataclass(frozen=True)
class ToLookAt:
    """One situation of the team, and why it is worth a talk: in sentences, from what its reader may know."""

    listed: Listed
    leader: str
    reasons: list[str]


@dataclass(frozen=True)
class SituationPage:
    situations: list[ToLookAt]
    next_start: UUID | None

    @property
    def records(self) -> list[UUID]:
        return [each.listed.parcours_id for each in self.situations]


def situation_page(user: User, *, start: UUID | None, now: datetime, size: int = SITUATIONS) -> SituationPage:
    """A page of the situations worth a talk, by name: a constant number of questions, by key.

    What stands in the header and the circle is told of every situation that the team follows; what stands in the
    thread, of those alone in whose circle the reader has a place.
    """
    rows = _to_look_at(user, now).select_related("person").order_by("person__search_text", "pk")
    first = (
        Parcours.objects.visible_to(user, now).filter(pk=start).select_related("person").first()
        if start
        else None
    )
    if first is not None:
        name = first.person.search_text
        rows = rows.filter(Q(person__search_text__gt=name) | Q(person__search_text=name, pk__gte=first.pk))
    found = list(rows[: size + 1])
    shown = found[:size]
    told = _told(user, shown, now)
    people = listed(shown, user, today=localdate(now), now=now)
    return SituationPage(
        [ToLookAt(each, *told[each.parcours_id]) for each in people],
        found[size].pk if len(found) > size else None,
    )


def _to_look_at(user: User, now: datetime) -> QuerySet[Parcours]:
    today = localdate(now)
    followed = CircleMember.objects.overseen_by(user, now).values("parcours")
    going = Parcours.objects.filter(pk__in=followed, person__is_deceased=False)
    rows = going.exclude(state=ParcoursState.CLOSED).annotate(around=_around(today), begun_at=_begun())
    led = Lead.objects.filter(open_on(today)).values("parcours")
    return rows.filter(
        Q(level=CoordinationLevel.COMPLEX)
        | Q(around__gte=MANY_AROUND)
        | ~Q(pk__in=led)
        | Q(pk__in=_left(user, now).values("parcours"))
        | Q(state=ParcoursState.DRAFT, begun_at__lt=now - DRAFTS_ARE_OLD)
        | Q(pk__in=_broken(user, now).values("parcours"))
        | Q(pk__in=_late(user, now).values("pk"))
    )


def _around(today: date) -> Any:
    """How many persons and services stand in the circle on a day, beside the relatives."""
    there = CircleMember.objects.filter(parcours=OuterRef("pk")).exclude(role=CircleRole.RELATIVE)
    running = there.filter(Q(until=None) | Q(until_latest__gte=today)).order_by()
    counted = running.values("parcours").annotate(n=Count("participant", distinct=True)).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _begun() -> Any:
    """Since when somebody works on it: the first access that was opened."""
    opened = CircleMember.objects.filter(parcours=OuterRef("pk")).order_by().values("parcours")
    return Subquery(opened.annotate(first=Min("access_from")).values("first"))


def _left(user: User, now: datetime) -> QuerySet[Lead]:
    """Leads held for the reader's organisations by somebody who no longer works there."""
    led = user.organisations_where("parcours.oversee", now)
    there = Membership.objects.current(now).filter(organisation__in=led).values("user")
    leads = Lead.objects.filter(open_on(localdate(now)), member__participant__organisation__in=led)
    return leads.exclude(member__participant__user=None).exclude(member__participant__user__in=there)


def _broken(user: User, now: datetime) -> QuerySet[Rupture]:
    return Rupture.objects.visible_to(user, now).filter(closed_by=None)


def _late(user: User, now: datetime) -> QuerySet[Parcours]:
    """Where the last review set a next one on a day that has passed, and the reader may read it."""
    late = Review.objects.visible_to(user, now).last_held().filter(next_on__lt=localdate(now))
    held = CircleMember.objects.open_to(user, now).values("parcours")
    day = Subquery(late.filter(parcours=OuterRef("pk")).values("next_on")[:1])
    return Parcours.objects.filter(pk__in=held).annotate(next_on=day).exclude(next_on=None)


def _told(user: User, shown: Iterable[Parcours], now: datetime) -> dict[UUID, tuple[str, list[str]]]:
    """Who leads each today, and why it is there: four questions, however many there are."""
    rows = list(shown)
    keys, today = [parcours.pk for parcours in rows], localdate(now)
    led = {lead.parcours_id: lead for lead in _leads(keys, today)}
    gone = _left(user, now).filter(parcours__in=keys).order_by("pk")
    left = dict(gone.values_list("parcours", "member__participant__name"))
    inside = _of_the_thread(user, keys, now)
    told = {}
    for one in rows:
        lead = led.get(one.pk)
        waits = _lead_words(lead, today)
        leader = lead.member.participant.name if lead and not waits and one.pk not in left else ""
        around = _of_the_circle(one, left.get(one.pk, ""), now)
        told[one.pk] = (leader, [*waits, *around, *inside[one.pk]])
    return told


def _of_the_thread(user: User, keys: list[UUID], now: datetime) -> dict[UUID, list[str]]:
    """What the thread tells, in the records alone where the reader may read it."""
    said: dict[UUID, list[str]] = defaultdict(list)
    torn = _broken(user, now).filter(parcours__in=keys).order_by("recorded_at", "pk")
    for key, nature in torn.values_list("parcours", "nature"):
        said[key].append(_("Rupture ouverte\u00a0: %(nature)s.") % {"nature": nature})
    for late in _late(user, now).filter(pk__in=keys):
        when = say_near(late.next_on, today=localdate(now))  # type: ignore[attr-defined]
        said[late.pk].append(_("Co-évaluation en retard\u00a0: elle était prévue %(when)s.") % {"when": when})
    return said


def _leads(keys: list[UUID], today: date) -> QuerySet[Lead]:
    """Who leads each today, or is the next to; the latest to begin first, so that the nearest stays."""
    running = Q(until=None) | Q(until_latest__gt=today)
    rows = Lead.objects.filter(running, parcours__in=keys).select_related("member__participant")
    return rows.order_by(F("since_earliest").desc(nulls_last=True), "pk")


def _lead_words(lead: Lead | None, today: date) -> list[str]:
    """That nobody leads, or not before a day."""
    if lead is None:
        return [_("Personne ne pilote.")]
    if lead.since_earliest and lead.since_earliest > today:
        said = {"when": say_near(lead.since_earliest, today=today), "name": lead.member.participant.name}
        return [_("Personne ne pilote encore\u00a0: %(name)s commence %(when)s.") % said]
    return []


def _of_the_circle(parcours: Parcours, left: str, now: datetime) -> list[str]:
    """What the header and the circle tell, which a lead of the team reads for every situation."""
    around, begun = parcours.around, parcours.begun_at  # type: ignore[attr-defined]
    said = []
    if parcours.level == CoordinationLevel.COMPLEX:
        said.append(_("Situation complexe, institutions à la table."))
    if around >= MANY_AROUND:
        said.append(_("%(n)d personnes et services autour.") % {"n": around})
    if left:
        said.append(_("Pilotée par %(name)s, qui n’est plus dans l’équipe.") % {"name": left})
    if parcours.state == ParcoursState.DRAFT and begun and begun < now - DRAFTS_ARE_OLD:
        when = say_near(localdate(begun), today=localdate(now))
        said.append(_("Brouillon ouvert %(when)s.") % {"when": when})
    return said


def find_colleague(user: User, user_id: UUID, now: datetime) -> User:
    """Oneself as a professional, or somebody who works where `user` leads a team; 404 for anybody else."""
    led = user.organisations_where("parcours.oversee", now)
    members = Membership.objects.current(now).filter(organisation__in=led).values("user")
    known = Q(pk__in=members) | Q(pk=user.pk)
    return get_object_or_404(User.objects.filter(known, kind=User.Kind.PROFESSIONAL), pk=user_id)
