"""What people do about needs and about what each one thinks of them: the only writes."""

from filrouge.needs.use_cases.needs import add_need, end_need, translate, untie
from filrouge.needs.use_cases.voices import (
    follow_recommendation,
    mark_divergence,
    record_assessment,
    record_right,
    record_viewpoint,
    withdraw_mark,
)

__all__ = [
    "add_need",
    "end_need",
    "follow_recommendation",
    "mark_divergence",
    "record_assessment",
    "record_right",
    "record_viewpoint",
    "translate",
    "untie",
    "withdraw_mark",
]
