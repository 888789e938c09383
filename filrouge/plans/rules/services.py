"""Which services of SERAFIN-PH may answer a need, where the two lists run side by side."""

from collections.abc import Iterable

# the beginning of the code of a need: the beginnings of the codes of services
ANSWERS = {
    "1.1": ("2.1",),
    "1.2.1.1": ("2.2.1",),
    "1.2.1.2": ("2.2.2",),
    "1.2.1.3": ("2.2.1", "2.1.2"),
    "1.2.1.4": ("2.2.3",),
    "1.3.1": ("2.3.1",),
    "1.3.2.1": ("2.3.2.1",),
    "1.3.2.2": ("2.3.2.2",),
    "1.3.3.1": ("2.3.3.1",),
    "1.3.3.2": ("2.3.3.2", "2.3.3.3"),
    "1.3.3.3": ("2.3.3.1", "2.3.3.2"),
    "1.3.3.4": ("2.3.3.5",),
    "1.3.4.1": ("2.3.4.1", "2.3.4.2"),
    "1.3.4.2": ("2.3.4.3", "3.2.4.3"),
    "1.3.5": ("2.3.5",),
}


def answering(needs: Iterable[str]) -> tuple[str, ...]:
    """The beginnings of the codes of services that may answer these needs, without repeating any."""
    found = [
        service
        for need in needs
        for begun, services in ANSWERS.items()
        if is_under(need, begun)
        for service in services
    ]
    return tuple(dict.fromkeys(found))


def is_under(code: str, above: str) -> bool:
    """Whether a code of SERAFIN-PH is another one, or stands below it: 1.2.10 is not below 1.2.1."""
    return code == above or code.startswith(f"{above}.")
