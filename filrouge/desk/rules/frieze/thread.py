"""The red thread: through all knots in the order told, frayed at ruptures, dotted ahead of today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from filrouge.desk.rules.frieze.numbers import n, tenth
from filrouge.desk.rules.frieze.shapes import Dot, Thread

STUB = 16.0
HAIRS = "q{0}5 -1 {0}9 -6", "q{0}6 0 {0}11 1", "q{0}5 1 {0}8 7"
HAIR = 11.0
GAP = 2.0
LEAST_BEND = 12.0
LOOSE_END = 31.0


@dataclass(frozen=True)
class Stop:
    """Where the thread passes; `breaks` when it frays after that knot."""

    x: float
    y: float
    breaks: bool = False


def weave(past: Sequence[Stop], ahead: Sequence[Stop], now: float, start: Stop) -> Thread:
    """Weave the thread; `start` is where an empty one begins.

    It ends in a ring on today's line, or frays if its last knot opens a rupture that nothing has closed.
    """
    lines, frays = _stretches(past)
    if past and past[-1].breaks:
        return Thread(tuple(lines), (), tuple(frays), None)
    if past:
        lines[-1] += f" H{n(now)}"
    y = past[-1].y if past else (ahead[0].y if ahead else start.y)
    ring = Dot(tenth(now), tenth(y))
    dotted = [] if past else [f"{_loose_end(start.x, y)} H{n(now)}"]
    if ahead:
        bends = [_bend(a, b) for a, b in zip([Stop(now, y), *ahead], ahead, strict=False)]
        dotted.append(f"M{n(now)} {n(y)} " + " ".join(bends))
    return Thread(tuple(lines), tuple(dotted), tuple(frays), ring)


def _stretches(stops: Sequence[Stop]) -> tuple[list[str], list[str]]:
    lines: list[str] = []
    frays: list[str] = []
    for index, stop in enumerate(stops):
        before = stops[index - 1] if index else None
        if before is None:
            lines.append(_loose_end(stop.x, stop.y))
        elif before.breaks:
            run = _stub(before, stop)
            lines.append(f"M{n(stop.x - run)} {n(stop.y)} H{n(stop.x)}")
            frays.append(_fray(stop.x - run, stop.y, "-"))
        else:
            lines[-1] += " " + _bend(before, stop)
        if stop.breaks:
            run = _stub(stop, stops[index + 1] if index + 1 < len(stops) else None)
            lines[-1] += f" h{n(run)}"
            frays.append(_fray(stop.x + run, stop.y, ""))
    return lines, frays


def _loose_end(x: float, y: float) -> str:
    return f"M{n(x - LOOSE_END)} {n(y + 13)} C{n(x - 21)} {n(y + 16)} {n(x - 17)} {n(y)} {n(x)} {n(y)}"


def _bend(one: Stop, other: Stop) -> str:
    reach = max(LEAST_BEND, (other.x - one.x) / 2)
    left, right = n(one.x + reach), n(other.x - reach)
    return f"C{left} {n(one.y)} {right} {n(other.y)} {n(other.x)} {n(other.y)}"


def _stub(one: Stop, other: Stop | None) -> float:
    """Say how far the thread runs before it frays: less when the next knot of its lane is near."""
    if other is None or other.y != one.y:
        return STUB
    return min(STUB, max(LEAST_BEND, (other.x - one.x - 2 * HAIR - GAP) / 2))


def _fray(x: float, y: float, side: str) -> str:
    return " ".join(f"M{n(x)} {n(y)} {hair.format(side)}" for hair in HAIRS)
