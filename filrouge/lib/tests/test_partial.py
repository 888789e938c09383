import copy
import math
import pickle
from datetime import date

import edtf
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from filrouge.lib.dates import PartialDate, PartialDateError, Precision
from filrouge.lib.tests.strategies import days, notations, partial_dates, units


@pytest.mark.parametrize(
    ("notation", "earliest", "latest", "precision"),
    [
        ("2018-03-12", date(2018, 3, 12), date(2018, 3, 12), Precision.DAY),
        ("2018-03", date(2018, 3, 1), date(2018, 3, 31), Precision.MONTH),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), Precision.MONTH),
        ("2014", date(2014, 1, 1), date(2014, 12, 31), Precision.YEAR),
        ("[2014..2018-03]", date(2014, 1, 1), date(2018, 3, 31), Precision.INTERVAL),
        ("[2018-03-12..2018]", date(2018, 3, 12), date(2018, 12, 31), Precision.INTERVAL),
        ("[..2014]", None, date(2014, 12, 31), Precision.INTERVAL),
        ("[2018-03..]", date(2018, 3, 1), None, Precision.INTERVAL),
    ],
)
def test_parse_knows_first_and_last_possible_day(notation, earliest, latest, precision):
    when = PartialDate.parse(notation)

    assert (when.notation, when.earliest, when.latest) == (notation, earliest, latest)
    assert when.precision is precision
    assert not when.is_approximate


@pytest.mark.parametrize(
    ("notation", "earliest", "latest", "precision"),
    [
        ("2014~", date(2013, 1, 1), date(2015, 12, 31), Precision.YEAR),
        ("2018-03~", date(2018, 2, 1), date(2018, 4, 30), Precision.MONTH),
        ("2018-12~", date(2018, 11, 1), date(2019, 1, 31), Precision.MONTH),
        ("2018-02~", date(2018, 1, 1), date(2018, 3, 31), Precision.MONTH),
        ("2018-03-31~", date(2018, 3, 30), date(2018, 4, 1), Precision.DAY),
    ],
)
def test_parse_approximate_widens_by_one_unit_on_each_side(notation, earliest, latest, precision):
    when = PartialDate.parse(notation)

    assert when.is_approximate
    assert (when.earliest, when.latest, when.precision) == (earliest, latest, precision)


def test_parse_reads_the_form_of_scenarios_as_somewhere_between():
    when = PartialDate.parse(" 2014/2018-03 ")

    assert when.notation == "[2014..2018-03]"
    assert when.slash() == "2014/2018-03"


@pytest.mark.parametrize("notation", ["2014", "2018-03~", "[..2014]", "[2018-03..]"])
def test_slash_leaves_other_notations_alone(notation):
    assert PartialDate.parse(notation).slash() == notation


@pytest.mark.parametrize(
    "text",
    ["", "mars 2018", "18", "0999", "3000", "2018-3", "2018-03-1", "~2014", "2014?", "[..]", "[2014~..2018]"]
    + ["2014/", "/2014", "2014/2015/2016", "2014..2018", "[2014..2018", "٢٠١٤", "2014\n2015"],
)
def test_parse_refuses_other_writings(text):
    with pytest.raises(PartialDateError, match="ne se lit pas comme une date"):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2018-13", "Le mois va de 1 à 12"),
        ("2018-00", "Le mois va de 1 à 12"),
        ("2018-13-01", "Le mois va de 1 à 12"),
        ("2018-02-29", "Le 29/02/2018 n’existe pas"),
        ("2018-03-00", "Le 00/03/2018 n’existe pas"),
        ("2018-02-30~", "Le 30/02/2018 n’existe pas"),
        ("[2018..2018-04-31]", "Le 31/04/2018 n’existe pas"),
        ("[2018-04..2018-03]", "à l’envers"),
        ("2019/2018", "à l’envers"),
    ],
)
def test_parse_refuses_what_no_calendar_has(text, sentence):
    with pytest.raises(PartialDateError, match=sentence):
        PartialDate.parse(text)


def test_dates_are_equal_when_they_are_written_alike():
    assert PartialDate.parse("2014/2015") == PartialDate.parse("[2014..2015]")
    assert PartialDate.parse("2018-03-12") == PartialDate.of_day(date(2018, 3, 12))
    assert PartialDate.parse("2014") != PartialDate.parse("[2014..2014]")
    assert len({PartialDate.parse("2014"), PartialDate.parse("2014"), PartialDate.parse("2014~")}) == 2


def test_sort_key_orders_by_first_possible_day_then_last():
    written = ["2018", "[..2015]", "2018-03-12", "2014", "2018-03", "[2016..]", "2018-01"]

    ordered = sorted(map(PartialDate.parse, written), key=lambda when: when.sort_key)

    assert [when.notation for when in ordered] == [
        "2014", "[..2015]", "[2016..]", "2018-01", "2018", "2018-03", "2018-03-12",
    ]  # fmt: skip
    assert PartialDate.parse("2018-03").sort_key == "2018-03-01|2018-03-31"
    assert PartialDate.parse("[..2015]").sort_key == "2015-12-31|2015-12-31"


@pytest.mark.parametrize("duplicate", [copy.deepcopy, lambda when: pickle.loads(pickle.dumps(when))])
def test_a_copy_is_the_same_date(duplicate):
    when = PartialDate.parse("[2014..2018-03]")

    assert duplicate(when) == when
    assert duplicate(when).latest == date(2018, 3, 31)


@given(notations)
def test_what_is_written_reads_back(notation):
    when = PartialDate.parse(notation)

    assert str(when) == notation
    assert PartialDate.parse(when.slash()) == when


@given(partial_dates)
def test_the_first_possible_day_never_follows_the_last(when):
    assert when.earliest or when.latest
    assert not (when.earliest and when.latest) or when.earliest <= when.latest


@given(days)
def test_a_known_day_is_that_day(day):
    when = PartialDate.of_day(day)

    assert when.earliest == when.latest == day
    assert when.precision is Precision.DAY


def _oracle_day(found):
    return None if isinstance(found, float) and math.isinf(found) else date(*found[:3])


@given(units, units, st.sampled_from(["{0}", "[{0}..{1}]", "[..{0}]", "[{0}..]"]))
def test_limits_agree_with_edtf(one, other, form):
    # edtf reads a set only when both its ends have the same precision.
    assume("{1}" not in form or len(one) == len(other))
    notation = form.format(*sorted([one, other]))
    expected = edtf.parse_edtf(notation)

    when = PartialDate.parse(notation)

    assert when.earliest == _oracle_day(expected.lower_strict())
    assert when.latest == _oracle_day(expected.upper_strict())


@given(units)
def test_approximate_limits_agree_with_edtf(unit):
    expected = edtf.parse_edtf(f"{unit}~")
    lower, upper = _oracle_day(expected.lower_fuzzy()), _oracle_day(expected.upper_fuzzy())

    when = PartialDate.parse(f"{unit}~")

    # edtf widens a month and a day by a year as well; a year alone is widened alike.
    assert lower <= when.earliest < when.latest <= upper
    assert when.precision is not Precision.YEAR or (when.earliest, when.latest) == (lower, upper)
