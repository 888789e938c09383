from filrouge.needs.forms.needs import EndNeedForm, NeedForm, TranslateForm
from filrouge.needs.forms.voices import AssessmentForm, DivergenceForm, FollowForm, RightForm, ViewpointForm

__all__ = [
    "AssessmentForm",
    "DivergenceForm",
    "EndNeedForm",
    "FollowForm",
    "NeedForm",
    "RightForm",
    "TranslateForm",
    "ViewpointForm",
]
