"""Empty places: the service missing since a rupture, dashed in its lane, with its length in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from filrouge.desk.rules.frieze.bars import HEIGHT, Extent, Shape
from filrouge.desk.rules.frieze.facts import Break, Spell, first_known_day
from filrouge.desk.rules.frieze.lanes import Slot
from filrouge.desk.rules.frieze.numbers import n, tenth
from filrouge.desk.rules.frieze.scale import LEFT, Scale
from filrouge.desk.rules.frieze.shapes import Place, Text
from filrouge.lib.lettering import width_of

LABEL_SIZE = 13.0
AFTER_BAR = 8.0
BEFORE_NEXT = 5.0
LEAST = 12.0
ROUND = 4


@dataclass(frozen=True)
class Hole:
    """The place of a missing service: `own_row` if its bar goes on, `beside` if its label stands below."""

    broken: Break
    spell: Spell
    extent: Extent
    label: Extent
    own_row: bool
    beside: bool

    @property
    def row_key(self) -> str:
        return f"{self.broken.key}/place" if self.own_row else self.spell.key

    @property
    def label_key(self) -> str:
        return f"{self.broken.key}/label" if self.beside else self.row_key


def measure(
    breaks: Sequence[Break],
    spells: Mapping[str, Spell],
    shapes: Mapping[str, Shape],
    extents: Mapping[str, Extent],
    scale: Scale,
    now: float,
) -> list[Hole]:
    """Measure the place of each rupture that names a service; one that names none only frays the thread."""
    holes: list[Hole] = []
    for broken in breaks:
        if broken.spell is None or broken.spell not in spells:
            continue
        spell, shape = spells[broken.spell], shapes[broken.spell]
        closed = shape.end != "open"
        left = shape.right + AFTER_BAR if closed else scale.x(first_known_day(broken.since))
        end = scale.x(first_known_day(broken.until)) - BEFORE_NEXT if broken.until else now
        extent = Extent(left, max(end, left + LEAST))
        wide = width_of(broken.label, LABEL_SIZE)
        beside = wide > extent.right - extent.left - 4
        middle = min(max((extent.left + extent.right) / 2, LEFT + wide / 2), max(scale.right, now) - wide / 2)
        label = Extent(middle - wide / 2, middle + wide / 2)
        # Its first place follows the bar in its row, unless the bar goes on or its name stands there.
        taken = any(hole.spell == spell and not hole.own_row for hole in holes)
        own_row = not closed or taken or extents[spell.key].meets(extent)
        holes.append(Hole(broken, spell, extent, label, own_row=own_row, beside=beside))
    return holes


def slots(holes: Sequence[Hole], bar_extents: Mapping[str, Extent]) -> list[Slot]:
    """List what needs rows in a lane: each bar with the place that follows it, then what stands below."""
    found = []
    for key, extent in bar_extents.items():
        following = [hole.extent for hole in holes if hole.row_key == key]
        found.append(Slot(key, (extent, *following)))
    for hole in holes:
        if hole.own_row:
            found.append(Slot(hole.row_key, (hole.extent,), below=hole.spell.key))
        if hole.beside:
            found.append(Slot(hole.label_key, (hole.label,), below=hole.row_key))
    return found


def place(hole: Hole, top: float, label_top: float, ground: str) -> Place:
    """Draw an empty place whose row begins at `top`, its label in the row at `label_top`."""
    left, right = hole.extent.left, hole.extent.right
    inner, outer, bottom = n(left + ROUND), n(right - ROUND), n(top + HEIGHT - ROUND)
    corner = f"q-4 0 -4 -4 V{n(top + ROUND)} q0 -4 4 -4"
    if hole.broken.until:
        path = f"M{inner} {n(top)} H{outer} q4 0 4 4 V{bottom} q0 4 -4 4 H{inner} {corner} Z"
    else:
        path = f"M{n(right)} {n(top + HEIGHT)} H{inner} {corner} H{n(right)}"
    middle = (hole.label.left + hole.label.right) / 2
    text = Text(tenth(middle), tenth(label_top + 15.5), hole.broken.label, f"fz-vide-t{ground}", "middle")
    return Place(hole.broken.key, path, hole.broken.label, text)
