"""Son projet: the person's words, what is hoped for in her order, and how far each leads; as one reader may know it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from filrouge.accounts.models import User
from filrouge.desk.queries.chain import Drawn, chain_of
from filrouge.life_project.models import Expectation
from filrouge.life_project.queries import Hope, Hopes, Words, hopes_of, words_of
from filrouge.life_project.rules import in_new_order
from filrouge.needs.models import Need, NeedOrigin
from filrouge.needs.queries.needs import DrawnNeed, needs_of
from filrouge.parcours.models import Parcours


@dataclass(frozen=True)
class HopeCard:
    """One expectation with its place in the order and its links with needs, those that were untied too."""

    hope: Hope
    place: int
    tied: list[tuple[NeedOrigin, Need]]
    untied: list[tuple[NeedOrigin, Need]]

    @property
    def expectation(self) -> Expectation:
        return self.hope.expectation


@dataclass(frozen=True)
class ProjectPage:
    """All that the tab shows."""

    words: Words
    hopes: Hopes
    alive: list[HopeCard]
    past: list[HopeCard]
    needs: list[DrawnNeed]
    ended: list[DrawnNeed]
    chain: Drawn
    wanted: list[Hope]

    @property
    def untranslated(self) -> int:
        return sum(not card.tied for card in self.alive)


def project_page(
    parcours: Parcours, user: User, now: datetime, *, wanted: Sequence[UUID] = ()
) -> ProjectPage:
    """Sixteen queries at most. `wanted`: the order that somebody wanted while another was being given."""
    words, hopes = words_of(parcours, user, now), hopes_of(parcours, user, now)
    told = [hope.expectation for hope in hopes.all]
    needs = needs_of(parcours, user, now, hopes=told)
    ended = needs_of(parcours, user, now, hopes=told, is_open=False)
    return ProjectPage(
        words=words,
        hopes=hopes,
        alive=_cards(hopes.alive, needs),
        past=_cards(hopes.past, needs),
        needs=needs,
        ended=ended,
        chain=chain_of(parcours, user, now, hopes=hopes.alive, needs=needs),
        wanted=_in_order(hopes.alive, wanted) if wanted else [],
    )


def _cards(hopes: Sequence[Hope], needs: Sequence[DrawnNeed]) -> list[HopeCard]:
    return [
        HopeCard(
            hope,
            place,
            tied=[(link, each.need) for each in needs for link in each.origins if _is_of(link, hope)],
            untied=[(link, each.need) for each in needs for link in each.untied if _is_of(link, hope)],
        )
        for place, hope in enumerate(hopes, start=1)
    ]


def _is_of(link: NeedOrigin, hope: Hope) -> bool:
    return link.expectation_id == hope.expectation.pk


def _in_order(hopes: Sequence[Hope], keys: Sequence[UUID]) -> list[Hope]:
    known = {hope.expectation.pk: hope for hope in hopes}
    return [known[key] for key in in_new_order(list(known), keys)]
