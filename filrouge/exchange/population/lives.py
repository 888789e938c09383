"""All the lives of a population, one after the other, in an order that never changes."""

from collections.abc import Iterator
from datetime import date

from filrouge.exchange.population.dice import Dice
from filrouge.exchange.population.hand_over import state_of
from filrouge.exchange.population.people import Profile, draw, misspelled
from filrouge.exchange.population.rows import Record
from filrouge.exchange.population.sizes import Size
from filrouge.exchange.population.staff import Staff
from filrouge.exchange.population.story import Story, lasting

# One person in a hundred has a second record, under a name spelled otherwise: nobody recognised them.
TWICE, NUMBER, BEFORE = 100, 57, 10


def records(size: Size, seed: int, staff: Staff, day: date) -> Iterator[Record]:
    """Each record as it stands on `day`, in memory: nothing is read or written."""
    holders = size.holders(seed)
    for number, (rank, is_open) in enumerate(holders):
        state = state_of(number, is_open=is_open)
        dice, days, profile = _somebody(seed, number, day, is_open=is_open)
        if number % TWICE == NUMBER:
            _, days, known = _somebody(seed, number - BEFORE, day, is_open=holders[number - BEFORE][1])
            profile = misspelled(known, dice)
        yield Story(dice, profile, staff, rank, days, day).tell(state)


def _somebody(seed: int, number: int, day: date, *, is_open: bool) -> tuple[Dice, tuple[date, date], Profile]:
    dice = Dice(seed, "record", number)
    days = lasting(dice, day, is_open=is_open, is_long=state_of(number, is_open=is_open) is not None)
    return dice, days, draw(dice, days[0])
