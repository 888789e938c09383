"""What a plan costs, who pays it and in which month: exact to the cent, and made of parts that one can read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
NOTHING = Decimal("0.00")


def in_cents(amount: Decimal) -> Decimal:
    """An amount in euros to the cent, half a cent upwards, as one rounds a bill."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def cost_of(quantity: Decimal | None, unit_cost: Decimal | None) -> Decimal | None:
    """Quantity times the cost of one, to the cent; unknown while one of them is, but nothing costs nothing."""
    if unit_cost == 0:
        return NOTHING
    if quantity is None or unit_cost is None:
        return None
    return in_cents(quantity * unit_cost)


@dataclass(frozen=True)
class Share:
    """What one funder pays of a line; `asked` None: all that the others leave. `amount` None: not known yet."""

    payer: Hashable
    name: str
    asked: Decimal | None
    amount: Decimal | None


@dataclass(frozen=True)
class Pledge:
    """A funder as it was noted: whose total it counts in, their name, how much; None for all the rest."""

    payer: Hashable
    name: str
    asked: Decimal | None


def promised(pledges: Iterable[Pledge]) -> Decimal:
    """What the funders who named an amount pay together, in euros."""
    return sum((pledge.asked for pledge in pledges if pledge.asked is not None), NOTHING)


def is_too_much(cost: Decimal | None, pledges: Sequence[Pledge]) -> bool:
    """Whether the funders would pay more than there is to pay; of an unknown cost nobody can tell."""
    return cost is not None and promised(pledges) > cost


def shared(cost: Decimal | None, pledges: Sequence[Pledge]) -> tuple[list[Share], Decimal | None]:
    """What each funder pays, and what is left to the person: unknown as long as the cost is."""
    rest = None if cost is None else cost - promised(pledges)
    takes_the_rest = any(pledge.asked is None for pledge in pledges)
    shares = [
        Share(each.payer, each.name, each.asked, rest if each.asked is None else each.asked)
        for each in pledges
    ]
    return shares, NOTHING if takes_the_rest and rest is not None else rest


@dataclass(frozen=True)
class Month:
    """A month, or a year of which nobody told the month, or no date at all."""

    year: int | None = None
    month: int | None = None

    @property
    def order(self) -> tuple[int, int]:
        """Months in their order; a year without a month after its months, no date at the end."""
        return (self.year or 9999, self.month or 13)


@dataclass(frozen=True)
class Costed:
    """A line as the sums see it. `weights`: how its cost is spread over time; empty: nobody told when."""

    key: Hashable
    title: str
    cost: Decimal | None
    is_left_out: bool
    pledges: Sequence[Pledge] = ()
    weights: Sequence[tuple[Month, int]] = ()


@dataclass(frozen=True)
class Part:
    """One term of a sum: which line, how much."""

    key: Hashable
    title: str
    amount: Decimal


@dataclass(frozen=True)
class Sum:
    """A figure with the terms that make it."""

    name: str
    parts: list[Part] = field(default_factory=list)
    of: Hashable = None

    @property
    def amount(self) -> Decimal:
        return sum((part.amount for part in self.parts), NOTHING)


@dataclass(frozen=True)
class Totals:
    """The sums of a plan. `to_cost`: lines that nobody costed; `left_out`: refused, or not retained."""

    known: Sum
    funders: list[Sum]
    person: Sum
    months: list[tuple[Month, Sum]]
    to_cost: list[Costed]
    left_out: list[Costed]

    @property
    def years(self) -> list[tuple[int | None, Sum]]:
        """The same by year, with all terms of their months; None: what nobody dated."""
        years: dict[int | None, Sum] = {}
        for month, told in self.months:
            years.setdefault(month.year, Sum("")).parts.extend(told.parts)
        return list(years.items())

    @property
    def is_empty(self) -> bool:
        return not self.known.parts and not self.to_cost


def totals(lines: Sequence[Costed]) -> Totals:
    """Lines that were refused or not retained count nowhere; one without a cost is said, never counted as nothing."""
    kept = [line for line in lines if not line.is_left_out]
    known = [line for line in kept if line.cost is not None]
    funders: dict[Hashable, Sum] = {}
    person = Sum("")
    for line in known:
        shares, left = shared(line.cost, line.pledges)
        for share in shares:
            if share.amount:
                told = funders.setdefault(share.payer, Sum(share.name, of=share.payer))
                told.parts.append(Part(line.key, line.title, share.amount))
        if left:
            person.parts.append(Part(line.key, line.title, left))
    return Totals(
        known=Sum("", [Part(line.key, line.title, line.cost) for line in known if line.cost is not None]),
        funders=sorted(funders.values(), key=lambda told: (-told.amount, told.name)),
        person=person,
        months=_by_month(known),
        to_cost=[line for line in kept if line.cost is None],
        left_out=[line for line in lines if line.is_left_out],
    )


def _by_month(known: Iterable[Costed]) -> list[tuple[Month, Sum]]:
    months: dict[Month, Sum] = defaultdict(lambda: Sum(""))
    for line in known:
        for month, amount in spread(line.cost or NOTHING, line.weights):
            if amount:
                months[month].parts.append(Part(line.key, line.title, amount))
    return sorted(months.items(), key=lambda pair: pair[0].order)


def spread(cost: Decimal, weights: Sequence[tuple[Month, int]]) -> list[tuple[Month, Decimal]]:
    """A cost over months, each after its weight, to the cent: the last cents go to the largest rests."""
    whole = sum(weight for _month, weight in weights)
    if not whole:
        return [(Month(), cost)]
    cents = int(cost / CENT)
    floors = [cents * weight // whole for _month, weight in weights]
    rests = sorted(range(len(weights)), key=lambda n: (-(cents * weights[n][1] % whole), n))
    given = set(rests[: cents - sum(floors)])
    return [(month, Decimal(floors[n] + (n in given)) * CENT) for n, (month, _weight) in enumerate(weights)]


def weights_of_days(
    first: date, last: date, count: Callable[[date], int] = lambda day: 1
) -> list[tuple[Month, int]]:
    """The months between two days, each with how many of its days count."""
    weights: dict[Month, int] = defaultdict(int)
    day = first
    while day <= last:
        weights[Month(day.year, day.month)] += count(day)
        day += timedelta(days=1)
    return [(month, weight) for month, weight in weights.items() if weight]
