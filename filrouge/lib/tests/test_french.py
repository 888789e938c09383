import pytest
from hypothesis import given
from hypothesis import strategies as st

from filrouge.lib.french import STOP_WORDS, stem, stems, without_elision
from filrouge.lib.text import normalise, words


@pytest.mark.parametrize(
    "family",
    [
        "dormir dors dort dormi",
        "travail travailler travaille travaillais travaillent travailleur travaux",
        "cuisiner cuisine cuisinais cuisinée cuisiniers",
        "école scolaire écolier",
        "loyer loyers",
        "choix choisir choisit",
        "cheveu cheveux",
        "ami amis amie amies",
        "isolé isolée isolement isoler",
        "douleur douleurs douloureux douloureuse",
        "appartement appartements",
        "payer paie payé paient",
        "heureux heureuse",
    ],
)
def test_words_of_one_family_share_a_stem(family):
    assert len({stem(word) for word in words(family)}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("peur", "pain"),
        ("voir", "voix"),
        ("dent", "dos"),
        ("mal", "malade"),
        ("rue", "ruse"),
        ("prier", "prix"),
    ],
)
def test_words_that_only_look_alike_stay_apart(one, other):
    assert stem(one) != stem(other)


def test_stems_keep_the_words_that_carry_meaning_in_their_order():
    assert stems("Je ne sors plus avec mes amis") == [stem("sortir"), stem("ami")]
    assert stems("Je n’y arrive pas à 8 h") == [stem("arriver")]
    assert stems("et alors ?") == []


def test_an_apostrophe_that_was_left_out_is_seen():
    assert without_elision("jarrive") == "arrive"
    assert without_elision("lecole") == "ecole"
    assert without_elision("quelle") == "elle"
    assert without_elision("train") == "train"


def test_stop_words_are_written_as_they_are_compared():
    assert {normalise(word) for word in STOP_WORDS} == STOP_WORDS


@given(st.text(alphabet="abcdeéèilmnorstuxyz'", max_size=20))
def test_a_stem_is_never_empty(text):
    assert all(stem(word) for word in words(text))
