import json
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from filrouge.accounts.choices import NoticeKind
from filrouge.accounts.models import User
from filrouge.accounts.queries import has_code_app, has_second_factor
from filrouge.accounts.tests.conftest import NOW
from filrouge.accounts.tests.soft_key import SoftKey
from filrouge.accounts.tests.test_sign_in import journalled, sign_in
from filrouge.accounts.use_cases import disable

pytestmark = pytest.mark.urls("filrouge.accounts.tests.pages")
ADDING, ENTRY = "/compte/second-facteur/cles/ajouter/", "/compte/connexion/cle/"


@pytest.fixture(autouse=True)
def two_factors(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def add_key(browser: Client, key: SoftKey, **fields: str) -> Any:
    asked = browser.get(ADDING).context["js_data"]["creation_options"]
    return browser.post(ADDING, {"credential": key.make(asked), **fields})


def asked_at_the_door(browser: Client) -> dict[str, Any]:
    return browser.get(ENTRY, headers={"Accept": "application/json"}).json()["request_options"]


def come_in(browser: Client, key: SoftKey, **fields: str) -> Any:
    return browser.post(ENTRY, {"credential": key.show(asked_at_the_door(browser)), **fields})


@pytest.fixture
def key(claire, client) -> SoftKey:
    """Claire's passkey, added in the browser `client`."""
    sign_in(client)
    made = SoftKey()
    assert add_key(client, made).url == reverse("mfa_view_recovery_codes")
    return made


def test_a_passkey_is_the_second_factor_of_a_professional(key, claire, client):
    assert client.get("/").status_code == 200
    assert has_second_factor(claire)
    assert not has_code_app(claire)
    assert ("accounts.second_factor_added", {}) in journalled()


def test_a_new_passkey_is_told_to_the_account_without_a_name(key, claire):
    assert NoticeKind.KEY_ADDED in claire.notices.values_list("kind", flat=True)
    (told,) = mail.outbox
    assert told.subject == "Filrouge\u00a0: une clé d’accès est ajoutée à votre compte"
    assert "Ma clé" not in told.body


def test_a_passkey_opens_the_account_without_password_nor_code(key, claire):
    browser = Client()
    assert come_in(browser, key).url == "/"
    assert browser.get("/").text == "Claire Gauthier"
    assert journalled()[-1] == ("accounts.signed_in", {"means": "webauthn"})
    assert browser.session.get_expiry_age() <= 12 * 3600


@pytest.mark.parametrize("kind", [User.Kind.PERSON, User.Kind.RELATIVE])
def test_persons_and_relatives_have_passkeys_too(kind, emma, client):
    User.objects.filter(pk=emma.pk).update(kind=kind)
    sign_in(client, emma.email)
    made = SoftKey()
    add_key(client, made)
    browser = Client()
    assert come_in(browser, made).url == "/"
    assert browser.get("/").text == "Emma"


def test_after_a_passkey_the_password_alone_opens_nothing(key):
    browser = Client()
    assert sign_in(browser).url == reverse("mfa_authenticate")
    page = browser.get(reverse("mfa_authenticate"))
    assert "Montrer ma clé" in page.text
    shown = key.show(page.context["js_data"]["request_options"])
    assert browser.post(reverse("mfa_authenticate"), {"credential": shown}).url == "/"
    assert journalled()[-1] == ("accounts.signed_in", {"means": "password+webauthn"})


def test_who_has_lost_the_key_comes_in_with_a_password_and_a_recovery_code(key):
    browser = Client()
    sign_in(browser)
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert browser.post(reverse("mfa_authenticate"), {"code": codes[0]}).url == "/"


def test_a_code_app_alone_is_never_asked_for_a_key(claire, client):
    Authenticator.objects.create(user=claire, type="totp", data={"secret": "ABC"})
    sign_in(client)
    assert "Montrer ma clé" not in client.get(reverse("mfa_authenticate")).text


@pytest.mark.parametrize(
    "stranger",
    [
        pytest.param(lambda key: SoftKey(), id="another key"),
        pytest.param(lambda key: SoftKey("exemple.org"), id="made for another site"),
        pytest.param(lambda key: setattr(key, "host", "exemple.org") or key, id="shown to another site"),
        pytest.param(lambda key: setattr(key, "flags", 1) or key, id="nobody recognised"),
    ],
)
def test_a_key_that_proves_nothing_opens_nothing(stranger, key, claire):
    shown, browser = stranger(key), Client()
    shown.holder = key.holder
    answer = come_in(browser, shown)
    assert answer.url == reverse("account_login")
    assert "n’a pas pu être vérifiée" in browser.get(answer.url).text
    assert browser.get("/").status_code == 302
    assert journalled()[-1] == ("accounts.sign_in_failed", {"means": "webauthn"})


def test_what_a_key_signed_serves_once(key):
    browser = Client()
    shown = key.show(asked_at_the_door(browser))
    assert browser.post(ENTRY, {"credential": shown}).url == "/"
    browser.logout()
    assert browser.post(ENTRY, {"credential": shown}).url == reverse("account_login")


def test_the_key_of_an_account_that_was_closed_opens_nothing(key, claire):
    disable(claire, by=claire, now=NOW)
    browser = Client()
    assert come_in(browser, key).url == reverse("account_inactive")
    assert browser.get("/").status_code == 302


def test_a_key_leads_where_one_was_going_and_never_outside(key):
    assert come_in(Client(), key, next="/essai/").url == "/essai/"
    assert come_in(Client(), key, next="https://exemple.org/").url == "/"


def test_a_key_that_recognises_nobody_is_not_added(claire, client):
    sign_in(client)
    answer = add_key(client, SoftKey(recognises=False))
    assert answer.status_code == 200
    assert "n’a pas pu être vérifiée" in answer.text
    assert not has_second_factor(claire)


def test_adding_a_key_asks_who_is_there_when_sign_in_was_long_ago(browser):
    assert browser.get(ADDING).url.startswith(reverse("account_reauthenticate"))


def test_a_passkey_confirms_who_is_there(key, client, time_machine):
    where, began = (
        reverse("mfa_remove_webauthn", args=[Authenticator.objects.get(type="webauthn").pk]),
        timezone.now(),
    )
    for minutes in (8, 16):
        time_machine.move_to(began + timedelta(minutes=minutes))
        client.get("/")
    assert client.get(where).url.startswith(reverse("account_reauthenticate"))
    page = client.get(reverse("mfa_reauthenticate_webauthn"), {"next": where})
    shown = key.show(page.context["js_data"]["request_options"])
    assert (
        client.post(reverse("mfa_reauthenticate_webauthn"), {"credential": shown, "next": where}).url == where
    )
    assert client.get(where).status_code == 200


def test_a_key_is_named_then_removed(key, claire, client):
    held = Authenticator.objects.get(type="webauthn")
    renaming = reverse("mfa_edit_webauthn", args=[held.pk])
    assert client.post(renaming, {"name": ""}).status_code == 200
    assert client.post(renaming, {"name": "x" * 61}).status_code == 200
    client.post(renaming, {"name": "Mon téléphone"})
    assert "Mon téléphone" in client.get(reverse("mfa_index")).text
    client.post(reverse("mfa_remove_webauthn", args=[held.pk]))
    assert not Authenticator.objects.filter(user=claire).exists()
    assert "accounts.second_factor_removed" in [action for action, _ in journalled()]
    assert come_in(Client(), key).url == reverse("account_login")


def test_nobody_touches_the_key_of_somebody_else(key, emma):
    held, other = Authenticator.objects.get(type="webauthn"), Client()
    sign_in(other, emma.email)
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert other.get(reverse(name, args=[held.pk])).status_code == 404
        assert other.post(reverse(name, args=[held.pk]), {"name": "à moi"}).status_code == 404
    assert Authenticator.objects.get(pk=held.pk).wrap().name == "Ma clé d’accès"


HOSTILE = [
    "", "1", "[]", "[1]", '"a"', "null", "{}", '{"id": 1}', "[" * 100_000, '{"id": "é", "rawId": "é", "response": {}}',
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {"userHandle": "AA"}}),
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": "AA"}),
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {
        "clientDataJSON": "AA", "attestationObject": "AA", "authenticatorData": "AA", "signature": "AA",
        "userHandle": "AA"}}),
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {
        "clientDataJSON": "e30", "attestationObject": "oA", "authenticatorData": "AAAA", "signature": ""}}),
]  # fmt: skip


@pytest.mark.parametrize("sent", HOSTILE, ids=range(len(HOSTILE)))
def test_what_is_no_key_is_refused_with_a_sentence(sent, claire, client):
    asked_at_the_door(client)
    assert client.post(ENTRY, {"credential": sent}).url == reverse("account_login")
    sign_in(client)
    client.get(ADDING)
    assert client.post(ADDING, {"credential": sent}).status_code == 200
    assert not Authenticator.objects.exists()
