from filrouge.follow_up.models.appointments import Appointment
from filrouge.follow_up.models.events import Event, EventParticipant
from filrouge.follow_up.models.radar import Signal
from filrouge.follow_up.models.reviews import Review
from filrouge.follow_up.models.ruptures import Rupture, RuptureProposal
from filrouge.follow_up.models.supervision import SupervisionSlot
from filrouge.follow_up.models.tasks import Task
from filrouge.follow_up.models.transitions import Transition

__all__ = [
    "Appointment",
    "Event",
    "EventParticipant",
    "Review",
    "Rupture",
    "RuptureProposal",
    "Signal",
    "SupervisionSlot",
    "Task",
    "Transition",
]
