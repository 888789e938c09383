"""Who is told of what happens in a circle, and what they read of it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from filrouge.accounts.choices import NoticeKind
from filrouge.accounts.models import Notice, User
from filrouge.lib.identifiers import uuid7
from filrouge.parcours.models import CircleMember
from filrouge.parcours.queries.notices import LEADS_TO, WITHOUT_RECORD
from filrouge.parcours.tests.browsing import browser_of, queries_of, text_of
from filrouge.parcours.use_cases import access_requests, circle, sharing, thread
from filrouge.people.models import LegalProtection
from filrouge.ui.navigation import find_url
from tests.personas import NOW, World, account, on, world

pytestmark = pytest.mark.django_db
INBOX = "/messages/"


@pytest.fixture
def quiet(made) -> World:
    """The shared record, whose messages were all read long ago."""
    Notice.objects.update(read_at=NOW)
    return made


def told(user: User) -> list[str]:
    return list(user.notices.unread().order_by("id").values_list("kind", flat=True))


def join(made: World, **place) -> CircleMember:
    """Anne comes into the circle."""
    act = {"by": made.claire, "now": NOW}
    named = circle.name_participant(made.parcours, name="Anne", kind="sante", user=made.anne, **act)
    return circle.add_member(named, role="intervention", areas=["health"], **place, **act)


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_message_leads_to_a_page_that_there_is(kind: NoticeKind):
    name = LEADS_TO[kind]
    assert find_url(name, *(() if name in WITHOUT_RECORD else (uuid7(),))), (
        "a wrong address would be no link at all"
    )


def test_the_person_is_told_of_each_access_and_its_holder_too(quiet):
    join(quiet)
    assert told(quiet.person_account) == [NoticeKind.ACCESS_GRANTED]
    assert told(quiet.anne) == [NoticeKind.PLACE_GIVEN]
    assert told(quiet.claire) == []
    page = text_of(browser_of(quiet.person_account).get(INBOX))
    assert "Anne · dossier de Mme Morel" in page


def test_a_place_that_opens_nothing_tells_nobody(quiet):
    join(quiet, access_open=False)
    assert Notice.objects.unread().count() == 0


def test_a_place_without_an_area_is_told_once(quiet):
    member = join(quiet)
    sharing.record_consent(
        member.participant, areas=["all"], decision="refused", on=on("2019-07"), by=quiet.claire, now=NOW
    )
    assert told(quiet.person_account) == [NoticeKind.ACCESS_GRANTED]
    sharing.refresh_openings(quiet.parcours, by=None, now=NOW + timedelta(hours=1))
    assert told(quiet.person_account) == [NoticeKind.ACCESS_GRANTED]


def test_a_consent_that_opens_more_is_told_again_and_one_that_closes_is_not(quiet):
    act = {"on": on("2019-07"), "by": quiet.claire, "now": NOW + timedelta(days=9)}
    ines = quiet.participants["ines"]
    sharing.record_consent(ines, areas=["money"], decision="agreed", **act)
    assert told(quiet.person_account) == [NoticeKind.ACCESS_GRANTED]
    sharing.record_consent(ines, areas=["money"], decision="withdrawn", **act)
    assert told(quiet.person_account) == [NoticeKind.ACCESS_GRANTED]


def test_an_access_that_begins_later_is_told_when_it_begins(quiet):
    member = join(quiet)
    Notice.objects.filter(object_id=member.pk).delete()
    begins = NOW + timedelta(days=30)
    CircleMember.objects.filter(pk=member.pk).update(access_from=begins)
    member.openings.all().delete()
    sharing.refresh_openings(quiet.parcours, now=NOW)
    assert told(quiet.person_account) == []
    sharing.refresh_openings(quiet.parcours, now=begins + timedelta(hours=3))
    assert told(quiet.person_account) == [NoticeKind.ACCESS_GRANTED]


@pytest.mark.parametrize(("until", "is_told"), [(None, True), ("2019-01", False)])
def test_a_representative_is_told_as_long_as_the_measure_lasts(until, is_told, quiet):
    quiet.daughter.is_legal_representative = True
    quiet.daughter.save()
    measure = LegalProtection.objects.get()
    measure.until = on(until) if until else None
    measure.save()
    join(quiet)
    assert bool(told(quiet.relative_account)) == is_told


def test_a_request_reaches_who_coordinates_and_its_answer_who_asked(quiet):
    asked = access_requests.ask_access(
        [quiet.parcours], typed_name="Mme Morel", reason="⟦motif⟧", by=quiet.anne, now=NOW
    )[0]
    assert told(quiet.claire) == [NoticeKind.ACCESS_ASKED]
    assert told(quiet.ines) == told(quiet.colette) == []
    access_requests.refuse_access(asked, reason="pas maintenant", by=quiet.claire, now=NOW)
    assert told(quiet.anne) == [NoticeKind.ACCESS_ANSWERED]
    page = browser_of(quiet.anne).get(INBOX).content.decode()
    assert "Votre demande de place a une réponse" in page
    assert "Morel" not in page


def test_the_person_s_words_reach_who_coordinates(quiet):
    entry = quiet.entry(quiet.events["fall"])
    thread.annotate(
        entry, said_by=quiet.participants["person"], text="⟦mots⟧", kind="dispute",
        by=quiet.person_account, now=NOW,
    )  # fmt: skip
    assert told(quiet.claire) == [NoticeKind.WORDS_ADDED]
    assert "⟦mots⟧" not in browser_of(quiet.claire).get(INBOX).content.decode()


def test_a_message_names_nobody_whom_its_reader_may_no_longer_see(quiet):
    member, client = join(quiet), browser_of(quiet.anne)
    assert quiet.canary in client.get(INBOX).content.decode()
    circle.end_member(member, until=on("2019-07"), by=quiet.claire, now=NOW)
    page = client.get(INBOX)
    assert quiet.canary not in page.content.decode()
    assert "ne vous est plus ouvert" in text_of(page)


def test_the_top_bar_counts_and_reading_empties_it(quiet):
    join(quiet)
    client = browser_of(quiet.anne)
    assert "1 message non lu" in text_of(client.get(reverse("accounts:me")))
    key = quiet.anne.notices.get().pk
    others = world(2).claire.notices.values_list("pk", flat=True)
    assert client.post("/messages/lus/", {"message": [key, *others, "zut"]}).status_code == 302
    assert "non lu" not in text_of(client.get(INBOX))


def test_the_inbox_asks_as_many_questions_for_2_messages_as_for_50_and_pages_by_key(quiet):
    member, client = join(quiet), browser_of(quiet.person_account)
    client.get(INBOX)
    few = queries_of(lambda: client.get(INBOX))
    for _each in range(52):
        Notice.objects.create(
            to=quiet.person_account,
            kind=NoticeKind.ACCESS_GRANTED,
            parcours_id=quiet.parcours.pk,
            object_id=member.pk,
            created_at=NOW,
        )
    assert queries_of(lambda: client.get(INBOX)) == few
    following = client.get(INBOX).context["page"].following
    assert (
        len(client.get(f"{INBOX}?avant={following}").context["page"].messages)
        == quiet.person_account.notices.count() - 50
    )
    assert client.get(f"{INBOX}?avant=zut").status_code == 200


def test_whoever_opens_a_record_is_not_told_of_their_own_place(db):
    made = world(1)
    assert told(made.claire) == []
    assert NoticeKind.PLACE_GIVEN in told(made.ines)
    assert account("Zoé").notices.count() == 0
