from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filrouge.lib.dates import Length, PartialDate, say, say_bounds, say_length, say_near, say_precision

TODAY = date(2026, 2, 2)  # a Monday


@pytest.mark.parametrize(
    ("notation", "words"),
    [
        ("2014", "2014"),
        ("2019-07", "juillet 2019"),
        ("2025-09-08", "8 septembre 2025"),
        ("2018-03-01", "1er mars 2018"),
        ("2014~", "vers 2014"),
        ("2018-03~", "vers mars 2018"),
        ("2018-03-12~", "vers le 12 mars 2018"),
        ("[2018-06..2018-10]", "entre juin et octobre 2018"),
        ("[2018-11..2019-06]", "entre novembre 2018 et juin 2019"),
        ("[2014..2018-03]", "entre 2014 et mars 2018"),
        ("[2018-06-03..2018-10]", "entre le 3 juin et octobre 2018"),
        ("[2018-06-03..2018-06-12]", "entre le 3 et le 12 juin 2018"),
        ("[2018-06-01..2018-10-12]", "entre le 1er juin et le 12 octobre 2018"),
        ("[2018-03..2018]", "entre mars 2018 et 2018"),
        ("[2019-06..2019-07]", "juin ou juillet 2019"),
        ("[2018-12..2019-01]", "décembre 2018 ou janvier 2019"),
        ("[2014..2015]", "2014 ou 2015"),
        ("[2018-06-03..2018-06-04]", "3 ou 4 juin 2018"),
        ("[2018-06-30..2018-07-01]", "30 juin ou 1er juillet 2018"),
        ("[2014..2014]", "2014"),
        ("[..2013]", "avant 2014"),
        ("[..2018-02]", "avant mars 2018"),
        ("[..2018-02-28]", "avant le 1er mars 2018"),
        ("[2018-04..]", "après mars 2018"),
        ("[2019-01-01..]", "après le 31 décembre 2018"),
    ],
)
def test_say(notation, words):
    assert say(PartialDate.parse(notation)) == words


@pytest.mark.parametrize(
    ("notation", "words"),
    [
        ("2026-02-02", "aujourd’hui"),
        ("2026-02-01", "hier"),
        ("2026-02-03", "demain"),
        ("2026-01-31", "31 janvier 2026"),
        ("2026-02-02~", "vers le 2 février 2026"),
        ("2026-02", "février 2026"),
        ("[..2026-02-02]", "avant le 3 février 2026"),
    ],
)
def test_say_knowing_today(notation, words):
    assert say(PartialDate.parse(notation), today=TODAY) == words


