from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from filrouge.exchange.use_cases.directory import import_directory
from filrouge.journal.models import JournalEntry
from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused, Stale
from filrouge.lib.identifiers import uuid7
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.tests.browsing import browser_of, send, text_of
from filrouge.territory.choices import AnswerKind
from filrouge.territory.models import Service
from filrouge.territory.queries import Asked, directory_page
from filrouge.territory.rules import DIRECTORY, Category, categories, category
from filrouge.territory.use_cases import confirm_service, correct_service
from tests.personas import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def directory(made):
    """The fictional services of the Loire, in the directory."""
    made.julie.__dict__.pop("roles", None)
    path: Path = DIRECTORY[1]
    import_directory(path.read_bytes(), file_name=path.name, by=made.julie, now=NOW)
    return made


def names(asked: Asked) -> set[str]:
    return {row.service.category_code for row in directory_page(asked, None).rows}


def test_the_search_takes_words_in_any_order_without_accents(directory):
    found = directory_page(Asked("demo sorbiers IME"), None).rows
    assert [row.service.name for row in found] == ["IME Les Sorbiers (démo)"]
    assert names(Asked(category="sessad")) == {"sessad"}
    assert {each.service.kind for each in directory_page(Asked(kind="expert"), None).rows} == {"expert"}
    assert directory_page(Asked("rien de tel"), None).rows == []


def test_the_directory_pages_by_key_in_as_many_questions_whatever_its_length(directory):
    client, url = browser_of(directory.ines), reverse("territory:index")
    client.get(url)
    counts = []
    for query in ("?q=ime", ""):
        with CaptureQueriesContext(connection) as asked:
            page = client.get(url + query).context["page"]
        counts.append(len(asked))
    assert counts[0] == counts[1]
    seen = [row.service.pk for row in page.rows]
    while page.following:
        page = client.get(f"{url}?suite={page.following}").context["page"]
        seen += [row.service.pk for row in page.rows]
    assert len(seen) == len(set(seen)) == Service.objects.count() == 168
    assert client.get(f"{url}?suite=zut").status_code == 200


def test_around_a_commune_the_directory_pages_by_distance_in_as_many_questions(directory):
    client, url = browser_of(directory.ines), reverse("territory:index")
    counts, seen, query = [], [], "?autour=Firminy&rayon=50"
    client.get(url + query)
    for more in ("&q=sorbiers", ""):
        with CaptureQueriesContext(connection) as asked:
            page = client.get(url + query + more).context["page"]
        counts.append(len(asked))
    assert counts[0] == counts[1]
    seen = page.rows
    while page.following:
        page = client.get(f"{url}{query}&suite={page.following}").context["page"]
        seen = seen + page.rows
    assert len({row.service.pk for row in seen}) == len(seen) == page.total < 168
    assert [row.km for row in seen] == sorted(row.km for row in seen if row.km < 50)


def test_a_commune_that_is_not_one_is_asked_again_and_nothing_is_lost(directory):
    client, url = browser_of(directory.ines), reverse("territory:index")
    page = text_of(client.get(f"{url}?q=ime&autour=Zzyzx&rayon=10"))
    assert "Filrouge ne connaît pas de commune « Zzyzx »" in page.replace("\u00a0", " ")
    assert "IME Les Sorbiers" in page
    assert "sans elle, la distance ne compte pas" in text_of(client.get(f"{url}?rayon=10"))
    several = client.get(f"{url}?q=ime&autour=saint+romain&rayon=10")
    assert "Plusieurs communes répondent" in text_of(several)
    choice = "?q=ime&amp;autour=Saint-Romain-le-Puy+42610&amp;rayon=10"
    assert f'href="{choice}"' in several.content.decode()
    assert "du centre de Saint-Romain-le-Puy" in text_of(client.get(url + choice.replace("&amp;", "&")))


def test_what_is_fictional_is_marked_in_the_list_and_on_its_page(directory):
    client, place = browser_of(directory.ines), Service.objects.order_by("name")[0]
    assert text_of(client.get(reverse("territory:index"))).count("fictif (démonstration)") == 50
    assert "fictif (démonstration)" in text_of(client.get(reverse("territory:service", args=[place.pk])))
    Service.objects.filter(pk=place.pk).update(is_fictional=False)
    assert "fictif (démo" not in text_of(client.get(reverse("territory:service", args=[place.pk])))


def test_a_page_of_a_place_says_words_and_no_code(directory):
    place = Service.objects.get(source_id="demo-001")
    said = text_of(browser_of(directory.ines).get(reverse("territory:service", args=[place.pk])))
    for words in (
        "déficience intellectuelle, autisme (TSA)", "de 6 à 20 ans", "sur notification de la CDAPH", "le bassin de vie",
        "Besoins pour entretenir et prendre soin de sa santé", "Fiches inventées pour la démonstration",
    ):  # fmt: skip
        assert words in said
    assert "1.1.10" not in said and "demo_filrouge" not in said


