"""Every sum of a plan is exact, made of parts, and never counts as nothing what nobody knows."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from filrouge.plans.rules.totals import (
    NOTHING,
    Costed,
    Month,
    Pledge,
    cost_of,
    is_too_much,
    shared,
    spread,
    totals,
    weights_of_days,
)


def amounts(most):
    return st.integers(0, int(most * 100)).map(lambda cents: Decimal(cents).scaleb(-2))


AMOUNTS = amounts(10**6)
MONTHS = st.builds(Month, st.integers(2020, 2030), st.integers(1, 12))
WEIGHTS = st.lists(st.tuples(MONTHS, st.integers(0, 40)), max_size=6, unique_by=lambda pair: pair[0])


@st.composite
def funded(draw):
    """A cost, known or not, and funders who do not pay more than it."""
    cost = draw(st.none() | AMOUNTS)
    rest = cost if cost is not None else Decimal(1000)
    pledges = []
    for rank in range(draw(st.integers(0, 3))):
        amount = draw(amounts(rest))
        rest -= amount
        pledges.append(Pledge(rank, f"financeur {rank}", amount))
    if draw(st.booleans()):
        pledges.append(Pledge("last", "le dernier", None))
    return cost, pledges


@st.composite
def lines(draw):
    made = draw(st.lists(st.tuples(funded(), st.booleans(), WEIGHTS), max_size=5))
    return [
        Costed(key, f"ligne {key}", cost, is_left_out, pledges, weights)
        for key, ((cost, pledges), is_left_out, weights) in enumerate(made)
    ]


@given(lines())
def test_the_total_is_the_sum_of_its_lines_funders_and_months_to_the_cent(plan):
    told = totals(plan)
    kept = [line.cost for line in plan if not line.is_left_out and line.cost is not None]
    assert told.known.amount == sum(kept, NOTHING)
    assert told.known.amount == sum((each.amount for each in told.funders), told.person.amount)
    assert told.known.amount == sum((each.amount for _month, each in told.months), NOTHING)
    assert told.known.amount == sum((each.amount for _year, each in told.years), NOTHING)


@given(lines())
def test_every_line_is_either_counted_or_said(plan):
    told = totals(plan)
    counted = {part.key for part in told.known.parts}
    assert counted | {line.key for line in told.to_cost} | {line.key for line in told.left_out} == {
        line.key for line in plan
    }
    assert not counted & {line.key for line in told.to_cost}


@given(AMOUNTS, WEIGHTS)
def test_a_cost_spread_over_months_loses_no_cent(cost, weights):
    parts = spread(cost, weights)
    assert sum((amount for _month, amount in parts), NOTHING) == cost
    assert all(amount >= 0 for _month, amount in parts)


@given(AMOUNTS, st.lists(MONTHS, min_size=1, max_size=12, unique=True))
def test_months_of_the_same_weight_differ_by_a_cent_at_most(cost, months):
    amounts = [amount for _month, amount in spread(cost, [(month, 1) for month in months])]
    assert max(amounts) - min(amounts) <= Decimal("0.01")


@given(funded())
def test_funders_and_the_person_pay_the_cost_between_them(case):
    cost, pledges = case
    shares, left = shared(cost, pledges)
    if cost is None:
        assert left is None
    else:
        assert sum((share.amount for share in shares), left) == cost
        assert not is_too_much(cost, pledges)


def test_nothing_is_known_of_a_cost_without_a_price_but_what_is_free_costs_nothing():
    assert cost_of(None, Decimal(55)) is None
    assert cost_of(Decimal(10), None) is None
    assert cost_of(None, Decimal(0)) == NOTHING
    assert cost_of(Decimal("2.5"), Decimal("10.01")) == Decimal("25.03")


def test_of_an_unknown_cost_nobody_pays_too_much():
    assert not is_too_much(None, [Pledge("a", "a", Decimal(100))])
    assert is_too_much(Decimal(99), [Pledge("a", "a", Decimal(100))])


def test_days_are_counted_in_their_months():
    assert weights_of_days(date(2025, 12, 30), date(2026, 1, 2)) == [
        (Month(2025, 12), 2),
        (Month(2026, 1), 2),
    ]
    assert weights_of_days(date(2026, 1, 1), date(2026, 1, 2), lambda day: 0) == []


def test_an_empty_plan_has_no_sum():
    assert totals([]).is_empty
