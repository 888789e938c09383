"""The states of a version of the plan, and who moves it: in force only once the person's position is known."""

TRANSITIONS: dict[str, dict[str, str]] = {
    "draft": {"proposed": "coordinator", "set_aside": "coordinator"},
    "set_aside": {"draft": "coordinator"},
    "proposed": {"draft": "coordinator", "negotiation": "whoever answers", "agreed": "person", "ended": "coordinator"},
    "negotiation": {"agreed": "person", "ended": "coordinator"},
    "agreed": {"negotiation": "person", "in_force": "structure", "ended": "coordinator"},
    "in_force": {"under_review": "coordinator", "replaced": "next version", "ended": "coordinator"},
    "under_review": {"in_force": "coordinator", "replaced": "next version", "ended": "coordinator"},
    "replaced": {},
    "ended": {},
}  # fmt: skip

# Nobody but those who coordinate sees what is still being thought out.
UNSEEN = ("draft", "set_aside")
# What is written in it may still be changed; afterwards, a change makes the next version.
CHANGEABLE = ("draft", "proposed", "negotiation")
# It is with the person, and answers to its lines are taken.
ANSWERABLE = ("proposed", "negotiation")
# One at a time: the person is not asked about two plans at once.
DISCUSSED = (*ANSWERABLE, "agreed")
RUNNING = ("in_force", "under_review")
# What a provider says of their own line is no part of what the person agrees to: it may come before, or after.
PROVIDERS_ANSWER = ("draft", *DISCUSSED, *RUNNING)


def may_become(state: str, wanted: str) -> bool:
    """Whether the table lets a version go from one state to the other."""
    return wanted in TRANSITIONS[state]
