"""Nobody who chose English reads French: every word of a page is in the catalogue, or somebody typed it.

The same walk looks for acronyms that a page leaves unexplained.
"""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.utils import timezone

from filrouge.accounts.use_cases import system_account
from filrouge.exchange.use_cases.demonstration import set_up_demonstration
from tests.journeys.furnish import account, furnish
from tests.journeys.places import NOBODY, OWN_ACCOUNTS, PLACES, Place, filled
from tests.pseudo import (
    MARK,
    Typed,
    left_outside,
    marked,
    not_spelled_out,
    texts_of_the_database,
    write_catalogue,
)

# Names of things, the same in every language: ours, those of whom we thank, and of pieces of the gallery.
NAMES = ("Filrouge", "FreeOTP", "Mme Roux")


def html_of(client: Client, place: Place, keys: dict[str, str]) -> str:
    for request in filled(place.requests, keys):
        path, fields = (request, None) if isinstance(request, str) else request
        answer = client.get(path, follow=True) if fields is None else client.post(path, fields, follow=True)
    return answer.content.decode()


def typed_at(place: Place) -> Iterator[str]:
    """What the visitor types: fields of forms, and what an address asks."""
    for request in place.requests:
        if isinstance(request, tuple):
            yield from (str(value) for value in request[1].values())
        yield (request if isinstance(request, str) else request[0]).rpartition("=")[2]


def visitor(who: str, keys: dict[str, str], codes: Iterator[str]) -> Client:
    client = Client(raise_request_exception=False)
    if who in OWN_ACCOUNTS:
        html_of(client, Place(NOBODY, OWN_ACCOUNTS[who]), {**keys, "code": next(codes)})
    elif who != NOBODY:
        client.force_login(account(who))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


@pytest.mark.django_db
def test_every_word_of_every_page_is_in_the_catalogue(settings, tmp_path):
    settings.IS_DEMO = True
    set_up_demonstration(by=system_account(), now=timezone.now())
    keys = furnish()
    codes = iter(keys["codes"].split())
    write_catalogue(tmp_path)
    found: dict[str, set[str]] = {}
    with override_settings(LOCALE_PATHS=[tmp_path]):
        for who in dict.fromkeys(place.who for place in PLACES):
            client = visitor(who, keys, codes)
            typed = Typed([*texts_of_the_database(), *NAMES])
            for place in (place for place in PLACES if place.who == who):
                html = html_of(client, place, keys)
                for text in [*left_outside(html, typed.also(*typed_at(place))), *not_spelled_out(html)]:
                    found.setdefault(text, set()).add(place.name)
    assert {text.replace(MARK, ""): sorted(places)[:3] for text, places in found.items()} == {}


@pytest.mark.parametrize(
    ("html", "outside"),
    [
        (f"<p>{marked('Dit par')} Claire</p>", []),
        (f"<p>{marked('Dit par')} Claire, le soir</p>", [f"{marked('Dit par')} Claire, le soir"]),
        ("<p>Voir</p>", ["Voir"]),
        ('<p aria-label="à voir">Claire</p>', ["à voir"]),
        ('<p data-saved="Enregistré"></p>', ["Enregistré"]),
        (f"<p>{marked('Motif')} : Claire</p>", [f"{marked('Motif')} : Claire"]),
        ("<p>« Claire »</p>", ["« Claire »"]),
        (f"<title>{marked('Le fil')} · Filrouge</title><p>{marked('« oui »')} 3</p>", []),
        ('<button lang="fr">Français</button><code>plus</code>', []),
    ],
)
def test_a_word_outside_the_catalogue_is_found(html, outside):
    assert left_outside(html, Typed(["Claire", *NAMES])) == outside
