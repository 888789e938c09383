"""Sessions end by themselves, and whoever was writing when that happened loses nothing; lists and refusals are told."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from filrouge.accounts.middleware import ACTIVE_AT
from filrouge.accounts.models import Draft
from filrouge.journal.models import WITHOUT_PERSON, JournalEntry
from tests.personas import World, world
from tests.test_permission_matrix import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(db: None) -> World:
    return world()


def left_alone(client: Client, minutes: int) -> None:
    session = client.session
    session[ACTIVE_AT] = (timezone.now() - timedelta(minutes=minutes)).timestamp()
    session.save()


def at_work(made: World) -> Client:
    client = client_of("claire", made)
    assert client.get("/").status_code == 200
    return client


def test_a_desk_left_alone_is_signed_out_and_the_journal_says_so(made: World):
    client = at_work(made)
    left_alone(client, 14)
    assert client.get("/").status_code == 200
    left_alone(client, 16)
    answer = client.get(f"/parcours/{made.parcours.pk}/")
    assert answer["Location"].startswith("/compte/connexion/?next=/parcours/")
    assert answer["Clear-Site-Data"] == '"storage"'
    line = JournalEntry.objects.filter(action="accounts.signed_out").get()
    assert (line.actor, line.detail) == (str(made.claire.pk), {"means": "idle"})
    assert client.get("/").status_code == 302


def test_what_was_written_when_the_session_ended_is_given_back(made: World):
    client, url = at_work(made), f"/parcours/{made.parcours.pk}/noter/"
    left_alone(client, 16)
    answer = client.post(url, {"fact": "Elle a téléphoné à sa sœur.", "_key": str(uuid4())})
    assert answer.status_code == 403
    assert "Elle a téléphoné à sa sœur." in answer.content.decode()


def test_typing_is_activity_and_the_draft_outlives_the_session(made: World):
    client, url = at_work(made), f"/parcours/{made.parcours.pk}/noter/"
    left_alone(client, 14)
    client.post(f"/compte/brouillon/?path={url}", {"fact": "Elle a téléphoné."}, headers={"X-Draft": "1"})
    assert timezone.now().timestamp() - client.session[ACTIVE_AT] < 60
    left_alone(client, 16)
    client.get("/")
    again = client_of("claire", made)
    assert Draft.objects.get(user=made.claire).fields == {"fact": ["Elle a téléphoné."]}
    assert "Elle a téléphoné." in again.get(f"{url}?brouillon=1").content.decode()


def test_no_limit_when_an_installation_says_so(made: World, settings: Any):
    settings.SESSION_IDLE_SECONDS = 0
    client = at_work(made)
    left_alone(client, 600)
    assert client.get("/").status_code == 200


def test_activity_is_written_once_a_minute_at_most(made: World, django_assert_max_num_queries: Any):
    client = at_work(made)
    with django_assert_max_num_queries(4):
        client.get("/compte/deconnexion/")


def test_a_piece_of_page_asked_too_late_leads_the_whole_page_to_sign_in(made: World):
    page = f"http://testserver/parcours/{made.parcours.pk}/?domaine=health"
    headers = {"HX-Request": "true", "HX-Current-URL": page}
    answer = Client().get(f"/parcours/{made.parcours.pk}/", headers=headers)
    assert answer.status_code == 200
    there = f"/parcours/{made.parcours.pk}/%3Fdomaine%3Dhealth"
    assert answer["HX-Redirect"] == f"/compte/connexion/?next={there}".replace(
        "/parcours/", "%2Fparcours%2F"
    ).replace("/%3F", "%2F%3F")
    headers["HX-Current-URL"] = "https://exemple.org/vole"
    answer = Client().get(f"/parcours/{made.parcours.pk}/", headers=headers)
    assert answer["HX-Redirect"] == "/compte/connexion/?next=%2F"


def test_a_form_sent_by_htmx_too_late_leaves_the_page_as_it_is(made: World):
    url = f"/parcours/{made.parcours.pk}/noter/"
    assert Client().post(url, {"fact": "mots"}, headers={"HX-Request": "true"}).status_code == 401
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(made.claire)
    assert strict.post(url, {"fact": "mots"}, headers={"HX-Request": "true"}).status_code == 401
    assert strict.post(url, {"fact": "mots"}).status_code == 403


def test_signing_out_clears_what_the_browser_keeps(made: World):
    assert at_work(made).post("/compte/deconnexion/")["Clear-Site-Data"] == '"storage"'
    assert at_work(made).post("/compte/deconnecter-partout/")["Clear-Site-Data"] == '"storage"'
    assert "Clear-Site-Data" not in Client().get("/compte/connexion/")


def lines(action: str) -> list[tuple[str, str, dict[str, Any]]]:
    found = JournalEntry.objects.filter(action=action).order_by("pk")
    return list(found.values_list("chain", "actor", "detail"))


@pytest.mark.parametrize("who, status", [("anne", 404), ("sophie", 403)])
def test_who_was_refused_a_record_is_in_its_journal(who: str, status: int, made: World):
    asked = getattr(made, who)
    assert client_of(who, made).get(f"/parcours/{made.parcours.pk}/suivi/").status_code == status
    told = {"page": "follow_up:page", "status": status}
    assert lines("record.refused") == [(str(made.person.pk), str(asked.pk), told)]


def test_a_record_that_never_was_costs_the_same_line(made: World):
    nowhere = uuid4()
    client_of("anne", made).post(f"/parcours/{nowhere}/noter/", {"fact": "x"})
    [(chain, actor, detail)] = lines("record.refused")
    assert (chain, actor) == (WITHOUT_PERSON, str(made.anne.pk))
    assert JournalEntry.objects.get(action="record.refused").object_id == str(nowhere)
    Client().get(f"/parcours/{made.parcours.pk}/")
    assert len(lines("record.refused")) == 1


def test_a_refusal_is_not_shown_as_a_look(made: World):
    client_of("anne", made).get(f"/parcours/{made.parcours.pk}/")
    page = client_of("person_account", made).get(f"/mon-espace/{made.parcours.pk}/qui-a-vu/").content.decode()
    assert "Anne 1" not in page


@pytest.mark.parametrize("page", ["/", "/personnes/", "/recherche/?q=Morel"])
def test_a_list_tells_the_journal_whose_records_it_showed(page: str, made: World):
    assert client_of("claire", made).get(page).status_code == 200
    [(chain, actor, detail)] = lines("record.listed")
    assert (chain, actor) == (WITHOUT_PERSON, str(made.claire.pk))
    assert detail["records"] == [str(made.parcours.pk)]


def test_a_list_of_nobody_tells_nothing(made: World):
    client_of("anne", made).get("/personnes/")
    assert lines("record.listed") == []
