"""A turning point that comes: the signal fires, does not, goes away by the act that it calls for, explains itself."""

from datetime import date

import pytest

from filrouge.follow_up.models import Transition
from filrouge.follow_up.queries.ahead import years_after
from filrouge.follow_up.tests.test_signals_life import found, happens, told
from filrouge.follow_up.use_cases import preparing, services
from filrouge.follow_up.use_cases import transitions as turning
from filrouge.parcours.use_cases import identity
from tests.personas import NOW, on

pytestmark = pytest.mark.django_db
DAY = date(2019, 7, 31)


def born(made, notation):
    made.person.birth = on(notation)
    made.person.save()


def expects(made, kind, notation="2020-01-15", **more):
    return turning.record_transition(
        made.parcours, kind=kind, from_what="avant", to_what="après", expected=on(notation), by=made.claire, now=NOW,
        **more,
    )  # fmt: skip


def prepares(made, moment):
    preparing.start_preparation(moment, by=made.claire, now=NOW)
    preparing.take_charge(moment, in_charge=made.participants["claire"], by=made.claire, now=NOW)


@pytest.mark.parametrize(("kind", "birth"), [
    ("age_16", "2004-01-15"), ("age_18", "2002-01-15"), ("age_20", "2000-01-15"), ("age_60", "1960-01-15"),
])  # fmt: skip
def test_a_birthday_that_comes_is_seen_and_explains_itself(made, kind, birth):
    born(made, birth)
    (one,) = found("transition_ahead", DAY)
    assert (one.key, one.facts["on"]) == (kind, "2020-01-15")
    assert (
        "Prévu\u00a0: 15 janvier 2020. Aucune préparation n’est commencée" in told("transition_ahead", DAY)[0]
    )
    assert one.since <= DAY


def test_a_birthday_is_seen_from_the_months_of_its_list_and_until_the_day(made):
    born(made, "2002-01-15")
    assert found("transition_ahead", date(2019, 1, 14)) == [], "twelve months and a day before"
    assert len(found("transition_ahead", date(2019, 1, 15))) == 1
    assert len(found("transition_ahead", date(2020, 1, 15))) == 1
    assert found("transition_ahead", date(2020, 1, 16)) == []


def test_a_birth_known_to_the_year_is_seen_from_its_first_possible_day(made):
    born(made, "2002")
    assert len(found("transition_ahead", date(2019, 1, 2))) == 1
    assert [one.key for one in found("transition_ahead", date(2021, 1, 1))] == ["age_20"], "18 is surely over"


@pytest.mark.parametrize(("birth", "at_18"), [
    ("2002-02-28", "2020-02-28"), ("2004-02-29", "2022-02-28"), ("2002-03", "2020-03"), ("2002~", "2020~"),
    ("[2002..2003]", "2020"), ("[..2002]", "2020"),
])  # fmt: skip
def test_a_birthday_is_said_as_precisely_as_the_birth(birth, at_18):
    assert years_after(on(birth), 18).notation == at_18


def test_it_goes_away_once_somebody_prepares_it(made):
    born(made, "2002-01-15")
    moment = expects(made, "age_18")
    assert found("transition_ahead", DAY)[0].facts["missing"] == "somebody"
    preparing.take_charge(moment, in_charge=made.participants["claire"], by=made.claire, now=NOW)
    assert told("transition_ahead", DAY)[0].endswith("La préparation n’est pas commencée.")
    preparing.start_preparation(moment, by=made.claire, now=NOW)
    assert found("transition_ahead", DAY) == []


def test_it_goes_away_when_it_does_not_concern_the_person(made):
    born(made, "2002-01-15")
    moment = expects(made, "age_18")
    preparing.set_aside(moment, reason="rien ne change pour elle", by=made.claire, now=NOW)
    assert found("transition_ahead", DAY) == []
    preparing.take_up_again(moment, by=made.claire, now=NOW)
    assert len(found("transition_ahead", DAY)) == 1


def test_the_end_of_a_school_is_seen_and_prepared(made):
    services.begin_service(
        made.parcours, provider=made.participants["hugo"], newcomer=None, nature="lycée", area="school",
        since=on("2017-09"), until=on("2020-06"), by=made.claire, now=NOW,
    )  # fmt: skip
    (one,) = found("transition_ahead", DAY)
    assert (one.facts["kind"], one.area, one.facts["on"]) == ("school_end", "school", "2020-06")
    assert found("transition_ahead", date(2019, 5, 31)) == []
    prepares(made, expects(made, "school_end", "2020-06"))
    assert found("transition_ahead", DAY) == []


def test_somebody_in_hospital_will_come_out(made):
    stay = happens(made, "2019-07-20", "hospitalisation")
    (one,) = found("transition_ahead", DAY)
    assert (one.facts["kind"], one.entry) == ("hospital_discharge", stay.pk)
    assert told("transition_ahead", DAY)[0].startswith("Sortir de l’hôpital. Aucune préparation")
    happens(made, "2019-07-28", "retour_domicile")
    assert found("transition_ahead", DAY) == []


def test_a_discharge_prepared_once_prepares_no_other_stay(made):
    happens(made, "2019-05-20", "hospitalisation")
    prepares(made, expects(made, "hospital_discharge", "2019-05-28"))
    assert found("transition_ahead", date(2019, 5, 21)) == []
    happens(made, "2019-05-28", "retour_domicile")
    happens(made, "2019-07-20", "hospitalisation", now=NOW.replace(hour=12))
    assert len(found("transition_ahead", DAY)) == 1


def test_who_works_and_grows_old_will_retire(made):
    born(made, "1958-03-04")
    assert found("transition_ahead", DAY) == []
    services.begin_service(
        made.parcours, provider=made.participants["hugo"], newcomer=None, nature="ESAT", area="work",
        since=on("1990"), by=made.claire, now=NOW,
    )  # fmt: skip
    (one,) = found("transition_ahead", DAY)
    assert (one.facts["kind"], one.facts["on"]) == ("retirement", "2020-03-04")


def test_a_carer_who_grows_old_is_seen_without_a_name(made):
    identity.add_relative(
        made.parcours,
        name="Paul Morel",
        tie="parent",
        is_carer=True,
        birth=on("1944-12"),
        by=made.claire,
        now=NOW,
    )
    (one,) = found("transition_ahead", DAY)
    assert (one.facts["kind"], one.facts["on"], one.area) == ("carer_age", "2019-12", "family")
    assert "Morel" not in str(one.facts)
    prepares(made, expects(made, "carer_age", "2019-12"))
    assert found("transition_ahead", DAY) == []


def test_what_somebody_noted_calls_for_somebody_and_for_a_beginning(made):
    moment = expects(made, "moving", "2019-11")
    assert [one.facts["missing"] for one in found("transition_ahead", DAY)] == ["somebody"]
    assert found("transition_ahead", date(2018, 12, 1)) == [], "it is far"
    prepares(made, moment)
    assert found("transition_ahead", DAY) == []
    other = expects(made, "other", "2019-12", in_charge=made.participants["claire"])
    assert found("transition_ahead", DAY) == [], "no list exists for it: somebody in charge is enough"
    assert Transition.objects.filter(pk=other.pk, steps=None).exists()
