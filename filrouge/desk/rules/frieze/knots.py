"""Knots: one for a fact, or for several of a lane when the page would be too full; and where they stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from filrouge.desk.rules.frieze.facts import Fact, first_known_day, is_ahead, is_vague, last_known_day
from filrouge.desk.rules.frieze.scale import DAY, LEFT, Demand, Density, Scale, month_start

RADIUS = 11.0
FIRST_KNOT = LEFT + 19
BEFORE_NOW = 20.0
SAME_LANE = 25.0
OTHER_LANE = 14.0
SAME_LANE_BREAK = 54.0
OTHER_LANE_BREAK = 24.0
EASES = 14.0, 8.0, 0.0
MERGED_MONTHS = {"month": 1, "quarter": 3, "year": 12}

Window = tuple[float, float]


@dataclass(frozen=True)
class Knot:
    """One or several facts drawn as one knot.

    `first_day` and `last_day` bound when it was; `open_past`, `open_future` tell a side nobody bounded;
    `breaks` tells that a rupture opens there.
    """

    facts: tuple[Fact, ...]
    lane: str
    vague: bool
    ahead: bool
    breaks: bool
    first_day: date
    last_day: date
    open_past: bool
    open_future: bool


def tie(
    facts: Sequence[Fact], lanes: Mapping[str, str], breaking: frozenset[str], today: date, unit: str
) -> list[Knot]:
    """Tie facts into knots in the order told; with a `unit`, those of one lane in the same unit share a knot.

    `lanes` gives the lane of each fact by its key; a shared knot stands where its first fact is told.
    """
    groups: dict[object, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(_merge_key(fact, lanes[fact.key], today, unit), []).append(fact)
    return [_knot(group, lanes, breaking, today) for group in groups.values()]


def year_counts(facts: Iterable[Fact]) -> Counter[int]:
    """Count the facts that surely belong to each year."""
    years = [{first_known_day(fact.when).year, last_known_day(fact.when).year} for fact in facts]
    return Counter(next(iter(pair)) for pair in years if len(pair) == 1)


def days_apart(knots: Iterable[Knot]) -> set[date]:
    """Find where time must change speed: around a day that holds several knots."""
    busy = Counter(knot.first_day for knot in knots if knot.first_day == knot.last_day)
    return {day + DAY * after for day, count in busy.items() if count > 1 for after in (0, 1)}


def demands(knots: Sequence[Knot], months: frozenset[date], density: Density) -> list[Demand]:
    """Say how much room the knots need: by day, by month or squeezed year, and between two limits."""
    widths: dict[tuple[date, date], float] = defaultdict(float)
    same_lane = min(SAME_LANE, density.knot)
    for index, knot in enumerate(knots):
        if knot.vague:
            continue
        torn = knot.breaks and index + 1 < len(knots) and knots[index + 1].lane == knot.lane
        widths[_home(knot, months)] += density.knot + (SAME_LANE_BREAK - density.knot if torn else 0)
    busy = Counter(knot.first_day for knot in knots if knot.first_day == knot.last_day)
    widths |= {(day, day + DAY): same_lane * count for day, count in busy.items() if count > 1}
    for since, until in {(knot.first_day, knot.last_day + DAY) for knot in knots if knot.vague}:
        inside = sum(since <= knot.first_day and knot.last_day < until for knot in knots)
        widths[since, until] = max(widths[since, until], same_lane * inside)
    return [Demand(since, until, width) for (since, until), width in sorted(widths.items())]


def place(knots: Sequence[Knot], scale: Scale, now: float) -> list[float]:
    """Give the abscissa of each knot: within its date, in the order told, never on its neighbour."""
    windows = [_window(knot, scale, now) for knot in knots]
    ideals = _ideals(knots, windows, scale)
    spaced: list[float] = []
    for run in _runs(windows):
        spaced += _stand(run, knots, ideals, windows)
    for lane in {knot.lane for knot in knots}:
        _clear_lane([i for i, knot in enumerate(knots) if knot.lane == lane], spaced, windows)
    return spaced


def _knot(group: Sequence[Fact], lanes: Mapping[str, str], breaking: frozenset[str], today: date) -> Knot:
    first = group[0]
    return Knot(
        facts=tuple(group),
        lane=lanes[first.key],
        vague=is_vague(first.when),
        ahead=is_ahead(first.when, today),
        breaks=any(fact.key in breaking for fact in group),
        first_day=min(first_known_day(fact.when) for fact in group),
        last_day=max(last_known_day(fact.when) for fact in group),
        open_past=any(fact.when.earliest is None for fact in group),
        open_future=any(fact.when.latest is None for fact in group),
    )


def _merge_key(fact: Fact, lane: str, today: date, unit: str) -> object:
    if unit not in MERGED_MONTHS:
        return fact.key
    size = MERGED_MONTHS[unit]
    first, last = first_known_day(fact.when), last_known_day(fact.when)
    units = [(day.year * 12 + day.month - 1) // size for day in (first, last)]
    return lane, is_vague(fact.when), is_ahead(fact.when, today), *units


def _home(knot: Knot, months: frozenset[date]) -> tuple[date, date]:
    """Find the month, or the years, that must make room for a dated knot."""
    first, last = knot.first_day, knot.last_day
    if month_start(first) == month_start(last) and month_start(first) in months:
        return month_start(first), month_start(first, 1)
    return date(first.year, 1, 1), date(last.year + 1, 1, 1)


def _window(knot: Knot, scale: Scale, now: float) -> Window:
    """Give the abscissas between which a knot may stand; a day may slide within its month to make room."""
    first, last = knot.first_day, knot.last_day
    if not knot.vague:
        first, last = _home(knot, scale.months)
        last -= DAY
    low = LEFT if knot.open_past else scale.x(first)
    high = scale.right if knot.open_future else scale.after(last)
    inset = min(RADIUS, max(0.0, high - low) / 4)
    low, high = max(FIRST_KNOT, low + inset), max(FIRST_KNOT, high - inset)
    if knot.ahead:
        return max(low, now + BEFORE_NOW), max(high, now + BEFORE_NOW)
    high = max(FIRST_KNOT, min(high, now - BEFORE_NOW))
    return min(low, high), high


def _ideals(knots: Sequence[Knot], windows: Sequence[Window], scale: Scale) -> list[float]:
    """Say where each knot would stand alone: a date in its unit, an interval between its neighbours."""
    peers: dict[tuple[date, date], list[int]] = defaultdict(list)
    for index, knot in enumerate(knots):
        if not knot.vague:
            peers[knot.first_day, knot.last_day].append(index)
    ideals: dict[int, float] = {}
    for (first, last), group in peers.items():
        left, right = scale.x(first), scale.after(last)
        for rank, index in enumerate(group):
            ideals[index] = left + (right - left) * (rank + 0.5) / len(group)
    for run in _vague_runs(knots):
        left = ideals.get(run[0] - 1, windows[run[0]][0])
        right = ideals.get(run[-1] + 1, windows[run[-1]][1])
        for rank, index in enumerate(run, start=1):
            low, high = windows[index]
            between = left + (right - left) * rank / (len(run) + 1) if left < right else (low + high) / 2
            ideals[index] = min(max(between, low + RADIUS), max(high - RADIUS, low))
    return [ideals[index] for index in range(len(knots))]


def _vague_runs(knots: Sequence[Knot]) -> list[list[int]]:
    runs: list[list[int]] = []
    for index, knot in enumerate(knots):
        if knot.vague and runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        elif knot.vague:
            runs.append([index])
    return runs


def _runs(windows: Sequence[Window]) -> list[list[int]]:
    """Part the knots where one told later surely came earlier: there the thread goes back in time."""
    runs: list[list[int]] = []
    for index, (_low, high) in enumerate(windows):
        if runs and high >= windows[index - 1][0]:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _gap(one: Knot, other: Knot, ease: float) -> float:
    if one.lane == other.lane:
        return SAME_LANE_BREAK if one.breaks else SAME_LANE + ease / 2
    return max(OTHER_LANE_BREAK if one.breaks else OTHER_LANE, OTHER_LANE + ease)


def _stand(
    run: Sequence[int], knots: Sequence[Knot], ideals: Sequence[float], windows: Sequence[Window]
) -> list[float]:
    """Stand a run of knots as far apart as their windows allow, lest the thread drop like a wall."""
    mine = [windows[index] for index in run]
    for ease in EASES:
        gaps = [_gap(knots[index - 1], knots[index], ease) if index else 0.0 for index in run]
        spaced = _space([ideals[index] for index in run], gaps, mine)
        if all(low <= x for x, (low, _high) in zip(spaced, mine, strict=True)):
            break
    return spaced


def _space(ideals: Sequence[float], gaps: Sequence[float], windows: Sequence[Window]) -> list[float]:
    """Keep the order and the gaps: push right from the first, then back from the last into the windows."""
    spaced: list[float] = []
    for ideal, gap, (low, _high) in zip(ideals, gaps, windows, strict=True):
        spaced.append(max(ideal, low, spaced[-1] + gap if spaced else low))
    limit = float("inf")
    for index in reversed(range(len(spaced))):
        spaced[index] = max(FIRST_KNOT, min(spaced[index], windows[index][1], limit))
        limit = spaced[index] - gaps[index]
    return spaced


def _clear_lane(members: Sequence[int], spaced: list[float], windows: Sequence[Window]) -> None:
    """Part the knots of one lane that still touch, which only a thread told out of order can bring about."""
    ordered = sorted(members, key=lambda index: spaced[index])
    near = any(spaced[b] - spaced[a] < SAME_LANE - 2 for a, b in zip(ordered, ordered[1:], strict=False))
    if near:
        gaps = [SAME_LANE] * len(ordered)
        limits = [(FIRST_KNOT, max(windows[index][1], spaced[index])) for index in ordered]
        for index, x in zip(ordered, _space([spaced[i] for i in ordered], gaps, limits), strict=True):
            spaced[index] = x
