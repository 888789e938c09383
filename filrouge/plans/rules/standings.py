"""What a line of the plan is answered, and who moves it: an answer may always change while the plan is discussed."""

ANSWERS = ("yes", "otherwise", "no", "later")

TRANSITIONS: dict[str, dict[str, str]] = {
    "open": dict.fromkeys(ANSWERS, "whoever answers"),
    **{
        given: {
            **{other: "whoever answers" for other in ANSWERS if other != given},
            "open": "a change of the line",
        }
        for given in ANSWERS
    },
}


def is_answer(standing: str) -> bool:
    return standing in ANSWERS
