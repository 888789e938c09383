from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filrouge.lib.text import normalise
from filrouge.life_project.choices import ExpectationState, Origin
from filrouge.life_project.rules import EXAMPLES, TRANSITIONS, examples, in_new_order, may_move, moved, origin
from filrouge.nomenclature.choices import LifeArea
from filrouge.nomenclature.rules import read_rows


def test_there_are_six_everyday_sentences_or_more_for_each_area():
    found = examples()
    assert set(found) == set(LifeArea.values)
    assert min(len(said) for said in found.values()) >= 6
    said = [normalise(words) for all_of_one in found.values() for words in all_of_one]
    assert len(said) == len(set(said))


def test_each_sentence_is_signed_dated_and_said_by_oneself():
    for row in read_rows(EXAMPLES):
        assert row["author"] and date.fromisoformat(row["reviewed_on"])
        assert (
            row["words"].startswith(("Je ", "J’")) and row["words"].endswith(".") and "'" not in row["words"]
        )


@given(st.permutations(range(6)), st.lists(st.integers(0, 8), max_size=8))
def test_a_new_order_loses_nobody_and_leaves_the_others_in_place(stored, given_keys):
    order = in_new_order(stored, given_keys)
    assert sorted(order) == sorted(stored)
    known = [key for key in dict.fromkeys(given_keys) if key in stored]
    assert [key for key in order if key in known] == known
    assert all(after == before for after, before in zip(order, stored, strict=True) if before not in known)


@pytest.mark.parametrize(
    ("key", "step", "expected"),
    [("b", -1, "bac"), ("b", 1, "acb"), ("a", -1, "abc"), ("c", 1, "abc"), ("x", 1, "abc")],
)
def test_one_moves_up_or_down(key, step, expected):
    assert "".join(moved("abc", key, step)) == expected


def test_every_state_has_its_ways_and_none_leads_to_itself():
    assert set(TRANSITIONS) == set(ExpectationState.values)
    assert may_move("alive", "reached") and may_move("set_aside", "alive")
    assert not may_move("reached", "set_aside") and not may_move("alive", "alive")


def test_whose_voice_it_is():
    assert origin(is_the_person=True, is_relative=False) is Origin.PERSON
    assert origin(is_the_person=False, is_relative=True) is Origin.RELATIVE
    assert origin(is_the_person=False, is_relative=False) is Origin.PROFESSIONAL
