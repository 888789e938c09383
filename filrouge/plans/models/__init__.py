from filrouge.plans.models.agreement import LineAnswer, LineChange, Position
from filrouge.plans.models.lines import Funding, Objective, ObjectiveNeed, PlanLine
from filrouge.plans.models.plan import Plan, PlanMoment
from filrouge.plans.models.solicitation import Solicitation, SolicitationStep

__all__ = [
    "Funding",
    "LineAnswer",
    "LineChange",
    "Objective",
    "ObjectiveNeed",
    "Plan",
    "PlanLine",
    "PlanMoment",
    "Position",
    "Solicitation",
    "SolicitationStep",
]
