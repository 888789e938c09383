"""A person adds a passkey to her account, then comes in with it, in a real browser with a device that it makes up."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.served import Demo

pytestmark = pytest.mark.browser
EMAIL, PASSWORD = "nour@exemple.fr", "une longue phrase de passe"  # pragma: allowlist secret
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
WITHOUT = "Ici, votre navigateur ne sait pas se servir d’une clé d’accès"
ADDING = "/compte/second-facteur/cles/ajouter/"


@pytest.fixture(scope="module")
def nour(demo: Demo) -> str:
    """The account of a person who has only a password; others may not be told that theirs changed."""
    made = f"User.objects.create_user('{EMAIL}', '{PASSWORD}', name='Nour', kind='person')"
    demo.manage("shell", "-c", f"from filrouge.accounts.models import User; {made}")
    return EMAIL


def with_device(page: Page, **differences: bool) -> Page:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": {**DEVICE, **differences}})
    return page


def enter_with_password(page: Page) -> None:
    page.goto("/compte/connexion/")
    page.get_by_label("Adresse de courriel").fill(EMAIL)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_url(lambda address: "/compte/connexion/" not in address or "code" in address)


def test_a_person_adds_a_passkey_and_comes_in_with_it(nour: str, new_context: Callable[..., BrowserContext]):
    page = with_device(new_context().new_page())
    enter_with_password(page)
    page.goto(ADDING)
    expect(page.get_by_text(WITHOUT)).to_be_hidden()
    page.get_by_label("Un nom pour la reconnaître").fill("Mon téléphone")
    page.get_by_role("button", name="Créer ma clé").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vos codes de secours")
    page.goto("/compte/second-facteur/")
    expect(page.get_by_text("Mon téléphone").first).to_be_visible()

    page.context.clear_cookies()
    page.goto("/compte/connexion/")
    page.get_by_role("button", name="Entrer avec ma clé").click()
    page.wait_for_url(lambda address: "connexion" not in address)
    page.goto("/compte/")
    expect(page.locator("main")).to_contain_text(nour)

    page.context.clear_cookies()
    enter_with_password(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre code")
    page.get_by_role("button", name="Montrer ma clé").click()
    page.wait_for_url(lambda address: "connexion" not in address)


def test_a_device_that_holds_no_key_is_told_so_and_the_password_works(
    nour: str, new_context: Callable[..., BrowserContext]
):
    page = with_device(new_context().new_page(), isUserVerified=False)
    page.goto("/compte/connexion/")
    page.get_by_role("button", name="Entrer avec ma clé").click()
    expect(page.get_by_text("Votre appareil n’a pas donné de clé.")).to_be_visible()
    expect(page.get_by_label("Mot de passe")).to_be_visible()


def test_without_javascript_the_page_says_what_works(nour: str, new_context: Callable[..., BrowserContext]):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/compte/connexion/")
    expect(page.get_by_text(WITHOUT)).to_be_visible()
    expect(page.get_by_role("button", name="Entrer avec ma clé")).to_be_hidden()
    expect(page.get_by_label("Mot de passe")).to_be_visible()
