"""The chain from words to answers: what is tied, where it stops, and that it reads both ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filrouge.desk.rules.chain import ANSWERS, BOX_H, ROW, Bead, Branch, Chain, Missing, complete, draw, read

MISSING = Missing(("", "sans paroles", "sans besoin", "sans objectif"), "sans réponse")
HEADS = ("Les mots", "Les besoins", "Les objectifs", "Les réponses")


def bead(key: str, step: int, **said) -> Bead:
    return Bead(key, step, key, **said)


def told(branches: list[Branch]) -> list:
    return [(each.bead.words, told(each.following)) for each in branches]


WHOLE = Chain(
    [
        bead("tram", 0), bead("sortir", 0), bead("lire", 0, ends=True),
        bead("transport", 1), bead("santé", 1, begins=True, ends=True),
        bead("prendre le tram", 2),
        bead("ergothérapeute", 3),
    ],
    [
        ("tram", "transport"), ("sortir", "transport"), ("transport", "prendre le tram"),
        ("prendre le tram", "ergothérapeute"),
    ],
)  # fmt: skip


def test_the_chain_reads_from_words_to_answers_and_says_where_it_stops():
    tail = [("transport", [("prendre le tram", [("ergothérapeute", [])])])]
    assert told(read(complete(WHOLE, MISSING))) == [
        ("tram", tail), ("sortir", tail), ("lire", [("sans réponse", [])]),
        ("sans paroles", [("santé", [("sans réponse", [])])]),
    ]  # fmt: skip


def test_the_chain_reads_from_answers_back_to_words():
    assert told(read(complete(WHOLE, MISSING), backwards=True)) == [
        ("ergothérapeute", [("prendre le tram", [("transport", [("tram", []), ("sortir", [])])])]),
        ("sans réponse", [("santé", [("sans paroles", [])])]),
        ("sans réponse", [("lire", [])]),
    ]


def test_what_a_reader_may_not_follow_stops_without_a_word():
    """The rest may be closed to this reader: only what leads nowhere for anybody is said 'sans réponse'."""
    assert told(read(complete(Chain([bead("a", 0)], []), MISSING))) == [("a", [])]


def test_each_step_says_in_its_own_words_that_nothing_comes_before():
    said = [complete(Chain([bead("x", step, begins=True)], []), MISSING).beads[-1].words for step in range(4)]
    assert said == ["x", "sans paroles", "sans besoin", "sans objectif"]
    assert len(complete(Chain([bead("x", ANSWERS, ends=True)], []), MISSING).beads) == 1


@given(st.lists(st.tuples(st.integers(0, 3), st.booleans(), st.booleans()), max_size=8), st.data())
def test_no_bead_is_lost_nor_drawn_over_another(kinds, data):
    beads = [bead(str(rank), step, begins=b, ends=e) for rank, (step, b, e) in enumerate(kinds)]
    pairs = [(a.key, b.key) for a in beads for b in beads if b.step == a.step + 1]
    ties = data.draw(st.lists(st.sampled_from(pairs), unique=True, max_size=6)) if pairs else []
    whole = complete(Chain(beads, ties), MISSING)
    picture = draw(whole, HEADS)
    places = [(box.x, box.y) for box in picture.boxes]
    assert len(places) == len(set(places)) == len(whole.beads) and len(picture.strands) == len(whole.ties)
    assert all(
        box.y + BOX_H <= picture.height and box.x + picture.box_width <= picture.width
        for box in picture.boxes
    )


def test_an_answer_stands_beside_what_it_answers():
    boxes = {box.bead.key: box for box in draw(WHOLE, HEADS).boxes}
    assert boxes["tram"].y == boxes["transport"].y == boxes["ergothérapeute"].y
    assert boxes["sortir"].y == boxes["tram"].y + ROW


@pytest.mark.parametrize(
    ("words", "lines"), [("court", 1), ("un texte qui ne tient pas dans une seule ligne", 2)]
)
def test_long_words_take_two_lines_and_never_leave_their_box(words, lines):
    (box,) = draw(Chain([Bead("a", 0, words, "un auteur")], []), HEADS).boxes
    assert len(box.lines) == lines and box.under and box.under.y < box.y + BOX_H
