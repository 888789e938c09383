from filrouge.needs.forms.voices import AssessmentForm, DivergenceForm, FollowForm, RightForm, ViewpointForm

__all__ = ["AssessmentForm", "DivergenceForm", "FollowForm", "RightForm", "ViewpointForm"]
