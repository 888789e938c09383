from uuid import UUID

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError
from django.http import HttpResponse
from django.urls import reverse

from filrouge.accounts.models import User
from filrouge.config.middleware import JournalOfViews, PrivateResponses, ReadOnce, SignInFirst
from filrouge.journal.models import JournalEntry
from filrouge.journal.queries import views_of
from filrouge.journal.rules import Seen
from filrouge.lib.reading import is_reading

EMMA = UUID("01890000-0000-7000-8000-00000000000e")
PAGE = [Seen(EMMA, "thread", about_kind="parcours", about_id="p1")]


@pytest.fixture
def claire(db):
    return User.objects.create_user("claire@exemple.fr", name="Claire Gauthier")


def show(rf, user, *, seen=PAGE, status=200, htmx=False):
    def view(request):
        request.seen = seen
        return HttpResponse("her record", status=status)

    request = rf.get("/")
    request.user, request.htmx = user, htmx
    return JournalOfViews(view)(request)


def test_private_responses_are_kept_by_nobody(client):
    response = client.get(reverse("alive"))
    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert "Cookie" in response["Vary"]


def test_private_responses_overrule_a_view(rf):
    kept = HttpResponse(headers={"Cache-Control": "public, max-age=9", "Vary": "HX-Request"})
    response = PrivateResponses(lambda request: kept)(rf.get("/"))
    assert response["Cache-Control"] == "no-store"
    assert response["Vary"] == "HX-Request, Cookie"


def test_journal_of_views_tells_who_saw_what(rf, claire):
    show(rf, claire)
    line = JournalEntry.objects.get()
    assert (line.actor, line.action, line.origin) == (str(claire.pk), "record.viewed", "web")
    assert (line.object_kind, line.object_id) == ("parcours", "p1")
    assert [(view.actor_id, view.what) for view in views_of(EMMA)] == [(str(claire.pk), "thread")]


def test_journal_of_views_tells_a_swapped_piece_apart(rf, claire):
    show(rf, claire, htmx=True)
    assert JournalEntry.objects.get().origin == "htmx"


@pytest.mark.parametrize("status", [302, 403, 404])
def test_journal_of_views_is_silent_about_what_was_not_shown(rf, claire, status):
    show(rf, claire, status=status)
    assert not JournalEntry.objects.exists()


def test_journal_of_views_is_silent_about_pages_without_a_person(rf, claire, django_assert_num_queries):
    with django_assert_num_queries(0):
        show(rf, claire, seen=[])


def test_a_page_that_cannot_be_journalled_is_not_shown(rf, claire, monkeypatch):
    def full_disk(*args):
        raise DatabaseError

    monkeypatch.setattr("filrouge.config.middleware.record_many", full_disk)
    with pytest.raises(DatabaseError):
        show(rf, claire)


def test_sign_in_first_gives_back_a_form_sent_too_late(rf):
    def view(request):
        raise AssertionError("reached without an account")

    guard = SignInFirst(view)
    late = rf.post("/", {"fact": "Elle est rentrée chez elle."})
    late.user = AnonymousUser()
    answer = guard.process_view(late, view, (), {})
    assert answer.status_code == 403
    assert "Elle est rentrée chez elle." in answer.content.decode()


def test_sign_in_first_leads_a_reader_to_the_sign_in(rf):
    def view(request):
        raise AssertionError("reached without an account")

    request = rf.get("/parcours/")
    request.user = AnonymousUser()
    answer = SignInFirst(view).process_view(request, view, (), {})
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


def test_a_page_is_one_reading_and_a_form_is_none(rf):
    answers = ReadOnce(lambda _request: HttpResponse(str(is_reading())))
    asked = (rf.get("/"), rf.head("/"), rf.post("/"), rf.put("/"))
    assert [answers(request).content for request in asked] == [b"True", b"True", b"False", b"False"]
    assert not is_reading()
