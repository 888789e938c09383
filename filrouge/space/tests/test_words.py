from datetime import UTC, date, datetime

import pytest

from filrouge.nomenclature.choices import LifeArea
from filrouge.space.choices import AREA_PICTOGRAMS
from filrouge.space.queries.words import area, bare, hard_words, instant, moment
from filrouge.space.rules import place_in_order, rank
from filrouge.ui.templatetags.ui import PICTOGRAMS
from tests.personas import on

TODAY = date(2019, 7, 31)


@pytest.mark.parametrize(
    ("notation", "since"),
    [
        ("2018-06", "Depuis juin 2018."),
        ("2018-11-01", "Depuis le 1er novembre 2018."),
        ("2019-07-30", "Depuis hier."),
        ("2014~", "Début\u00a0: vers 2014."),
        ("[2018-06..2018-10]", "Début\u00a0: entre juin et octobre 2018."),
    ],
)
def test_moment_makes_a_sentence_of_a_beginning(notation, since):
    assert moment(on(notation), today=TODAY).since == since


def test_moment_gives_an_exact_day_only_when_it_is_known():
    assert moment(on("2018-05-12"), today=TODAY).day == "2018-05-12"
    assert moment(on("2018-05"), today=TODAY).day == ""
    assert moment(None, today=TODAY).words == ""


def test_instant_is_said_near_and_exactly():
    at = instant(datetime(2019, 7, 30, 12, 5, tzinfo=UTC), today=TODAY)
    assert (at.near, at.exact) == ("hier", "mardi 30 juillet 2019 à 14:05")


@pytest.mark.parametrize("code", LifeArea.values)
def test_every_area_has_its_picture(code):
    assert area(code).pictogram in PICTOGRAMS
    assert set(AREA_PICTOGRAMS) == set(LifeArea)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("«\u00a0Je ne paie pas\u00a0»", "Je ne paie pas"),
        ('"oui"', "oui"),
        ("« oui » (puis « non »)", "« oui » (puis « non »)"),
    ],
)
def test_bare_takes_away_the_quotation_marks_around_words(typed, shown):
    assert bare(typed) == shown


def test_hard_words_knows_short_forms_by_their_capitals_and_words_in_any_case():
    found = hard_words(["Le SAAD cesse.", "sous Tutelle", "un clic de souris"])
    assert [hard.word for hard in found] == ["SAAD", "tutelle"]


def test_places_and_ranks_from_an_address():
    assert place_in_order("2018-06-01|2018-06-30|00000004|ab") == "2018-06-01|2018-06-30|00000004|ab"
    assert place_in_order("2018'") == ""
    assert (rank("12"), rank(""), rank("x")) == (12, None, None)