@pytest.mark.parametrize(
    ("notation", "words"),
    [
        ("2018-03-12", "au jour"),
        ("2018-03", "au mois"),
        ("2018", "à l’année"),
        ("2018-03-12~", "à un jour près"),
        ("2018-03~", "à un mois près"),
        ("2018~", "à un an près"),
        ("[2018-03..2018-06]", "date imprécise"),
        ("[..2018]", "date imprécise"),
    ],
)
def test_say_precision(notation, words):
    assert say_precision(PartialDate.parse(notation)) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 2, 2), "aujourd’hui"),
        (date(2026, 2, 1), "hier"),
        (date(2026, 1, 31), "avant-hier"),
        (date(2026, 1, 29), "jeudi"),
        (date(2026, 1, 27), "mardi"),
        (date(2026, 1, 26), "il y a une semaine"),
        (date(2026, 1, 23), "il y a 10 jours"),
        (date(2026, 1, 12), "il y a 3 semaines"),
        (date(2025, 12, 3), "il y a 9 semaines"),
        (date(2025, 12, 2), "il y a 2 mois"),
        (date(2025, 2, 2), "il y a un an"),
        (date(2024, 8, 1), "il y a 18 mois"),
        (date(2019, 7, 1), "il y a 6 ans"),
        (date(2026, 2, 3), "demain"),
        (date(2026, 2, 4), "après-demain"),
        (date(2026, 2, 5), "jeudi prochain"),
        (date(2026, 2, 9), "dans une semaine"),
        (date(2026, 2, 23), "dans 3 semaines"),
        (date(2026, 4, 2), "dans 2 mois"),
        (date(2028, 3, 1), "dans 2 ans"),
    ],
)
def test_say_near(day, words):
    assert say_near(day, today=TODAY) == words


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (Length(0, 0), "le même jour"),
        (Length(1, 1), "1 jour"),
        (Length(70, 70), "70 jours"),
        (Length(120, 120), "environ 4 mois"),
        (Length(456, 456), "15 mois"),
        (Length(3650, 3650), "environ 10 ans"),
        (Length(124, 182, 5), "environ 5 mois"),
        (Length(1, 60, 1), "environ un mois"),
        (Length(427, 486, 15), "15 mois"),
        (Length(758, 788, 25), "25 mois"),
        (Length(1614, 1673, 54), "environ 4 ans et demi"),
        (Length(-30, 30, 0), "moins d’un mois"),
        (Length(1643, 2037), "4 ans et demi à 5 ans et demi"),
        (Length(700, 1500), "2 à 4 ans"),
        (Length(200, 1500), "6 mois à 4 ans"),
        (Length(1800, 1850), "environ 5 ans"),
        (Length(1, 1096), "au plus 3 ans"),
        (Length(540, 740), "1 an et demi à 2 ans"),
        (Length(124, 180), "4 à 6 mois"),
        (Length(120, 125), "environ 4 mois"),
        (Length(1, 182), "au plus 6 mois"),
        (Length(20, 45), "20 à 45 jours"),
        (Length(0, 45), "au plus 45 jours"),
        (Length(-20, 45), "au plus 45 jours, ordre incertain"),
        (Length(-364, 400), "au plus 13 mois, ordre incertain"),
        (Length(-70, -70), "70 jours plus tôt"),
        (Length(-45, 0), "au plus 45 jours plus tôt"),
        (Length(-182, -124, -5), "environ 5 mois plus tôt"),
        (Length(-2037, -1643), "4 ans et demi à 5 ans et demi plus tôt"),
    ],
)
def test_say_length(length, words):
    assert say_length(length) == words


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (Length(124, 182, 5), "de 124 à 182 jours"),
        (Length(70, 70), "70 jours"),
        (Length(-30, 30, 0), "de 30 jours avant à 30 jours après"),
        (Length(0, 0), "le même jour"),
        (Length(0, 30), "de 0 à 30 jours"),
        (Length(-30, 0), "de 0 à 30 jours plus tôt"),
        (Length(-1, 1), "de 1 jour avant à 1 jour après"),
        (Length(-182, -124, -5), "de 124 à 182 jours plus tôt"),
    ],
)
def test_say_bounds(length, words):
    assert say_bounds(length) == words


@given(st.integers(-20_000, 20_000), st.integers(0, 20_000))
def test_every_length_is_worded_without_a_sign_of_minus(least, spread):
    for words in (say_length(Length(least, least + spread)), say_bounds(Length(least, least + spread))):
        assert words
        assert "-" not in words
        assert not words.startswith("0 ")


ENGLISH_DATES = [
    ("2014", "2014"),
    ("2019-07", "July 2019"),
    ("2018-03-01", "1 March 2018"),
    ("2018-03-12~", "around 12 March 2018"),
    ("[2018-06..2018-10]", "between June and October 2018"),
    ("[2018-06-03..2018-06-12]", "between 3 and 12 June 2018"),
    ("[2018-06-03..2018-10]", "between 3 June and October 2018"),
    ("[2019-06..2019-07]", "June or July 2019"),
    ("[..2018-02-28]", "before 1 March 2018"),
    ("[2018-04..]", "after March 2018"),
]


@pytest.mark.parametrize(("notation", "words"), ENGLISH_DATES)
def test_say_in_english(english, notation, words):
    assert say(PartialDate.parse(notation)) == words


def test_say_near_in_english(english):
    near = {date(2026, 2, 1): "yesterday", date(2026, 1, 29): "Thursday", date(2026, 2, 5): "next Thursday"}
    far = {date(2026, 1, 12): "3 weeks ago", date(2025, 2, 2): "a year ago", date(2026, 4, 2): "in 2 months"}

    for day, words in (near | far).items():
        assert say_near(day, today=TODAY) == words


def test_say_lengths_in_english(english):
    assert say_precision(PartialDate.parse("2018-03")) == "to the month"
    assert say_length(Length(124, 182, 5)) == "about 5 months"
    assert say_length(Length(1643, 2037)) == "4 and a half years to 5 and a half years"
    assert say_length(Length(-70, -70)) == "70 days earlier"
    assert say_bounds(Length(124, 182)) == "124 to 182 days"
