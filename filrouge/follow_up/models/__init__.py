from filrouge.follow_up.models.appointments import Appointment, VisitRound
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
from filrouge.follow_up.models.radar import RadarThreshold, Signal, Snooze
from filrouge.follow_up.models.reviews import Rating, Review, ReviewDecision
from filrouge.follow_up.models.ruptures import Rupture, RuptureProposal
from filrouge.follow_up.models.supervision import SupervisionSlot
from filrouge.follow_up.models.tasks import Task, TaskStep
from filrouge.follow_up.models.time import TimeBudget, TimeEntry, TimeShare
from filrouge.follow_up.models.transitions import PreparationStep, Transition

__all__ = [
    "AgendaItem",
    "Appointment",
    "DecisionVoice",
    "Event",
    "EventParticipant",
    "PreparationStep",
    "RadarThreshold",
    "Rating",
    "Meeting",
    "MeetingDecision",
    "MeetingSituation",
    "PreparedWords",
    "Presence",
    "Review",
    "ReviewDecision",
    "Rupture",
    "RuptureProposal",
    "Signal",
    "Snooze",
    "SupervisionSlot",
    "Task",
    "TimeBudget",
    "TimeEntry",
    "TimeShare",
    "TaskStep",
    "Transition",
    "VisitRound",
]
