from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import get_resolver, reverse
from django.utils import timezone

from filrouge.config.heartbeat import beat
from filrouge.config.late_form import form_expired, typed_values
from filrouge.lib.access import NotAllowed


@pytest.fixture(autouse=True)
def no_worker(db):
    cache.clear()


def error_page(status):
    return get_resolver().resolve_error_handler(status)


def typed(**fields):
    return typed_values(RequestFactory().post("/", fields))


class TestHealth:
    def test_alive_asks_the_database_nothing(self, client, django_assert_num_queries):
        with django_assert_num_queries(0):
            response = client.get(reverse("alive"))
        assert (response.status_code, response.content) == (200, b"ok")

    def test_ready_when_all_parts_are(self, client):
        beat("w1", timezone.now())
        response = client.get(reverse("ready"))
        assert response.status_code == 200
        assert response.json() == {"ready": True, "database": True, "migrations": True, "worker": True}

    def test_not_ready_without_a_worker(self, client):
        response = client.get(reverse("ready"))
        assert response.status_code == 503
        assert response.json() == {"ready": False, "database": True, "migrations": True, "worker": False}

    def test_not_ready_when_the_worker_fell_silent(self, client):
        beat("w1", timezone.now() - timedelta(seconds=61))
        assert client.get(reverse("ready")).json()["worker"] is False

    def test_not_ready_with_a_migration_to_apply(self, client, monkeypatch):
        beat("w1", timezone.now())
        monkeypatch.setattr(
            "django.db.migrations.executor.MigrationExecutor.migration_plan", lambda *args: ["one to apply"]
        )
        response = client.get(reverse("ready"))
        assert response.status_code == 503
        assert response.json()["migrations"] is False

    def test_not_ready_without_a_database(self, client, monkeypatch):
        def away():
            raise DatabaseError

        monkeypatch.setattr("filrouge.config.views._database_answers", away)
        response = client.get(reverse("ready"))
        assert response.status_code == 503
        assert response.json() == {"ready": False, "database": False, "migrations": False, "worker": False}


class TestFormExpired:
    def test_form_expired_gives_back_what_was_typed(self):
        client = Client(enforce_csrf_checks=True)
        response = client.post(
            reverse("account_login"),
            {"login": "claire@exemple.fr", "password": "un secret bien gardé"},  # pragma: allowlist secret
        )
        page = response.content.decode()
        assert response.status_code == 403
        assert "Votre session a expiré, rien n’est perdu" in page
        assert "claire@exemple.fr" in page
        assert "un secret bien gardé" not in page

    def test_form_expired_shows_typed_markup_as_text(self, rf):
        page = form_expired(rf.post("/", {"fact": "<script>x</script>\nElle est rentrée."})).content.decode()
        assert "&lt;script&gt;x&lt;/script&gt;<br>Elle est rentrée." in page

    def test_form_expired_says_that_files_are_to_be_chosen_again(self, rf):
        sent = rf.post("/", {"paper": SimpleUploadedFile("a.pdf", b"x")})
        assert "Les fichiers joints seront à choisir de nouveau." in form_expired(sent).content.decode()
        assert "fichiers joints" not in form_expired(rf.post("/")).content.decode()

    def test_form_expired_leads_back_to_the_page_of_the_form_and_nowhere_else(self, rf):
        back = "http://testserver/parcours/1/"
        assert f'href="{back}"' in form_expired(rf.post("/", headers={"referer": back})).content.decode()
        strange = form_expired(rf.post("/", headers={"referer": "https://example.org/"})).content.decode()
        assert "example.org" not in strange

    def test_typed_values_keep_the_order_and_every_choice(self):
        assert typed(title="Chute", areas=["health", "housing"], postal_code="54000", note=" ") == [
            "Chute",
            "health",
            "housing",
            "54000",
        ]

    def test_typed_values_leave_out_secrets_and_keys(self):
        assert (
            typed(
                csrfmiddlewaretoken="x",
                password1="x",
                oldpassword="x",
                code="123456",
                _key="x",
                spell="01890000-0000-7000-8000-00000000000e",
            )
            == []
        )


class TestErrors:
    def test_not_found_says_nothing_of_what_exists(self, rf):
        response = error_page(404)(rf.get("/"), Http404("No Person matches the given query."))
        assert response.status_code == 404
        assert "Person" not in response.content.decode()

    def test_refused_shows_our_sentence_only(self, rf):
        ours = error_page(403)(rf.get("/"), NotAllowed("Seul le référent peut clore un dossier."))
        other = error_page(403)(rf.get("/"), PermissionDenied("Too many attempts"))
        assert (ours.status_code, other.status_code) == (403, 403)
        assert "Seul le référent peut clore un dossier." in ours.content.decode()
        assert "attempts" not in other.content.decode()

    def test_broken_and_bad_request_ask_the_database_nothing(self, rf, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert error_page(500)(rf.get("/")).status_code == 500
            assert error_page(400)(rf.get("/"), ValueError("x")).status_code == 400

    def test_the_site_answers_an_unknown_address_with_a_page(self, client):
        response = client.get("/healthz/nothing-here")
        assert response.status_code == 404
        assert response["Cache-Control"] == "no-store"
