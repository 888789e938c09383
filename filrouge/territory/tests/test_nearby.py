"""How far the places of the directory are, and from where."""

import random

import pytest

from filrouge.lib.geo import Point, distance_km
from filrouge.territory.choices import Within
from filrouge.territory.models import Commune, Service
from filrouge.territory.queries import (
    PAGE,
    Asked,
    DirectoryPage,
    Origin,
    communes_written,
    directory_page,
    origin_of,
)
from filrouge.territory.rules import Town, communes, towns_written
from filrouge.territory.tests.places import place

pytestmark = pytest.mark.django_db
FIRMINY = "42095"


def firminy() -> Origin:
    return Origin(commune=Commune.objects.get(code=FIRMINY))


def scatter(many: int) -> None:
    """Places all around the Loire, some of them on the same spot, a few that nobody can put on a map."""
    dice = random.Random(42)
    spots = [(dice.uniform(44.5, 46.5), dice.uniform(3, 5.5)) for _ in range(many)] + [(45.5, 4.2)] * 7
    for rank, (lat, lon) in enumerate(spots):
        place(f"Lieu {rank}", lat, lon)
    for rank in range(5):
        place(f"Inconnu {rank}")


def pages(asked: Asked, origin: Origin) -> list[DirectoryPage]:
    found = [directory_page(asked, None, origin)]
    while found[-1].following:
        found.append(directory_page(asked, found[-1].following, origin))
    return found


@pytest.mark.parametrize("within", [Within.ANY, Within.KM_5, Within.KM_10, Within.KM_25, Within.KM_50])
def test_the_nearest_come_first_and_each_place_once_on_its_pages(within):
    scatter(300)
    centre = firminy().centre
    assert centre is not None
    told = {each.pk: each for each in Service.objects.all()}
    far = {
        pk: distance_km(centre, Point(each.lat, each.lon))
        for pk, each in told.items()
        if each.lat is not None
    }
    expected = sorted((km, pk) for pk, km in far.items() if within.km is None or km <= within.km)
    found = pages(Asked(within=within), firminy())
    rows = [row for page in found for row in page.rows]
    placed, unplaced = rows[:-5], rows[-5:]
    assert [row.service.pk for row in placed] == [pk for _, pk in expected]
    assert [row.km for row in placed] == pytest.approx([km for km, _ in expected], abs=1e-6)
    assert [row.km for row in unplaced] == [None] * 5
    assert [row.service.pk for row in unplaced] == sorted(pk for pk, each in told.items() if each.lat is None)
    assert {(page.total, page.unplaced) for page in found} == {(len(expected) + 5, 5)}
    assert len(found) == -(-len(rows) // PAGE)


def test_a_page_that_begins_with_a_place_gone_meanwhile_begins_again():
    scatter(60)
    first, second = pages(Asked(), firminy())
    gone = second.rows[0].service
    key, _ = gone.pk, gone.delete()
    assert [row.service.pk for row in directory_page(Asked(), key, firminy()).rows] == [
        row.service.pk for row in first.rows
    ]


def test_in_the_commune_alone_and_with_the_other_filters():
    commune = firminy().commune
    inside = place("Mairie", commune.lat, commune.lon, commune=commune)
    place("Mairie annexe", commune.lat + 0.001, commune.lon)
    expert = place("Équipe", commune.lat, commune.lon + 0.01, commune=commune, kind="expert")
    found = directory_page(Asked(within=Within.COMMUNE), None, firminy())
    assert [row.service for row in found.rows] == [inside, expert]
    assert [row.km for row in found.rows] == [0, pytest.approx(0.78, abs=0.01)]
    asked = Asked(typed="equipe", kind="expert", within=Within.KM_5)
    assert [row.service for row in directory_page(asked, None, firminy()).rows] == [expert]


def test_across_the_line_where_the_day_changes_neighbours_stay_neighbours():
    here = Commune(code="98600", name="Île", lat=-13.3, lon=179.98)
    near, far = place("Près", -13.3, -179.98), place("Loin", -13.3, 179.0)
    rows = directory_page(Asked(within=Within.KM_10), None, Origin(commune=here)).rows
    assert [row.service for row in rows] == [near]
    assert rows[0].km == pytest.approx(4.33, abs=0.01)
    assert far.pk in {row.service.pk for row in directory_page(Asked(), None, Origin(commune=here)).rows}


def test_a_commune_without_a_centre_lists_by_name():
    scatter(1)
    page = directory_page(Asked(), None, Origin(commune=Commune(code="97701", name="Saint-Barthélemy")))
    assert [row.service.name for row in page.rows][:2] == ["Inconnu 0", "Inconnu 1"]
    assert all(row.km is None for row in page.rows)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Firminy", FIRMINY), ("firminy 42700", FIRMINY), ("42700 FIRMINY", FIRMINY), ("St-Etienne", "42218"),
        ("42100", "42218"), ("chambon feugerolles", "42044"), ("Le Chambon-Feugerolles", "42044"),
        ("Saint-Just-Saint-Rambert 42170", "42279"),
    ],
)  # fmt: skip
def test_from_where_one_looks_is_a_name_a_postal_code_or_both(typed, code):
    origin = origin_of(typed)
    assert origin.commune.pk == code
    assert origin.centre is not None
    assert origin.choices == []


