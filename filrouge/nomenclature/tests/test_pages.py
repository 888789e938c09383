"""The pages of the lists: open to all, in the order of the tree, in pages, with a search."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from filrouge.nomenclature.models import Code, CodeList, CodeVersion
from filrouge.nomenclature.queries import PAGE, code_page
from filrouge.nomenclature.tests.test_lists import NOW

pytestmark = pytest.mark.django_db
BIG = "finess_categories"


def read(path: str, **asked: str) -> str:
    answer = Client().get(path, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_index_says_of_each_list_whose_it_is():
    html = read("/nomenclatures/")
    for each in CodeList.objects.all():
        assert f"/nomenclatures/{each.slug}/" in html
    assert "TRE_R420 v20260505120000" in html
    assert "321 codes" in html
    assert "Il existe des versions plus récentes." in html


def test_pages_follow_each_other_and_lose_nothing():
    code_list, seen, start = CodeList.objects.get(slug=BIG), [], 0
    while start is not None:
        page = code_page(code_list, "", start)
        assert len(page.codes) <= PAGE
        seen += [each.code.code for each in page.codes]
        start = page.following
    assert seen == list(code_list.codes.order_by("order").values_list("code", flat=True))


def test_a_search_finds_words_without_their_accents_and_says_what_they_belong_to():
    html = read("/nomenclatures/serafin_ph_besoins/", q="deplacer")
    code = Code.objects.filter(code_list__slug="serafin_ph_besoins", label__contains="déplacer").first()
    assert code is not None
    assert f"<code>{code.code}</code>" in html
    above = Code.objects.get(code_list=code.code_list, code=code.parent_code)
    assert above.label in html.replace("&#x27;", "'")
    assert "Rien de tel" in read("/nomenclatures/serafin_ph_besoins/", q="zzz")
    assert "Rien de tel" not in read("/nomenclatures/serafin_ph_besoins/", q="%")


def test_what_is_out_of_use_and_what_was_said_before_is_readable():
    code = Code.objects.get(code_list__slug=BIG, code="001")
    CodeVersion.objects.create(code=code, label="Autrefois dit", version="1999", replaced_at=NOW)
    html = read(f"/nomenclatures/{BIG}/", q="001")
    assert "hors d’usage" in html
    assert "Autrefois dit" in html


@pytest.mark.parametrize("asked", [{"suite": "zut"}, {"suite": "-1"}, {"q": "x" * 500}, {"suite": "9" * 30}])
def test_nonsense_in_the_address_breaks_nothing(asked):
    read(f"/nomenclatures/{BIG}/", **asked)


def test_a_list_that_nobody_knows_is_not_found():
    assert Client().get("/nomenclatures/geva/").status_code == 404


def test_the_pages_ask_as_much_of_two_codes_as_of_fifty():
    small = CodeList.objects.get(slug="medicosocial_temporalite_accueil")
    asked = []
    for total in (2, 50):
        for rank in range(small.codes.count(), total):
            Code.objects.create(code_list=small, code=f"x{rank}", label="x", order=rank, search_text="x")
        with CaptureQueriesContext(connection) as queries:
            read("/nomenclatures/")
            assert read(f"/nomenclatures/{small.slug}/").count("<code>") == total
        asked.append(len(queries))
    assert asked[0] == asked[1]
