"""What holds on every page, whoever asks: headers, reading changes nothing, no other person's words."""

import pytest
from django.apps import apps
from django.test import Client
from django.urls import get_resolver

from tests.matrix import WHO
from tests.personas import World, world
from tests.test_permission_matrix import address, body, client_of, routes

pytestmark = pytest.mark.django_db
MAY_CHANGE = {"journal", "sessions", "django_tasks_db"}
PLACES = {
    "ines": {"health"},
    "relative_account": {"daily_life"},
    "hugo": set(),
    "sophie": set(),
    "anne": set(),
}
ALL_AREAS = {"health", "daily_life", "housing", "rights"}


def pages(made: World) -> list[tuple[str, str]]:
    """Every page of the site with an address that names this record."""
    return [(name, address(name, pattern, made)) for name, pattern in routes(get_resolver().url_patterns)]


@pytest.mark.parametrize("who", ["claire", "person_account", "anonymous"])
def test_every_response_carries_the_browser_s_rules(who: str, made: World):
    client = client_of(who, made)
    for name, url in pages(made):
        answer = client.get(url)
        headers = answer.headers
        assert "default-src 'none'" in headers["Content-Security-Policy"], name
        assert "unsafe" not in headers["Content-Security-Policy"], name
        assert headers["X-Content-Type-Options"] == "nosniff", name
        assert headers["X-Frame-Options"] == "DENY", name
        assert headers["Referrer-Policy"] == "same-origin", name
        assert headers["Cache-Control"] == "no-store", name
        assert "camera=()" in headers["Permissions-Policy"], name
        assert b"<c-" not in body(answer), name


def everything() -> dict[str, list[tuple]]:
    """Every row of every table that reading may not change."""
    kept = (model for model in apps.get_models() if model._meta.app_label not in MAY_CHANGE)
    return {model.__name__: sorted(model._base_manager.values_list(), key=str) for model in kept}


def test_reading_a_page_changes_nothing_but_journal_and_session(made: World):
    for who in ("claire", "person_account", "julie"):
        client = client_of(who, made)
        addresses = pages(made)
        before = everything()
        for _, url in addresses:
            body(client.get(url))
        assert everything() == before


def test_no_page_holds_another_person_s_words(made: World):
    other = world(2)
    for who in WHO:
        client = client_of(who, made)
        for name, url in pages(made):
            assert f"⟦canari:{other.number}" not in body(client.get(url)).decode(errors="replace"), (
                who,
                name,
            )


@pytest.mark.parametrize("who", PLACES)
def test_no_page_holds_words_of_an_area_that_is_closed(who: str, made: World):
    client = client_of(who, made)
    for name, url in pages(made):
        shown = body(client.get(url)).decode(errors="replace")
        for area in ALL_AREAS - PLACES[who]:
            assert made.secret(area) not in shown, (name, area)


def test_an_open_redirect_leads_nowhere_else(made: World):
    client = Client()
    client.force_login(made.claire)
    for target in ("https://exemple.org/", "//exemple.org", "/\\exemple.org", "javascript:alert(1)"):
        answer = client.post("/couleurs/", {"theme": "dark", "next": target})
        assert answer.status_code in (302, 400)
        assert "exemple.org" not in answer.headers.get("Location", "")
