"""Whatever is sent, Filrouge answers: a page, a sentence, a refusal; never a breakdown, and never its words as code.

Rounds are drawn from a fixed seed; `FILROUGE_ROUNDS=long` draws more of them.
"""

import os
import random
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.signals import got_request_exception
from django.db import transaction
from django.test import Client
from django.urls import get_resolver

from tests.pdf import is_paper, squeezed, words_of
from tests.personas import World, world
from tests.test_permission_matrix import address, body, client_of, routes

pytestmark = pytest.mark.django_db
ROUNDS = 40 if os.environ.get("FILROUGE_ROUNDS") == "long" else 1
NASTY = (
    "", " ", "\0", "a\0b", "9" * 5000, "-1", "0", "0000", "99999", "0000-00-00", "31/02/2018", "29/02/1900", "1e99999",
    "NaN", "-Infinity", "entre 9999 et 10000", "vers 0001", "2018-06/2018-02", "avant avant", "[..]", "[2018..", "~~",
    "\u202eexe.txt", "\ufeff", "\ud800", "e\u0301" * 300, "٣٤٥", "²", "<script>alert(1)</script>", "'; DROP x; --",
    "javascript:alert(1)", "=cmd|'/C calc'!A0", "a\r\nBcc: b@exemple.fr", "{{ 7*7 }}{% load x %}", "x" * 70_000,
    "[" * 5000, '{"a":' * 2000, "00000000-0000-0000-0000-000000000000", "no-uuid", "../../etc/passwd", "//exemple.org",
    "a b " * 3000, "health", "event.call", "all", "circle", "2018", "mars 2018", "true", "None",
)  # fmt: skip
ASKED = (
    "au", "suite", "domaine", "sorte", "auteur", "ordre", "q", "depuis", "avant", "commence", "brouillon", "path",
    "next",
)  # fmt: skip
SENT = (
    "_key", "_version", "_keep_value", "q", "texte", "participant", "member", "theme", "language", "next", "login",
    "password", "email", "code", "reason", "path",
)  # fmt: skip


@pytest.fixture
def made(db: None) -> World:
    return world()


@pytest.fixture
def breakdowns() -> Iterator[list[Any]]:
    """What broke, as the server tells it to itself."""
    import sys

    found: list[Any] = []

    def note(**told: Any) -> None:
        found.append(sys.exc_info()[1])

    got_request_exception.connect(note, weak=False)
    yield found
    got_request_exception.disconnect(note)


def drawn(chance: random.Random, names: list[str]) -> str:
    """Fields with nasty values, as bytes in an address or a form: half a pair of UTF-16 among them."""
    some = [(name, chance.choice(NASTY)) for name in names for _ in range(chance.choice((0, 1, 1, 1, 2)))]
    return urlencode(some, errors="surrogatepass")


def fields_of(page: bytes) -> list[str]:
    return sorted(
        {*re.findall(r'name="([^"]+)"', page.decode(errors="replace")), *SENT} - {"csrfmiddlewaretoken"}
    )


def send(client: Client, method: str, url: str, sent: str, headers: dict[str, str]) -> int:
    """One request, undone afterwards, whatever it did to the transaction."""
    try:
        with transaction.atomic():
            if method == "get":
                answer = client.get(f"{url}?{sent}", headers=headers)
                body(answer)
            else:
                form = "application/x-www-form-urlencoded"
                answer = client.post(url, sent, content_type=form, headers=headers)
            transaction.set_rollback(True)
    except UnicodeError:  # the test client's own: an address that no browser sends
        return 400
    return answer.status_code


@pytest.mark.parametrize("who", ["claire", "person_account", "anonymous"])
def test_no_page_breaks_down_whatever_is_asked_or_sent(who: str, made: World, breakdowns: list[Any]):
    chance, client = random.Random(f"filrouge {who}"), client_of(who, made)
    for name, pattern in routes(get_resolver().url_patterns):
        if name in ("account_logout", "accounts:sign_out_everywhere", "ready"):
            continue
        url = address(name, pattern, made)
        fields = fields_of(body(client.get(url)))
        for _ in range(ROUNDS):
            headers = chance.choice(({}, {"HX-Request": "true"}, {"X-Draft": "1"}))
            for method, names in (("get", list(ASKED)), ("post", fields)):
                sent = drawn(chance, names)
                status = send(client, method, url, sent, headers)
                assert status < 500, (name, method, sent[:500], headers, breakdowns[-1:])


