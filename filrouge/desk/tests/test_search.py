import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from filrouge.desk.tests.pages import text_of
from filrouge.journal.models import JournalEntry
from filrouge.parcours.models import AccessRequest
from filrouge.parcours.use_cases import identity, opening
from tests.personas import NOW

pytestmark = pytest.mark.django_db
SEARCH = "/recherche/"
ELSEWHERE = "Une personne de ce nom existe ailleurs."


@pytest.fixture
def plain(made):
    """The same person under plain names: a canary is no name that anybody types."""
    identity.correct_identity(
        made.parcours, changes={"usual_name": "Mme Morel", "birth_name": "Durand", "given_names": "Élise"},
        version=1, by=made.claire, now=NOW,
    )  # fmt: skip
    return made


def found(client, typed: str) -> list[str]:
    page = client.get(SEARCH, {"q": typed})
    return [person.name for person in (*page.context["exact"], *page.context["nearly"])]


@pytest.mark.parametrize(
    "typed",
    ["morel", "Élise MOREL", "elise morel durand", "Morell", "duran", "avril 1933", "1933", "morel 04/1933"],
)
def test_search_finds_by_name_and_birth_date(plain, signed_in, typed):
    assert found(signed_in(plain.claire), typed) == ["Mme Morel"]


@pytest.mark.parametrize("typed", ["01 99 00 00 01", "+33 1 99 00 00 01", "D-1"])
def test_search_finds_by_telephone_and_number(plain, signed_in, typed):
    assert found(signed_in(plain.claire), typed) == ["Mme Morel"]


@pytest.mark.parametrize("typed", ["dupont", "avril 1934", "01 99 00 00 09", "D-7", "morel 1950"])
def test_search_finds_nobody_else(plain, signed_in, typed):
    assert found(signed_in(plain.claire), typed) == []


@pytest.mark.parametrize("typed", ["morel", "Élise Morel", "avril 1933", "01 99 00 00 01", "D-1"])
def test_search_shows_an_outsider_nothing_of_anybody(plain, signed_in, typed):
    client = signed_in(plain.anne)
    assert found(client, typed) == []
    assert "D-1" not in text_of(client.get(SEARCH, {"q": "Élise Morel"}))


FULL_NAMES = ("Élise Morel", "Morel Durand", "Mme Morel")
NOT_QUITE = ("elise", "Morell Élise", "avril 1933")


@pytest.mark.parametrize("typed", [*FULL_NAMES, *NOT_QUITE])
def test_search_says_that_a_full_name_exists_elsewhere(plain, signed_in, typed):
    assert (ELSEWHERE in text_of(signed_in(plain.anne).get(SEARCH, {"q": typed}))) is (typed in FULL_NAMES)


def test_search_says_nothing_of_elsewhere_about_whom_one_sees(plain, signed_in):
    assert ELSEWHERE not in text_of(signed_in(plain.claire).get(SEARCH, {"q": "Élise Morel"}))


def test_search_says_the_same_sentence_for_one_and_for_many(plain, signed_in):
    client = signed_in(plain.anne)
    one = client.get(SEARCH, {"q": "Élise Morel"})
    opening.open_record(by=plain.claire, now=NOW, identity={"usual_name": "Morel", "given_names": "Élise"})
    two = client.get(SEARCH, {"q": "Élise Morel"})
    assert text_of(one) == text_of(two)
    assert one.context.get("hidden") is None


def test_search_asks_the_same_questions_whether_or_not_the_name_exists(plain, signed_in):
    client = signed_in(plain.anne)
    counts = []
    for typed in ("Élise Morel", "Zoé Personne"):
        with CaptureQueriesContext(connection) as asked:
            client.get(SEARCH, {"q": typed})
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_search_sent_by_the_box_puts_no_name_in_the_address_nor_in_the_journal(plain, signed_in):
    client = signed_in(plain.claire)
    answer = client.post(SEARCH, {"q": "Élise Morel"})
    assert (answer.status_code, answer.headers["Location"]) == (302, SEARCH)
    page = client.get(SEARCH)
    assert "Mme Morel" in text_of(page)
    assert page.headers["Cache-Control"] == "no-store"
    line = JournalEntry.objects.get(action="record.listed")
    assert line.detail == {"page": "desk:search", "records": [str(plain.parcours.pk)]}
    assert "Morel" not in str(line.said())


