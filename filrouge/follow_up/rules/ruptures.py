"""The states of a proposed rupture, and who moves it."""

TRANSITIONS: dict[str, dict[str, str]] = {
    "proposed": {"confirmed": "circle", "dismissed": "circle"},
    "confirmed": {},
    "dismissed": {"confirmed": "circle", "proposed": "circle"},
}


def may_become(state: str, wanted: str) -> bool:
    return wanted in TRANSITIONS[state]


def proposes_rupture(outcome: str) -> bool:
    """A service that ends with nothing in its place may be a rupture: proposed, never counted by itself."""
    return outcome == "nothing"
