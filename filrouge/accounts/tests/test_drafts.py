from urllib.parse import quote

import pytest
from django.template import RequestContext, Template
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse

from filrouge.accounts.models import Draft, Submission
from filrouge.accounts.queries import draft_for

pytestmark = [pytest.mark.urls("filrouge.accounts.tests.pages"), pytest.mark.usefixtures("one_factor")]
TYPED = {
    "csrfmiddlewaretoken": "t",
    "_key": "k",
    "_version": "1",
    "name": "Les Til",
    "areas": ["home", "health"],
}


def keep(browser: Client, fields: dict, path: str = "/essai/"):
    where = f"{reverse('accounts:draft')}?path={quote(path)}"
    return browser.post(where, fields, headers={"X-Draft": "1"})


def test_a_draft_is_kept_without_the_fields_of_the_machine(browser, claire):
    assert keep(browser, TYPED).status_code == 204
    assert draft_for(claire, "/essai/").fields == {"name": ["Les Til"], "areas": ["home", "health"]}
    assert not Submission.objects.exists()


def test_a_draft_is_replaced_by_what_is_typed_next(browser, claire):
    keep(browser, TYPED)
    keep(browser, {"name": "Les Tilleuls"})
    assert draft_for(claire, "/essai/").fields == {"name": ["Les Tilleuls"]}


def test_nothing_typed_keeps_no_draft(browser):
    keep(browser, TYPED)
    keep(browser, {"name": " "})
    assert not Draft.objects.exists()


def test_a_draft_is_its_authors_alone(browser, claire, emma):
    keep(browser, TYPED)
    assert draft_for(emma, "/essai/") is None


def test_a_draft_is_forgotten_when_asked(browser, claire):
    keep(browser, TYPED)
    answer = browser.post(reverse("accounts:forget_draft"), {"path": "/essai/", "next": "/essai/"})
    assert answer.url == "/essai/"
    assert not Draft.objects.exists()


@pytest.mark.parametrize("path", ["", "essai/", "https://ailleurs.example/", "/" + "p" * 300])
def test_a_draft_belongs_to_an_address_of_this_site(browser, path):
    assert keep(browser, TYPED, path).status_code == 400


def test_a_draft_has_a_size(browser):
    assert keep(browser, {"name": "a" * 200_001}).status_code == 413
    assert not Draft.objects.exists()


def test_a_draft_needs_an_account_and_a_token(db, claire):
    assert keep(Client(), TYPED).status_code in (302, 403)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(claire)
    assert keep(strict, TYPED).status_code == 403
    assert not Draft.objects.exists()


def test_a_page_tells_where_its_draft_is_kept(rf):
    page = Template("{% load once %}{% draft_url %} {% draft_url '/essai/é/' %} {% once_key %}")
    said = page.render(RequestContext(rf.get("/essai/"), {"request": rf.get("/essai/")}))
    assert "/compte/brouillon/?path=/essai/ /compte/brouillon/?path=/essai/%C3%A9/" in said
    assert 'name="_key"' in said


def test_a_page_offers_to_take_a_draft_up_again_or_forget_it(browser, claire):
    keep(browser, TYPED)
    kept = draft_for(claire, "/essai/")
    request = RequestFactory().get("/essai/")
    notice = render_to_string("ui/draft_notice.html", {"draft": kept}, request)
    assert "?brouillon=1" in notice
    assert reverse("accounts:forget_draft") in notice
    assert render_to_string("ui/draft_notice.html", {"draft": None}, request).strip() == ""
