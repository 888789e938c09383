from datetime import UTC, datetime

import pytest

from filrouge.territory.models import Area, Commune, GeographyLoad
from filrouge.territory.queries import find_communes
from filrouge.territory.rules import areas, communes
from filrouge.territory.use_cases import load_geography

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def test_migrate_has_loaded_the_communes_of_the_loire():
    assert Commune.objects.count() == 320
    assert Commune.objects.get(code="42218").name == "Saint-Étienne"
    assert Area.objects.filter(kind="department").count() == 109
    assert Area.objects.filter(kind="epci").count() == 1255
    assert Commune.objects.filter(epci=None).count() == 0


def test_the_files_hold_the_whole_country():
    codes = [row.code for row in communes()]
    assert len(codes) == len(set(codes)) == 35014
    assert sum(row.lat is None for row in communes()) == 94
    assert len(list(areas())) == 109 + 1255


def test_load_geography_again_does_nothing_and_a_changed_file_is_taken():
    assert not load_geography(now=NOW)
    Commune.objects.filter(code="42218").update(name="Autrement")
    GeographyLoad.objects.update(digest="another")
    assert load_geography(now=NOW)
    assert Commune.objects.get(code="42218").name == "Saint-Étienne"


@pytest.mark.parametrize("typed", ["saint etienne", "St-Étienne", "SAINT-ETIENNE", "42100", "étienne 42000"])
def test_find_communes_forgives_how_a_name_is_typed(typed):
    assert find_communes(typed)[0].code == "42218"


def test_find_communes_without_a_word_finds_nothing():
    assert find_communes(" - ") == []
