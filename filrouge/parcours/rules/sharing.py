"""The rule of sharing: which life areas a place in the circle opens (decision 8, without the levels)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from filrouge.lib.dates import PartialDate, PeriodState, state_on

ALL = "all"
SURELY_OPEN = (PeriodState.OPEN, PeriodState.OPEN_SINCE_UNKNOWN)


@dataclass(frozen=True)
class Decision:
    """What the person said about sharing with somebody, or with their team."""

    agreed: bool
    areas: Collection[str]
    on: PartialDate


@dataclass(frozen=True)
class Period:
    """A stretch of life whose ends may be vague or unknown."""

    since: PartialDate | None
    until: PartialDate | None

    def is_surely_open(self, day: date) -> bool:
        return state_on(self.since, self.until, day) in SURELY_OPEN


@dataclass(frozen=True)
class Place:
    """A period in the circle, with the areas that it opens by itself."""

    period: Period
    areas: Collection[str]


def last_word(decisions: Iterable[Decision], area: str, day: date) -> bool | None:
    """What the person last said about `area`: True agreed, False refused or withdrew, None nothing.

    An agreement counts once it has surely been given, a refusal as soon as it may have been; the latest is the
    one whose last possible day is latest; on the same day a refusal stands.
    """
    spoken = [
        (decision.on.latest or date.max, not decision.agreed)
        for decision in decisions
        if ({area, ALL} & set(decision.areas)) and _counts(decision, day)
    ]
    return not max(spoken)[1] if spoken else None


def _counts(decision: Decision, day: date) -> bool:
    if decision.agreed:
        return decision.on.latest is not None and decision.on.latest <= day
    return decision.on.earliest is None or decision.on.earliest <= day


def opens(area: str, *, day: date, decisions: Iterable[Decision], leads: bool, areas: Iterable[str]) -> bool:
    """Whether a helper whose place is open reads what touches `area`: the person's word, the lead, the place."""
    word = last_word(decisions, area, day)
    if word is not None:
        return word
    return leads or bool({area, ALL} & set(areas))


def may_read(
    *,
    area: str,
    when: PartialDate | None,
    is_author: bool,
    day: date,
    places: Collection[Place],
    leads: Collection[Period],
    decisions: Collection[Decision],
) -> bool:
    """Whether a helper could read, on `day`, something dated `when` in `area`; the person herself reads all."""
    if when is not None and when.earliest is not None and day < when.earliest:
        return False
    open_places = [place for place in places if place.period.is_surely_open(day)]
    if not open_places:
        return False
    if is_author:
        return True
    return opens(
        area,
        day=day,
        decisions=decisions,
        leads=any(lead.is_surely_open(day) for lead in leads),
        areas=[area for place in open_places for area in place.areas],
    )
