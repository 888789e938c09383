"""Chance that falls the same way on every machine: only `random.Random`, never the clock or the system."""

import math
import random
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from typing import TypeVar
from uuid import UUID

Thing = TypeVar("Thing")


class Dice:
    """The draws of one record: a record's content depends on its own number, not on those before it."""

    def __init__(self, *seed: object) -> None:
        self.random = random.Random(":".join(map(str, seed)))

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def pick(self, things: Sequence[Thing]) -> Thing:
        return things[int(self.random.random() * len(things))]

    def weighted(self, weights: Mapping[Thing, float]) -> Thing:
        return self.random.choices(list(weights), cum_weights=list(accumulate(weights.values())))[0]

    def between(self, least: int, most: int) -> int:
        return least + int(self.random.random() * (most - least + 1))

    def some(self, things: Sequence[Thing], count: int) -> list[Thing]:
        return self.random.sample(list(things), min(count, len(things)))

    def poisson(self, mean: float) -> int:
        """How many times something happens that happens `mean` times on average (Knuth)."""
        limit, product, count = math.exp(-mean), self.random.random(), 0
        while product > limit:
            product *= self.random.random()
            count += 1
        return count

    def months(self, median: float, spread: float = 0.45, least: float = 0.7, most: float = 40) -> timedelta:
        """A wait, log-normal around its median in months, within limits."""
        drawn = median * math.exp(spread * self.random.gauss(0, 1))
        return timedelta(days=round(30.4 * min(max(drawn, least), most)))

    def moment(self, day: date) -> datetime:
        """An instant of a working day."""
        return datetime(day.year, day.month, day.day, self.between(7, 16), self.between(0, 59), tzinfo=UTC)

    def key(self, at: datetime) -> UUID:
        """A key of the shape of `lib.identifiers.uuid7`, made of an instant and of this record's chance."""
        milliseconds = round(at.timestamp() * 1000)
        chance = self.random.getrandbits(74)
        value = (milliseconds & ((1 << 48) - 1)) << 80 | 0x7 << 76 | (chance >> 62) << 64
        return UUID(int=value | 0b10 << 62 | chance & ((1 << 62) - 1))

    def notation(self, day: date) -> str:
        """A day as people give it: 80 % to the day, 15 % the month, 5 % about, or between two months."""
        drawn = self.random.random()
        if drawn < 0.80:
            return day.isoformat()
        if drawn < 0.95:
            return f"{day:%Y-%m}"
        if drawn < 0.97:
            return f"{day:%Y-%m}~"
        return f"[{day.replace(day=1) - timedelta(days=1):%Y-%m}..{day:%Y-%m}]"
