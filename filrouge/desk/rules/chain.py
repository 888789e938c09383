"""From words to answers, as one drawing and as a list that reads both ways. A missing link is said, never inferred."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from filrouge.lib.lettering import shorten, wrap

WORDS, NEEDS, OBJECTIVES, ANSWERS = range(4)
WIDTH, BOX_W, BOX_H, ROW, STEP = 1110.0, 238.0, 72.0, 88.0, 290.0
HEAD, MARGIN = 34.0, 2.0
PAD, TEXT, UNDER, LINE = 14.0, 15.0, 14.0, 19.0
Tie = tuple[str, str]


@dataclass(frozen=True)
class Bead:
    """One thing on the chain: words, a need, an objective, an answer; or that it stops there.

    `begins`, `ends`: nothing at all stands before it, or after it, whoever reads. `address`: where the page tells it.
    """

    key: str
    step: int
    words: str
    under: str = ""
    css: str = ""
    address: str = ""
    begins: bool = False
    ends: bool = False
    is_stop: bool = False


@dataclass(frozen=True)
class Missing:
    """What the chain says where it stops: before a step, by its rank, and after any."""

    before: Sequence[str]
    after: str


@dataclass(frozen=True)
class Chain:
    """The beads in the order of the page, and which leads to which."""

    beads: Sequence[Bead]
    ties: Sequence[Tie]


def complete(chain: Chain, missing: Missing) -> Chain:
    """The chain with a bead that says so wherever nothing comes before, or after."""
    beads, ties = list(chain.beads), list(chain.ties)
    for bead in chain.beads:
        if bead.begins and bead.step > WORDS:
            stop = Bead(
                f"{bead.key}-debut", bead.step - 1, missing.before[bead.step], css=bead.css, is_stop=True
            )
            beads.append(stop)
            ties.append((stop.key, bead.key))
        if bead.ends and bead.step < ANSWERS:
            stop = Bead(f"{bead.key}-fin", bead.step + 1, missing.after, css=bead.css, is_stop=True)
            beads.append(stop)
            ties.append((bead.key, stop.key))
    return Chain(beads, ties)


@dataclass(frozen=True)
class Branch:
    """A bead in the list, and those that follow it in the sense in which one reads."""

    bead: Bead
    following: list[Branch] = field(default_factory=list)


def read(chain: Chain, *, backwards: bool = False) -> list[Branch]:
    """The chain as a list: from the words on, or from the answers back; a bead that is shared is told each time."""
    ties = [(after, before) for before, after in chain.ties] if backwards else chain.ties
    following, led_to = _following(chain.beads, ties), {after for _before, after in ties}
    roots = [bead for bead in chain.beads if bead.key not in led_to]
    if backwards:
        roots.sort(key=lambda bead: -bead.step)
    return [_branch(bead, following) for bead in roots]


def _following(beads: Iterable[Bead], ties: Iterable[Tie]) -> dict[str, list[Bead]]:
    known = {bead.key: bead for bead in beads}
    found: dict[str, list[Bead]] = defaultdict(list)
    for before, after in ties:
        found[before].append(known[after])
    return found


def _branch(bead: Bead, following: dict[str, list[Bead]]) -> Branch:
    return Branch(bead, [_branch(each, following) for each in following.get(bead.key, ())])


@dataclass(frozen=True)
class Text:
    """A line of text; `y` is its baseline."""

    x: float
    y: float
    words: str


@dataclass(frozen=True)
class Box:
    """A bead where it is drawn."""

    bead: Bead
    x: float
    y: float
    lines: tuple[Text, ...]
    under: Text | None


@dataclass(frozen=True)
class Strand:
    """The thread between two beads; dotted where it leads to nothing yet."""

    path: str
    is_stop: bool


@dataclass(frozen=True)
class Picture:
    """The chain laid out, in units of its drawing: titles of the columns, beads, and the strands between them."""

    width: float
    height: float
    heads: list[Text]
    boxes: list[Box]
    strands: list[Strand]
    box_width: float = BOX_W
    box_height: float = BOX_H


def draw(chain: Chain, heads: Sequence[str]) -> Picture:
    """The whole chain in four columns: each expectation begins below all that the one before leads to."""
    rows = _rows(chain)
    boxes = {bead.key: _box(bead, rows[bead.key]) for bead in chain.beads}
    strands = [_strand(boxes[before], boxes[after]) for before, after in chain.ties]
    height = HEAD + ROW * (max(rows.values(), default=0) + 1)
    titles = [Text(MARGIN + step * STEP, 18.0, words) for step, words in enumerate(heads)]
    return Picture(WIDTH, height, titles, list(boxes.values()), strands)


def _rows(chain: Chain) -> dict[str, int]:
    """In which row of its column each bead stands: beside what leads to it, or below what is there already."""
    following, led_to = _following(chain.beads, chain.ties), {after for _before, after in chain.ties}
    rows: dict[str, int] = {}
    free = [0] * (ANSWERS + 1)

    def place(bead: Bead, row: int) -> None:
        if bead.key in rows:
            return
        rows[bead.key] = here = max(row, free[bead.step])
        free[bead.step] = here + 1
        for each in following.get(bead.key, ()):
            place(each, here)

    for bead in chain.beads:
        if bead.key not in led_to:
            place(bead, max(free))
    return rows


def _box(bead: Bead, row: int) -> Box:
    x, y = MARGIN + bead.step * STEP, HEAD + row * ROW
    room = BOX_W - 2 * PAD
    laid = wrap(bead.words, TEXT, room, lines=2)
    lines = tuple(Text(x + PAD, y + 24 + LINE * rank, words) for rank, words in enumerate(laid))
    under = Text(x + PAD, y + 24 + LINE * len(laid), shorten(bead.under, UNDER, room)) if bead.under else None
    return Box(bead, x, y, lines, under)


def _strand(start: Box, end: Box) -> Strand:
    x1, y1 = start.x + BOX_W, start.y + BOX_H / 2
    x2, y2 = end.x, end.y + BOX_H / 2
    middle = (x1 + x2) / 2
    path = f"M{x1:.1f} {y1:.1f} C{middle:.1f} {y1:.1f} {middle:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
    return Strand(path, start.bead.is_stop or end.bead.is_stop)
