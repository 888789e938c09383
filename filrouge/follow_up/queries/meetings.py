"""Meetings as their pages show them: those of a record, those of somebody, and one as one reader may read it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from filrouge.accounts.models import Draft, User
from filrouge.follow_up.choices import PresenceState
from filrouge.follow_up.models import (
    AgendaItem,
    DecisionVoice,
    Meeting,
    MeetingDecision,
    MeetingSituation,
    PreparedWords,
    Presence,
    Task,
)
from filrouge.needs.choices import Stance
from filrouge.parcours.access import can_coordinate
from filrouge.parcours.models import Annotation, Parcours, Participant, ThreadEntry
from filrouge.parcours.models.circle import within
from filrouge.people.models import Relative

PAGE = 50


@dataclass(frozen=True)
class Decided:
    """A decision, where each one stands on it today, and what is to be done of it."""

    decision: MeetingDecision
    voices: Sequence[DecisionVoice]
    task: Task | None = None

    @cached_property
    def standing(self) -> list[DecisionVoice]:
        """The last word of each, in the order in which they first spoke; the former ones stay in `voices`."""
        last = {voice.participant_id: voice for voice in self.voices}
        return sorted(last.values(), key=lambda voice: not voice.participant.is_the_person)

    @property
    def agreed(self) -> list[DecisionVoice]:
        return [voice for voice in self.standing if voice.stance == Stance.AGREE]

    @property
    def disagreed(self) -> list[DecisionVoice]:
        return [voice for voice in self.standing if voice.stance == Stance.DISAGREE]

    @property
    def hers(self) -> DecisionVoice | None:
        """What the person herself last said of it; an absence is no word."""
        spoken = [*self.agreed, *self.disagreed]
        return next((voice for voice in spoken if voice.participant.is_the_person), None)


@dataclass(frozen=True)
class Point:
    """A point of the agenda with what was decided under it."""

    item: AgendaItem
    decisions: list[Decided]


@dataclass(frozen=True)
class MeetingPage:
    """One situation of a meeting, as one reader may read it. `said`: what the person said there."""

    situation: MeetingSituation
    presences: list[Presence]
    points: list[Point]
    other_decisions: list[Decided]
    said: list[Annotation]
    prepared: list[PreparedWords]
    is_whole: bool

    @property
    def meeting(self) -> Meeting:
        return self.situation.meeting

    @property
    def there(self) -> list[Presence]:
        return [each for each in self.presences if each.state == PresenceState.PRESENT]

    @property
    def excused(self) -> list[Presence]:
        return [each for each in self.presences if each.state == PresenceState.EXCUSED]

    @property
    def invited(self) -> list[Presence]:
        return [each for each in self.presences if each.state == PresenceState.INVITED]

    @property
    def decisions(self) -> list[Decided]:
        return [*(one for point in self.points for one in point.decisions), *self.other_decisions]

    @property
    def has_notes(self) -> bool:
        return any(point.item.note for point in self.points) or bool(self.decisions)


def situations(parcours: Parcours, user: User, now: datetime) -> QuerySet[MeetingSituation]:
    """The meetings about one record, for whoever has a place in it or is its person: the latest first."""
    about = MeetingSituation.objects.filter(parcours=parcours).select_related(
        "meeting__appointment__organiser", "meeting__organisation", "parcours__person", "came_with", "event"
    )
    return about.order_by("-meeting__appointment__starts_at", "-pk")


def find_situation(parcours: Parcours, meeting_id: UUID, user: User, now: datetime) -> MeetingSituation:
    """What a meeting says of this record; 404 for a meeting about others."""
    return get_object_or_404(situations(parcours, user, now), meeting=meeting_id)


def find_item(situation: MeetingSituation, item_id: UUID, user: User, now: datetime) -> AgendaItem:
    """A point that `user` may read; 404 for any other."""
    readable = AgendaItem.objects.filter(situation=situation).visible_to(user, now)
    found = readable.select_related("situation__meeting__appointment", "parcours__person")
    return get_object_or_404(found, pk=item_id)


def find_decision(parcours: Parcours, decision_id: UUID, user: User, now: datetime) -> MeetingDecision:
    """A decision that `user` may read; 404 for any other."""
    readable = MeetingDecision.objects.filter(parcours=parcours).visible_to(user, now)
    several = ("parcours__person", "situation__meeting__appointment", "in_charge")
    return get_object_or_404(readable.select_related(*several), pk=decision_id)


def find_team_meeting(user: User, meeting_id: UUID, now: datetime) -> Meeting:
    """A team's meeting, for those who work in that team; 404 for anybody else."""
    seen = Meeting.objects.visible_to(user, now).exclude(organisation=None)
    return get_object_or_404(seen.select_related("appointment__organiser", "organisation"), pk=meeting_id)


def meeting_page(situation: MeetingSituation, user: User, now: datetime) -> MeetingPage:
    """All that a meeting says of one record to `user`: as many questions whatever it holds."""
    parcours = situation.parcours
    held = within(parcours, user, now)
    items = AgendaItem.objects.filter(situation=situation)
    shown = items.visible_to(user, now, held).select_related("proposed_by").order_by("order", "pk")
    decided = decisions(situation, user, now)
    under = [Point(item, [one for one in decided if one.decision.item_id == item.pk]) for item in shown]
    told = {one.decision.pk for point in under for one in point.decisions}
    everything = MeetingDecision.objects.filter(situation=situation).count()
    return MeetingPage(
        situation=situation,
        presences=presences(situation),
        points=under,
        other_decisions=[one for one in decided if one.decision.pk not in told],
        said=_said(situation, user, now),
        prepared=prepared(situation, user, now),
        is_whole=len(under) == items.count() and len(decided) == everything,
    )


