import pytest

from filrouge.exchange.scenarios.compare import same_answer

VOICES = {"nom": "voix"}
HISTORY = {"nom": "histoire_de", "de": "p2.date"}


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        ({"id": "a", "fin": None, "preuves": []}, {"id": "a"}),
        ([{"id": "a"}, {"id": "b"}], [{"id": "b"}, {"id": "a"}]),
        ([{"id": "a", "preuves": ["x", "y"]}], [{"preuves": ("y", "x"), "id": "a"}]),
        ({"dit": "préparer   une\nentrée "}, {"dit": "préparer une entrée"}),
        ({"cout": 550}, {"cout": 550.0}),
        ({"depuis": 2014}, {"depuis": "2014"}),
        ({"acteur": "a", "identite": ""}, {"acteur": "a"}),
        (None, None),
        ("non_renseigne", "non_renseigne"),
    ],
)
def test_answers_that_say_the_same(expected, actual):
    assert same_answer(VOICES, expected, actual)
    assert same_answer(VOICES, actual, expected)


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        ({"id": "a"}, {"id": "b"}),
        ({"id": "a"}, {"id": "a", "fin": "2018"}),
        ([{"id": "a"}], [{"id": "a"}, {"id": "a"}]),
        ({"quand": "2018-03"}, {"quand": "2018-03-01"}),
        ({"dit": "Préparer"}, {"dit": "préparer"}),
        ({"referent": True}, {"referent": 1}),
        ({"jours": 70}, {"jours": "70"}),
        ({"jours": 70}, {"jours": 71}),
        ([], None),
        ({}, []),
        ("non_renseigne", None),
        ([None], []),
    ],
)
def test_answers_that_differ(expected, actual):
    assert not same_answer(VOICES, expected, actual)
    assert not same_answer(VOICES, actual, expected)


def test_order_counts_in_a_history_alone():
    rows = [{"valeur": "b"}, {"valeur": "a"}]
    assert same_answer(VOICES, rows, rows[::-1])
    assert same_answer(HISTORY, rows, rows)
    assert not same_answer(HISTORY, rows, rows[::-1])


def test_several_queries_have_their_answers_in_their_order():
    queries = [VOICES, HISTORY]
    assert same_answer(queries, [[1, 2], [3, 4]], [[2, 1], [3, 4]])
    assert not same_answer(queries, [[1, 2], [3, 4]], [[1, 2], [4, 3]])
    assert not same_answer(queries, [[3], [1]], [[1], [3]])
    assert not same_answer(queries, [[1]], [[1]])
    assert not same_answer(queries, [[1], [2]], {"valeur": 1})
