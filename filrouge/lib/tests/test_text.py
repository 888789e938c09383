import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from filrouge.lib.text import closeness, digits, normalise, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Saint-Étienne", "saint etienne"),
        ("  L’Haÿ–les‑Roses\t", "l hay les roses"),
        ("aujourd'hui", "aujourd hui"),
        ("Cœur, ŒUVRE et Lætitia", "coeur, oeuvre et laetitia"),
        ("e\u0301te\u0301", "ete"),
        ("n\u00a0o\u00a0 12", "n o 12"),
        ("", ""),
    ],
)
def test_normalise(text, expected):
    assert normalise(text) == expected


@given(st.text())
@example("\U0001d400 İ ﬁ ´")
def test_normalise_twice_changes_nothing_more(text):
    assert normalise(normalise(text)) == normalise(text)


def test_words_leaves_punctuation_out():
    assert words("M.-L. d’Arçon (SAAD « L’Œillet », 2018)") == [
        "m",
        "l",
        "d",
        "arcon",
        "saad",
        "l",
        "oeillet",
        "2018",
    ]
    assert words("?!") == []


def test_closeness_forgives_case_accents_and_order():
    assert closeness("Hélène Péret", "helene PERET") == 1.0
    assert closeness("PÉRET Hélène", "Hélène Péret") == 1.0
    assert closeness("", "") == 1.0


def test_closeness_counts_slips():
    assert closeness("Marchand", "Marchnad") == pytest.approx(7 / 8)
    assert closeness("Marchand", "Marchan") == pytest.approx(7 / 8)
    assert closeness("Marchand", "Marchand Élise") < 0.7
    assert closeness("Marchand", "Fofana") < 0.4


@given(st.text(), st.text())
def test_closeness_is_a_share_and_goes_both_ways(a, b):
    assert 0.0 <= closeness(a, b) <= 1.0
    assert closeness(a, b) == closeness(b, a)


@pytest.mark.parametrize(
    "text",
    [
        "06 12 34 56 78",
        "06.12.34.56.78",
        "+33 6 12 34 56 78",
        "+33 (0)6 12 34 56 78",
        "0033612345678",
        "+33 06 12345678",
    ],
)
def test_digits_gives_one_writing_of_a_french_number(text):
    assert digits(text) == "0612345678"


def test_digits_of_other_numbers():
    assert digits("+32 475 12 34 56") == digits("0032 475 12 34 56") == "0032475123456"
    assert digits("le 15") == "15"
    assert digits("poste 33 12") == "3312"
    assert digits("") == ""