def decisions(situation: MeetingSituation, user: User, now: datetime) -> list[Decided]:
    """Those that `user` may read, in the order taken, each with its voices and what is to be done."""
    voices = DecisionVoice.objects.select_related("participant__relative").order_by("recorded_at", "pk")
    found = list(
        MeetingDecision.objects.filter(situation=situation)
        .visible_to(user, now)
        .select_related("in_charge")
        .prefetch_related(Prefetch("voices", voices))
        .order_by("order", "pk")
    )
    tasks = Task.objects.filter(source_kind=MeetingDecision.KIND, source_id__in=[one.pk for one in found])
    to_do = {task.source_id: task for task in tasks}
    return [Decided(one, list(one.voices.all()), to_do.get(one.pk)) for one in found]


def presences(situation: MeetingSituation) -> list[Presence]:
    """Who is asked, the person first, then who represents her, then by name."""
    named = Presence.objects.filter(meeting=situation.meeting_id).select_related(
        "participant__relative", "participant__organisation", "user"
    )
    return sorted(named, key=lambda each: (_first(each.participant), each.name.lower()))


def _first(who: Participant | None) -> int:
    if who is None:
        return 3
    if who.is_the_person:
        return 0
    return 1 if who.relative and who.relative.is_legal_representative else 2


def _said(situation: MeetingSituation, user: User, now: datetime) -> list[Annotation]:
    """What the person said there, for whoever reads the line that tells of the meeting."""
    if situation.event_id is None:
        return []
    read = ThreadEntry.objects.filter(pk=situation.event_id).visible_to(user, now)
    hers = Annotation.objects.filter(entry__in=read, said_by__is_the_person=True)
    return list(hers.order_by("recorded_at", "order", "pk"))


def prepared(situation: MeetingSituation, user: User, now: datetime) -> list[PreparedWords]:
    """What was prepared to be said: one's own, and all of it for who coordinates and calls each to speak."""
    found = (
        PreparedWords.objects.filter(situation=situation).exclude(text="").select_related("said_by__relative")
    )
    if not can_coordinate(user, situation.parcours, now):
        found = found.filter(Q(said_by__user=user) | Q(said_by__relative__account=user) | _is_hers(user))
    return list(found.order_by("-said_by__is_the_person", "changed_at", "pk"))


def _is_hers(user: User) -> Q:
    return Q(said_by__is_the_person=True, situation__parcours__person__account=user)


@dataclass(frozen=True)
class TeamRow:
    """One situation of a team's meeting. `parcours` None: the reader may not know whose it is."""

    situation: MeetingSituation
    parcours: Parcours | None
    may_enter: bool


def team_rows(meeting: Meeting, user: User, now: datetime, held: Collection[UUID]) -> list[TeamRow]:
    """The situations in their order, with the names that `user` may know; `held`: the records they have a place in."""
    found = list(meeting.situations.select_related("event").order_by("order", "pk"))
    named = Parcours.objects.visible_to(user, now).filter(pk__in=[each.parcours_id for each in found])
    known = {each.pk: each for each in named.select_related("person")}
    return [TeamRow(each, known.get(each.parcours_id), each.parcours_id in held) for each in found]


@dataclass(frozen=True)
class Ahead:
    """A meeting in a list: its situations that the reader may name."""

    meeting: Meeting
    parcours: list[Parcours]
    others: int


def meetings_of(user: User, now: datetime, *, past: bool = False) -> list[Ahead]:
    """Those ahead, the next first; or those behind, the latest first."""
    seen = Meeting.objects.visible_to(user, now).standing().select_related("appointment", "organisation")
    if past:
        rows = seen.filter(appointment__ends_at__lt=now).order_by("-appointment__starts_at", "-pk")
    else:
        rows = seen.filter(appointment__ends_at__gte=now).order_by("appointment__starts_at", "pk")
    found = list(rows[:PAGE])
    about: dict[UUID, list[UUID]] = defaultdict(list)
    links = MeetingSituation.objects.filter(meeting__in=found).order_by("order", "pk")
    for meeting, parcours in links.values_list("meeting", "parcours"):
        about[meeting].append(parcours)
    several = [key for keys in about.values() for key in keys]
    named = Parcours.objects.visible_to(user, now).filter(pk__in=several).select_related("person")
    known = {each.pk: each for each in named}
    return [
        Ahead(
            one,
            [known[key] for key in about[one.pk] if key in known],
            sum(k not in known for k in about[one.pk]),
        )
        for one in found
    ]


def drafts_at(user: User, paths: Collection[str]) -> dict[str, Draft]:
    """What somebody was typing in several forms and did not send, by the address of each."""
    return {draft.path: draft for draft in Draft.objects.filter(user=user, path__in=paths)}


def to_invite(parcours: Parcours) -> list[UUID]:
    """Whom one asks first: the person, who represents her, the circle of today."""
    represented = Relative.objects.filter(person=parcours.person_id, is_legal_representative=True)
    first = Q(is_the_person=True) | Q(relative__in=represented)
    return list(Participant.objects.filter(first, parcours=parcours).values_list("pk", flat=True))
