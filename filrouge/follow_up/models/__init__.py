from filrouge.follow_up.models.appointments import Appointment
from filrouge.follow_up.models.events import Event, EventParticipant
from filrouge.follow_up.models.meetings import (
    AgendaItem,
    DecisionVoice,
    Meeting,
    MeetingDecision,
    MeetingSituation,
    PreparedWords,
    Presence,
)
from filrouge.follow_up.models.radar import Signal
from filrouge.follow_up.models.reviews import Review
from filrouge.follow_up.models.ruptures import Rupture, RuptureProposal
from filrouge.follow_up.models.tasks import Task
from filrouge.follow_up.models.transitions import Transition

__all__ = [
    "AgendaItem",
    "Appointment",
    "DecisionVoice",
    "Event",
    "EventParticipant",
    "Meeting",
    "MeetingDecision",
    "MeetingSituation",
    "PreparedWords",
    "Presence",
    "Review",
    "Rupture",
    "RuptureProposal",
    "Signal",
    "Task",
    "Transition",
]
