"""From the hour that a clock on the wall shows to instants, also on the two nights when the clock changes."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


def instants(day: date, at: time, zone: str) -> list[datetime]:
    """The instants at which the clocks of `zone` show that hour on that day, in order.

    One, but for the nights of change: none for an hour that is skipped in spring, two for one that comes twice in
    autumn, the summer's first.
    """
    place = ZoneInfo(zone)
    shown = datetime.combine(day, at)
    both = [shown.replace(tzinfo=place, fold=fold).astimezone(UTC) for fold in (0, 1)]
    # an hour that is skipped exists in no instant: read back, the clock shows another one
    return sorted({one for one in both if one.astimezone(place).replace(tzinfo=None, fold=0) == shown})
