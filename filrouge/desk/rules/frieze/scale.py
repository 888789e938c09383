"""Time on the frieze: linear by pieces, so that empty years take little room and full months enough."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

VIEW = 1112.0
LEFT = 152.0
TAIL = 26.5
INNER = VIEW - LEFT - TAIL
MOST = 3999.0 - LEFT - TAIL
CROWDED_YEAR = 3
QUIET_YEARS, QUIET_SHARE = 3, 0.25
LOOSEST, TIGHTEST = 1.12, 0.8
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Density:
    """How much room things take: the unit whose facts are merged, then units a knot, a month and a year."""

    merge: str
    knot: float
    month: float
    year: float


@dataclass(frozen=True)
class Demand:
    """Room asked for by what must be drawn between two days, `until` not included."""

    since: date
    until: date
    width: float


@dataclass(frozen=True)
class Span:
    """The first and last day shown, and the day from which nothing dated is told or planned."""

    begin: date
    end: date
    settled: date

    @property
    def years(self) -> range:
        return range(self.begin.year, self.end.year + 1)


@dataclass(frozen=True)
class Unit:
    """A month, a squeezed year, or the rest of a year that nothing fills; `until` not included."""

    since: date
    until: date
    kind: str


@dataclass(frozen=True)
class Piece:
    """A stretch of days drawn at one speed, `until` not included."""

    since: date
    until: date
    width: float
    kind: str

    @property
    def days(self) -> int:
        return (self.until - self.since).days


class Scale:
    """Where a day is drawn. `begin` is the first day shown, `end` the day after the last."""

    def __init__(self, pieces: Sequence[Piece], units: Sequence[Unit]) -> None:
        self.units = tuple(units)
        self.begin, self.end = pieces[0].since, pieces[-1].until
        self.months = frozenset(unit.since for unit in units if unit.kind == "month")
        self._pieces = tuple(pieces)
        self._starts = [piece.since for piece in pieces]
        self._lefts = [LEFT]
        for piece in pieces:
            self._lefts.append(self._lefts[-1] + piece.width)
        self.right = self._lefts[-1]

    def x(self, day: date) -> float:
        """Give the abscissa of the first moment of a day; a day outside the drawing stands at its edge."""
        if day <= self.begin:
            return LEFT
        if day >= self.end:
            return self.right
        index = bisect_right(self._starts, day) - 1
        piece = self._pieces[index]
        return self._lefts[index] + (day - piece.since).days / piece.days * piece.width

    def after(self, day: date) -> float:
        """Give the abscissa of the last moment of a day."""
        return self.x(day + DAY)


def month_start(day: date, step: int = 0) -> date:
    """Give the first day of the month `step` months from that of `day`."""
    year, month = divmod(day.year * 12 + day.month - 1 + step, 12)
    return date(year, month + 1, 1)


def divide(span: Span, counts: Mapping[int, int], today: date, density: Density) -> list[Unit]:
    """Divide time into months and squeezed years.

    `counts` are the facts of each year. A year with three facts is drawn month by month; then the latest that
    hold anything, as long as the page has room for them.
    """
    chosen = {year for year in span.years if counts.get(year, 0) >= CROWDED_YEAR}
    for year in reversed(span.years):
        is_told = counts.get(year) or (year == today.year and date(year, 1, 1) < span.settled)
        if is_told and year not in chosen:
            units = _units(span, chosen | {year})
            months = sum(unit.kind == "month" for unit in units)
            if months * density.month + (len(units) - months) * density.year <= INNER:
                chosen.add(year)
    return _units(span, chosen)


def build(
    units: Sequence[Unit], *, told: Container[int], cuts: Iterable[date], demands: Iterable[Demand],
    density: Density,
) -> Scale:  # fmt: skip
    """Build the scale: base widths, then the room asked for, then fitted to the page.

    `told` are the years in which something begins, happens or ends; `cuts` are days before and after which time
    may run at another speed.
    """
    widths = _narrow(units, told, density)
    pieces = [
        Piece(unit.since, unit.until, density.month if unit.kind == "month" else width, unit.kind)
        for unit, width in zip(units, widths, strict=True)
    ]
    pieces = _cut(pieces, sorted(set(cuts)))
    for demand in sorted(demands, key=lambda one: (one.until - one.since, one.since)):
        pieces = _widen(pieces, demand)
    return Scale(_fit(pieces), units)


def _units(span: Span, in_months: set[int]) -> list[Unit]:
    units = []
    first = month_start(span.begin) if span.begin.year in in_months else date(span.begin.year, 1, 1)
    for year in span.years:
        since, until = max(first, date(year, 1, 1)), min(span.end, date(year, 12, 31)) + DAY
        while year in in_months and since < min(until, span.settled):
            stop = min(month_start(since, 1), until)
            units.append(Unit(since, stop, "month"))
            since = stop
        if since < until:
            units.append(Unit(since, until, "rest" if year in in_months else "year"))
    return units


def _narrow(units: Sequence[Unit], told: Container[int], density: Density) -> list[float]:
    """Narrow a run of quiet years to three, or a fourth of them: silence must not push the story out of sight."""
    quiet = [unit.kind == "rest" or unit.kind == "year" and unit.since.year not in told for unit in units]
    widths = []
    for is_quiet, run in groupby(quiet):
        count = len(list(run))
        share = max(QUIET_YEARS / count, QUIET_SHARE) if is_quiet else 1.0
        widths += [density.year * min(1.0, share)] * count
    return widths


def _cut(pieces: list[Piece], days: Sequence[date]) -> list[Piece]:
    for day in days:
        done: list[Piece] = []
        for piece in pieces:
            if not piece.since < day < piece.until:
                done.append(piece)
                continue
            share = (day - piece.since).days / piece.days
            done.append(replace(piece, until=day, width=piece.width * share))
            done.append(replace(piece, since=day, width=piece.width * (1 - share)))
        pieces = done
    return pieces


def _widen(pieces: list[Piece], demand: Demand) -> list[Piece]:
    inside = {piece for piece in pieces if piece.since < demand.until and demand.since < piece.until}
    width = sum(piece.width for piece in pieces if piece in inside)
    if not inside or width >= demand.width:
        return pieces
    ratio = demand.width / width
    return [replace(piece, width=piece.width * ratio) if piece in inside else piece for piece in pieces]


def _fit(pieces: list[Piece]) -> list[Piece]:
    """Fill the page when there is room; tighten a little when that is enough; never pass the limit."""
    total = sum(piece.width for piece in pieces)
    monthly = sum(piece.width for piece in pieces if piece.kind == "month")
    if total > MOST:
        return [replace(piece, width=piece.width * MOST / total) for piece in pieces]
    if total > INNER * LOOSEST:
        return pieces
    if not monthly:
        return [replace(piece, width=piece.width * INNER / total) for piece in pieces]
    ratio = (monthly + INNER - total) / monthly
    if ratio < TIGHTEST:
        return pieces
    return [replace(piece, width=piece.width * ratio) if piece.kind == "month" else piece for piece in pieces]
