"""Bars: where a service begins and ends, how sure that is, and where its name can be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from filrouge.desk.rules.frieze.facts import Spell, Words, is_vague
from filrouge.desk.rules.frieze.numbers import n, tenth
from filrouge.desk.rules.frieze.scale import LEFT, Scale
from filrouge.desk.rules.frieze.shapes import Bar, Dot, Fade, Text
from filrouge.lib.dates import PartialDate, Precision
from filrouge.lib.lettering import shorten, width_of

HEIGHT = 22.0
LABEL_SIZE = 13.5
UNKNOWN_START = 114.0
AFTER_KNOT = 15.0
LEAST = 4.0
INSIDE = 9.0
MARK = 25.0
WITHOUT_START = "unknown", "before"
DOTS = (6.0, 12.0, 18.0)


@dataclass(frozen=True)
class Extent:
    """A stretch of abscissas that something takes in its row."""

    left: float
    right: float

    def meets(self, other: Extent) -> bool:
        """Tell whether two things would touch, less than 4 apart."""
        return self.left < other.right + 4 and other.left < self.right + 4


@dataclass(frozen=True)
class Label:
    """Where the name of a bar stands: once, twice or nowhere, in the bar or beside it, cut if it must be."""

    text: str
    xs: tuple[float, ...]
    anchor: str
    inside: bool
    extent: Extent


@dataclass(frozen=True)
class Shape:
    """The abscissas of a bar: sure between `sure_left` and `sure_right`, possible from `left` to `right`.

    `start` is sure, unit, between, before (some day) or unknown; `end` is sure, unit, between or open.
    """

    left: float
    sure_left: float
    sure_right: float
    right: float
    start: str
    end: str


def measure(spell: Spell, scale: Scale, today: date, knots: Mapping[str, float]) -> Shape:
    """Place a spell on the scale; `knots` gives the abscissa of each fact, for the one that closed it."""
    now = scale.after(today)
    left, sure_left, start = _start(spell.since, scale, now)
    sure_right, right, end = _end(spell.until, scale, today)
    if spell.until is None and left >= now:
        sure_right = right = scale.right
    if end == "unit" and spell.closed_by is not None and spell.closed_by in knots:
        right = min(max(knots[spell.closed_by] + AFTER_KNOT, sure_right), right)
    right = max(right, left + LEAST)
    if start == "unknown":
        sure_left = min(sure_left, (left + right) / 2)
    sure_left, sure_right = min(sure_left, right), min(max(sure_right, left), right)
    if sure_right < sure_left:
        sure_left = sure_right = (left + right) / 2
    return Shape(left, sure_left, sure_right, right, start, end)


def name(spell: Spell, shape: Shape, view: float) -> Label:
    """Find where the name of a bar fits: in its sure part, anywhere in it, before it, after it; else cut.

    `view` is where a wide drawing opens: a bar whose name lies before it is named there once more.
    """
    wide = width_of(spell.label, LABEL_SIZE)
    outside = shape.right + (DOTS[-1] + 6 if shape.end == "open" else 0)
    body = Extent(shape.left, outside)
    mark = MARK - INSIDE if shape.start in WITHOUT_START else 0
    for start in (shape.sure_left + INSIDE, shape.left + mark + INSIDE):
        if start + wide <= shape.right - 6:
            return Label(spell.label, _in_view(start, wide, shape, view), "start", True, body)
    if shape.left - 7 - wide >= LEFT + 4:
        left = shape.left - 7
        return Label(spell.label, (left,), "end", False, Extent(left - wide, outside))
    if shape.end != "open":
        right = shape.right + 8
        return Label(spell.label, (right,), "start", False, Extent(shape.left, right + wide))
    start = shape.left + mark + INSIDE
    text = shorten(spell.label, LABEL_SIZE, shape.right - 6 - start)
    return Label(text, (start,) if text else (), "start", True, body)


def bar(spell: Spell, shape: Shape, label: Label, y: float, css: str, ground: str, words: Words) -> Bar:
    """Draw a bar whose top is at `y`; `ground` is the class of the ground a name beside it is read on."""
    name_css = "fz-bar-t" if label.inside else f"fz-bar-t hors{ground}"
    has_mark = shape.start in WITHOUT_START and shape.right - shape.left >= MARK
    dots = tuple(Dot(tenth(shape.right + dx), tenth(y + HEIGHT / 2)) for dx in DOTS)
    is_open = shape.end == "open"
    return Bar(
        key=spell.key,
        css=css,
        title=_title(spell, words),
        fades=_fades(shape, y, css.removeprefix("d-")),
        loose=_loose(shape, y),
        fill=_box(shape.sure_left, shape.sure_right, y) if shape.sure_left < shape.sure_right else "",
        edge=_edge(shape, y),
        cap="" if is_open else f"M{n(shape.right)} {n(y - 3)} V{n(y + HEIGHT + 3)}",
        dots=dots if is_open else (),
        mark=Text(tenth(shape.left + 8), tenth(y + 15.5), "?", "fz-bar-t") if has_mark else None,
        names=tuple(Text(tenth(x), tenth(y + 15.5), label.text, name_css, label.anchor) for x in label.xs),
    )


def _in_view(start: float, wide: float, shape: Shape, view: float) -> tuple[float, ...]:
    if start >= view or view + wide > shape.right - 6:
        return (start,)
    return (start, view) if start + wide + 2 * INSIDE < view else (view,)


def _start(since: PartialDate | None, scale: Scale, now: float) -> tuple[float, float, str]:
    if since is None:
        return LEFT, LEFT + UNKNOWN_START, "unknown"
    if since.earliest is None:
        return LEFT, scale.after(since.latest) if since.latest else LEFT + UNKNOWN_START, "before"
    left = scale.x(since.earliest)
    if since.latest is None:
        return left, max(left, now), "between"
    if since.precision is Precision.DAY and not since.is_approximate:
        return left, left, "sure"
    return left, scale.after(since.latest), "between" if is_vague(since) else "unit"


def _end(until: PartialDate | None, scale: Scale, today: date) -> tuple[float, float, str]:
    now = scale.after(today)
    if until is None:
        return now, now, "open"
    if until.latest is None:
        return min(scale.x(until.earliest or today), now), now, "open"
    right = scale.after(until.latest)
    if until.earliest is None:
        return LEFT, right, "between"
    if until.precision is Precision.DAY and not until.is_approximate:
        return right, right, "sure"
    if until.earliest <= today < until.latest:
        right = now
    return scale.x(until.earliest), right, "between" if is_vague(until) else "unit"


def _title(spell: Spell, words: Words) -> str:
    unknown = [words.unknown_start] if spell.since is None else []
    unknown += [words.unknown_end] if spell.until is None else []
    return " · ".join([spell.label, *unknown])


def _fades(shape: Shape, y: float, area: str) -> tuple[Fade, ...]:
    fades = []
    if shape.left < shape.sure_left:
        paint = f"h-{area}" if shape.start == "between" else f"g-{area}"
        fades.append(Fade(tenth(shape.left), y, tenth(shape.sure_left - shape.left), paint))
    if shape.sure_right < shape.right:
        paint = f"r-{area}" if shape.end == "unit" else f"h-{area}"
        fades.append(Fade(tenth(shape.sure_right), y, tenth(shape.right - shape.sure_right), paint))
    return tuple(fades)


def _loose(shape: Shape, y: float) -> str:
    """Draw the dashed edges of what is not sure; an interval at the start also has a dashed left side."""
    top, bottom = n(y + 0.6), n(y + HEIGHT - 0.6)
    parts = []
    if shape.left < shape.sure_left:
        left, right = n(shape.left), n(shape.sure_left)
        join = f"M{right} {top} H{left} V{bottom} H{right}" if shape.start == "between" else ""
        parts.append(join or f"M{left} {top} H{right} M{left} {bottom} H{right}")
    if shape.sure_right < shape.right:
        left, right = n(shape.sure_right), n(shape.right)
        parts.append(f"M{left} {top} H{right} M{left} {bottom} H{right}")
    return " ".join(parts)


def _box(left: float, right: float, y: float) -> str:
    return f"M{n(left)} {n(y)} H{n(right)} V{n(y + HEIGHT)} H{n(left)} Z"


def _edge(shape: Shape, y: float) -> str:
    if shape.sure_left >= shape.sure_right:
        return ""
    left, right, top, bottom = n(shape.sure_left), n(shape.sure_right), n(y + 0.6), n(y + HEIGHT - 0.6)
    down = f"V{bottom}" if shape.start == "sure" else f"M{left} {bottom}"
    return f"M{right} {top} H{left} {down} H{right}"
