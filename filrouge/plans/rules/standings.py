"""What a line of the plan is answered, and who moves it: an answer may always change while the plan is discussed."""

ANSWERS = ("yes", "otherwise", "no", "later")
GIVEN = (*ANSWERS, "not_retained")
# They count in no total.
LEFT_OUT = ("no", "not_retained")


def _ways(given: str) -> dict[str, str]:
    ways = {answer: "whoever answers" for answer in ANSWERS if answer != given}
    if given != "not_retained":
        ways["not_retained"] = "coordinator"
    return ways if given == "open" else {**ways, "open": "a change of the line"}


TRANSITIONS: dict[str, dict[str, str]] = {given: _ways(given) for given in ("open", *GIVEN)}


def is_answer(standing: str) -> bool:
    """Whether somebody answered: a refusal is an answer, and so is 'not retained'."""
    return standing in GIVEN
