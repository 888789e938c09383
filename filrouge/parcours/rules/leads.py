"""At most one lead at any moment: what that means when dates are vague."""

from datetime import date
from enum import StrEnum

from filrouge.lib.dates import PartialDate


def surely_overlap(
    since: PartialDate | None,
    until: PartialDate | None,
    other_since: PartialDate | None,
    other_until: PartialDate | None,
) -> bool:
    """Whether two periods share a day for sure, whatever the exact days were. Unknown ends count as open."""
    begins = max(_last_day(since, date.min), _last_day(other_since, date.min))
    ends = min(_first_day(until, date.max), _first_day(other_until, date.max))
    return begins < ends


def _last_day(when: PartialDate | None, otherwise: date) -> date:
    return when.latest if when and when.latest else otherwise


def _first_day(when: PartialDate | None, otherwise: date) -> date:
    return when.earliest if when and when.earliest else otherwise


class Overlap(StrEnum):
    """Whether two coordinations of the same area stand at the same time."""

    SURELY = "surely"
    MAYBE = "maybe"


def overlap(
    since: PartialDate | None,
    until: PartialDate | None,
    other_since: PartialDate | None,
    other_until: PartialDate | None,
    *,
    today: date,
) -> Overlap | None:
    """Whether two declared periods share a day: surely, maybe, or not at all.

    A beginning nobody knows may be any day, but what runs today without a known end runs for sure. Ends are
    days on which a period no longer stands.
    """
    surely = max(_last_day(since, today), _last_day(other_since, today)) < min(
        _first_day(until, date.max), _first_day(other_until, date.max)
    )
    if surely:
        return Overlap.SURELY
    begins = max(_first_day(since, date.min), _first_day(other_since, date.min))
    ends = min(_last_day(until, date.max), _last_day(other_until, date.max))
    return Overlap.MAYBE if begins < ends else None
