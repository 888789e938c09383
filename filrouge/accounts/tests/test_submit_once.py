from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from filrouge.accounts.models import Draft, Submission, User
from filrouge.accounts.tests.pages import WORKING
from filrouge.accounts.use_cases import forget_old
from filrouge.territory.models import Organisation

pytestmark = [pytest.mark.urls("filrouge.accounts.tests.pages"), pytest.mark.usefixtures("one_factor")]
KEY = "0b0c3f3e-2b39-4c0e-8d0b-6d2f1a9c7e11"


def sent(browser: Client, name: str, path: str = "/essai/", headers: dict | None = None, **fields: str):
    return browser.post(path, {"name": name, "_key": KEY, **fields}, headers=headers or {})


def made(name: str) -> int:
    return Organisation.objects.filter(name=name).count()


def test_a_form_sent_twice_is_done_once_and_leads_to_the_first_result(browser):
    answers = [sent(browser, "Les Tilleuls"), sent(browser, "Les Tilleuls")]
    assert [answer.url for answer in answers] == ["/essai/fait/"] * 2
    assert made("Les Tilleuls") == 1


def test_a_form_without_a_key_is_done_each_time(browser):
    for _ in range(2):
        browser.post("/essai/", {"name": "Les Tilleuls"})
    assert made("Les Tilleuls") == 2


@pytest.mark.parametrize("done", ["piece", "client redirect"])
def test_a_swap_sent_twice_is_done_once_and_leads_htmx_to_the_result(browser, done):
    first = sent(browser, "Les Tilleuls", done=done, headers={"HX-Request": "true"})
    second = sent(browser, "Les Tilleuls", done=done, headers={"HX-Request": "true"})
    assert first.status_code == second.status_code == 200
    assert second.headers["HX-Redirect"] == "/essai/fait/"
    assert made("Les Tilleuls") == 1


def test_a_form_shown_again_undoes_its_work_and_gives_its_key_back(browser):
    assert sent(browser, "").content.decode() == "Il manque un nom."
    assert made("Sans nom") == 0
    assert sent(browser, "Les Tilleuls").url == "/essai/fait/"
    assert made("Les Tilleuls") == 1


def test_a_view_that_fails_undoes_all(browser):
    browser.raise_request_exception = False
    assert sent(browser, "fails").status_code == 500
    assert made("fails") == 0
    assert not Submission.objects.exists()


def test_a_failure_that_becomes_a_redirect_is_not_a_result(browser):
    assert sent(browser, "asks the password").url.startswith("/compte/confirmer/")
    assert made("asks the password") == 0
    assert not Submission.objects.exists()


def test_a_key_does_not_serve_at_another_address(browser):
    sent(browser, "Les Tilleuls")
    assert sent(browser, "Les Ormes", path="/essai/autre/").status_code == 400
    assert made("Les Ormes") == 0


def test_a_key_serves_one_account(browser, emma):
    sent(browser, "Les Tilleuls")
    other = Client()
    other.force_login(emma)
    assert sent(other, "Les Tilleuls").url == "/essai/fait/"
    assert made("Les Tilleuls") == 2


@pytest.mark.parametrize(("path", "key"), [("/essai/", "k" * 41), (f"/{'p' * 300}/", "k")])
def test_a_key_or_an_address_too_long_is_refused(browser, path, key):
    assert browser.post(path, {"_key": key}).status_code == 400


def test_a_key_is_not_for_somebody_who_is_not_signed_in(db):
    assert sent(Client(), "Les Tilleuls").status_code in (302, 403)
    assert not Submission.objects.exists()


def test_a_form_done_forgets_the_draft_of_its_address_only(browser, claire):
    for path in ("/essai/", "/essai/autre/"):
        Draft.objects.create(user=claire, path=path, fields={"name": ["Les Til"]})
    sent(browser, "")
    assert Draft.objects.count() == 2
    sent(browser, "Les Tilleuls")
    assert list(Draft.objects.values_list("path", flat=True)) == ["/essai/autre/"]


def test_old_keys_and_old_drafts_are_forgotten(claire):
    now = timezone.now()
    for hours in (1, 25):
        Submission.objects.create(user=claire, key=f"{hours}", path="/", at=now - timedelta(hours=hours))
    for days in (6, 8):
        Draft.objects.create(user=claire, path=f"/{days}/", at=now - timedelta(days=days))
    assert forget_old(now=now) == (1, 1, 0, 0)
    assert Submission.objects.get().key == "1"
    assert Draft.objects.get().path == "/6/"


@pytest.fixture
def two_browsers(committed_journal) -> list[Client]:
    """Claire signed in twice, in a database that commits."""
    claire = User.objects.create_user("claire@exemple.fr", name="Claire Gauthier")
    browsers = [Client(), Client()]
    for each in browsers:
        each.force_login(claire)
    return browsers


def send_both(browsers: list[Client], names: list[str]) -> list[int]:
    """The second is sent while the view is at work for the first."""

    def send(rank: int) -> int:
        try:
            assert rank == 0 or WORKING.wait(10)
            return sent(browsers[rank], names[rank], pause="0.3").status_code
        finally:
            connection.close()

    WORKING.clear()
    with ThreadPoolExecutor(2) as senders:
        return list(senders.map(send, range(2)))


def test_two_senders_at_once_do_it_once(two_browsers):
    assert send_both(two_browsers, ["Les Tilleuls", "Les Tilleuls"]) == [302, 302]
    assert made("Les Tilleuls") == Submission.objects.count() == 1


def test_the_second_sender_works_when_the_first_was_undone(two_browsers):
    assert send_both(two_browsers, ["", "Les Tilleuls"]) == [200, 302]
    assert (made("Sans nom"), made("Les Tilleuls")) == (0, 1)
