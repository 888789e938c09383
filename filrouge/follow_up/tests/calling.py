"""A meeting for the tests: called, spoken of, held."""

from datetime import timedelta

from filrouge.follow_up.models import AgendaItem, Meeting, MeetingSituation
from filrouge.follow_up.use_cases import agenda, decisions, meetings
from filrouge.follow_up.use_cases.meetings import HerPart, Setting
from tests.personas import NOW, World

LATER = NOW + timedelta(hours=2)


def setting(*, subject: str = "Faire le point", at=NOW, minutes: int = 60) -> Setting:
    return Setting(subject, at, at + timedelta(minutes=minutes), "à la MAIA")


def call(made: World, *, kind: str = "synthesis", invited=("person", "ines"), **said) -> MeetingSituation:
    """A synthesis around Mme Morel, with those invited."""
    people = [made.participants[who] for who in invited]
    meeting = meetings.call_meeting(
        made.parcours, kind=kind, setting=setting(**said), invited=people, by=made.claire, now=NOW
    )
    return of(meeting)


def of(meeting: Meeting) -> MeetingSituation:
    return MeetingSituation.objects.select_related(
        "meeting__appointment", "meeting__organisation", "parcours__person"
    ).get(meeting=meeting)


def staff(made: World, *others: World) -> Meeting:
    """The meeting of Claire's team, around these records."""
    team = made.claire.memberships.get().organisation
    several = [each.parcours for each in (made, *others)]
    return meetings.call_staff(
        team, setting=setting(subject="Équipe"), situations=several, colleagues=[made.claire, made.sophie],
        by=made.claire, now=NOW,
    )  # fmt: skip


def point(situation: MeetingSituation, made: World, *, words: str = "un point", area="health") -> AgendaItem:
    return agenda.add_point(situation, words=words, area=area, by=made.claire, now=NOW)


def decide(situation: MeetingSituation, made: World, words: str = "Appeler le service", **said):
    return decisions.decide(situation, words=words, by=made.claire, now=LATER, **said)


def note_presences(situation: MeetingSituation, made: World, part=None, **states: str) -> None:
    situation.refresh_from_db(fields=["version"])
    meetings.note_presences(
        situation, part=part or HerPart("alone"), version=situation.version,
        states={made.participants[who]: state for who, state in states.items()}, by=made.claire, now=NOW,
    )  # fmt: skip


def hold(situation: MeetingSituation, made: World, *, said: str = "Je veux rester chez moi."):
    note_presences(situation, made, ines="present")
    return meetings.hold_meeting(
        of(situation.meeting), said=said, summary="On essaie.", by=made.claire, now=LATER
    )
