"""The states of a hand-over, and who moves it: accepted, it is done when its last day has come."""

from collections.abc import Iterable

TRANSITIONS: dict[str, dict[str, str]] = {
    "prepared": {"proposed": "coordinator", "withdrawn": "coordinator"},
    "proposed": {"accepted": "receiver", "refused": "receiver", "withdrawn": "coordinator"},
    "accepted": {"done": "calendar"},
    "done": {},
    "refused": {},
    "withdrawn": {},
}


def may_become(state: str, wanted: str) -> bool:
    return wanted in TRANSITIONS[state]


def is_answered(answers: Iterable[str]) -> bool:
    """Whether the receiver said something of each thing outstanding."""
    return "waiting" not in answers
