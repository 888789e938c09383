"""The meetings about a person, as she reads them: what is ahead, who comes, what was decided and where she stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate

from filrouge.follow_up.models import MeetingSituation, PreparedWords, Presence
from filrouge.follow_up.queries.meetings import MeetingPage, meeting_page, situations
from filrouge.space.queries.words import HardWord, Instant, hard_words, instant
from filrouge.space.rules import Reader

MOST = 50


@dataclass(frozen=True)
class Told:
    """A meeting in a list, with its day in words."""

    situation: MeetingSituation
    when: Instant


@dataclass(frozen=True)
class MyMeetings:
    """Those ahead, the next first; those behind, the latest first."""

    ahead: list[Told]
    past: list[Told]


@dataclass(frozen=True)
class MyMeeting:
    """One meeting: what its reader may read of it, and what they prepared to say."""

    page: MeetingPage
    when: Instant
    own: PreparedWords | None
    is_ahead: bool

    @property
    def hard_words(self) -> Sequence[HardWord]:
        texts = [each.item.words for each in self.page.points]
        return hard_words([*texts, *(one.decision.words for one in self.page.decisions)])


def open_to(reader: Reader, now: datetime) -> QuerySet[MeetingSituation]:
    """All of them for the person and who represents her; for another relative, those to which they are asked."""
    found = situations(reader.parcours, reader.user, now)
    if reader.sees_who_reads:
        return found
    asked = Presence.objects.filter(participant__relative__account=reader.user)
    return found.filter(meeting__in=asked.values("meeting"))


def my_meetings(reader: Reader, now: datetime) -> MyMeetings:
    rows = list(open_to(reader, now)[:MOST])
    told = [Told(each, _when(each, now)) for each in rows]
    ahead = [each for each in reversed(told) if is_ahead(each.situation, now)]
    return MyMeetings(ahead, [each for each in told if not is_ahead(each.situation, now)])


def is_ahead(situation: MeetingSituation, now: datetime) -> bool:
    appointment = situation.meeting.appointment
    return appointment.ends_at >= now and not situation.is_held and appointment.cancelled_at is None


def _when(situation: MeetingSituation, now: datetime) -> Instant:
    return instant(situation.meeting.appointment.starts_at, today=localdate(now))


def find_meeting(reader: Reader, meeting_id: UUID, now: datetime) -> MeetingSituation:
    """A meeting that is open to this reader; 404 for any other."""
    return get_object_or_404(open_to(reader, now), meeting=meeting_id)


def my_meeting(reader: Reader, situation: MeetingSituation, now: datetime) -> MyMeeting:
    return MyMeeting(
        page=meeting_page(situation, reader.user, now),
        when=_when(situation, now),
        own=own_words(reader, situation),
        is_ahead=is_ahead(situation, now),
    )


def own_words(reader: Reader, situation: MeetingSituation) -> PreparedWords | None:
    """What this reader prepared to say there."""
    mine = Q(said_by__relative__account=reader.user)
    if reader.is_the_person:
        mine = Q(said_by__is_the_person=True)
    return PreparedWords.objects.filter(mine, situation=situation).first()
