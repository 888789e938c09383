import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filrouge.lib.dates import PartialDate, PartialDateError, read_typed, say
from filrouge.lib.tests.strategies import notations, partial_dates

TODAY = date(2026, 2, 2)


def read(text):
    return read_typed(text, today=TODAY).notation


@pytest.mark.parametrize(
    ("text", "notation"),
    [
        ("2014", "2014"),
        ("en 2014", "2014"),
        ("courant 2014", "2014"),
        ("mars 2018", "2018-03"),
        ("MARS  2018 ", "2018-03"),
        ("au mois d’avril 2018", "2018-04"),
        ("Fevrier 2018", "2018-02"),
        ("août 2018", "2018-08"),
        ("sept. 2018", "2018-09"),
        ("juil 2018", "2018-07"),
        ("févirer 2018", "2018-02"),
        ("03/2018", "2018-03"),
        ("12 mars 2018", "2018-03-12"),
        ("le 1er mars 2018", "2018-03-01"),
        ("lundi 12 mars 2018", "2018-03-12"),
        ("12/03/2018", "2018-03-12"),
        ("12.3.2018", "2018-03-12"),
        ("12 - 03 - 2018", "2018-03-12"),
        ("2018/03/12", "2018-03-12"),
    ],
)
def test_read_typed_one_date(text, notation):
    assert read(text) == notation


@pytest.mark.parametrize(
    ("text", "notation"),
    [
        ("vers 2014", "2014~"),
        ("~2014", "2014~"),
        ("2014 environ", "2014~"),
        ("env. mars 2018", "2018-03~"),
        ("vers mars 2018", "2018-03~"),
        ("aux alentours du 12 mars 2018", "2018-03-12~"),
        ("vers la fin de 2018", "[2018-10..2018-12]"),
        ("vers l’été 2018", "[2018-06..2018-09]"),
        ("avant 2014", "[..2013]"),
        ("avant mars 2018", "[..2018-02]"),
        ("avant le 1er mars 2018", "[..2018-02-28]"),
        ("avant l’été 2018", "[..2018-05]"),
        ("après mars 2018", "[2018-04..]"),
        ("après le 31 décembre 2018", "[2019-01-01..]"),
        ("au plus tard en mars 2018", "[..2018-03]"),
        ("le 12 mars 2018 au plus tard", "[..2018-03-12]"),
        ("au plus tôt en 2018", "[2018..]"),
        ("mars 2018 au plus tôt", "[2018-03..]"),
    ],
)
def test_read_typed_around_before_after(text, notation):
    assert read(text) == notation


@pytest.mark.parametrize(
    ("text", "notation"),
    [
        ("entre juin et octobre 2018", "[2018-06..2018-10]"),
        ("Entre novembre 2018 et juin 2019", "[2018-11..2019-06]"),
        ("entre 2014 et mars 2018", "[2014..2018-03]"),
        ("entre le 3 juin 2018 et octobre 2018", "[2018-06-03..2018-10]"),
        ("entre le 3 et le 12 juin 2018", "[2018-06-03..2018-06-12]"),
        ("entre le 3 juin et le 12 octobre 2018", "[2018-06-03..2018-10-12]"),
        ("entre 12/03/2018 et 2018-05", "[2018-03-12..2018-05]"),
        ("entre mars 2018 et mars 2018", "2018-03"),
        ("entre l’été et l’automne 2018", "[2018-06..2018-12]"),
        ("entre le début et la fin de 2018", "[2018-01..2018-12]"),
        ("entre mars 2018 et aujourd’hui", "[2018-03..2026-02-02]"),
        ("juin ou juillet 2019", "[2019-06..2019-07]"),
        ("décembre 2018 ou janvier 2019", "[2018-12..2019-01]"),
        ("2014 ou 2015", "[2014..2015]"),
        ("le 3 ou le 4 juin 2018", "[2018-06-03..2018-06-04]"),
        ("printemps 2018", "[2018-03..2018-06]"),
        ("l’été 2018", "[2018-06..2018-09]"),
        ("à l’automne de 2018", "[2018-09..2018-12]"),
        ("hiver 2018-2019", "[2018-12..2019-03]"),
        ("hiver 2018/19", "[2018-12..2019-03]"),
        ("début 2018", "[2018-01..2018-03]"),
        ("mi-2018", "[2018-04..2018-09]"),
        ("fin de l’année 2018", "[2018-10..2018-12]"),
        ("début mars 2018", "[2018-03-01..2018-03-10]"),
        ("à la mi-mars 2018", "[2018-03-11..2018-03-20]"),
        ("fin février 2018", "[2018-02-21..2018-02-28]"),
        ("dans les années 1990", "[1990..1999]"),
        ("les années 60", "[1960..1969]"),
        ("années 2000", "[2000..2009]"),
    ],
)
def test_read_typed_somewhere_between(text, notation):
    assert read(text) == notation


@pytest.mark.parametrize(
    ("text", "notation"),
    [
        ("aujourd'hui", "2026-02-02"),
        ("Hier", "2026-02-01"),
        ("avant-hier", "2026-01-31"),
        ("hier soir", "2026-02-01"),
        ("demain", "2026-02-03"),
        ("après-demain", "2026-02-04"),
        ("avant demain", "[..2026-02-02]"),
        ("ce mois-ci", "2026-02"),
        ("le mois dernier", "2026-01"),
        ("l’année dernière", "2025"),
        ("l'an dernier", "2025"),
        ("vers le mois dernier", "2026-01~"),
    ],
)
def test_read_typed_from_today(text, notation):
    assert read(text) == notation


