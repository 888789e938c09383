import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from filrouge.accounts.tests.conftest import PASSWORD
from filrouge.accounts.tests.test_sign_in import journalled, sign_in

pytestmark = pytest.mark.urls("filrouge.accounts.tests.pages")
ENROLMENT = "/compte/second-facteur/ajouter/"


@pytest.fixture(autouse=True)
def two_factors(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def code_for(secret: str) -> str:
    """The code of this half minute: the one before is taken too, but may run out before it is sent."""
    _before, now, _after = yield_hotp_counters_from_time()
    return format_hotp_value(hotp_value(secret, now))


def enrol(browser: Client) -> str:
    """Follows the enrolment page to its end; gives the secret."""
    secret = browser.get(ENROLMENT).context["form"].secret
    answer = browser.post(ENROLMENT, {"code": code_for(secret)})
    assert answer.url == reverse("mfa_view_recovery_codes")
    return secret


def test_a_professional_without_second_factor_is_led_to_add_one(browser):
    assert browser.get("/").url == ENROLMENT
    assert browser.get(reverse("accounts:me")).url == ENROLMENT
    assert browser.post("/essai/", {"name": "Les Tilleuls", "_key": "k"}).url == ENROLMENT


def test_a_swap_is_led_there_as_a_whole_page(browser):
    assert browser.get("/", headers={"HX-Request": "true"}).headers["HX-Redirect"] == ENROLMENT


@pytest.mark.parametrize("path", ["/sante/", "/compte/deconnexion/"])
def test_a_few_pages_stay_open_without_second_factor(browser, path):
    assert browser.get(path).status_code == 200


def test_language_stays_open_without_second_factor(browser):
    assert browser.post("/langue/", {"language": "en", "next": "/sante/"}).url == "/sante/"


def test_an_unknown_page_is_not_found(browser):
    assert browser.get("/nulle-part/").status_code == 404


def test_who_is_not_a_professional_enters_with_a_password(emma, client):
    sign_in(client, emma.email)
    assert client.get("/").status_code == 200


def test_nobody_is_led_to_enrolment_in_a_demonstration(browser, in_demo):
    assert browser.get("/").status_code == 200


def test_enrolment_right_after_sign_in_asks_the_password_once(claire, client):
    sign_in(client)
    page = client.get(ENROLMENT)
    assert page.status_code == 200
    assert page.context["form"].secret in page.text
    assert "data:" not in page.text
    picture = client.get(reverse("accounts:totp_picture"))
    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert picture.content.startswith(b"<svg") or b"<svg" in picture.content[:200]


def test_enrolment_later_asks_the_password_again(browser):
    answer = browser.get(ENROLMENT)
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_reauthenticate"))


@pytest.fixture
def enrolled(claire, client) -> tuple[Client, str]:
    sign_in(client)
    return client, enrol(client)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("committed_journal")
def test_enrolment_opens_everything_and_ends_the_other_sessions(claire, client):
    browser, other = client, Client()
    for each in (browser, other):
        sign_in(each)
    enrol(browser)
    assert browser.get("/").status_code == 200
    assert other.get("/sante/").status_code == 200
    assert other.get(ENROLMENT).url.startswith(reverse("account_login"))
    assert "accounts.second_factor_added" in [action for action, _ in journalled()]


def test_after_enrolment_sign_in_asks_a_code(enrolled):
    _, secret = enrolled
    other = Client()
    assert sign_in(other).url == reverse("mfa_authenticate")
    assert other.get("/").status_code == 302
    assert other.get(reverse("mfa_authenticate")).status_code == 200
    refused = other.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert refused.status_code == 200
    assert ("accounts.sign_in_failed", {"means": "code"}) in journalled()
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert other.post(reverse("mfa_authenticate"), {"code": codes[0]}).url == "/"
    assert other.get("/").status_code == 200
    assert journalled()[-1] == ("accounts.signed_in", {"means": "password+recovery_codes"})


def test_no_picture_once_enrolled(enrolled):
    browser, _ = enrolled
    assert browser.get(reverse("accounts:totp_picture")).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "mfa_index",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_deactivate_totp",
        "accounts:me",
    ],
)
def test_pages_of_the_second_factor_are_in_french(enrolled, name):
    browser, _ = enrolled
    answer = browser.get(reverse(name))
    assert answer.status_code == 200
    assert not re.findall("Two-Factor|Recovery|Authenticator|Deactivate|<c-", answer.text)


def test_who_removes_the_second_factor_is_led_to_add_another(enrolled):
    browser, _ = enrolled
    assert browser.post(reverse("mfa_deactivate_totp")).url == reverse("mfa_index")
    assert browser.get("/").url == ENROLMENT


def test_who_signed_in_long_ago_confirms_before_removing_the_second_factor(enrolled, time_machine):
    browser, _ = enrolled
    began, where = timezone.now(), reverse("mfa_deactivate_totp")
    for minutes in (8, 16):
        time_machine.move_to(began + timedelta(minutes=minutes))
        assert browser.get("/").status_code == 200
    asked = browser.get(where)
    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert "Ou autrement" in browser.get(asked.url).text
    assert browser.get(reverse("mfa_reauthenticate")).status_code == 200
    assert browser.post(asked.url, {"password": PASSWORD}).url == where
    assert browser.get(where).status_code == 200
