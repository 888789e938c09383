"""The states of a parcours, and who moves it from one to the next."""

TRANSITIONS: dict[str, dict[str, str]] = {
    "draft": {"open": "coordinator"},
    "open": {"suspended": "coordinator", "closing": "coordinator", "closed": "coordinator"},
    "suspended": {"open": "coordinator", "closed": "coordinator"},
    "closing": {"closed": "coordinator", "open": "coordinator"},
    "closed": {"open": "coordinator"},
}


def may_become(state: str, wanted: str) -> bool:
    return wanted in TRANSITIONS[state]
