"""The head of the frieze: years, months, squeezed runs, today and the chosen date, none over another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from filrouge.desk.rules.frieze.bars import Extent
from filrouge.desk.rules.frieze.facts import Words
from filrouge.desk.rules.frieze.numbers import n, tenth
from filrouge.desk.rules.frieze.scale import LEFT, Scale, month_start
from filrouge.desk.rules.frieze.shapes import Box, Cursor, Line, Text
from filrouge.lib.lettering import width_of

UPPER, LOWER, NOTE = 24.0, 42.0, 20.0
GRID_TOP, CURSOR_TOP, NOW_TOP, PILL_TOP, PILL = 46.0, 52.0, 44.0, 28.0, 21.0
ONE_MORE_LINE = 18.0
LEAST_GRID = 14.0
SMALL, STRONG = 13.0, 14.0
NOW_BEYOND = 20.0
CAPTION_GAP = 2.0
YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


@dataclass(frozen=True)
class Calendar:
    """Grid and captions of time; `shift` is the height added so that today has a line of its own."""

    shift: float
    ticks: tuple[tuple[float, float], ...]
    captions: tuple[Text, ...]
    squeezes: tuple[str, ...]
    now_text: Text


@dataclass(frozen=True)
class Pill:
    """The chosen date as it is written above the lanes."""

    day: date
    text: str
    extent: Extent


def extent(text: Text, size: float, *, bold: bool) -> Extent:
    """Give the abscissas that a text covers."""
    wide = width_of(text.text, size, bold=bold)
    left = text.x - {"start": 0.0, "middle": wide / 2, "end": wide}[text.anchor]
    return Extent(left, left + wide)


def calendar(scale: Scale, now: float, width: float, words: Words, under: Extent | None) -> Calendar:
    """Draw the calendar; captions `under` the chosen date are left out."""
    now_text = _now_text(now, width, words.today)
    covered = extent(now_text, SMALL, bold=True)
    years = _strong_years(scale)
    shift = ONE_MORE_LINE if any(extent(year, STRONG, bold=True).meets(covered) for year in years) else 0.0
    taken = [extent(year, STRONG, bold=True) for year in years] + ([] if shift else [covered])
    runs = _squeezed_runs(scale)
    lower = _kept([*_months(scale, words.months), *_plain_years(scale)], under)
    captions = [*years, *_notes(runs, words.squeezed, taken, width), *lower]
    return Calendar(
        shift=shift,
        ticks=_ticks(scale),
        captions=tuple(Text(t.x, t.y + shift, t.text, t.css, t.anchor) for t in captions),
        squeezes=tuple(_bracket(run, 26 + shift) for run in runs),
        now_text=now_text,
    )


def pill(scale: Scale, day: date, width: float, label: str) -> Pill:
    """Place the pill of the chosen date, and its words: with an arrow when that day is not on the drawing."""
    text = f"‹ {label}" if day < scale.begin else (f"{label} ›" if day >= scale.end else label)
    wide = width_of(text, SMALL) + 22
    left = min(max(_noon(scale, day) - wide / 2, LEFT - 12), width - wide - 4)
    return Pill(day, text, Extent(left, left + wide))


def cursor(scale: Scale, chosen: Pill, shift: float, bottom: float) -> Cursor:
    """Draw the chosen date; its line only when the drawing holds that day."""
    inside = scale.begin <= chosen.day < scale.end
    left, right = chosen.extent.left, chosen.extent.right
    return Cursor(
        pill=Box(tenth(left), PILL_TOP + shift, tenth(right - left), PILL),
        text=Text(tenth((left + right) / 2), PILL_TOP + shift + 15, chosen.text, "fz-cur-t", "middle"),
        line=Line(tenth(_noon(scale, chosen.day)), CURSOR_TOP + shift, bottom) if inside else None,
    )


def now_line(now: float, shift: float, bottom: float) -> Line:
    """Draw today's line, up to its words when they have a line of their own."""
    return Line(tenth(now), NOTE + 6 if shift else NOW_TOP, bottom)


def grid(drawn: Calendar, bottom: float) -> tuple[Line, ...]:
    """Draw the grid down to the foot of the lanes."""
    return tuple(Line(x, top + drawn.shift, bottom) for x, top in drawn.ticks)


def _noon(scale: Scale, day: date) -> float:
    return (scale.x(day) + scale.after(day)) / 2


