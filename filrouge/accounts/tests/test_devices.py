"""A sign-in from a browser that was never seen is told to the account itself."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.db.models import Q
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from filrouge.accounts.choices import NoticeKind, NoticeMeans
from filrouge.accounts.models import Device, User
from filrouge.accounts.tests.conftest import PASSWORD
from filrouge.accounts.tests.test_sign_in import sign_in
from filrouge.accounts.use_cases import ensure_cast, forget_old
from filrouge.accounts.use_cases.devices import DEVICES_ARE_KEPT, recognise
from filrouge.accounts.use_cases.notices import mail_what_waits

pytestmark = pytest.mark.usefixtures("one_factor")
COOKIE = settings.DEVICE_COOKIE_NAME


def told(user: User) -> int:
    return user.notices.filter(kind=NoticeKind.NEW_DEVICE).count()


def came_from(*browsers: Client) -> None:
    for browser in browsers:
        assert sign_in(browser).status_code == 302
        browser.post(reverse("account_logout"))


def test_the_first_device_is_no_news_and_another_one_is_told_once(claire):
    first, second = Client(), Client()
    came_from(first, first)
    assert told(claire) == 0
    came_from(second)
    assert told(claire) == 1
    came_from(second, first)
    assert told(claire) == 1


def test_it_is_told_by_the_usual_mail_that_says_nothing(claire):
    came_from(Client(), Client())
    later = timezone.now() + timedelta(minutes=10)
    assert mail_what_waits(NoticeMeans.MAIL, withheld=Q(pk=None), now=later) == 1
    assert mail.outbox[0].subject == "Filrouge\u00a0: un message vous attend"
    assert "appareil" not in mail.outbox[0].body
    browser = Client()
    sign_in(browser)
    page = browser.get("/messages/").content.decode()
    assert "depuis un appareil que Filrouge ne connaissait pas" in page
    assert f'href="{reverse("accounts:me")}"' in page


def test_what_is_kept_tells_nothing_of_the_device_nor_that_two_accounts_share_it(claire, emma):
    browser = Client()
    came_from(browser)
    secret = browser.cookies[COOKIE].value.split(":")[0]
    recognise(secret, by=emma, now=timezone.now())
    hers, other = Device.objects.order_by("pk")
    assert {column.name for column in Device._meta.fields} == {"id", "user", "seal", "seen_at"}
    assert (hers.user, other.user) == (claire, emma) and hers.seal != other.seal
    assert secret not in hers.seal + other.seal and len(secret) > 40


def test_the_secret_is_for_the_server_alone_and_lasts(claire):
    browser = Client()
    came_from(browser)
    cookie = browser.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert cookie["max-age"] == settings.DEVICE_COOKIE_AGE


@pytest.mark.parametrize("forged", ["", "un-secret", "un-secret:1xYz:AAAA", "é:::"])
def test_a_secret_that_we_did_not_give_is_a_device_never_seen(forged, claire):
    known, other = Client(), Client()
    came_from(known)
    other.cookies[COOKIE] = forged
    came_from(other)
    assert told(claire) == 1
    assert other.cookies[COOKIE].value not in ("", forged)


def test_a_wrong_password_gives_no_secret(claire):
    browser = Client()
    sign_in(browser, password=PASSWORD + "x")
    assert COOKIE not in browser.cookies
    assert Device.objects.count() == 0


def test_signing_out_everywhere_forgets_the_devices(claire):
    lost, here = Client(), Client()
    came_from(lost)
    sign_in(here)
    here.post(reverse("accounts:sign_out_everywhere"))
    assert Device.objects.count() == 0
    before = told(claire)
    came_from(lost)
    assert told(claire) == before + 1


def test_the_demonstration_knows_no_device(db, client, in_demo):
    user = ensure_cast(now=timezone.now())["gestionnaire"]
    for browser in (client, Client()):
        assert browser.post(reverse("accounts:demo_sign_in"), {"member": "gestionnaire"}).status_code == 302
    assert (told(user), Device.objects.count(), COOKIE in client.cookies) == (0, 0, False)


def test_a_device_that_nobody_used_for_a_year_is_forgotten(claire, emma):
    now = timezone.now()
    recognise("ancien", by=claire, now=now - DEVICES_ARE_KEPT - timedelta(days=1))
    recognise("récent", by=emma, now=now)
    assert forget_old(now=now) == (0, 0, 1, 0)
    assert Device.objects.get().user == emma
