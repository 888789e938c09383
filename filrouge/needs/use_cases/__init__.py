"""What people do about needs and about what each one thinks of them: the only writes."""

from filrouge.needs.use_cases.assessing import Given, assess_with, record_outside
from filrouge.needs.use_cases.needs import add_need, end_need, translate, untie
from filrouge.needs.use_cases.settling import settle, take_position
from filrouge.needs.use_cases.speaking import say_own_view, share_own_load, tell_own_load
from filrouge.needs.use_cases.voices import (
    follow_recommendation,
    mark_divergence,
    record_assessment,
    record_right,
    record_viewpoint,
    withdraw_mark,
)

__all__ = [
    "Given",
    "add_need",
    "assess_with",
    "end_need",
    "follow_recommendation",
    "mark_divergence",
    "record_assessment",
    "record_outside",
    "record_right",
    "record_viewpoint",
    "say_own_view",
    "settle",
    "share_own_load",
    "take_position",
    "tell_own_load",
    "translate",
    "untie",
    "withdraw_mark",
]
