"""Whom a request may suit, and why: facts in the open, in an order that is told, never a score."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from filrouge.lib.text import words

MOST_SUGGESTED = 3
FULL_TIME = 40
NEAR_KM = 15
# Words that say nothing of a public, however often they are typed.
EMPTY = frozenset(
    words(
        "aux avec chez dans des elle est les leur leurs par personne personnes plus pour que qui sans ses son sur une"
        " langue langues"
    )
)
SHORTEST_WORD = 3


class Tie(IntEnum):
    """What ties somebody to the person already, the strongest first."""

    FOLLOWS = 0  # follows somebody of this name
    ANSWERED = 1  # answered an earlier request for this name
    RECEIVED = 2  # noted this request
    NONE = 3


@dataclass(frozen=True)
class Load:
    """How many situations somebody leads, of how many their share of a full time allows; hours left, when known."""

    led: int = 0
    capacity: int = FULL_TIME
    hours_left: int | None = None

    @property
    def has_room(self) -> bool:
        return self.led < self.capacity and (self.hours_left is None or self.hours_left > 0)

    @property
    def room(self) -> int:
        return self.capacity - self.led


@dataclass(frozen=True)
class Fit:
    """One coordinator beside one request: nothing but facts."""

    load: Load
    tie: Tie = Tie.NONE
    languages: Sequence[str] = ()
    publics: Sequence[str] = ()
    km: float | None = None
    situations_near: int = 0

    @property
    def is_near(self) -> bool:
        return self.km is not None and self.km <= NEAR_KM

    @property
    def is_rare(self) -> bool:
        """What room alone does not replace: they know the person, or speak her language."""
        return self.tie < Tie.RECEIVED or bool(self.languages)


def in_order(fits: Iterable[tuple[str, Fit]]) -> list[str]:
    """The keys of those to suggest: first who has room, then who knows the person, speaks, knows, is near.

    Somebody without room who alone speaks her language or has known her keeps the last place: a lead must see it.
    The order decides nothing: a human does, with the same facts before their eyes.
    """
    ranked = sorted(fits, key=lambda each: (*_rank(each[1]), each[0]))
    chosen = ranked[:MOST_SUGGESTED]
    wanted = [each for each in ranked[MOST_SUGGESTED:] if each[1].is_rare]
    if wanted and not any(fit.is_rare for _key, fit in chosen):
        chosen[-1] = wanted[0]
    return [key for key, _fit in chosen]


def _rank(fit: Fit) -> tuple[object, ...]:
    knows = min(fit.tie, Tie.RECEIVED)
    nearness = (not fit.is_near, -fit.situations_near)
    suits = (knows, not fit.languages, -len(fit.publics), *nearness, fit.tie)
    return (not fit.load.has_room, *suits, -fit.load.room)


def capacity_of(share: int) -> int:
    """How many situations a part of a full time follows: about 40 for all of it, and never none."""
    return max(1, round(FULL_TIME * share / 100))


def spoken_by(told: str, wanted: str) -> list[str]:
    """Of the languages that somebody tells, those that the person speaks: 'langue des signes' answers 'signes'."""
    asked = _telling(wanted)
    return [item for item in items(told) if _telling(item) & asked]


def known_in(told: str, said: str) -> list[str]:
    """Of the publics that somebody tells, those whose every word stands in what is said of the person."""
    heard = _telling(said)
    return [item for item in items(told) if _telling(item) and _telling(item) <= heard]


def items(told: str) -> list[str]:
    """What stands between commas, as it was typed."""
    return [each.strip() for each in told.replace(";", ",").split(",") if each.strip()]


def _telling(said: str) -> frozenset[str]:
    """The words that tell something, in the singular: 'lésions cérébrales' as 'lésion cérébrale'."""
    found = (word for word in words(said) if len(word) >= SHORTEST_WORD and word not in EMPTY)
    return frozenset(word.rstrip("sx") for word in found)
