"""How it goes over time, drawn: a line for each voice, broken where it did not answer; and who decides, in a square."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# Units of the drawing: room for the words of the scale, one column a co-evaluation, one row a step.
LEFT, COLUMN, TOP, ROW, BOTTOM = 132, 116, 22, 40, 34
STEPS = 5
# Two voices that say the same stay seen beside each other.
APART = 11
CELL_WIDTH, CELL_HEIGHT, HEAD, SIDE, KNOT = 176, 84, 34, 124, 32
PARTIES = ("professional", "person")


@dataclass(frozen=True)
class Mark:
    """An answer at its place."""

    x: int
    y: int
    step: int

    @property
    def corners(self) -> str:
        """The same place as a diamond, for whoever does not tell colours apart."""
        return f"{self.x},{self.y - 9} {self.x + 9},{self.y} {self.x},{self.y + 9} {self.x - 9},{self.y}"

    @property
    def edge(self) -> tuple[int, int]:
        return self.x - 7, self.y - 7


@dataclass(frozen=True)
class Strand:
    """One voice: its answers, and the stretches between those that follow each other."""

    marks: list[Mark]
    stretches: list[str]


@dataclass(frozen=True)
class Curves:
    """`rows`: for each step, from the best, its height; `columns`: the middle of each co-evaluation."""

    width: int
    height: int
    rows: list[int]
    columns: list[int]
    strands: list[Strand]

    @property
    def left(self) -> int:
        return LEFT - 24

    @property
    def foot(self) -> int:
        return self.height - 8


def draw(voices: Sequence[Sequence[int | None]], count: int) -> Curves:
    """`voices`: for each, what it answered at each of `count` co-evaluations, from 1 to 5; None where it did not."""
    columns = [LEFT + COLUMN // 2 + COLUMN * rank for rank in range(count)]
    return Curves(
        width=LEFT + COLUMN * max(count, 1),
        height=TOP + ROW * STEPS + BOTTOM,
        rows=[_height(step) for step in range(STEPS, 0, -1)],
        columns=columns,
        strands=[_strand(voice, columns, rank) for rank, voice in enumerate(voices)],
    )


def _height(step: int) -> int:
    return TOP + ROW * (STEPS - step) + ROW // 2


def _strand(answers: Sequence[int | None], columns: Sequence[int], rank: int) -> Strand:
    """A voice that did not answer leaves a gap: nothing is guessed between two answers."""
    shift = ((rank + 1) // 2) * APART * (-1 if rank % 2 else 1)
    runs: list[list[Mark]] = [[]]
    for x, step in zip(columns, answers, strict=True):
        if step is None:
            runs.append([])
        else:
            runs[-1].append(Mark(x, _height(step) + shift, step))
    marks = [mark for run in runs for mark in run]
    return Strand(marks, [_path(run) for run in runs if len(run) > 1])


def _path(run: Sequence[Mark]) -> str:
    return "M" + " L".join(f"{mark.x} {mark.y}" for mark in run)


@dataclass(frozen=True)
class Knot:
    """A moment at its place in the square."""

    number: int
    x: int
    y: int

    @property
    def text_y(self) -> int:
        return self.y + 5


@dataclass(frozen=True)
class Square:
    """Who sets the end (rows) and who holds the means (columns), and how an objective went from one to the other."""

    width: int
    height: int
    cells: list[tuple[int, int, int, int]]
    columns: list[tuple[str, int]]
    rows: list[tuple[str, int]]
    knots: list[Knot]
    path: str


def square(moves: Sequence[tuple[str, str]]) -> Square:
    """`moves`: who set the end and who held the means, one moment after the other."""
    met: dict[tuple[str, str], int] = {}
    knots = []
    for number, (ends, means) in enumerate(moves, start=1):
        seen = met.get((ends, means), 0)
        met[ends, means] = seen + 1
        x = SIDE + CELL_WIDTH * PARTIES.index(means) + KNOT + (seen % 5) * KNOT
        y = HEAD + CELL_HEIGHT * PARTIES.index(ends) + CELL_HEIGHT // 2 + (seen // 5) * KNOT
        knots.append(Knot(number, x, y))
    edges = [(SIDE + CELL_WIDTH * column, HEAD + CELL_HEIGHT * row) for row in (0, 1) for column in (0, 1)]
    return Square(
        width=SIDE + CELL_WIDTH * 2 + 4,
        height=HEAD + CELL_HEIGHT * 2 + 4,
        cells=[(x + 2, y + 2, CELL_WIDTH - 4, CELL_HEIGHT - 4) for x, y in edges],
        columns=[(party, SIDE + CELL_WIDTH * rank + CELL_WIDTH // 2) for rank, party in enumerate(PARTIES)],
        rows=[(party, HEAD + CELL_HEIGHT * rank + CELL_HEIGHT // 2) for rank, party in enumerate(PARTIES)],
        knots=knots,
        path="M" + " L".join(f"{knot.x} {knot.y}" for knot in knots) if len(knots) > 1 else "",
    )
