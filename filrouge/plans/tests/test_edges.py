"""The last day, the last hour, the first day: where a rule begins to hold and where it stops."""

from datetime import date, time, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest

from filrouge.people.models import LegalProtection
from filrouge.plans.access import measure_of
from filrouge.plans.models import PlanLine, Solicitation
from filrouge.plans.queries.totals import weights
from filrouge.plans.rules.negotiation import counted
from filrouge.plans.rules.totals import Month, spread
from filrouge.plans.rules.week import week_of
from filrouge.plans.tests.making import lines, proposed
from filrouge.plans.use_cases import negotiating
from filrouge.plans.use_cases.negotiating import Said
from tests.personas import NOW, World, on

DAY = date(2019, 7, 31)
AFTER = DAY + timedelta(days=1)


@pytest.mark.parametrize("state", ["sent", "seen", "answered"])
def test_an_answer_is_hoped_for_until_the_end_of_its_day(state: str):
    asked = Solicitation(state=state, answer_by=DAY)
    assert (asked.is_late(DAY), asked.is_late(AFTER)) == (False, True)


@pytest.mark.parametrize("state", ["waiting", "accepted", "refused", "withdrawn", "expired"])
def test_whoever_answered_is_never_late(state: str):
    assert not Solicitation(state=state, answer_by=DAY).is_late(AFTER)
    assert not Solicitation(state="sent").is_late(AFTER), "no day was said"


def test_a_night_stands_on_the_day_that_it_begins_and_counts_whole():
    night = {"id": 1, "title": "Garde", "area": "health", "rhythm": "FREQ=WEEKLY;BYDAY=SU"}
    week = week_of([(1, SimpleNamespace(**night, starts_at=time(22), minutes=600))])
    (visit,) = week.days[6]
    assert (visit.starts, visit.ends, week.minutes, week.last_hour) == (22 * 60, 24 * 60, 600, 24)


def line_of(since: str, until: str, rhythm: str = "") -> PlanLine:
    return PlanLine(since=on(since), until=on(until), rhythm=rhythm)


def test_a_period_is_spread_by_month_for_five_years_and_no_longer():
    assert len(weights(line_of("2019-01", "2023-12"))) == 60
    assert weights(line_of("2019-01", "2024-02")) == [], "nobody reads sixty-two months"


def test_months_of_29_30_and_31_days_take_their_share():
    told = weights(line_of("2024-01-31", "2024-03-01"))
    assert told == [(Month(2024, 1), 1), (Month(2024, 2), 29), (Month(2024, 3), 1)]
    assert [amount for _month, amount in spread(Decimal("31.00"), told)] == [1, 29, 1]


def test_a_rhythm_goes_on_over_the_end_of_a_year():
    """Every other Tuesday from 17 December 2019: 31 December, then 14 January."""
    told = weights(line_of("2019-12-17", "2020-01-20", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"))
    assert told == [(Month(2019, 12), 2), (Month(2020, 1), 1)]


def test_the_answer_that_counts_is_hers_then_a_representative_s_and_none_of_another_version():
    def said(side: str, version: int) -> SimpleNamespace:
        return SimpleNamespace(side=side, answer="yes", line_version=version)

    old, first, hers, last = (
        said("person", 1),
        said("representative", 2),
        said("person", 2),
        said("representative", 2),
    )
    assert counted([old, first, hers, last], "yes", 2) is hers
    assert counted([old, first, last], "yes", 2) is last
    assert counted([old, said("relative", 2), said("provider", 2)], "yes", 2) is None
    assert counted([old, hers], "no", 2) is None


@pytest.mark.django_db
def test_one_may_talk_of_it_again_today_and_not_yesterday(made: World):
    line, her = lines(proposed(made))[0], {"by": made.person_account, "now": NOW}
    assert negotiating.answer_for_oneself(line, Said("later", talk_again_on=DAY), **her).talk_again_on == DAY
    with pytest.raises(negotiating.Refused, match="déjà passé"):
        negotiating.answer_for_oneself(line, Said("later", talk_again_on=DAY - timedelta(days=1)), **her)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("since", "until", "runs"),
    [
        ("", "", True), ("2019-07-31", "", True), ("2019-08-01", "", False), ("", "2019-07-31", True),
        ("", "2019-07-30", False), ("2019", "2019", True), ("[..2020]", "", True),
    ],
)  # fmt: skip
def test_a_measure_runs_from_its_first_day_to_its_last(made: World, since: str, until: str, runs: bool):
    measure = LegalProtection.objects.get(person=made.person)
    measure.since, measure.until = (on(each) if each else None for each in (since, until))
    measure.save()
    assert (measure_of(made.parcours, NOW) == measure) == runs
