"""What exists around the person: from where she lives, for those who help her, and known to nobody else."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from filrouge.journal.models import JournalEntry
from filrouge.parcours.tests.browsing import browser_of, text_of
from filrouge.territory.models import Commune
from filrouge.territory.tests.places import place

pytestmark = pytest.mark.django_db


@pytest.fixture
def around(made):
    """A record whose person lives in Firminy, sometimes with her daughter in Unieux, and three places."""
    lives(made, address="4 rue des Fleurs, 42700 Firminy", residence="chez sa fille, à Unieux")
    firminy = Commune.objects.get(code="42095")
    place("Mairie de Firminy", firminy.lat, firminy.lon)
    place("Marché de Roanne", 46.036, 4.068)
    place("Équipe mobile")
    return made


def lives(made, **said) -> None:
    type(made.person).objects.filter(pk=made.person.pk).update(**said)


def url(made, ending: str = "") -> str:
    return reverse("desk:nearby", args=[made.parcours.pk]) + ending


def shown(made, ending: str = "") -> str:
    return text_of(browser_of(made.claire).get(url(made, ending))).replace("\u00a0", " ")


def test_the_nearest_to_her_address_come_first_with_the_distance_in_words(around):
    page = shown(around)
    assert "Son adresse : Firminy. Les distances partent du centre de cette commune." in page
    assert "Du plus près au plus loin du centre de Firminy." in page
    assert "3 lieux ; 1, à la fin, dont la position n’est pas connue" in page
    assert "Mairie de Firminy" in page.split("à moins d’un kilomètre du centre de Firminy")[0]
    assert re.search(r"Marché de Roanne.*à 75 km du centre de Firminy, à vol d’oiseau", page)
    assert re.search(r"Équipe mobile.*sa position n’est pas connue", page)


def test_her_words_together_tell_which_commune_of_a_name_it_is(around):
    loire = Commune.objects.get(code="42095").department
    Commune.objects.create(
        code="01999", name="Firminy", search_text="firminy 01999", postal_codes="01999", department=loire
    )
    lives(around, residence="pavillon, Firminy")
    page = shown(around)
    assert "Son adresse : Firminy." in page
    assert "lieu de vie" not in page
    lives(around, address="")
    assert "Son lieu de vie peut être dans plusieurs communes. Laquelle ?" in shown(around)


def test_another_place_of_her_life_or_any_commune_can_be_the_start(around):
    page = browser_of(around.claire).get(url(around, "?q=mairie&rayon=50&autour=Roanne")).content.decode()
    assert '<a href="?q=mairie&amp;rayon=50&amp;depuis=residence">Partir du centre d’Unieux</a>' in page
    assert "du centre d’Unieux, à vol d’oiseau" in shown(around, "?depuis=residence")
    assert "à moins d’un kilomètre du centre de Firminy" in shown(around, "?depuis=zut")
    typed = shown(around, "?autour=Roanne&rayon=10&depuis=residence")
    assert "Marché de Roanne" in typed
    assert "Mairie de Firminy" not in typed
    assert "Partir du centre de Firminy" in typed


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, "Ni son adresse ni son lieu de vie ne sont notés."),
        ({"residence": "pavillon"}, "Son lieu de vie est écrit sans commune que Filrouge reconnaisse."),
        ({"address": "Le Bourg, 42660"}, "Son adresse peut être dans plusieurs communes. Laquelle ?"),
    ],
)
def test_what_is_not_known_is_asked_and_never_guessed(made, said, told):
    lives(made, **{"address": "", "residence": "", **said})
    place("Mairie de Firminy", 45.38, 4.28)
    page = shown(made)
    assert told in page
    assert "Écrivez une commune ci-dessous" in page
    assert "Mairie de Firminy" in page
    assert "à vol d’oiseau" not in page


def test_only_the_circle_opens_it_and_the_journal_tells_of_it(around):
    for who, status in (("ines", 200), ("anne", 404), ("colette", 404), ("hugo", 404), ("sophie", 403)):
        answer = browser_of(getattr(around, who)).get(url(around))
        assert answer.status_code == status, who
    told = JournalEntry.objects.filter(chain=str(around.person.pk), detail__page="nearby")
    assert [entry.actor for entry in told] == [str(around.ines.pk)]


def leaks(page: str, made) -> list[str]:
    """The addresses outside the record that hold a word of where the person lives, or of who she is."""
    links = re.findall(r'(?:href|action|src)="([^"]+)"', page)
    outside = [link for link in links if str(made.parcours.pk) not in link and not link.startswith("?")]
    assert any(link.startswith("/territoire/lieux/") for link in outside)
    words = ("firminy", "unieux", "42700", "42095", "morel", str(made.person.pk))
    return [link for link in outside if any(word in link.lower() for word in words)]


def test_no_address_outside_the_record_tells_where_she_lives(around):
    page = browser_of(around.claire).get(url(around)).content.decode()
    assert leaks(page, around) == []
    planted = '<a href="/territoire/?autour=Firminy">'
    assert leaks(page + planted, around) == ["/territoire/?autour=Firminy"]


def test_the_page_asks_as_much_of_the_database_for_two_places_as_for_fifty(around):
    browser = browser_of(around.claire)
    browser.get(url(around))
    counts = []
    for many in (0, 60):
        for rank in range(many):
            place(f"Lieu {rank}", 45.4 + rank / 1000, 4.3)
        with CaptureQueriesContext(connection) as asked:
            page = browser.get(url(around, "?rayon=50")).context["page"]
        counts.append((len(asked), len(page.rows)))
    assert counts == [(counts[0][0], 2), (counts[0][0], 50)]
