from filrouge.needs.models.needs import Need, NeedOrigin
from filrouge.needs.models.rights import Right
from filrouge.needs.models.voices import (
    Assessment,
    Divergence,
    DivergenceVoice,
    Evidence,
    Recommendation,
    Viewpoint,
)

__all__ = [
    "Assessment",
    "Divergence",
    "DivergenceVoice",
    "Evidence",
    "Need",
    "NeedOrigin",
    "Recommendation",
    "Right",
    "Viewpoint",
]