def _now_text(now: float, width: float, words: str) -> Text:
    wide = width_of(words, SMALL)
    if now + wide / 2 <= width - 6.5:
        return Text(tenth(max(now, LEFT + wide / 2)), NOTE, words, "fz-now-t", "middle")
    return Text(tenth(min(now + NOW_BEYOND, width - 6.5)), NOTE, words, "fz-now-t", "end")


def _strong_years(scale: Scale) -> list[Text]:
    """Name the years drawn month by month; where two would touch the later one stays."""
    firsts = {unit.since.year: unit.since for unit in reversed(scale.units) if unit.kind == "month"}
    kept: list[Text] = []
    for year, first in firsts.items():
        text = Text(tenth(scale.x(first) + 6), UPPER, str(year), "fz-tb")
        if not kept or not extent(text, STRONG, bold=True).meets(extent(kept[-1], STRONG, bold=True)):
            kept.append(text)
    return kept[::-1]


def _plain_years(scale: Scale) -> list[Text]:
    """Name the squeezed years: all, or one in two, five, ten, when they are narrow."""
    texts = []
    room = width_of("0000", SMALL, bold=False) + 5
    for unit in scale.units:
        left, right = scale.x(unit.since), scale.x(unit.until)
        step = next((step for step in YEAR_STEPS if step * (right - left) >= room), YEAR_STEPS[-1])
        if unit.kind == "year" and unit.since.year % step == 0:
            texts.append(Text(tenth((left + right) / 2), LOWER, str(unit.since.year), "fz-m", "middle"))
    return texts


def _months(scale: Scale, names: Sequence[str]) -> list[Text]:
    texts = []
    for month in (unit.since for unit in scale.units if unit.kind == "month"):
        left, right = scale.x(month), scale.x(month_start(month, 1))
        room = width_of(names[month.month - 1], SMALL, bold=False) + 2
        if room <= right - left:
            texts.append(Text(tenth((left + right) / 2), LOWER, names[month.month - 1], "fz-m", "middle"))
        elif room <= scale.x(month_start(month, 3)) - left and month.month % 3 == 1:
            texts.append(Text(tenth(left + 2), LOWER, names[month.month - 1], "fz-m"))
    return texts


def _kept(texts: Sequence[Text], under: Extent | None) -> list[Text]:
    """Leave out the captions that the chosen date or an earlier caption covers."""
    taken = [under] if under else []
    kept = []
    for text in sorted(texts, key=lambda one: one.x):
        covered = extent(text, SMALL, bold=False)
        aired = Extent(covered.left - CAPTION_GAP, covered.right + CAPTION_GAP)
        if any(aired.left < other.right and other.left < aired.right for other in taken):
            continue
        taken.append(covered)
        kept.append(text)
    return kept


def _squeezed_runs(scale: Scale) -> list[Extent]:
    """Find the runs of squeezed years, if any year is drawn otherwise."""
    runs: list[Extent] = []
    for unit in scale.units if scale.months else ():
        left, right = scale.x(unit.since), scale.x(unit.until)
        if unit.kind == "month":
            continue
        if runs and runs[-1].right == left:
            left = runs.pop().left
        runs.append(Extent(left, right))
    return runs


def _notes(runs: Sequence[Extent], words: str, taken: Sequence[Extent], width: float) -> list[Text]:
    """Say that the scale is squeezed, where the words have room."""
    notes: list[Text] = []
    covered = list(taken)
    for run in runs:
        text = Text(tenth(run.left), NOTE, words, "fz-m")
        mine = extent(text, SMALL, bold=False)
        if mine.right < width and not any(mine.meets(other) for other in covered):
            notes.append(text)
            covered.append(mine)
    return notes


def _bracket(run: Extent, y: float) -> str:
    right = n(max(run.left, run.right - 4))
    return f"M{n(run.left)} {n(y)} v4 M{n(run.left)} {n(y + 2)} H{right} m0 -2 v4"


def _ticks(scale: Scale) -> tuple[tuple[float, float], ...]:
    """Give abscissa and top of the grid lines: higher where a year drawn month by month begins."""
    ticks: list[tuple[float, float]] = []
    for unit in scale.units:
        x = scale.x(unit.since)
        strong = unit.kind == "month" and unit.since.month == 1
        if strong and ticks and x - ticks[-1][0] < LEAST_GRID:
            ticks.pop()
        if strong or not ticks or x - ticks[-1][0] >= LEAST_GRID:
            ticks.append((tenth(x), UPPER if strong else GRID_TOP))
    return tuple(ticks)
