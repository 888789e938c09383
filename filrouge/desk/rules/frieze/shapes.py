"""The drawing as a template prints it: plain shapes with their numbers rounded, and finished words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """A word on the drawing. `x` is where its `anchor` (start, middle, end) stands, `y` its baseline."""

    x: float
    y: float
    text: str
    css: str
    anchor: str = "start"


@dataclass(frozen=True)
class Box:
    """A rectangle; `css` also says its colour when it has one."""

    x: float
    y: float
    width: float
    height: float
    css: str = ""


@dataclass(frozen=True)
class Line:
    """An upright line."""

    x: float
    top: float
    bottom: float


@dataclass(frozen=True)
class Dot:
    """A round mark."""

    x: float
    y: float


@dataclass(frozen=True)
class Stroke:
    """A path of the drawing, with the class of its life area or of its state, and what it means in words."""

    path: str
    css: str = ""
    title: str = ""


@dataclass(frozen=True)
class LaneHead:
    """The left end of a lane: icon and name of the life area."""

    css: str
    icon: str
    icon_y: float
    lines: tuple[Text, ...]


@dataclass(frozen=True)
class Fade:
    """The part of a bar that is not sure: `paint` names a gradient or a hatching of the page."""

    x: float
    y: float
    width: float
    paint: str


@dataclass(frozen=True)
class Bar:
    """A service over time. Empty strings and tuples are parts that this bar does not have.

    A long bar has a second name where a wide drawing opens, at its recent end.
    """

    key: str
    css: str
    title: str
    fades: tuple[Fade, ...]
    loose: str
    fill: str
    edge: str
    cap: str
    dots: tuple[Dot, ...]
    mark: Text | None
    names: tuple[Text, ...]


@dataclass(frozen=True)
class Place:
    """The empty place of a service missing since a rupture; open at today while the rupture is."""

    key: str
    path: str
    title: str
    label: Text


@dataclass(frozen=True)
class Mark:
    """A knot to click: one fact, or several of one lane (`×4`)."""

    key: str
    href: str
    label: str
    text: str
    x: float
    y: float
    css: str


@dataclass(frozen=True)
class Thread:
    """The red thread: whole stretches, dotted ones ahead, frayed ends, the ring on today's line."""

    lines: tuple[str, ...]
    dotted: tuple[str, ...]
    frays: tuple[str, ...]
    ring: Dot | None


@dataclass(frozen=True)
class Cursor:
    """The chosen date: a pill, and a line unless that day lies outside the drawing."""

    pill: Box
    text: Text
    line: Line | None


@dataclass(frozen=True)
class TurnMark:
    """A bracket under the lanes: one transition, or several that touch."""

    key: str
    path: str
    css: str
    text: Text


@dataclass(frozen=True)
class Drawing:
    """The whole frieze, in the order in which it is printed.

    `paints` are the area classes that need gradients and hatchings; `shows` the signs that the legend tells:
    dated, vague, hatched, ahead, unknown_start, rupture, unknown_end.
    """

    width: float
    height: float
    label: str
    paints: tuple[str, ...]
    grounds: tuple[Box, ...]
    heads: tuple[LaneHead, ...]
    rule: Stroke
    ticks: tuple[Line, ...]
    captions: tuple[Text, ...]
    squeezes: tuple[str, ...]
    bars: tuple[Bar, ...]
    places: tuple[Place, ...]
    brackets: tuple[Stroke, ...]
    now: Line
    now_text: Text
    turns: tuple[TurnMark, ...]
    thread: Thread
    cursor: Cursor | None
    knots: tuple[Mark, ...]
    shows: tuple[str, ...]
