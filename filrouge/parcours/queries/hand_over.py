"""The hand-over as its page shows it: where it stands, and what is outstanding, as one reader may know it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate

from filrouge.accounts.models import User
from filrouge.lib.dates import PartialDate, PeriodState, state_on
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.choices import CircleRole, HandOverAnswer, HandOverState
from filrouge.parcours.models import CircleMember, HandOver, HandOverLine, Lead, Opening, Parcours
from filrouge.parcours.queries.sharing import decisions_about
from filrouge.parcours.rules import sharing

UNDER_WAY = (HandOverState.PREPARED, HandOverState.PROPOSED)


@dataclass(frozen=True)
class Outstanding:
    """One thing that is outstanding today in a record; `areas` say who may read it."""

    kind: str
    object_id: UUID
    areas: Sequence[str]
    title: str
    since: PartialDate | None


@dataclass(frozen=True)
class HandOverPage:
    """A hand-over, where it stands today, and those of its lines that the reader may read."""

    hand_over: HandOver
    state: HandOverState
    lines: list[HandOverLine]

    @property
    def waiting(self) -> int:
        return sum(line.answer == HandOverAnswer.WAITING for line in self.lines)

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY


def hand_overs(parcours: Parcours) -> QuerySet[HandOver]:
    found = HandOver.objects.filter(parcours=parcours)
    several = ("from_member__participant", "to_member__participant__user", "lead", "prepared_by", "ended_by")
    return found.select_related(*several).order_by("-prepared_at", "-pk")


def find_hand_over(parcours: Parcours, hand_over_id: UUID) -> HandOver:
    """A hand-over of this record; 404 for that of another."""
    return get_object_or_404(hand_overs(parcours).select_related("parcours__person"), pk=hand_over_id)


def find_line(hand_over: HandOver, line_id: UUID, user: User, now: datetime) -> HandOverLine:
    """A line that the reader may read; 404 for any other."""
    readable = [line.pk for line in readable_lines(hand_over, user, now)]
    found = HandOverLine.objects.filter(pk__in=readable).select_related("hand_over__parcours__person")
    return get_object_or_404(found, pk=line_id)


def page_of(hand_over: HandOver, user: User, now: datetime) -> HandOverPage:
    return HandOverPage(hand_over, hand_over.state_on(localdate(now)), readable_lines(hand_over, user, now))


def readable_lines(hand_over: HandOver, user: User, now: datetime) -> list[HandOverLine]:
    """The lines whose areas are all open to `user`; the receiver already reads as the lead will."""
    lines = HandOverLine.objects.filter(hand_over=hand_over).select_related("kept_by").order_by("order", "pk")
    if user.is_system:
        return list(lines)
    opened = opened_to(hand_over, user, now)
    return [line for line in lines if set(line.areas) <= opened]


def opened_to(hand_over: HandOver, user: User, now: datetime) -> set[str]:
    """The areas whose outstanding lines `user` reads: those of their places, and what the hand-over brings."""
    places = CircleMember.objects.open_to(user, now).filter(parcours=hand_over.parcours_id)
    opened = set(Opening.objects.filter(member__in=places.values("pk")).values_list("area", flat=True))
    is_receiver = hand_over.state in (HandOverState.PROPOSED, HandOverState.ACCEPTED) and (
        places.filter(pk=hand_over.to_member_id).exists()
    )
    return opened | brought_by(hand_over, localdate(now)) if is_receiver else opened


def brought_by(hand_over: HandOver, day: date) -> set[str]:
    """What the receiver reads once they lead: all areas that the person did not close to them."""
    to = hand_over.to_member.participant
    spoken = decisions_about(hand_over.parcours)
    said = [*spoken.get(to.pk, []), *(spoken.get(to.team_id, []) if to.team_id else [])]
    return {
        area for area in LifeArea.values if sharing.opens(area, day=day, decisions=said, leads=True, areas=())
    }


def successors(parcours: Parcours, *, besides: CircleMember, day: date) -> list[CircleMember]:
    """Who may lead next: those who coordinate and whose place has not ended."""
    places = CircleMember.objects.filter(parcours=parcours, role=CircleRole.COORDINATION, until=None)
    found = places.exclude(pk=besides.pk).select_related("participant").order_by("participant__name", "pk")
    return [place for place in found if state_on(place.since, place.until, day) != PeriodState.NOT_YET]


def open_lead(parcours: Parcours) -> Lead | None:
    """The period of lead that runs and whose end nobody noted."""
    found = Lead.objects.filter(parcours=parcours, until=None)
    return found.select_related("member__participant", "parcours__person").first()
