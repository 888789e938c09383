import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from filrouge.accounts.models import User
from filrouge.accounts.tests.conftest import PASSWORD
from filrouge.accounts.use_cases import disable, system_account
from filrouge.journal.models import JournalEntry

pytestmark = [pytest.mark.urls("filrouge.accounts.tests.pages"), pytest.mark.usefixtures("one_factor")]


def sign_in(browser: Client, email: str = "claire@exemple.fr", password: str = PASSWORD, **more: str):
    return browser.post(reverse("account_login"), {"login": email, "password": password, **more})


def journalled() -> list[tuple[str, dict]]:
    return list(JournalEntry.objects.order_by("sequence").values_list("action", "detail"))


def test_sign_in_opens_the_home_page_and_is_journalled(claire, client):
    assert sign_in(client, "Claire@exemple.fr").url == "/"
    assert client.get("/").content.decode() == "Claire Gauthier"
    assert journalled() == [("accounts.signed_in", {"means": "password"})]
    assert JournalEntry.objects.get().actor == str(claire.pk)


def test_sign_in_with_a_wrong_password_says_no_more_than_for_an_unknown_address(claire, client):
    wrong = sign_in(client, password="autre chose")  # pragma: allowlist secret
    unknown = sign_in(client, "personne@exemple.fr")
    assert [answer.status_code for answer in (wrong, unknown)] == [200, 200]
    said = [re.findall(r'role="alert".*?</div>', page.content.decode(), re.S) for page in (wrong, unknown)]
    assert said[0] == said[1] != []
    assert journalled() == [("accounts.sign_in_failed", {"means": "password"})] * 2
    assert list(JournalEntry.objects.order_by("sequence").values_list("object_id", flat=True)) == [
        str(claire.pk),
        "",
    ]


def test_sign_in_refuses_after_many_tries(claire, client):
    for _ in range(10):
        sign_in(client, password="autre chose")  # pragma: allowlist secret
    assert not sign_in(client).headers.get("Location")


@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "account_reset_password_done"])
def test_pages_for_who_is_not_signed_in_are_in_french(db, client, name):
    page = client.get(reverse(name))
    assert page.status_code == 200
    assert 'lang="fr"' in page.content.decode()
    assert not {"Sign In", "Password Reset", "<c-"} & set(re.findall("Sign In|Password Reset|<c-", page.text))


def test_nobody_signs_up(db, client):
    assert client.get("/compte/signup/").status_code == 404
    assert "signup" not in client.get(reverse("account_login")).text


def test_sign_out_closes_the_session_and_is_journalled(browser):
    assert browser.get(reverse("account_logout")).status_code == 200
    assert browser.post(reverse("account_logout")).url == "/"
    assert browser.get("/").status_code == 302
    assert journalled() == [("accounts.signed_out", {})]


def test_a_disabled_account_loses_its_open_sessions(browser, claire, emma):
    assert browser.get("/").status_code == 200
    disable(claire, by=emma, now=timezone.now())
    assert browser.get("/").status_code == 302


def test_a_disabled_account_cannot_sign_in(claire, emma, client):
    disable(claire, by=emma, now=timezone.now())
    assert "Location" not in sign_in(client).headers or "/ferme/" in sign_in(client).url
    assert client.get("/").status_code == 302


def test_a_session_ends_whatever_is_done_meanwhile(claire, client, settings, time_machine):
    settings.SESSION_IDLE_SECONDS = 0
    time_machine.move_to("2026-03-02T08:00:00+00:00", tick=False)
    sign_in(client)
    for _ in range(3):
        time_machine.shift(timedelta(seconds=settings.SESSION_COOKIE_AGE / 4))
        session = client.session
        session["moved"] = True
        session.save()
        assert client.get("/").status_code == 200
    time_machine.shift(timedelta(seconds=settings.SESSION_COOKIE_AGE / 4 + 1))
    assert client.get("/").status_code == 302


def test_sign_out_everywhere_ends_the_other_sessions_too(browser, claire, client):
    sign_in(client)
    assert browser.post(reverse("accounts:sign_out_everywhere")).url == reverse("account_login")
    assert client.get("/").status_code == browser.get("/").status_code == 302
    assert journalled()[-1] == ("accounts.sessions_closed", {})


def test_another_password_ends_the_other_sessions(browser, claire, client):
    sign_in(client)
    new = "une autre phrase de passe"
    answer = client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert answer.url == reverse("accounts:me")
    assert client.get("/").status_code == 200
    assert browser.get("/").status_code == 302


def test_a_forgotten_password_is_chosen_again_from_a_mail_without_a_name(claire, client):
    assert client.post(reverse("account_reset_password"), {"email": claire.email}).status_code == 302
    (message,) = mail.outbox
    assert "Claire" not in message.subject + message.body
    assert message.subject.startswith("Filrouge")
    link = re.search(r"http://testserver(/\S+)", message.body)[1]
    form = client.get(link, follow=True)
    new = "une autre phrase de passe"
    client.post(form.context["action_url"], {"password1": new, "password2": new})
    assert sign_in(client, password=new).url == "/"


def test_a_spent_link_says_so(claire, client):
    page = client.get(reverse("account_reset_password_from_key", args=["abc", "def-ghi"]))
    assert "ne sert plus" in page.text


def test_a_mail_is_not_sent_to_an_unknown_address(db, client):
    answer = client.post(reverse("account_reset_password"), {"email": "personne@exemple.fr"})
    assert answer.url == reverse("account_reset_password_done")
    assert mail.outbox == []


def test_the_system_account_is_one_and_cannot_sign_in(db, client):
    assert system_account() == system_account()
    assert system_account().may("parcours.open_record")
    User.objects.filter(pk=system_account().pk).update(
        password=User.objects.create_user("x@y.fr", PASSWORD).password
    )
    sign_in(client, system_account().email)
    assert client.get("/").status_code == 302
