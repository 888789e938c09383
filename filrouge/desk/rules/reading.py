"""How a fact reads in the list: what stands out, and the rest of what was written."""

import re
from dataclasses import dataclass

LONGEST_HEAD = 160
SHORTEST_HEAD = 12
# A full stop ends a sentence after a word and before a capital: not in 'Mme E. ne sort plus'.
_ENDS = (
    re.compile(r"(?<=[a-zà-ÿ0-9»)][a-zà-ÿ0-9»)][.!?…])\s+(?=[A-ZÀ-Ý«])|\n+"),
    re.compile(r"(?<=[;:])\s+"),
)


@dataclass(frozen=True)
class Reading:
    """A fact in two parts that together are all of it, word for word."""

    head: str
    rest: str


def read(fact: str) -> Reading:
    """Cut a fact after its first sentence; a long one after its first part. Nothing is left out."""
    text = fact.strip()
    for ends in _ENDS:
        for end in ends.finditer(text):
            if SHORTEST_HEAD <= end.start() <= LONGEST_HEAD:
                return Reading(text[: end.start()], text[end.end() :])
        if len(text) <= LONGEST_HEAD:
            break
    return Reading(text, "")
