from filrouge.plans.models.agreement import LineAnswer, LineChange, Position
from filrouge.plans.models.lines import Funding, Objective, PlanLine
from filrouge.plans.models.plan import Plan, PlanMoment
from filrouge.plans.models.solicitation import Solicitation, SolicitationStep

__all__ = [
    "Funding",
    "LineAnswer",
    "LineChange",
    "Objective",
    "Plan",
    "PlanLine",
    "PlanMoment",
    "Position",
    "Solicitation",
    "SolicitationStep",
]
