"""Entries of several sources that may tell of one place."""

import pytest

from filrouge.territory.models import Commune
from filrouge.territory.queries import possible_twins
from filrouge.territory.tests.places import place

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    """One place, with every number that a source may give."""
    return place(
        "Maison de l’Autonomie",
        commune=firminy(),
        siret="20000000000017",
        finess="420000018",
        phone="04 77 00 00 18",
    )


def firminy() -> Commune:
    return Commune.objects.get(code="42095")


def asked(service) -> dict[str, list[str]]:
    return {twin.service.source_id: [what.value for what in twin.alike] for twin in possible_twins(service)}


@pytest.mark.parametrize(
    ("said", "alike"),
    [
        ({"name": "MAISON DE L'AUTONOMIE"}, ["name"]),
        ({"name": "Antenne", "siret": "20000000000017"}, ["siret"]),
        ({"name": "Antenne", "finess": "420000018"}, ["finess"]),
        ({"name": "Antenne", "phone": "+33 4.77-00\u00a00018"}, ["phone"]),
        ({"name": "Antenne", "phone": "+33 (0)477000018"}, ["phone"]),
        ({"name": "maison de l autonomie", "siret": "20000000000017"}, ["name", "siret"]),
    ],
)  # fmt: skip
def test_what_two_entries_of_a_commune_share_is_a_question(house, said, alike, django_assert_num_queries):
    other = place(commune=firminy(), source="autre", source_id="autre", **said)
    with django_assert_num_queries(1):
        assert asked(house) == {"autre": alike}
    assert asked(other) == {house.source_id: alike}


@pytest.mark.parametrize(
    "said",
    [
        {"name": "Maison de l’Autonomie, antenne"}, {"name": "Maison"}, {"name": "Antenne", "phone": "04 77 00 00 19"},
        {"name": "Maison de l’Autonomie", "siret": "20000000000017", "phone": "0477000018", "code": "42218"},
        {"name": "Maison de l’Autonomie", "code": None},
    ],
)  # fmt: skip
def test_another_name_or_another_commune_is_another_place(house, said):
    code = said.pop("code", "42095") if "code" in said else "42095"
    other = place(source="autre", commune=Commune.objects.filter(code=code).first(), **said)
    assert asked(house) == asked(other) == {}


def test_two_blanks_are_nothing_in_common():
    one = place("Un", commune=firminy())
    place("Deux", commune=firminy())
    assert asked(one) == {}


def test_a_number_shared_by_a_whole_town_hall_shows_some(house):
    for rank in range(30):
        place(f"Service {rank:02}", commune=firminy(), phone="04 77 00 00 18")
    assert len(possible_twins(house)) == 10
