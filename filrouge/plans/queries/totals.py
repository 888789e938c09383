"""The lines of a plan as its sums see them: what each costs, who pays, and in which months it falls."""

from collections.abc import Iterable
from datetime import date

from filrouge.plans.models import Funding, PlanLine
from filrouge.plans.rules.rhythm import read_rule
from filrouge.plans.rules.standings import LEFT_OUT
from filrouge.plans.rules.totals import Costed, Month, Pledge, Totals, totals, weights_of_days

# Longer than this, a period is told by its year: nobody reads sixty months.
LONGEST_SPREAD_DAYS = 5 * 366


def plan_totals(lines: Iterable[PlanLine]) -> Totals:
    """The sums of lines whose funders were read with them."""
    return totals([costed(line) for line in lines])


def costed(line: PlanLine) -> Costed:
    return Costed(
        key=line.pk,
        title=line.title,
        cost=line.cost,
        is_left_out=line.standing in LEFT_OUT,
        pledges=pledges(line),
        weights=weights(line),
    )


def pledges(line: PlanLine) -> list[Pledge]:
    return [
        Pledge(funding.payer, funder_name(funding), funding.amount)
        for funding in sorted(line.fundings.all(), key=lambda funding: funding.order)
    ]


def funder_name(funding: Funding) -> str:
    return funding.funder.name if funding.funder else funding.funder_name


def weights(line: PlanLine) -> list[tuple[Month, int]]:
    """In which months a line falls: by its days, or its occurrences; never guessed from one end alone."""
    if line.since is None or line.until is None:
        return []
    first, last = line.since.earliest, line.until.latest
    latest_start, earliest_end = line.since.latest, line.until.earliest
    if first is None or last is None or latest_start is None or earliest_end is None or last < first:
        return []
    is_known = _names_a_month(first, latest_start) and _names_a_month(earliest_end, last)
    if is_known and (last - first).days <= LONGEST_SPREAD_DAYS:
        return _spread(line, first, last)
    return [(Month(first.year), 1)] if first.year == last.year else []


def _spread(line: PlanLine, first: date, last: date) -> list[tuple[Month, int]]:
    rhythm = read_rule(line.rhythm) if line.rhythm else None
    if rhythm is None:
        return weights_of_days(first, last)
    by_occurrence = weights_of_days(first, last, lambda day: int(rhythm.falls_on(day, first)))
    return by_occurrence or weights_of_days(first, last)


def _names_a_month(first: date, last: date) -> bool:
    return (first.year, first.month) == (last.year, last.month)
