from datetime import date

import pytest

from filrouge.desk.queries.search import take_apart
from filrouge.desk.rules.reading import Reading, read
from filrouge.desk.rules.search import is_full_name, name_words, nearness

TODAY = date(2019, 7, 31)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("morel elise", "Mme Morel Durand Élise"),
        ("Élise MOREL", "Mme Morel Durand Elise"),
        ("morell", "Mme Morel"),
        ("mroel", "Mme Morel"),
        ("jean pierre", "Jean-Pierre Martin"),
        ("durant", "Mme Morel Durand"),
        ("obert", "M. Aubert"),
        ("tibault", "Thibaud"),
        ("philipe", "Filippe"),
        ("goncalves", "Gonçalvès"),
    ],
)
def test_nearness_forgives_order_accents_and_slips(typed, names):
    assert nearness(name_words(typed), name_words(names)) > 0.7


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("dupont", "Mme Morel"),
        ("morel paul", "Mme Morel Élise"),
        ("léo", "Léa Blanc"),
        ("", "Mme Morel"),
        ("morel", ""),
    ],
)
def test_nearness_of_somebody_else_is_nothing(typed, names):
    assert nearness(name_words(typed), name_words(names)) == 0.0


def test_nearness_of_the_very_name_comes_first():
    exact = nearness(["morel"], ["morel", "elise"])
    assert exact == 1.0
    assert nearness(["mores"], ["morel", "elise"]) < nearness(["more"], ["morel"]) < exact


@pytest.mark.parametrize(
    ("typed", "is_hers"),
    [
        ("Élise Morel", True),
        ("morel durand elise", True),
        ("Mme Morel", True),
        ("elise", False),
        ("Morel Élise Paul", False),
        ("Morell Élise", False),
        ("Mme", False),
        ("1933", False),
        ("", False),
    ],
)
def test_a_full_name_is_two_words_of_hers_or_all_of_her_usual_name(typed, is_hers):
    assert is_full_name(typed, usual_name="Mme Morel", other_names=("Durand", "Élise")) is is_hers


@pytest.mark.parametrize(
    ("typed", "words", "birth", "phone"),
    [
        ("Morel Élise", ("morel", "elise"), None, ""),
        ("12/04/1933", (), "1933-04-12", ""),
        ("Morel 12 avril 1933", ("morel",), "1933-04-12", ""),
        ("avril 1933 Morel", ("morel",), "1933-04", ""),
        ("1933", (), "1933", ""),
        ("06 12 34 56 78", (), None, "0612345678"),
        ("+33 6 12 34 56 78", (), None, "0612345678"),
        ("D-12", ("d", "12"), None, ""),
        ("hier", ("hier",), None, ""),
        ("Morel 2999", ("morel", "2999"), None, ""),
        ("   ", (), None, ""),
    ],
)
def test_what_was_typed_is_taken_apart(typed, words, birth, phone):
    found = take_apart(typed, TODAY)
    assert (found.words, str(found.birth) if found.birth else None, found.phone) == (words, birth, phone)


@pytest.mark.parametrize(
    ("fact", "head", "rest"),
    [
        ("Appel du médecin. Rien à signaler.", "Appel du médecin.", "Rien à signaler."),
        ("Mme E. ne sort plus de chez elle.", "Mme E. ne sort plus de chez elle.", ""),
        ("Première ligne d’un fait\nla seconde", "Première ligne d’un fait", "la seconde"),
        ("Un fait court ; sans coupure.", "Un fait court ; sans coupure.", ""),
        ("Oui. Non.", "Oui. Non.", ""),
        (
            f"{'Un long fait ' * 12}; {'sa suite ' * 10}",
            f"{'Un long fait ' * 12};",
            ("sa suite " * 10).strip(),
        ),
        ("x" * 400, "x" * 400, ""),
    ],
)
def test_a_fact_reads_in_two_parts_that_are_all_of_it(fact, head, rest):
    assert read(fact) == Reading(head, rest)
    assert "".join(fact.split()) == "".join(f"{head}{rest}".split())
