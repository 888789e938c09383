from datetime import date

import pytest

from filrouge.parcours.rules.leads import surely_overlap
from filrouge.parcours.rules.lifecycle import TRANSITIONS, may_become
from filrouge.parcours.rules.sharing import Decision, Period, Place, last_word, may_read, opens
from tests.personas import on

DAY = date(2018, 6, 15)


def agreed(when: str, *areas: str) -> Decision:
    return Decision(True, areas or ("health",), on(when))


def refused(when: str, *areas: str) -> Decision:
    return Decision(False, areas or ("health",), on(when))


@pytest.mark.parametrize(
    ("decisions", "word"),
    [
        ([], None),
        ([agreed("2018-01")], True),
        ([agreed("2018-01", "all")], True),
        ([agreed("2018-01", "money")], None),
        ([agreed("2018-06")], None),  # not surely given yet
        ([refused("2018-06")], False),  # may have been
        ([refused("2018-07")], None),
        ([agreed("2018-01"), refused("2018-03")], False),
        ([refused("2018-01"), agreed("2018-03")], True),
        ([agreed("2018-03-02"), refused("2018-03-02")], False),  # the same day: the refusal stands
        ([agreed("[2018..]")], None),
        ([refused("[..2018]")], False),
    ],
)
def test_the_last_word_of_the_person_decides(decisions, word):
    assert last_word(decisions, "health", DAY) is word


def test_the_person_s_word_comes_before_the_lead_and_the_place():
    asked = {"day": DAY, "leads": True, "areas": ["all"]}
    assert not opens("health", decisions=[refused("2018")], **asked)
    assert opens("health", decisions=[], **asked)
    assert opens("health", decisions=[], day=DAY, leads=False, areas=["health"])
    assert not opens("health", decisions=[], day=DAY, leads=False, areas=["money"])


@pytest.mark.parametrize(
    ("changed", "reads"),
    [
        ({}, True),
        ({"when": on("2018-07")}, False),
        ({"when": None}, True),
        ({"places": []}, False),
        ({"places": [Place(Period(on("2018"), None), ["all"])]}, False),  # perhaps not there yet
        ({"places": [Place(Period(None, None), ["health"])]}, True),
        ({"areas_closed": True}, False),
        ({"areas_closed": True, "is_author": True}, True),
        ({"areas_closed": True, "leads": [Period(on("2017"), None)]}, True),
    ],
)
def test_who_could_read_a_line_on_a_day(changed, reads):
    areas = ["money"] if changed.pop("areas_closed", False) else ["health"]
    asked = {
        "area": "health", "when": on("2018-05"), "is_author": False, "day": DAY, "leads": [], "decisions": [],
        "places": [Place(Period(on("2017"), None), areas)],
    }  # fmt: skip
    assert may_read(**asked | changed) is reads


@pytest.mark.parametrize(
    ("first", "second", "overlap"),
    [
        (("2018", None), ("2019", None), True),
        (("2018", "2018-06"), ("2018-07", None), False),
        (("2018-01", "2018-06"), ("2018-06", None), False),  # vague: perhaps the same day handed over
        (("2018-01", "2018-08"), ("2018-06", None), True),
        ((None, None), ("2018", "2018-05"), False),  # all in one vague year
        ((None, None), ("2018-01", "2018-05"), True),
    ],
)
def test_two_leads_overlap_only_when_they_surely_do(first, second, overlap):
    dates = [on(when) if when else None for when in (*first, *second)]
    assert surely_overlap(*dates) is overlap
    assert surely_overlap(*dates[2:], *dates[:2]) is overlap


def test_every_state_of_a_parcours_leads_on_and_has_an_owner():
    assert all(targets and all(targets.values()) for targets in TRANSITIONS.values())
    assert {target for targets in TRANSITIONS.values() for target in targets} <= set(TRANSITIONS)
    assert may_become("closing", "closed") and not may_become("draft", "closed")
