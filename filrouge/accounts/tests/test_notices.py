from datetime import timedelta

import pytest
from django.core import mail
from django.db.models import Q
from django.urls import reverse

from filrouge.accounts.choices import NoticeKind, NoticeMeans
from filrouge.accounts.models import Notice, User
from filrouge.accounts.queries import means_of
from filrouge.accounts.tests.conftest import NOW
from filrouge.accounts.use_cases import choose_notices, disable, note_second_factor, read_notices
from filrouge.accounts.use_cases.notices import GATHERED, mail_what_waits, tell
from filrouge.journal.models import JournalEntry

pytestmark = pytest.mark.usefixtures("one_factor")
LATER = NOW + GATHERED + timedelta(seconds=1)


def told(user: User, kind: NoticeKind = NoticeKind.PLACE_GIVEN, **about) -> None:
    tell([user], kind, by=None, now=NOW, **about)


def mailed(means: NoticeMeans, now=LATER) -> int:
    return mail_what_waits(means, withheld=Q(pk=None), now=now)


def test_tell_leaves_one_message_for_each_account_but_that_of_who_acts(claire, emma):
    tell([emma, claire, emma], NoticeKind.ACCESS_ASKED, by=claire, now=NOW)
    assert [notice.to for notice in Notice.objects.all()] == [emma]


def test_an_account_that_was_closed_is_told_nothing_and_gets_no_mail(claire, emma):
    told(emma)
    disable(emma, by=claire, now=NOW)
    tell([emma], NoticeKind.ACCESS_ASKED, by=None, now=NOW)
    assert emma.notices.count() == 1
    assert mailed(NoticeMeans.MAIL) == 0
    assert mail.outbox == []


def test_what_comes_together_makes_one_mail_and_is_mailed_once(claire):
    told(claire)
    told(claire, NoticeKind.ACCESS_ASKED)
    assert mailed(NoticeMeans.MAIL, now=NOW) == 0
    assert [mailed(NoticeMeans.MAIL) for _round in range(2)] == [1, 0]
    assert [message.to for message in mail.outbox] == [["claire@exemple.fr"]]


def test_a_mail_says_that_a_message_waits_and_nothing_else(claire):
    bodies = set()
    for name in ("Mme E. ⟦canari⟧", "Bcc: tous@exemple.fr\r\nSubject: faux"):
        claire.name = name
        claire.save()
        told(claire)
        mailed(NoticeMeans.MAIL)
        assert mail.outbox[-1].subject == "Filrouge\u00a0: un message vous attend"
        assert mail.outbox[-1].recipients() == ["claire@exemple.fr"]
        bodies.add(mail.outbox[-1].body)
    (body,) = bodies
    assert "http://localhost:8000/messages/" in body
    assert "canari" not in body


def test_a_mail_is_written_in_the_language_of_its_reader(claire):
    choose_notices({}, language="en", by=claire, now=NOW)
    told(claire)
    mailed(NoticeMeans.MAIL)
    assert mail.outbox[0].subject == "Filrouge: a message is waiting for you"
    assert "message est" not in mail.outbox[0].body
    assert "Hello" in mail.outbox[0].body


def test_what_the_mail_server_refuses_is_sent_at_the_next_round(claire, monkeypatch):
    def refuse(message) -> None:
        raise ConnectionRefusedError

    told(claire)
    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", refuse)
        assert mailed(NoticeMeans.MAIL) == 0
    assert mailed(NoticeMeans.MAIL) == 1


def test_what_was_read_in_the_meantime_is_not_mailed(claire):
    told(claire)
    read_notices(claire.notices.values_list("pk", flat=True), by=claire, now=NOW)
    assert mailed(NoticeMeans.MAIL) == 0


@pytest.mark.parametrize(
    ("chosen", "at_once", "each_day"),
    [(NoticeMeans.MAIL, 1, 0), (NoticeMeans.DAILY, 0, 1), (NoticeMeans.APP, 0, 0)],
)
def test_each_is_told_by_the_means_that_they_chose(chosen, at_once, each_day, claire):
    choose_notices({NoticeKind.PLACE_GIVEN: chosen}, language="fr", by=claire, now=NOW)
    told(claire)
    sent = [mailed(means) for means in (NoticeMeans.MAIL, NoticeMeans.DAILY)]
    assert sent == [at_once, each_day]


def test_nobody_reads_the_messages_of_somebody_else(claire, emma):
    told(emma)
    read_notices(emma.notices.values_list("pk", flat=True), by=claire, now=NOW)
    assert emma.notices.unread().count() == 1


def test_choose_notices_on_its_page(browser, claire):
    page = reverse("accounts:notice_choices")
    fields = {kind.value: NoticeMeans.DAILY.value for kind in means_of(claire)}
    assert browser.post(page, {**fields, "place_given": "pigeon", "language": "fr"}).status_code == 200
    assert browser.post(page, {**fields, "language": "en", "_key": "k"}).status_code == 302
    claire.refresh_from_db()
    assert set(means_of(claire).values()) == {NoticeMeans.DAILY}
    assert claire.language == "en"
    assert JournalEntry.objects.filter(action="accounts.notices_chosen").count() == 1


def test_a_person_is_offered_only_what_may_reach_her(emma):
    assert set(means_of(emma)) == {
        NoticeKind.ACCESS_GRANTED,
        NoticeKind.CONTACT_CHANGED,
        NoticeKind.WISH_ANSWERED,
        NoticeKind.PLAN_TO_ANSWER,
        NoticeKind.PLAN_LINE_MOVED,
        NoticeKind.PLAN_IN_FORCE,
        NoticeKind.REVIEW_TO_PREPARE,
        NoticeKind.MEETING_AHEAD,
        NoticeKind.MEETING_HELD,
        NoticeKind.NEW_DEVICE,
        NoticeKind.KEY_ADDED,
    }


def test_another_second_factor_is_told_to_the_account_itself(claire):
    note_second_factor(by=claire, change="added", now=NOW)
    assert claire.notices.get().kind == NoticeKind.KEY_ADDED
