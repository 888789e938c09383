"""What helping costs some relatives, as they told it themselves, twice, and shared: for some, it weighs more."""

from datetime import date, datetime, timedelta
from typing import Any

from filrouge.accounts.models import User
from filrouge.exchange.population.dice import Dice
from filrouge.exchange.population.staff import Worker
from filrouge.exchange.population.teller import Teller
from filrouge.lib.dates import PartialDate
from filrouge.needs.models import Assessment, AssessmentAnswer
from filrouge.needs.rules.instruments import Instrument, instruments
from filrouge.nomenclature.choices import LifeArea

TELLS, HEAVIER = 0.12, 0.6
LASTED, EARLIER, LATELY = timedelta(days=300), (180, 270), (5, 90)


def tell(teller: Teller) -> None:
    """A relative who has a place in the circle and an account fills the grid twice; its chance is its own."""
    record, dice = teller.record, Dice("load", teller.record.person.pk)
    has_a_place = "carer" in record.members and record.members["carer"].access_to is None
    if not has_a_place or record.yesterday - teller.around.begun < LASTED or not dice.chance(TELLS):
        return
    grid, carer = instruments()["proche"], _account(teller, dice)
    asked = dice.some([item.key for item in grid.items if item.key not in ("sense", "laugh")], 7)
    levels = {key: dice.between(0, 1) for key in asked}
    first = _grid(
        teller, dice, carer, grid, levels, record.yesterday - timedelta(days=dice.between(*EARLIER)), None
    )
    if dice.chance(HEAVIER):
        levels |= {key: levels[key] + dice.between(1, 2) for key in asked[: dice.between(2, 6)]}
    _grid(teller, dice, carer, grid, levels, record.yesterday - timedelta(days=dice.between(*LATELY)), first)


def _account(teller: Teller, dice: Dice) -> Worker:
    """Theirs, which no password opens."""
    record = teller.record
    relative: Any = record.named["carer"].relative
    at = dice.moment(teller.around.begun)
    key = dice.key(at)
    user = User(
        id=key, email=f"proche-{key.hex[-12:]}@exemple.fr", name=relative.name, kind=User.Kind.RELATIVE,
        joined_at=at, password="!",  # noqa: S106
    )  # fmt: skip
    relative.account = record.add(user)
    return Worker(user, None, "")


def _grid(
    teller: Teller, dice: Dice, carer: Worker, grid: Instrument, levels: dict[str, int], day: date,
    follows: Assessment | None,
) -> Assessment:  # fmt: skip
    record, at = teller.record, _evening(dice, day)
    told = Assessment(
        id=dice.key(at), parcours=record.parcours, when=PartialDate.of_day(day), instrument=grid.title,
        instrument_slug=grid.slug, instrument_version=grid.version, said_by=record.named["carer"],
        follows=follows, area=LifeArea(grid.area),
    )  # fmt: skip
    record.fact(told, carer, at, "needs.load_told")
    for rank, item in enumerate(item for item in grid.items if item.key in levels):
        level = grid.levels[levels[item.key]]
        record.add(
            AssessmentAnswer(
                id=dice.key(at), assessment=told, item=item.key, area=item.area, asked=item.words,
                level=level.slug, said=level.words, order=rank,
            )
        )  # fmt: skip
    return told


def _evening(dice: Dice, day: date) -> datetime:
    return dice.moment(day) + timedelta(hours=4)
