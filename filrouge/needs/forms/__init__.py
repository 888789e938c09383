from filrouge.needs.forms.grids import GridFields, GridForm, over_grid
from filrouge.needs.forms.settling import SettlementForm, settlement_form
from filrouge.needs.forms.voices import (
    AssessmentForm,
    DivergenceForm,
    FollowForm,
    NeedViewpointForm,
    OutsideForm,
    RightForm,
    ViewpointForm,
)

__all__ = [
    "AssessmentForm",
    "DivergenceForm",
    "FollowForm",
    "GridFields",
    "GridForm",
    "NeedViewpointForm",
    "OutsideForm",
    "RightForm",
    "SettlementForm",
    "ViewpointForm",
    "over_grid",
    "settlement_form",
]
