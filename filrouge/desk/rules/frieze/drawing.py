"""The frieze drawn: facts, spells, breaks and turns in, finished shapes out. The template only prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from filrouge.desk.rules.frieze import bars, header, lanes, places, thread, turns
from filrouge.desk.rules.frieze.facts import Break, Fact, Lane, Spell, Turn, Words
from filrouge.desk.rules.frieze.knots import Knot
from filrouge.desk.rules.frieze.numbers import n, tenth
from filrouge.desk.rules.frieze.scale import LEFT, TAIL, VIEW
from filrouge.desk.rules.frieze.shapes import Bar, Box, Drawing, Mark, Place, Stroke, Thread
from filrouge.desk.rules.frieze.sheet import Sheet, Story, lay

FOOT = 10.0
BASELINE = 4.6
NARROW_SIGNS = 2
TICK = 5.0
INSET = 3.0

Bands = Mapping[str, lanes.Band]


def draw(
    facts: Sequence[Fact], spells: Sequence[Spell], breaks: Sequence[Break], turns: Sequence[Turn],
    *, areas: Sequence[Lane], today: date, cursor: date | None, words: Words,
) -> Drawing:  # fmt: skip
    """Draw the frieze of one life.

    `facts` come in the order told. `areas` are all life areas in their order on screen; those that hold
    something get a lane, an unknown code is told in the first. `cursor` is the chosen date. Units are CSS
    pixels; the drawing is 1112 wide or more, 4000 at most. The same input gives the same numbers. Dates that
    contradict each other raise no error: they are drawn as they are told.
    """
    used = lanes.choose(areas, [*(fact.area for fact in facts), *(spell.area for spell in spells)])
    sheet = lay(Story(facts, spells, breaks, turns, used, today))
    # A width in whole pixels: half a pixel would show beside the margin when the drawing scrolls.
    width = float(max(VIEW, ceil(tenth(sheet.scale.right + TAIL))))
    frame = _frame(sheet, width, cursor if cursor != today else None, words)
    return _print(sheet, frame, width, words)


@dataclass(frozen=True)
class Frame:
    """What surrounds the lanes and how high they stand: calendar, chosen date, lanes, their foot."""

    calendar: header.Calendar
    pill: header.Pill | None
    bands: Bands
    bottom: float


def _frame(sheet: Sheet, width: float, chosen: date | None, words: Words) -> Frame:
    pill = header.pill(sheet.scale, chosen, width, words.cursor) if chosen else None
    calendar = header.calendar(sheet.scale, sheet.now, width, words, pill.extent if pill else None)
    bands = lanes.stack(sheet.story.lanes, sheet.rows(), lanes.TOP + calendar.shift)
    return Frame(calendar, pill, bands, max(band.bottom for band in bands.values()))


def _print(sheet: Sheet, frame: Frame, width: float, words: Words) -> Drawing:
    story, calendar, bands, bottom = sheet.story, frame.calendar, frame.bands, frame.bottom
    turn_marks, foot = turns.mark(story.turns, sheet.scale, bottom, words)
    woven = _thread(sheet, bands)
    return Drawing(
        width=width,
        height=tenth(bottom + max(FOOT, foot)),
        label=words.drawing,
        paints=tuple(lane.css for lane in story.lanes),
        grounds=tuple(Box(0.0, b.top, width, b.height) for b in bands.values() if b.is_sunken),
        heads=tuple(lanes.head(band) for band in bands.values()),
        rule=Stroke(f"M{n(LEFT)} {n(lanes.TOP + calendar.shift)} H{n(width - 6)}"),
        ticks=header.grid(calendar, bottom),
        captions=calendar.captions,
        squeezes=calendar.squeezes,
        bars=tuple(_bar(sheet, spell, bands, words) for spell in story.spells),
        places=tuple(_place(hole, story, bands) for hole in sheet.holes),
        brackets=_brackets(sheet, bands),
        now=header.now_line(sheet.now, calendar.shift, bottom),
        now_text=calendar.now_text,
        turns=turn_marks,
        thread=woven,
        cursor=header.cursor(sheet.scale, frame.pill, calendar.shift, bottom) if frame.pill else None,
        knots=_marks(sheet, bands, words),
        shows=_shows(sheet, woven),
    )


def _bar(sheet: Sheet, spell: Spell, bands: Bands, words: Words) -> Bar:
    band = bands[sheet.story.lane_of(spell.area)]
    shape, label = sheet.shapes[spell.key], sheet.names[spell.key]
    return bars.bar(spell, shape, label, band.row_top(spell.key), band.lane.css, _ground(band), words)


def _place(hole: places.Hole, story: Story, bands: Bands) -> Place:
    band = bands[story.lane_of(hole.spell.area)]
    return places.place(hole, band.row_top(hole.row_key), band.row_top(hole.label_key), _ground(band))


def _ground(band: lanes.Band) -> str:
    return " creux" if band.is_sunken else ""


def _brackets(sheet: Sheet, bands: Bands) -> tuple[Stroke, ...]:
    """Draw the interval of each vague knot; a side that nobody bounded has no end."""
    strokes: dict[str, Stroke] = {}
    for knot in sheet.knots:
        if not knot.vague:
            continue
        band, scale = bands[knot.lane], sheet.scale
        left = LEFT if knot.open_past else scale.x(knot.first_day) + INSET
        right = max(sheet.now, scale.right) if knot.open_future else scale.after(knot.last_day) - INSET
        side = f"M{{}} {n(band.axis - TICK)} v{n(2 * TICK)}"
        start = "" if knot.open_past else side.format(n(left)) + " "
        end = "" if knot.open_future else " " + side.format(n(right))
        path = f"{start}M{n(left)} {n(band.axis)} H{n(right)}{end}"
        strokes[path] = Stroke(path, band.lane.css)
    return tuple(strokes.values())


def _thread(sheet: Sheet, bands: Bands) -> Thread:
    stops = [
        thread.Stop(x, bands[knot.lane].axis, knot.breaks)
        for knot, x in zip(sheet.knots, sheet.xs, strict=True)
    ]
    past = [stop for stop, knot in zip(stops, sheet.knots, strict=True) if not knot.ahead]
    ahead = [stop for stop, knot in zip(stops, sheet.knots, strict=True) if knot.ahead]
    if past and past[-1].breaks and not _ends_broken(sheet):
        past[-1] = thread.Stop(past[-1].x, past[-1].y)
    first = next(iter(bands.values()))
    return thread.weave(past, ahead, sheet.now, thread.Stop(LEFT + 19, first.axis))


def _ends_broken(sheet: Sheet) -> bool:
    """Tell whether the last thing told so far is a rupture that nothing has closed."""
    last = [knot for knot in sheet.knots if not knot.ahead][-1]
    opened = {fact.key for fact in last.facts}
    return any(one.opened_by in opened and not (one.closed_by or one.until) for one in sheet.story.breaks)


def _marks(sheet: Sheet, bands: Bands, words: Words) -> tuple[Mark, ...]:
    return tuple(
        _mark(knot, x, bands[knot.lane].axis, words) for knot, x in zip(sheet.knots, sheet.xs, strict=True)
    )


def _mark(knot: Knot, x: float, y: float, words: Words) -> Mark:
    first = knot.facts[0]
    text = str(first.number) if len(knot.facts) == 1 else f"×{len(knot.facts)}"
    css = "fz-noeud" + " vague" * knot.vague + " long" * (len(text) > NARROW_SIGNS) + " a-venir" * knot.ahead
    label = " · ".join(words.knot.format(number=fact.number, title=fact.title) for fact in knot.facts)
    return Mark(first.key, f"#fil-{first.number}", label, text, tenth(x), y, css)


def _shows(sheet: Sheet, woven: Thread) -> tuple[str, ...]:
    shapes = sheet.shapes.values()
    signs = {
        "dated": any(not knot.vague for knot in sheet.knots),
        "vague": any(knot.vague for knot in sheet.knots),
        "hatched": any("between" in (shape.start, shape.end) for shape in shapes),
        "ahead": any(knot.ahead for knot in sheet.knots),
        "unknown_start": any(shape.start in bars.WITHOUT_START for shape in shapes),
        "rupture": bool(woven.frays or sheet.holes),
        "unknown_end": any(shape.end == "open" for shape in shapes),
    }
    return tuple(sign for sign, shown in signs.items() if shown)
