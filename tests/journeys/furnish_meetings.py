"""Meetings for the eyes: one being held, one that was, one ahead, and a team's."""

from datetime import datetime, timedelta
from typing import Any

from filrouge.accounts.models import User
from filrouge.follow_up.models import Meeting, MeetingSituation
from filrouge.follow_up.queries.agenda import candidates
from filrouge.follow_up.use_cases import agenda, decisions, meetings
from filrouge.follow_up.use_cases.meetings import HerPart, Setting
from filrouge.parcours.models import Parcours, Participant


def met(parcours: Parcours, her: User, *, by: User, now: datetime) -> dict[str, str]:
    """The keys of what was made, as texts."""
    act: dict[str, Any] = {"by": by, "now": now}
    people = list(Participant.objects.filter(parcours=parcours).order_by("-is_the_person", "name")[:4])
    live = _call(parcours, people, now - timedelta(minutes=10), "Faire le point", **act)
    ahead = _call(parcours, people, now + timedelta(days=9), "Trouver une réponse", kind="round_table", **act)
    points = candidates(parcours, by, now)
    agenda.gather(live, keys=[one.key for one in points[:2]], **act)
    item = agenda.add_point(live, words="Qui l’accompagne au marché", area="social_life", **act)
    agenda.write_note(item, note="Sa nièce peut le samedi.", version=1, **act)
    said = {people[0]: "agree", people[1]: "disagree", people[2]: "absent"}
    decision = decisions.decide(
        live, words="Essayer un mois", item=item, in_charge=people[1], due=now.date(), concerns_plan=True,
        stances=said, **act,
    )  # fmt: skip
    agenda.prepare_words(ahead, text="Je veux choisir l’heure.", version=0, by=her, now=now)
    past = _held(parcours, people, **act)
    team = by.memberships.earliest("since_at").organisation
    setting = Setting(
        "Réunion d’équipe", now + timedelta(days=2), now + timedelta(days=2, hours=1), "salle 2"
    )
    staff = meetings.call_staff(team, setting=setting, situations=[parcours], colleagues=[by], **act)
    return {
        "meeting": str(live.meeting_id), "ahead": str(ahead.meeting_id), "held": str(past.meeting_id),
        "point": str(item.pk), "decision": str(decision.pk), "team": str(team.pk), "staff": str(staff.pk),
    }  # fmt: skip


def _call(
    parcours: Parcours,
    people: list[Participant],
    at: datetime,
    subject: str,
    *,
    kind: str = "synthesis",
    **act: Any,
) -> MeetingSituation:
    setting = Setting(subject, at, at + timedelta(hours=1), "au foyer")
    return _of(meetings.call_meeting(parcours, kind=kind, setting=setting, invited=people, **act))


def _of(meeting: Meeting) -> MeetingSituation:
    several = ("meeting__appointment", "meeting__organisation", "parcours__person")
    return MeetingSituation.objects.select_related(*several).get(meeting=meeting)


def _held(parcours: Parcours, people: list[Participant], **act: Any) -> MeetingSituation:
    situation = _call(parcours, people, act["now"] - timedelta(days=20), "Le point d’avant", **act)
    part = HerPart("accompanied", people[1])
    states = {people[1]: "present", people[2]: "excused"}
    meetings.note_presences(situation, part=part, states=states, version=1, **act)
    decisions.decide(situation, words="Garder les mêmes personnes", stances={people[1]: "agree"}, **act)
    meetings.hold_meeting(_of(situation.meeting), said="Ça me va.", summary="Tout tient.", **act)
    return situation
