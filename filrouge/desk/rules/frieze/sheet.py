"""The sheet: what stands where, before anything is drawn on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from filrouge.desk.rules.frieze import bars, knots, lanes, places
from filrouge.desk.rules.frieze.facts import (
    Break,
    Fact,
    Lane,
    Spell,
    Turn,
    first_known_day,
    is_ahead,
    last_known_day,
)
from filrouge.desk.rules.frieze.scale import (
    INNER,
    LEFT,
    MOST,
    Density,
    Scale,
    Span,
    build,
    divide,
    month_start,
)
from filrouge.lib.dates import PartialDate

KNOTS_IN_VIEW = 24
FEWEST_MONTHS = 6
A_YEAR = timedelta(days=365)
LADDER = (
    Density("", 34.0, 35.5, 38.0),
    Density("month", 34.0, 35.5, 38.0),
    Density("month", 24.0, 24.0, 28.0),
    Density("quarter", 20.0, 14.0, 22.0),
    Density("year", 16.0, 8.0, 14.0),
)


@dataclass(frozen=True)
class Story:
    """All that is told, and the lanes it needs; an area without a lane of its own is told in the first."""

    facts: Sequence[Fact]
    spells: Sequence[Spell]
    breaks: Sequence[Break]
    turns: Sequence[Turn]
    lanes: Sequence[Lane]
    today: date

    def lane_of(self, area: str) -> str:
        """Give the lane in which something of that area is told."""
        return area if any(lane.code == area for lane in self.lanes) else self.lanes[0].code

    def dates(self) -> Iterator[PartialDate]:
        """List every date that the drawing must hold."""
        yield from (fact.when for fact in self.facts)
        told: tuple[Spell | Break | Turn, ...] = (*self.spells, *self.breaks, *self.turns)
        yield from (when for one in told for when in (one.since, one.until) if when)


@dataclass(frozen=True)
class Sheet:
    """Where everything stands along time: the scale, today's line, knots, bars and empty places."""

    story: Story
    scale: Scale
    now: float
    knots: Sequence[knots.Knot]
    xs: Sequence[float]
    shapes: Mapping[str, bars.Shape]
    names: Mapping[str, bars.Label]
    holes: Sequence[places.Hole]

    def rows(self) -> dict[str, dict[str, int]]:
        """Give every bar, empty place and label a row of its lane, none over another."""
        found = {}
        for lane in self.story.lanes:
            mine = {s.key: self.names[s.key].extent for s in self.story.spells if self._lane(s) == lane.code}
            holes = [hole for hole in self.holes if hole.spell.key in mine]
            found[lane.code] = lanes.pack(places.slots(holes, mine))
        return found

    def _lane(self, spell: Spell) -> str:
        return self.story.lane_of(spell.area)


def lay(story: Story) -> Sheet:
    """Lay the story out: choose how dense it must be, then place knots, bars and empty places."""
    scale, tied, xs = _spread(story)
    now = scale.after(story.today)
    fact_x = {fact.key: x for knot, x in zip(tied, xs, strict=True) for fact in knot.facts}
    shapes = {spell.key: bars.measure(spell, scale, story.today, fact_x) for spell in story.spells}
    view = scale.right - INNER + bars.INSIDE
    names = {spell.key: bars.name(spell, shapes[spell.key], view) for spell in story.spells}
    by_key = {spell.key: spell for spell in story.spells}
    extents = {key: label.extent for key, label in names.items()}
    holes = places.measure(story.breaks, by_key, shapes, extents, scale, now)
    return Sheet(story, scale, now, tied, xs, shapes, names, holes)


def span(story: Story) -> Span:
    """Give the days shown: all that is known, today, what is planned, and six months at least."""
    today = story.today
    days = [first_known_day(when) for when in story.dates()]
    days += [
        first_known_day(spell.until) - A_YEAR for spell in story.spells if spell.until and not spell.since
    ]
    planned = [last_known_day(fact.when) for fact in story.facts if is_ahead(fact.when, today)]
    ahead = [last_known_day(when) for turn in story.turns if (when := turn.until or turn.since)]
    ahead += [day for spell in story.spells for day in _days_ahead(spell, today)]
    return Span(
        begin=min([*days, month_start(today, 1 - FEWEST_MONTHS)]),
        end=max([*planned, *ahead, today]),
        settled=month_start(max([*planned, _last_told(story)]), 1),
    )


def _last_told(story: Story) -> date:
    """Give the last day that is told of, or today when hardly any time has passed since."""
    days = [min(last_known_day(when), story.today) for when in story.dates()]
    told = max(days, default=story.today)
    return told if told < month_start(story.today, 1 - FEWEST_MONTHS) else story.today


def _told_years(story: Story) -> set[int]:
    """List the years in which something begins, happens or ends."""
    return {day.year for when in story.dates() for day in (when.earliest, when.latest) if day}


def _days_ahead(spell: Spell, today: date) -> list[date]:
    """List the days after today that a bar reaches; a planned start without an end gets some months."""
    days = [spell.until.latest] if spell.until and spell.until.latest else []
    if spell.since and is_ahead(spell.since, today):
        days.append(month_start(last_known_day(spell.since), FEWEST_MONTHS))
    return [day for day in days if day > today]


def _spread(story: Story) -> tuple[Scale, list[knots.Knot], list[float]]:
    """Try to draw each fact as its own knot; merge and tighten, step by step, while the page is too full."""
    for density in LADDER:
        scale, tied = _scale(story, density)
        xs = knots.place(tied, scale, scale.after(story.today))
        if scale.right < LEFT + MOST - 1 and (density.merge or not _is_crowded(xs)):
            break
    return scale, tied, xs


def _scale(story: Story, density: Density) -> tuple[Scale, list[knots.Knot]]:
    lane_by_fact = {fact.key: story.lane_of(fact.area) for fact in story.facts}
    breaking = frozenset(one.opened_by for one in story.breaks)
    tied = knots.tie(story.facts, lane_by_fact, breaking, story.today, density.merge)
    counts = knots.year_counts(story.facts)
    units = divide(span(story), counts, story.today, density)
    months = frozenset(unit.since for unit in units if unit.kind == "month")
    scale = build(
        units,
        told=_told_years(story),
        cuts=knots.days_apart(tied),
        demands=knots.demands(tied, months, density),
        density=density,
    )
    return scale, tied


def _is_crowded(xs: Sequence[float]) -> bool:
    """Tell whether one view, as wide as the page, would hold more knots than can be read."""
    ordered = sorted(xs)
    return any(b - a <= INNER for a, b in zip(ordered, ordered[KNOTS_IN_VIEW:], strict=False))
