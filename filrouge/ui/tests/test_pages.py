"""The frame around every page: language, theme, menu, way back, errors."""

from types import SimpleNamespace
from uuid import UUID

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse

from filrouge.ui import navigation
from filrouge.ui.context import ui
from filrouge.ui.navigation import MenuItem, Place, find_url, main_menu, record_tabs
from filrouge.ui.record import Alert, Fact, RecordHeader

# On PostgreSQL every request is a transaction, also where the page asks the database nothing.
pytestmark = pytest.mark.django_db
RECORD = UUID("0192f0c0-0000-7000-8000-000000000001")
GALLERY = Place("Galerie", "map", "ui:gallery")
CREDITS = Place("Crédits", "users", "ui:credits", "parcours.search", within=("/parcours/",))


def somebody(*permissions: str) -> SimpleNamespace:
    return SimpleNamespace(
        is_authenticated=True,
        name="Claire Roux",
        title="",
        initials="CR",
        may=lambda asked: asked in permissions,
    )


def page(template: str, *, path: str = "/", user: object = None, theme: str = "", **context: object) -> str:
    request = RequestFactory().get(path)
    request.user = user or AnonymousUser()
    request.COOKIES["theme"] = theme
    return render_to_string(template, context, request=request)


def test_a_page_says_its_language_and_where_its_content_starts(client):
    html = client.get(reverse("ui:credits")).content.decode()
    assert '<html lang="fr">' in html
    assert '<a class="skip" href="#contenu">' in html
    assert '<main id="contenu"' in html
    assert 'id="annonces"' in html


def test_nothing_is_written_inside_the_page_for_the_machine(client):
    html = client.get(reverse("ui:gallery")).content.decode()
    assert " style=" not in html
    assert "<script>" not in html
    assert "javascript:" not in html


@pytest.mark.parametrize("chosen", ["light", "dark", "contrast"])
def test_the_theme_is_kept_and_leads_back(client, chosen):
    answer = client.post(reverse("ui:theme"), {"theme": chosen, "next": "/credits/?a=1"})
    assert (answer.status_code, answer["Location"]) == (302, "/credits/?a=1")
    assert f'data-theme="{chosen}"' in client.get("/credits/").content.decode()


def test_the_theme_of_the_device_comes_back(client):
    client.post(reverse("ui:theme"), {"theme": "dark"})
    client.post(reverse("ui:theme"), {"theme": ""})
    assert "data-theme" not in client.get("/credits/").content.decode()


@pytest.mark.parametrize(
    "asked", ["https://ailleurs.example/", "//ailleurs.example", "javascript:alert(1)", ""]
)
def test_the_theme_never_leads_elsewhere(client, asked):
    assert client.post(reverse("ui:theme"), {"theme": "dark", "next": asked})["Location"] == "/"


def test_the_theme_is_not_changed_by_following_a_link(client):
    assert client.get(reverse("ui:theme")).status_code == 405


def test_a_theme_that_nobody_drew_is_ignored():
    request = RequestFactory().get("/")
    request.COOKIES["theme"] = '"><script>'
    assert ui(request)["ui_theme"] == ""


def test_a_menu_holds_what_exists_and_is_allowed(monkeypatch):
    monkeypatch.setattr(navigation, "MAIN_MENU", (GALLERY, CREDITS, Place("Rien", "eye", "nowhere:page")))
    assert [item.label for item in main_menu(somebody("parcours.search"), "/")] == ["Galerie", "Crédits"]
    assert [item.label for item in main_menu(somebody(), "/")] == ["Galerie"]
    assert main_menu(AnonymousUser(), "/") == []
    assert main_menu(None, "/") == []


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/galerie/", "Galerie"),
        ("/galerie/notes/", "Galerie"),
        ("/parcours/x/", "Crédits"),
        ("/ailleurs/", None),
    ],
)
def test_a_menu_says_where_one_is(monkeypatch, path, current):
    monkeypatch.setattr(navigation, "MAIN_MENU", (GALLERY, CREDITS))
    marked = [item.label for item in main_menu(somebody("parcours.search"), path) if item.current]
    assert marked == ([current] if current else [])


