"""Transitions: brackets under the lanes, one for those that touch, dashed when they lie ahead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from filrouge.desk.rules.frieze.bars import Extent
from filrouge.desk.rules.frieze.facts import Turn, Words, first_known_day, last_known_day
from filrouge.desk.rules.frieze.lanes import Slot, pack
from filrouge.desk.rules.frieze.numbers import n, tenth
from filrouge.desk.rules.frieze.scale import Scale
from filrouge.desk.rules.frieze.shapes import Text, TurnMark
from filrouge.lib.lettering import shorten, width_of

ROW = 20.0
SIZE = 13.0
BESIDE = 8.0
INSET = 3.0
LEAST = 18.0
MARGIN = 142.0


@dataclass(frozen=True)
class Group:
    """Turns whose days touch, drawn as one bracket."""

    turns: tuple[Turn, ...]
    left: float
    right: float

    @property
    def key(self) -> str:
        return self.turns[0].key


def mark(
    turns: Sequence[Turn], scale: Scale, bottom: float, words: Words
) -> tuple[tuple[TurnMark, ...], float]:
    """Draw the transitions under the lanes; also give the height of the rows they take."""
    drawn = []
    for group in _groups(turns, scale):
        label, x, anchor, extent = _label(group, scale, words)
        drawn.append((group, label, x, anchor, extent))
    rows = pack([Slot(group.key, (extent,)) for group, _label_, _x, _anchor, extent in drawn])
    marks = []
    for group, label, x, anchor, _extent in drawn:
        top = bottom + 2 + ROW * rows[group.key]
        path = f"M{n(group.left)} {n(top)} v6 H{n(group.right)} v-6"
        css = "fz-tr fz-a-venir" if group.turns[0].ahead else "fz-tr"
        marks.append(TurnMark(group.key, path, css, Text(tenth(x), tenth(top + 10), label, "fz-m", anchor)))
    return tuple(marks), ROW * (max(rows.values(), default=-1) + 1)


def _groups(turns: Sequence[Turn], scale: Scale) -> list[Group]:
    groups: list[Group] = []
    for turn in turns:
        since, until = turn.since or turn.until, turn.until or turn.since
        if since is None or until is None:
            continue
        left = scale.x(first_known_day(since)) + INSET
        right = max(scale.after(last_known_day(until)) - INSET, left + LEAST)
        groups.append(Group((turn,), left, right))
    joined: list[Group] = []
    for group in sorted(groups, key=lambda one: (one.turns[0].ahead, one.left)):
        last = joined[-1] if joined else None
        if last and last.turns[0].ahead == group.turns[0].ahead and group.left <= last.right:
            joined[-1] = Group(last.turns + group.turns, last.left, max(last.right, group.right))
        else:
            joined.append(group)
    return joined


def _label(group: Group, scale: Scale, words: Words) -> tuple[str, float, str, Extent]:
    """Write the label before the bracket, or after it when there is no room before."""
    many = len(group.turns) > 1
    text = words.turns.format(count=len(group.turns)) if many else group.turns[0].label
    before, after = group.left - BESIDE, group.right + BESIDE
    wide = width_of(text, SIZE, bold=False)
    if before - wide >= MARGIN:
        return text, before, "end", Extent(before - wide, group.right)
    if after + wide <= scale.right:
        return text, after, "start", Extent(group.left, after + wide)
    text = shorten(text, SIZE, before - MARGIN)
    return text, before, "end", Extent(before - width_of(text, SIZE, bold=False), group.right)
