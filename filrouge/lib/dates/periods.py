"""What may be said of periods whose ends are partial dates: state on a day, length, overlap, order."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from filrouge.lib.dates.partial import PartialDate, Precision


class PeriodState(StrEnum):
    """What a service, a rupture or a place in the circle is on one day."""

    CLOSED = "closed"
    NOT_YET = "not_yet"
    PERHAPS_OPEN = "perhaps_open"
    OPEN_SINCE_UNKNOWN = "open_since_unknown"
    OPEN = "open"


@dataclass(frozen=True)
class Length:
    """Days between two dates, at least and at most; negative: the second may come first.

    `months` counts from month to month, and stands only when both dates are known to the day or to the month
    and the number of days is not.
    """

    least: int
    most: int
    months: int | None = None


def length(a: PartialDate | None, b: PartialDate | None) -> Length | None:
    """Measure from `a` to `b`; None as soon as a date or one of their limits is unknown.

    least = earliest(b) - latest(a), most = latest(b) - earliest(a), in days. An approximate date gives no
    months: its own month is in doubt.
    """
    if a is None or b is None:
        return None
    if a.earliest is None or a.latest is None or b.earliest is None or b.latest is None:
        return None
    least, most = (b.earliest - a.latest).days, (b.latest - a.earliest).days
    if least == most or not (_names_its_month(a) and _names_its_month(b)):
        return Length(least, most)
    return Length(least, most, (b.earliest.year - a.earliest.year) * 12 + b.earliest.month - a.earliest.month)


def state_on(since: PartialDate | None, until: PartialDate | None, day: date) -> PeriodState:
    """Tell what a period is on `day`; None is a beginning nobody knows, or no known end.

    The first that holds: closed from the last possible day of the end; not yet before the first possible
    day of the beginning; perhaps open while either date is in doubt; open since unknown without a beginning;
    open. An open side of a date puts in doubt every day on that side.
    """
    if until is not None and until.latest is not None and day >= until.latest:
        return PeriodState.CLOSED
    if since is not None and since.earliest is not None and day < since.earliest:
        return PeriodState.NOT_YET
    if _leaves_in_doubt(since, day) or _leaves_in_doubt(until, day):
        return PeriodState.PERHAPS_OPEN
    return PeriodState.OPEN_SINCE_UNKNOWN if since is None else PeriodState.OPEN


def may_touch(since: PartialDate | None, until: PartialDate | None, period: PartialDate) -> bool:
    """Tell whether the possible days of a period and those of `period` touch; an unknown excludes nothing."""
    return not (_all_after(since, period) or _all_after(period, until))


def surely_before(a: PartialDate, b: PartialDate) -> bool:
    """Tell whether `a` came before `b` whatever their days were."""
    return _all_after(b, a)


def _all_after(later: PartialDate | None, earlier: PartialDate | None) -> bool:
    if later is None or earlier is None or later.earliest is None or earlier.latest is None:
        return False
    return later.earliest > earlier.latest


def _leaves_in_doubt(when: PartialDate | None, day: date) -> bool:
    if when is None:
        return False
    return (when.earliest is None or day >= when.earliest) and (when.latest is None or day < when.latest)


def _names_its_month(when: PartialDate) -> bool:
    return when.precision in (Precision.DAY, Precision.MONTH) and not when.is_approximate