def test_search_without_a_word_is_the_box_alone(plain, signed_in):
    words = text_of(signed_in(plain.claire).get(SEARCH))
    assert "Un nom, même mal orthographié" in words
    assert "Mme Morel" not in words


@pytest.mark.parametrize("who", ["karim", "marc", "julie", "person_account", "relative_account"])
def test_search_is_refused_to_roles_that_search_nobody(made, signed_in, who):
    assert signed_in(getattr(made, who)).get(SEARCH).status_code == 403


def test_asking_for_access_reaches_those_who_coordinate(plain, signed_in):
    asker = signed_in(plain.anne)
    sent = {"name": "Élise Morel", "reason": "Je la suis à l’hôpital."}
    answer = asker.post(reverse("desk:ask_access"), sent, follow=True)
    assert "Si une personne de ce nom est suivie ailleurs" in text_of(answer)
    assert "Élise Morel , demandé le" in text_of(answer)
    assert (
        JournalEntry.objects.filter(chain=str(plain.person.pk), action="parcours.access_requested").count()
        == 1
    )
    words = text_of(signed_in(plain.claire).get("/"))
    for said in (
        "1 chose arrivée",
        "Anne 1 · Mme Morel · demande une place",
        "Institut 1",
        "Je la suis à l’hôpital.",
        "Inviter",
    ):
        assert said in words
    assert "demande une place" not in text_of(signed_in(plain.ines).get("/"))


def test_asking_about_nobody_says_the_same_and_writes_nothing(plain, signed_in):
    sent = {"name": "Zoé Personne", "reason": "Je la suis."}
    answer = signed_in(plain.anne).post(reverse("desk:ask_access"), sent, follow=True)
    assert "Si une personne de ce nom est suivie ailleurs" in text_of(answer)
    assert not AccessRequest.objects.exists()


def test_asking_without_a_reason_keeps_the_name_typed(plain, signed_in):
    answer = signed_in(plain.anne).post(reverse("desk:ask_access"), {"name": "Élise Morel", "reason": ""})
    assert answer.status_code == 200
    assert 'value="Élise Morel"' in answer.content.decode()
    assert "Un champ à revoir" in text_of(answer)


def test_refusing_access_tells_why_to_who_asked(plain, signed_in):
    asker, coordinator = signed_in(plain.anne), signed_in(plain.claire)
    asker.post(reverse("desk:ask_access"), {"name": "Élise Morel", "reason": "Je la suis."})
    url = reverse("desk:refuse_access", args=[AccessRequest.objects.get().pk])
    assert "Un champ à revoir" in text_of(coordinator.post(url, {"reason": ""}))
    assert signed_in(plain.ines).post(url, {"reason": "non"}).status_code == 403
    assert signed_in(plain.colette).post(url, {"reason": "non"}).status_code == 404
    assert signed_in(plain.sophie).post(url, {"reason": "non"}).status_code == 403
    coordinator.post(url, {"reason": "Elle ne le souhaite pas."})
    assert "Réponse : non. Elle ne le souhaite pas." in text_of(asker.get("/"))
    assert "demande une place" not in text_of(coordinator.get("/"))
    assert "déjà répondu" in text_of(coordinator.post(url, {"reason": "encore"}))


@pytest.mark.parametrize("typed", ["Mme E.", "mme e", "E"])
def test_a_name_with_a_point_is_found_and_asked_for(made, signed_in, typed):
    changes = {"usual_name": "Mme E.", "birth_name": "", "given_names": ""}
    identity.correct_identity(made.parcours, changes=changes, version=1, by=made.claire, now=NOW)
    assert found(signed_in(made.claire), typed) == ["Mme E."]
    assert ELSEWHERE in text_of(signed_in(made.anne).get(SEARCH, {"q": typed}))