def test_several_communes_are_a_choice_and_none_is_nothing():
    meant = origin_of("saint romain")
    assert meant.commune is None
    assert {"Saint-Romain-le-Puy", "Saint-Romain-d'Urfé"} <= {each.name for each in meant.choices}
    served = origin_of("42700")
    assert {"Firminy", "Fraisses"} & {each.name for each in served.choices or [served.commune]}
    for typed in ("", "  ", "Zzyzx", "42007", "-"):
        assert origin_of(typed) == Origin(typed)


def test_each_choice_offered_leads_to_one_commune_in_the_whole_country():
    offered = [(row.name, row.postal_codes.split("|")[0]) for row in communes() if row.postal_codes]
    assert len(offered) == len(set(offered))
    for commune in origin_of("saint").choices:
        assert origin_of(f"{commune.name} {commune.first_postal_code}").commune == commune


@pytest.mark.parametrize(
    ("text", "towns"),
    [
        ("12 rue des Fleurs, 42700 Firminy", [Town("firminy", "42700")]),
        ("12 rue des Fleurs 42700 FIRMINY CEDEX 2", [Town("firminy", "42700")]),
        ("St-Étienne (42100)", [Town("saint etienne", "42100")]), ("pavillon (à Firminy)", [Town("firminy")]),
        ("42700", [Town("", "42700")]),
        ("Firminy 42700", [Town("firminy", "42700")]),
        ("pavillon, Firminy", [Town("firminy")]),
        ("à Ste-Colombe", [Town("sainte colombe")]),
        ("vit au Chambon, au Chambon-Feugerolles", [Town("le chambon feugerolles")]),
        ("aux Noës", [Town("les noes")]),
        ("foyer-logement", [Town("foyer logement")]),
        ("", []), (" , - ", []),
    ],
)  # fmt: skip
def test_what_an_address_says_of_the_commune(text, towns):
    assert towns_written(text) == towns


def test_the_communes_that_texts_name_are_found_in_one_question(django_assert_num_queries):
    texts = ["3 rue Haute, 42007 St-Etienne cedex 1", "foyer-logement", "Le Bourg, 42700", "à Firminy", ""]
    with django_assert_num_queries(1):
        found = communes_written(texts)
    assert [each.name for each in found[0]] == ["Saint-Étienne"]
    assert found[1] == found[4] == []
    assert "Firminy" in {each.name for each in found[2]}
    assert [each.pk for each in found[3]] == [FIRMINY]
    with django_assert_num_queries(0):
        assert communes_written(["", " - "]) == [[], []]


def test_communes_of_one_name_are_told_apart_by_the_postal_code():
    loire = Commune.objects.get(code="42218").department
    Commune.objects.create(
        code="01999", name="Firminy", search_text="firminy 01999", postal_codes="01999", department=loire
    )
    assert {each.pk for each in communes_written(["à Firminy"])[0]} == {FIRMINY, "01999"}
    assert [each.pk for each in communes_written(["42700 Firminy"])[0]] == [FIRMINY]
    assert [each.pk for each in communes_written(["42799 Firminy"])[0]] == [FIRMINY, "01999"]
    assert [each.pk for each in origin_of("Firminy").choices] == [FIRMINY, "01999"]
    assert origin_of("Firminy 01999").commune.pk == "01999"
