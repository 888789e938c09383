"""The grids that Filrouge ships are whole, signed, and cover every need; one that is not keeps it from starting."""

from datetime import date

import pytest

from filrouge.needs import checks
from filrouge.needs.rules.areas import area_of_need
from filrouge.needs.rules.instruments import (
    PROFESSIONAL,
    RELATIVE,
    instruments,
    instruments_for,
    leaves,
    read,
)
from filrouge.nomenclature.choices import LifeArea

WHOLE = """
slug: essai
version: "1"
title: Un essai
about: Pour voir.
author: Nous
checked_by: ""
reviewed_on: 2026-01-01
next_review: 2027-01-01
who_answers: professional
area: health
levels:
  - {slug: yes_, words: oui}
  - {slug: no_, words: non}
items:
  - {key: one, code: 1.3.2.1, words: Vivre chez soi}
  - {key: two, words: Autre chose, help: Ce que vous voulez.}
"""


def test_the_general_grid_asks_about_every_need_once():
    asked = [item.code for item in instruments()["besoins"].items]
    assert asked == list(leaves())


def test_every_need_belongs_to_one_life_area():
    assert {area_of_need(code) for code in leaves()} == set(LifeArea) - {LifeArea.COORDINATION}


def test_each_grid_is_for_somebody():
    assert [each.slug for each in instruments_for(PROFESSIONAL)] == ["besoins", "logement"]
    assert [each.slug for each in instruments_for(RELATIVE)] == ["proche"]


@pytest.mark.parametrize("slug", ["besoins", "logement", "proche"])
def test_a_grid_speaks_in_words_and_is_signed(slug):
    grid = instruments()[slug]
    assert grid.author and grid.reviewed_on < grid.next_review
    said = [level.words for level in grid.levels] + [item.words for item in grid.items]
    assert not any(sign.isdigit() for words in said for sign in words), "no number stands for a life"
    assert [area for area, _items in grid.by_area()] == list(dict.fromkeys(item.area for item in grid.items))


def test_a_grid_that_nobody_read_again_in_time_is_late():
    grid = instruments()["besoins"]
    assert not grid.is_late(grid.next_review)
    assert grid.is_late(date(2030, 1, 1))


def test_a_whole_file_is_read():
    grid = read(WHOLE, "essai")
    assert [(item.key, item.area) for item in grid.items] == [("one", "housing"), ("two", "health")]
    assert grid.level("no_").words == "non"
    assert grid.level("maybe") is None


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("slug: essai", "slug: autre", "name of its file"),
        ("author: Nous", "author: ''", "tells its author"),
        ('checked_by: ""', "checked_by: Nous", "somebody else than its author"),
        ("area: health", "area: moon", "life area that exists"),
        ("who_answers: professional", "who_answers: nobody", "who answers"),
        ("next_review: 2027-01-01", "next_review: 2025-01-01", "two days in order"),
        ("next_review: 2027-01-01", "next_review: bientôt", "two days in order"),
        ("  - {slug: no_, words: non}\n", "", "two levels"),
        ("slug: no_", "slug: yes_", "two levels"),
        ("words: non", "words: ''", "levels that say something"),
        ("words: non", "score: 3", "levels of a slug and words"),
        ("key: two", "key: one", "each item once"),
        ("1.3.2.1", "1.3.2", "leaves of the needs"),
        ("words: Autre chose", "words: 12", "items that are texts"),
        ("help:", "formula:", "has items of"),
        ("about: Pour voir.\n", "", "and nothing else"),
    ],
)
def test_a_file_that_breaks_a_rule_is_refused(before, after, sentence):
    assert before in WHOLE
    with pytest.raises(ValueError, match=sentence):
        read(WHOLE.replace(before, after), "essai")


def test_a_broken_file_keeps_filrouge_from_starting(monkeypatch, tmp_path):
    assert checks.instruments_are_whole() == []
    (tmp_path / "essai.yaml").write_text(WHOLE.replace("slug: essai", "slug: autre"))
    monkeypatch.setattr("filrouge.needs.rules.instruments.FOLDER", tmp_path)
    instruments.cache_clear()
    try:
        assert [error.id for error in checks.instruments_are_whole()] == ["needs.E001"]
    finally:
        instruments.cache_clear()
