from filrouge.follow_up.forms.noting import (
    CloseForm,
    ConfirmForm,
    DismissForm,
    EndServiceForm,
    EventForm,
    RuptureForm,
    ServiceForm,
    TransitionForm,
)

__all__ = [
    "CloseForm",
    "ConfirmForm",
    "DismissForm",
    "EndServiceForm",
    "EventForm",
    "RuptureForm",
    "ServiceForm",
    "TransitionForm",
]
