"""Whose answer moves a line, and what the answers to all lines make of a position on the whole plan."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

# Under these measures somebody may answer while she gives no answer of her own; under the others they stand beside her.
REPRESENTING = ("guardianship", "family_authorisation", "future_mandate")
# They are agreed to, or another answer to the same objective was preferred.
IN_AGREEMENT = ("yes", "not_retained")


def moves(side: str, *, measure: str = "", she_has_answered: bool = False) -> bool:
    """Whether an answer becomes that of the line: hers always, another's never against hers.

    What a relative says stays beside; a representative answers within a measure that allows it, while she has not.
    """
    if side == "person":
        return True
    return side == "representative" and measure in REPRESENTING and not she_has_answered


class Given(Protocol):
    """An answer, as far as its weight is concerned: from whose side, what, to which version of the line."""

    side: str
    answer: str
    line_version: int


AnyGiven = TypeVar("AnyGiven", bound=Given)


def counted(answers: Iterable[AnyGiven], standing: str, since: int) -> AnyGiven | None:
    """Of all answers to a line, the earliest first, the one that gives it its standing, if one does.

    The last of that value among those given since the version that is read today; hers before a representative's.
    """
    kept = [each for each in answers if each.answer == standing and each.line_version >= since]
    for side in ("person", "representative"):
        told = [each for each in kept if each.side == side]
        if told:
            return told[-1]
    return None


def unanswered(standings: Iterable[str]) -> int:
    """How many lines still wait for an answer."""
    return sum(standing == "open" for standing in standings)


def may_be_judged(standings: Iterable[str]) -> bool:
    """Whether a position on the whole may be taken: there are lines, and each has its answer; no is an answer."""
    several = list(standings)
    return bool(several) and not unanswered(several)


def position(standings: Iterable[str]) -> str:
    """What the answers make of the whole: the lines she disagrees on are those she did not say yes to."""
    return "agree" if all(standing in IN_AGREEMENT for standing in standings) else "disagree_on"