def test_an_address_that_no_room_offers_is_empty():
    assert find_url("nowhere:page") == ""


@pytest.mark.parametrize(
    ("page_inside", "tab", "how"),
    [
        ("", "Le fil", "page"),
        ("noter/", "Le fil", "true"),
        ("corriger/event/1/fact/", "Le fil", "true"),
        ("corriger/circle_member/1/role/", "Le cercle", "true"),
        ("regards/", "Regards croisés", "page"),
        ("regards/avis/", "Regards croisés", "true"),
        ("cercle/ajouter/", "Le cercle", "true"),
        ("accords/", "Le cercle", "true"),
        ("ruptures/nouvelle/", "Le suivi", "true"),
    ],
)
def test_a_page_of_a_record_marks_its_tab_or_the_tab_it_belongs_to(page_inside, tab, how):
    tabs = record_tabs(RECORD, f"/parcours/{RECORD}/{page_inside}", has_place=True)
    assert {str(item.label): item.current for item in tabs if item.current} == {tab: how}


@pytest.mark.parametrize("page_inside", ["identite/", "corriger/relative/1/name/"])
def test_a_page_that_belongs_to_no_tab_marks_none(page_inside):
    tabs = record_tabs(RECORD, f"/parcours/{RECORD}/{page_inside}", has_place=True)
    assert [item for item in tabs if item.current] == []


def test_who_oversees_without_a_place_is_led_to_no_page_that_is_closed_to_them():
    tabs = record_tabs(RECORD, f"/parcours/{RECORD}/", has_place=False)
    assert [str(item.label) for item in tabs] == ["Le fil", "Le cercle"]


def test_a_menu_loops_where_one_is():
    items = [MenuItem("Le fil", "eye", "/a/"), MenuItem("Le plan", "list", "/b/", current="page")]
    html = page("ui/thread_nav.html", label="Dossier", items=items, css="onglets")
    assert html.count("noeud") == 1
    assert '<a href="/b/" aria-current="page">' in html


def test_a_record_keeps_its_header_and_says_what_is_unknown():
    record = RecordHeader(
        RECORD,
        "Mme E.",
        facts=[Fact("scale", "Protection", "Tutelle"), Fact("message-circle", "Comment communiquer")],
        alerts=[Alert("hourglass", "Demande d’aide", "Issue non renseignée", "/x/", "thread")],
    )
    html = page("ui/record.html", user=somebody(), record=record)
    assert '<h1 id="nom">Mme E.</h1>' in html
    assert html.count('class="nr"') == 1
    full = page("ui/record_facts.html", user=somebody(), record=record)
    assert 'class="alerte al-thread" href="/x/"' in full
    assert "<c-" not in html + full


def test_the_search_is_never_written_in_an_address(monkeypatch):
    monkeypatch.setattr(
        "filrouge.ui.context.find_url", lambda name: "/chercher/" if name == "desk:search" else ""
    )
    html = page("ui/base.html", user=somebody())
    assert 'role="search"' in html
    assert html.count('method="get"') == 0


def test_the_acronyms_of_a_page_are_spelled_out():
    html = page("ui/acronyms.html", acronyms=[("SAAD", "service d’aide à domicile")])
    assert "<dt>SAAD\u00a0:</dt> <dd>service d’aide à domicile</dd>" in html
    assert page("ui/acronyms.html").strip() == ""


def test_the_person_can_leave_quickly_without_javascript():
    html = page("ui/space.html", user=somebody(), space_menu=[])
    assert "data-quick-exit" in html
    assert 'href="https://' in html


@pytest.mark.parametrize("template", ["400.html", "403.html", "404.html", "500.html"])
def test_an_error_says_that_nothing_was_lost_even_without_a_request(template):
    html = render_to_string(template)
    assert any(words in html for words in ("Rien n’a été changé", "était enregistré l’est toujours"))
    assert 'href="/"' in html
    assert "<form" not in html
