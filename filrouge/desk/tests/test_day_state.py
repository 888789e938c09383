import pytest

from filrouge.desk.tests.pages import SPACES, text_of, thread_of
from filrouge.parcours.use_cases import services as spells
from tests.personas import NOW, on

pytestmark = pytest.mark.django_db


def state(response) -> str:
    words = text_of(response)
    return words[words.index("Voir l’état à une autre date") : words.index("Ce que l’on ne sait pas")]


def add_spell(made, nature, since, until=None, area="health"):
    return spells.begin_spell(
        made.parcours, provider=made.participants["ines"], nature=nature, since=since and on(since),
        until=until and on(until), area=area, by=made.claire, now=NOW,
    )  # fmt: skip


def test_state_of_a_day_sorts_services_by_what_was_told(made, signed_in):
    add_spell(made, "soins", "2014")
    add_spell(made, "kinésithérapie", "[2018-06..2018-10]")
    add_spell(made, "repas", "2019-02")
    add_spell(made, "foyer", None, area="housing")
    page = signed_in(made.claire).get(thread_of(made, au="15/09/2018"))
    words = state(page)
    assert "Au 15 septembre 2018" in text_of(page)
    order = (
        "Lieu de vie : Inès", "Pilote Claire 1 depuis juin 2018", "Ruptures ouvertes", "Ouverts Inès",
        "soins depuis 2014", "Ouverts, début non renseigné", "foyer", "Peut-être ouverts", "kinésithérapie",
        "début entre juin et octobre 2018", "Fermés", "jusqu’à juin 2018 · rupture ouverte", "Pas encore",
        "repas", "dès février 2019",
    )  # fmt: skip
    places = [words.index(said) for said in order]
    assert places == sorted(places)


def test_state_of_a_day_before_anybody_led_says_so(made, signed_in):
    words = state(signed_in(made.claire).get(thread_of(made, au="1er janvier 2010")))
    assert "Pilote non renseigné" in words


@pytest.mark.parametrize("typed", ["trucmuche", "mars 2018", "31/02/2018"])
def test_a_date_that_is_no_day_gets_a_sentence_and_is_kept(made, signed_in, typed):
    page = signed_in(made.claire).get(thread_of(made, au=typed))
    assert page.status_code == 200
    assert f'value="{typed}"' in page.content.decode()
    assert page.context["day_form"].errors["au"]
    assert SPACES.sub(" ", page.context["day_form"].errors["au"][0]) in text_of(page)


def test_state_of_a_day_draws_a_cursor(made, signed_in):
    client = signed_in(made.claire)
    assert (
        client.get(thread_of(made, au="15/09/2018")).context["page"].drawing.cursor.text.text
        == "15 sept. 2018"
    )
    assert client.get(thread_of(made)).context["page"].drawing.cursor is None
