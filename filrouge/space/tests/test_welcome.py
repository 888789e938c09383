"""The first page of a space: what waits for a word comes first, every page stands under a few words."""

import pytest
from django.utils import timezone

from filrouge.lib.identifiers import uuid7
from filrouge.parcours.tests.browsing import browser_of, text_of
from filrouge.plans.tests.making import a_plan, agreed, answered, lines, proposed
from filrouge.space.queries import places
from filrouge.space.tests.visits import address, count_queries
from tests.personas import World

pytestmark = pytest.mark.django_db


def welcome(made: World, who: str = "person_account") -> str:
    return text_of(browser_of(getattr(made, who)).get(address("welcome", made.parcours)))


def test_a_plan_that_is_drawn_up_waits_for_nobody(made: World):
    assert "On me propose un plan." not in welcome(made)
    a_plan(made)
    assert "On me propose un plan." not in welcome(made)


def test_lines_without_an_answer_come_first(made: World):
    plan = proposed(made)
    page = welcome(made)
    assert "On me propose un plan." in page and f"{len(lines(plan))} lignes attendent une réponse." in page
    assert page.index("Ce qui m’attend") < page.index("Projet et plan") < page.index("Mon contact")


def test_then_her_agreement_waits_and_once_given_nothing(made: World):
    answered(made)
    assert "Je peux relire et donner mon accord." in welcome(made)


def test_a_plan_that_she_agreed_to_waits_no_more(made: World):
    agreed(made)
    assert "donner mon accord" not in welcome(made)


def test_a_relative_who_answers_for_nobody_is_asked_nothing(made: World):
    proposed(made)
    assert "lignes attendent" not in welcome(made, "relative_account")


def test_every_page_is_one_press_away_and_none_twice(made: World):
    reader = places.load_reader(made.person_account, made.parcours.pk, timezone.now())
    menu = places.menu(reader, address("rights", made.parcours))
    found = [tile.url for _title, tiles in menu.groups for tile in tiles]
    assert len(found) == len(set(found)) == len(menu.main) + len(menu.rest)
    assert menu.is_in_rest and not places.menu(reader, address("plan", made.parcours)).is_in_rest


def test_the_first_page_asks_as_much_for_one_line_as_for_ten(made: World):
    client, url = browser_of(made.person_account), address("welcome", made.parcours)
    plan = proposed(made)
    client.get(url)
    few = count_queries(client, url)
    for line in lines(plan) * 3:
        line.pk = None
        line.key, line._state.adding = uuid7(), True
        line.save()
    assert count_queries(client, url) == few
