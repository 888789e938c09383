"""The states of a solicitation, from a partner that is asked to a place that is given, and who moves it."""

TRANSITIONS: dict[str, dict[str, str]] = {
    "sent": {
        "seen": "partner", "answered": "partner", "waiting": "partner", "accepted": "partner", "refused": "partner",
        "withdrawn": "coordinator", "expired": "calendar",
    },
    "seen": {
        "answered": "partner", "waiting": "partner", "accepted": "partner", "refused": "partner",
        "withdrawn": "coordinator", "expired": "calendar",
    },
    "answered": {
        "waiting": "partner", "accepted": "partner", "refused": "partner",
        "withdrawn": "coordinator", "expired": "calendar",
    },
    "waiting": {"accepted": "partner", "refused": "partner", "withdrawn": "coordinator", "expired": "calendar"},
    "accepted": {},
    "refused": {},
    "withdrawn": {},
    "expired": {"answered": "partner", "waiting": "partner", "accepted": "partner", "refused": "partner"},
}  # fmt: skip

PENDING = ("sent", "seen", "answered", "waiting")
# An answer is hoped for by its day; afterwards it is said that none came.
AWAITED = ("sent", "seen", "answered")


def may_become(state: str, wanted: str) -> bool:
    """Whether the table lets a solicitation go from one state to the other."""
    return wanted in TRANSITIONS[state]
