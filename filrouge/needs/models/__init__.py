from filrouge.needs.models.needs import Need, NeedOrigin
from filrouge.needs.models.rights import Right
from filrouge.needs.models.settling import Settlement, SettlementVoice
from filrouge.needs.models.voices import (
    Assessment,
    AssessmentAnswer,
    Divergence,
    DivergenceVoice,
    Evidence,
    Recommendation,
    Viewpoint,
)

__all__ = [
    "Assessment",
    "AssessmentAnswer",
    "Divergence",
    "DivergenceVoice",
    "Evidence",
    "Need",
    "NeedOrigin",
    "Recommendation",
    "Right",
    "Settlement",
    "SettlementVoice",
    "Viewpoint",
]