@pytest.mark.parametrize(
    ("text", "notation"),
    [
        ("8 September 2025", "2025-09-08"),
        ("March 12th, 2018", "2018-03-12"),
        ("the 1st of March 2018", "2018-03-01"),
        ("around March 2018", "2018-03~"),
        ("between June and October 2018", "[2018-06..2018-10]"),
        ("before 2014", "[..2013]"),
        ("late 2018", "[2018-10..2018-12]"),
        ("summer 2018", "[2018-06..2018-09]"),
        ("yesterday", "2026-02-01"),
        ("last month", "2026-01"),
    ],
)
def test_read_typed_english(text, notation):
    assert read(text) == notation


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("20018", "L’année a cinq chiffres. Écrivez par exemple «\u00a0mars 2018\u00a0»."),
        ("mars 218", "L’année a trois chiffres. Écrivez par exemple «\u00a0mars 2018\u00a0»."),
        ("12/03/201800", "L’année a six chiffres. Écrivez par exemple «\u00a0mars 2018\u00a0»."),
        ("31/02/2018", "Le 31/02/2018 n’existe pas dans le calendrier."),
        ("2018-02-30", "Le 30/02/2018 n’existe pas dans le calendrier."),
        ("12/13/2018", "Le mois va de 1 à 12. Écrivez par exemple «\u00a012/03/2018\u00a0»."),
        ("avant 13/2018", "Le mois va de 1 à 12."),
        ("13/2018 ou 12/2018", "Le mois va de 1 à 12."),
        ("mardi 12 mars 2018", "Le 12/03/2018 tombe un lundi, pas un mardi."),
        ("   ", "Écrivez une date, par exemple «\u00a0mars 2018\u00a0»."),
        ("…", "Écrivez une date, par exemple «\u00a0mars 2018\u00a0»."),
        (
            "hiver 2018",
            "L’hiver est à cheval sur deux années. Écrivez par exemple «\u00a0hiver 2018-2019\u00a0».",
        ),
        ("entre novembre et juin 2019", "Les deux dates sont à l’envers\u00a0:"),
        ("[2018..2014]", "Les deux dates sont à l’envers\u00a0:"),
        ("juin ou octobre 2018", "«\u00a0ou\u00a0» relie deux dates qui se suivent."),
        ("juin 2018 ou 2019", "«\u00a0ou\u00a0» relie deux dates qui se suivent."),
        ("l’été ou l’automne 2018", "«\u00a0ou\u00a0» relie deux dates qui se suivent."),
    ],
)
def test_read_typed_says_what_is_wrong(text, sentence):
    with pytest.raises(PartialDateError, match=re.escape(sentence)):
        read(text)


@pytest.mark.parametrize(
    "text",
    [
        "mars",
        "12 mars",
        "12/03",
        "12/03/18",
        "mars 18",
        "l’été",
        "vers mars",
        "avant juin",
        "entre mars et aujourd’hui",
    ],
)
def test_read_typed_never_guesses_a_year(text):
    with pytest.raises(PartialDateError, match="Il manque l’année, en quatre chiffres"):
        read(text)


@pytest.mark.parametrize(
    "text",
    [
        "bientôt",
        "depuis 2018",
        "de juin à octobre 2018",
        "jui 2018",
        "zut 2018",
        "main 2018",
        "2018 2019",
        "3018",
    ]
    + [
        "20180312",
        "avant fin 2018",
        "entre 2014 et",
        "2014 ou bientôt",
        "juin et 2018",
    ]
    + ["hiver 2018-2020", "été 2018-2019", "fin 12 mars 2018", "lundi mars 2018", "vers entre 2014 et 2015"],
)
def test_read_typed_refuses_what_it_does_not_understand(text):
    with pytest.raises(PartialDateError) as refusal:
        read(text)

    assert str(refusal.value) == (
        f"«\u00a0{text}\u00a0» ne se lit pas comme une date. Écrivez par exemple «\u00a0mars 2018\u00a0», "
        "«\u00a012/03/2018\u00a0» ou «\u00a0entre juin et octobre 2018\u00a0»."
    )


def test_read_typed_quotes_only_the_beginning_of_a_long_text():
    with pytest.raises(PartialDateError) as refusal:
        read("elle ne se souvient plus très bien de quand cela a commencé")

    assert str(refusal.value).startswith("«\u00a0elle ne se souvient plus très bien de…\u00a0» ne se lit pas")


@given(notations)
def test_read_typed_takes_notations(notation):
    assert read(notation) == notation
    assert read(PartialDate.parse(notation).slash()) == notation


@given(
    st.text()
    | st.lists(st.sampled_from(["entre", "et", "ou", "vers", "juin", "2018", "12", "hiver", "avant"])).map(
        " ".join
    )
)
def test_read_typed_reads_or_says_why_not(text):
    try:
        when = read_typed(text, today=TODAY)
    except PartialDateError as error:
        assert str(error).endswith(".")
    else:
        assert PartialDate.parse(when.notation) == when


def reads_back(when):
    for today in (None, TODAY):
        again = read_typed(say(when, today=today), today=TODAY)
        assert (again.earliest, again.latest) == (when.earliest, when.latest)


@given(partial_dates)
def test_what_the_screen_says_can_be_typed(when):
    reads_back(when)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # English once for all examples
@given(when=partial_dates)
def test_what_the_english_screen_says_can_be_typed(english, when):
    reads_back(when)
