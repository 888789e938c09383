"""The published minutes, what is worked out from them, and what is guessed of a piece of work."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from filrouge.follow_up.choices import ActivityBlock, BudgetPart, ReferenceActivity, TimeKind
from filrouge.follow_up.rules import time as rules
from filrouge.parcours.choices import Act, CoordinationLevel

HOUR = 60


def test_a_first_year_with_quarterly_reviews_spans_what_the_profession_published():
    """24.5 to 43 hours: every part once, four reviews (`data/time_budgets.yaml` does the sum)."""
    least, most = rules.first_year(rules.published(), reviews=4)
    assert (least / HOUR, most / HOUR) == (24.5, 43)
    fewer, _ = rules.first_year(rules.published(), reviews=3)
    assert fewer == least - 120, "a review less is a review less"


def test_the_table_is_the_published_one_line_by_line():
    told = [(part.act, part.least, part.most) for part in rules.published()]
    assert told == [
        ("T0", 30, 60), ("T1", 30, 60), ("T2", 20, 40), ("T2", 40, 70), ("T3", 40, 120), ("T3", 15, 30),
        ("T3", 15, 30), ("T3", 20, 40), ("T4", 60, 90), ("T5", 30, 60), ("T6", 600, 900), ("T7", 120, 240),
        ("T8", 90, 120),
    ]  # fmt: skip
    assert [part.code for part in rules.published()] == BudgetPart.values


def test_the_consensus_is_thirty_hours_a_year_where_no_level_is_noted():
    assert round(sum(rules.year_by_act(rules.published(), None).values()) / HOUR) == 30
    who = rules.consensus()
    assert who.situations * who.hours_a_situation == who.hours_with_persons == 1200
    assert who.hours_worked == 1500


def test_the_more_complex_the_coordination_the_more_it_asks():
    asked = [sum(rules.year_by_act(rules.published(), level).values()) for level in CoordinationLevel]
    assert asked == sorted(set(asked))
    assert asked[-1] / HOUR == 43


def test_what_remains_drops_what_is_behind_and_what_was_given():
    parts = rules.published()
    whole = rules.remaining(parts, level="complex", act="T0", given={})
    later = rules.remaining(parts, level="complex", act="T3", given={"T3": 100, "T4": 1000})
    assert whole["T0"] == 60 and later["T0"] == later["T2"] == 0
    assert later["T3"] == 220 - 100 and later["T4"] == 0, "never below nothing"
    assert later["T6"] == whole["T6"] == 900, "a year of follow-up begins anew"
    passing = rules.remaining(parts, level="complex", act="T8", given={"T8": 30})
    assert passing == dict.fromkeys(rules.ACTS, 0) | {"T8": 90}


def test_an_organisation_writes_its_own_minutes_over_the_published_ones():
    own = rules.own_parts({"plan": [120, 180]})
    assert [(p.least, p.most) for p in own if p.act == "T4"] == [(120, 180)]
    assert [p for p in own if p.act != "T4"] == [p for p in rules.published() if p.act != "T4"]


@given(some.integers(0, 1440), some.integers(1, 60))
def test_shares_make_up_the_minutes_exactly_and_differ_by_one_at_most(minutes, several):
    parts = rules.share_out(minutes, several)
    assert sum(parts) == minutes and len(parts) == several
    assert max(parts) - min(parts) <= 1


@pytest.mark.parametrize(
    ("facts", "act"),
    [
        ({"state": "draft", "current_act": "T0"}, "T1"),
        ({"current_act": "T1"}, "T2"),
        ({"current_act": "T3"}, "T3"),
        ({"current_act": "T5"}, "T3"),
        ({"current_act": "T7"}, "T6"),
        ({"plan_state": "draft", "current_act": "T3"}, "T4"),
        ({"plan_state": "negotiation"}, "T5"),
        ({"plan_state": "in_force"}, "T6"),
        ({"plan_state": "in_force", "is_review_due": True}, "T7"),
        ({"plan_state": "draft", "is_review_due": True}, "T4"),
        ({"plan_state": "in_force", "is_handing_over": True}, "T8"),
        ({"state": "closing"}, "T8"),
    ],
)
def test_the_act_is_guessed_from_where_the_parcours_stands(facts, act):
    assert rules.guess_act(rules.Situation(**{"state": "open", "current_act": "T4", **facts})) == act


@given(some.sampled_from(["", *Act.values]), some.sampled_from(TimeKind.values))
def test_every_guessed_activity_is_one_of_the_twenty_three(act, kind):
    assert rules.guess_activity(act, kind) in ReferenceActivity.values


def test_the_reference_activities_are_twenty_three_in_four_blocks():
    codes = [activity.value for activity in ReferenceActivity]
    assert len(codes) == len(set(codes)) == 23
    assert "4.4" not in codes
    assert {code[0] for code in codes} == set(ActivityBlock.values)
    assert all(re.match(rf"{re.escape(one.value)} · \w", str(one.label)) for one in ReferenceActivity)


def test_a_new_situation_asks_its_whole_year_and_most_of_it_soon():
    weeks = rules.weeks_of_new(rules.published())
    asked = sum(rules.year_by_act(rules.published(), None).values())
    assert len(weeks) == 52 and abs(sum(weeks) - asked) < 52
    assert weeks[0] > weeks[20]


def test_what_runs_is_spread_with_the_plan_within_a_quarter():
    weeks = rules.weeks_of_running({"T4": 130, "T6": 520})
    assert weeks[0] == 20 and weeks[12] == 20 and weeks[13] == 10
