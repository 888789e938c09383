"""What holds on every page, whoever asks: headers, reading changes nothing, no other person's words."""

from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import get_resolver, reverse

from filrouge.plans.models import Plan
from filrouge.plans.models.lines import PlanLineQuerySet
from filrouge.plans.tests.making import answered
from tests.matrix import WHO
from tests.pdf import is_paper, words_of
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


def words(answer: Any) -> str:
    """What an answer says, a paper too."""
    content = body(answer)
    return words_of(content) if is_paper(answer) else content.decode(errors="replace")


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
            assert f"⟦canari:{other.number}" not in words(client.get(url)), (who, name)


@pytest.mark.parametrize("who", PLACES)
def test_no_page_holds_words_of_an_area_that_is_closed(who: str, made: World):
    client = client_of(who, made)
    for name, url in pages(made):
        shown = words(client.get(url))
        for area in ALL_AREAS - PLACES[who]:
            assert made.secret(area) not in shown, (name, area)


def papers(made: World, plan: Plan) -> dict[str, str]:
    """What the papers of a plan say to whom: every area to one, one area to the others."""
    told = {}
    for who, room in (("claire", "plan"), ("ines", "plan"), ("relative_account", "own_plan")):
        for kind in ("complet", "facile"):
            url = reverse(f"exchange:{room}_printed", args=[made.parcours.pk, plan.pk, kind])
            answer = client_of(who, made).get(url)
            assert is_paper(answer), (who, kind)
            told[f"{who} {kind}"] = words(answer)
    return told


def closed_words(made: World, told: dict[str, str]) -> list[tuple[str, str]]:
    return [
        (paper, area)
        for paper, said in told.items()
        for area in ALL_AREAS - PLACES.get(paper.split()[0], ALL_AREAS)
        if made.secret(area) in said
    ]


def test_no_paper_holds_words_of_an_area_that_is_closed(made: World):
    plan = answered(made)
    told = papers(made, plan)
    assert closed_words(made, told) == []
    for who, area in (("claire", "health"), ("claire", "daily_life"), ("ines", "health")):
        assert made.secret(area) in told[f"{who} complet"], "what is open is read"
    assert made.secret("daily_life") in told["relative_account facile"]


def test_a_line_that_slips_into_a_paper_is_noticed(made: World, monkeypatch: pytest.MonkeyPatch):
    plan = answered(made)
    monkeypatch.setattr(PlanLineQuerySet, "visible_to", lambda lines, *asked: lines)
    assert {paper for paper, _area in closed_words(made, papers(made, plan))} == {
        "ines complet", "ines facile", "relative_account complet", "relative_account facile",
    }  # fmt: skip


def test_an_open_redirect_leads_nowhere_else(made: World):
    client = Client()
    client.force_login(made.claire)
    for target in ("https://exemple.org/", "//exemple.org", "/\\exemple.org", "javascript:alert(1)"):
        answer = client.post("/couleurs/", {"theme": "dark", "next": target})
        assert answer.status_code in (302, 400)
        assert "exemple.org" not in answer.headers.get("Location", "")
