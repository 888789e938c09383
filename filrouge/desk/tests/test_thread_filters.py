import pytest

from filrouge.desk.tests.pages import add_facts, numbers_in, text_of, thread_of

pytestmark = pytest.mark.django_db


def listed(response) -> str:
    words = text_of(response)
    return words[words.index("Filtrer") : words.index("Les services")]


def test_filter_by_life_area(made, signed_in):
    words = listed(signed_in(made.claire).get(thread_of(made, domaine="health")))
    assert "Chute dans la cuisine" in words
    assert "Le service à domicile cesse" not in words
    assert "1 ligne" in words


def test_filter_by_kind(made, signed_in):
    words = listed(signed_in(made.claire).get(thread_of(made, sorte="assessment")))
    assert "préparer un EHPAD" in words
    assert "Chute dans la cuisine" not in words


def test_filter_by_author_and_by_nobody(made, signed_in):
    client = signed_in(made.claire)
    ines = str(made.participants["ines"].pk)
    assert "préparer un EHPAD" in listed(client.get(thread_of(made, auteur=ines)))
    assert "Chute dans la cuisine" not in listed(client.get(thread_of(made, auteur=ines)))
    assert "Chute dans la cuisine" not in listed(client.get(thread_of(made, auteur="inconnu")))


def test_filters_add_up_and_may_find_nothing(made, signed_in):
    ines = str(made.participants["ines"].pk)
    words = listed(signed_in(made.claire).get(thread_of(made, domaine="health", auteur=ines)))
    assert "Rien de tel dans ce fil" in words


def test_filters_survive_paging(made, signed_in):
    add_facts(made, 120)
    add_facts(made, 5, area="housing", year=2011)
    client = signed_in(made.claire)
    first = client.get(thread_of(made, domaine="health", ordre="ancien"))
    assert b"domaine=health&amp;ordre=ancien&amp;suite=" in first.content
    second = client.get(
        thread_of(made, domaine="health", ordre="ancien", suite=str(first.context["list"].next_start))
    )
    assert "Chute dans la cuisine" in listed(second)
    assert numbers_in(second)[0] == 106 and len(numbers_in(second)) == 21


def test_filters_offer_only_what_the_reader_sees(made, signed_in):
    offered = signed_in(made.ines).get(thread_of(made)).context["list"].filters
    assert {option.value for option in offered.areas} == {"health", "housing"}
    assert made.secret("daily_life") not in str(offered)


def test_what_cannot_be_read_asks_for_nothing(made, signed_in):
    page = signed_in(made.claire).get(
        thread_of(made, domaine="lune", suite="abc", ordre="zigzag", auteur="x" * 99)
    )
    assert "Chute dans la cuisine" in listed(page)


def test_a_swap_gives_the_list_as_the_page_does(made, signed_in):
    client = signed_in(made.claire)
    whole = text_of(client.get(thread_of(made, domaine="health")))
    swapped = text_of(client.get(thread_of(made, domaine="health"), headers={"HX-Request": "true"}))
    assert swapped in whole
    assert "La frise" not in swapped
