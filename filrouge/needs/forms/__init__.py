from filrouge.needs.forms.grids import GridFields, GridForm, over_grid
from filrouge.needs.forms.needs import EndNeedForm, NeedForm, TranslateForm
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
    "EndNeedForm",
    "FollowForm",
    "GridFields",
    "GridForm",
    "NeedForm",
    "NeedViewpointForm",
    "OutsideForm",
    "RightForm",
    "SettlementForm",
    "TranslateForm",
    "ViewpointForm",
    "over_grid",
    "settlement_form",
]
