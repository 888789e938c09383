"""Mon projet: my own words, what I hope for in my order, and what was understood of it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from filrouge.life_project.access import can_add_expectation, can_order, can_write_project
from filrouge.life_project.models import Expectation
from filrouge.life_project.queries import Hope, Words, hopes_of, words_of
from filrouge.life_project.rules import in_new_order
from filrouge.needs.models import Need
from filrouge.needs.queries.needs import needs_of
from filrouge.space.queries.words import Area, area
from filrouge.space.rules import Reader


@dataclass(frozen=True)
class OwnHope:
    """One expectation as its reader sees it: `is_mine`, when they voiced it; `understood`, the needs drawn from it."""

    hope: Hope
    area: Area
    is_mine: bool
    may_move: bool
    understood: list[Need]

    @property
    def expectation(self) -> Expectation:
        return self.hope.expectation


@dataclass(frozen=True)
class OwnProject:
    """What the page shows, and what its reader may do there."""

    words: Words
    alive: list[OwnHope]
    past: list[OwnHope]
    order_number: int
    may_write: bool
    may_order: bool
    may_add: bool
    wanted: list[OwnHope]


def own_project(reader: Reader, *, now: datetime, wanted: Sequence[UUID] = ()) -> OwnProject:
    """Eight queries, and those of the gates. `wanted`: the order that somebody wanted while another was given."""
    parcours, user = reader.parcours, reader.user
    hopes = hopes_of(parcours, user, now)
    needs: dict[UUID, list[Need]] = defaultdict(list)
    for each in needs_of(parcours, user, now, hopes=[hope.expectation for hope in hopes.all]):
        for origin in each.origins:
            needs[origin.expectation_id].append(each.need)
    may_order = can_order(user, parcours, now)
    alive, past = (
        [_own(reader, hope, needs[hope.expectation.pk], may_order) for hope in group]
        for group in (hopes.alive, hopes.past)
    )
    known = {each.expectation.pk: each for each in alive}
    return OwnProject(
        words=words_of(parcours, user, now),
        alive=alive,
        past=past,
        order_number=hopes.order_number,
        may_write=can_write_project(user, parcours, now),
        may_order=may_order,
        may_add=can_add_expectation(user, parcours, now),
        wanted=[known[key] for key in in_new_order(list(known), wanted)] if wanted else [],
    )


def _own(reader: Reader, hope: Hope, needs: list[Need], may_order: bool) -> OwnHope:
    voice = hope.expectation.said_by
    is_mine = voice is not None and reader.is_me(voice)
    return OwnHope(hope, area(hope.expectation.area), is_mine, may_order or is_mine, needs)