def test_a_correction_shows_what_stood_there_with_who_and_why(directory):
    place = Service.objects.get(name="IME Les Sorbiers (démo)")
    before = place.phone
    answer = send(
        browser_of(directory.ines), reverse("territory:correct", args=[place.pk]),
        **{name: getattr(place, name) or "" for name in Service.CORRECTABLE}
        | {"phone": "04 65 71 00 00", "reason": "j’ai appelé"},
    )  # fmt: skip
    assert answer.status_code == 302
    page = text_of(browser_of(directory.ines).get(answer.url))
    assert "04 65 71 00 00" in page
    assert f"Avant : « {before} ». Corrigé par Inès 1" in page.replace("\u00a0", " ")
    assert JournalEntry.objects.filter(action="territory.service_corrected").count() == 1


def test_correct_service_is_refused_without_a_reason_to_who_may_not_and_to_who_comes_second(directory):
    place = Service.objects.order_by("name")[0]
    act = {"changes": {"hours": "le matin"}, "now": NOW}
    with pytest.raises(Refused):
        correct_service(place, reason=" ", version=1, by=directory.ines, **act)
    with pytest.raises(NotAllowed):
        correct_service(place, reason="vu", version=1, by=directory.karim, **act)
    assert correct_service(place, reason="vu", version=1, by=directory.ines, **act) == 1
    assert correct_service(place, reason="vu", version=2, by=directory.ines, **act) == 0
    with pytest.raises(Stale):
        correct_service(place, reason="vu", version=1, by=directory.claire, **act)


def test_two_who_correct_at_once_see_both_texts(directory):
    place = Service.objects.order_by("name")[0]
    url, client = reverse("territory:correct", args=[place.pk]), browser_of(directory.ines)
    fields = {name: getattr(place, name) or "" for name in Service.CORRECTABLE} | {
        "reason": "vu",
        "_version": "1",
    }
    correct_service(place, changes={"hours": "le soir"}, reason="lu", version=1, by=directory.claire, now=NOW)
    answer = client.post(url, {**fields, "hours": "le matin", "_key": "k"})
    assert answer.status_code == 200
    assert "le soir" in text_of(answer)
    assert "le matin" in answer.content.decode()
    place.refresh_from_db()
    assert place.hours == "le soir"


def test_what_was_typed_in_a_correction_comes_back_when_it_is_taken_up_again(directory):
    place = Service.objects.order_by("name")[0]
    url, client = reverse("territory:correct", args=[place.pk]), browser_of(directory.ines)
    assert f'data-draft-url="/compte/brouillon/?path={url}"' in client.get(url).content.decode()
    typed = {"hours": "le mardi matin", "reason": "j’ai appelé", "name": place.name}
    assert client.post(f"/compte/brouillon/?path={url}", typed, headers={"X-Draft": "1"}).status_code == 204
    assert "Nous avons gardé ce que vous écriviez ici" in text_of(client.get(url))
    again = client.get(f"{url}?brouillon=1").context["form"]
    assert (again["hours"].value(), again["reason"].value()) == ("le mardi matin", "j’ai appelé")
    assert "Nous avons gardé" not in text_of(browser_of(directory.claire).get(url))
    stored = {name: getattr(place, name) or "" for name in Service.CORRECTABLE}
    assert send(client, url, **stored | typed).status_code == 302
    assert "Nous avons gardé" not in text_of(client.get(url))


def test_a_place_that_two_sources_tell_of_is_a_question_and_both_stay(directory):
    place = Service.objects.order_by("name")[0]
    page = reverse("territory:service", args=[place.pk])
    assert "Peut-être le même lieu" not in text_of(browser_of(directory.ines).get(page))
    twin = Service.objects.get(pk=place.pk)
    twin.pk, twin.source, twin.source_id, twin.is_fictional = uuid7(), "finess", "42-1", False
    twin.save(force_insert=True)
    shown = text_of(browser_of(directory.ines).get(page)).replace("\u00a0", " ")
    assert "Peut-être le même lieu ? Filrouge ne réunit rien de lui-même" in shown
    assert f"{place.name} même nom, même téléphone · {place.address} · finess" in shown
    assert place.source_words in text_of(
        browser_of(directory.ines).get(reverse("territory:service", args=[twin.pk]))
    )


def test_confirm_service_says_who_and_when(directory):
    place = Service.objects.order_by("name")[0]
    with pytest.raises(NotAllowed):
        confirm_service(place, by=directory.karim, now=NOW)
    client = browser_of(directory.ines)
    assert client.post(reverse("territory:confirm", args=[place.pk])).status_code == 302
    assert "Confirmé par Inès 1" in text_of(client.get(reverse("territory:service", args=[place.pk])))
    place.refresh_from_db()
    assert place.confirmed_at - NOW > timedelta(days=1)


def test_each_category_of_the_file_names_a_sort_of_answer_and_a_life_area():
    for each in categories().values():
        assert each.kind in AnswerKind.values, each
        assert each.area in LifeArea.values, each
    assert category("inconnue") == Category("inconnue", "inconnue", "ordinary", "coordination")
