"""What a file says by codes is read as people say it."""

import csv

import pytest

from filrouge.territory.rules import DIRECTORY, ages_in_words, in_words, phone_in_words


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("6-20", "de 6 à 20 ans"),
        ("0-6", "jusqu’à 6 ans"),
        ("18-99", "à partir de 18 ans"),
        ("60-120", "à partir de 60 ans"),
        ("0-120", "à tout âge"),
        ("", ""),
        ("dès 16 ans", "dès 16 ans"),
    ],
)
def test_ages_are_said(said, words):
    assert ages_in_words(said) == words


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("+33474870413", "04 74 87 04 13"),
        ("0474870413", "04 74 87 04 13"),
        ("04 65 71 60 15", "04 65 71 60 15"),
        ("3939", "3939"),
        ("+41227670000", "+41227670000"),
        ("", ""),
    ],
)
def test_a_number_is_written_by_pairs(said, words):
    assert phone_in_words(said) == words


def test_codes_are_said_in_words_and_words_stay_as_they_stand():
    assert in_words("publics", "deficience_motrice|tsa") == "déficience motrice, autisme (TSA)"
    assert in_words("conditions", "Gratuit : pour tous") == "Gratuit : pour tous"
    assert in_words("publics", "") == ""


@pytest.mark.parametrize(
    ("column", "field"),
    [
        ("publics", "publics"),
        ("modalite_acces", "conditions"),
        ("zone_intervention", "area_served"),
        ("source", "source"),
    ],
)
def test_every_code_of_the_files_that_ship_has_its_words(column, field):
    cells = [
        row.get(column, "")
        for path in DIRECTORY
        for row in csv.DictReader(path.read_text("utf-8").splitlines())
    ]
    said = [in_words(field, cell) for cell in cells if cell]
    assert said and not [words for words in said if "_" in words]