def test_each_nasty_value_alone_is_survived(made: World, breakdowns: list[Any]):
    client, record = client_of("claire", made), f"/parcours/{made.parcours.pk}/"
    pages = (
        ("/recherche/", "q"), (f"{record}noter/commencer/", "texte"),
        (f"{record}noter/appel-sans-reponse/", "participant"),
        (f"{record}identite/corriger/", "_version"), ("/compte/brouillon/?path=/x/", "fact"), ("/couleurs/", "next"),
        ("/recherche/", "_key"), ("/dossiers/nouveau/", "usual_name"), ("/dossiers/nouveau/", "birth"),
    )  # fmt: skip
    for value in NASTY:
        for url, name in pages:
            sent = urlencode({"_key": "k"} | {name: value}, errors="surrogatepass")
            assert send(client, "post", url, sent, {}) < 500, (url, value[:40], breakdowns[-1:])
        assert send(client, "get", "/recherche/", urlencode({"q": value}, errors="surrogatepass"), {}) < 500


def test_cookies_and_headers_that_no_browser_sends_are_survived(made: World, breakdowns: list[Any]):
    for sent in ('"\\000\\000abcdefgh"', "x" * 9000, "é", '"'):
        for name in ("filrouge", "csrf", "theme", "messages", "django_language"):
            client = Client(raise_request_exception=False, headers={"cookie": f"{name}={sent}"})
            for url in ("/", "/compte/connexion/", "/galerie/"):
                assert client.get(url).status_code < 500, (name, sent[:20], breakdowns[-1:])
    client = client_of("claire", made)
    for header in (
        "content-length",
        "referer",
        "hx-current-url",
        "hx-target",
        "accept-language",
        "x-forwarded-for",
    ):
        # A length beyond what comes is the server's to refuse: the test client has none.
        long = "9" * 400 if header != "content-length" else ""
        for value in ("abc", "-1", long, "é\u202e", "http://[::1", "fr;q=x,,;"):
            client.get("/galerie/", headers={header: value})
            assert (
                client.post("/compte/brouillon/?path=/x/", {"a": "b"}, headers={header: value}).status_code
                < 500
            )
    assert breakdowns == []


def test_too_much_is_refused_and_never_half_read(made: World, breakdowns: list[Any]):
    client, url = client_of("claire", made), f"/parcours/{made.parcours.pk}/noter/"
    form = "application/x-www-form-urlencoded"
    many = "&".join(f"f{rank}=1" for rank in range(100_000))
    assert client.post(url, many, content_type=form).status_code == 400
    assert client.get(f"/parcours/{made.parcours.pk}/?{many}").status_code == 400
    assert client.post(url, f"fact={'x' * 13_000_000}", content_type=form).status_code == 400
    broken = "multipart/form-data; boundary=x"
    assert (
        client.post(url, b"--x\r\nContent-Disposition: form-data; name", content_type=broken).status_code
        < 500
    )
    assert breakdowns == []


MARKUP = "\"'><svg onload=alert(1)>{{ 7*7 }}&lt;"


def test_words_are_never_read_as_markup(monkeypatch: pytest.MonkeyPatch, db: None):
    monkeypatch.setattr(World, "canary", property(lambda made: f"⟦{made.number}⟧{MARKUP}"))
    monkeypatch.setattr(World, "secret", lambda made, area: f"⟦{area}⟧{MARKUP}")
    made = world()
    for who in ("ines", "person_account", "marc", "claire"):
        client = client_of(who, made)
        for name, pattern in routes(get_resolver().url_patterns):
            answer = client.get(address(name, pattern, made))
            if is_paper(answer):
                written = words_of(body(answer))
                typed = (made.secret("daily_life"), made.canary)
                assert any(squeezed(words) in written for words in typed), f"{name}: not as it was typed"
                continue
            page = body(answer).decode(errors="replace")
            assert "<svg onload" not in page, name
            assert "⟧\"'" not in page, name
    session = client.session
    session["desk.query"] = f"Mme Morel {MARKUP}"
    session.save()
    for page in ("/recherche/", "/recherche/demander/"):
        assert "<svg onload" not in client.get(page).content.decode()


def test_no_link_runs_a_script(monkeypatch: pytest.MonkeyPatch, db: None):
    monkeypatch.setattr(World, "canary", property(lambda made: "javascript:alert(1)"))
    monkeypatch.setattr(World, "secret", lambda made, area: "javascript:alert(1)")
    made = world()
    for who in ("claire", "person_account"):
        client = client_of(who, made)
        for name, pattern in routes(get_resolver().url_patterns):
            page = body(client.get(address(name, pattern, made))).decode(errors="replace")
            assert not re.search(r'(href|src|action|formaction|data)="\s*javascript:', page), name
