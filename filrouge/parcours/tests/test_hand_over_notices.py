"""Who is told that the lead passes on, and when the person learns that her contact is another one."""

from datetime import timedelta

import pytest

from filrouge.accounts.choices import NoticeKind
from filrouge.accounts.models import Notice, User
from filrouge.parcours.jobs import tell_of_leads_that_begin
from filrouge.parcours.models import HandOver
from filrouge.parcours.tests.browsing import browser_of, text_of
from filrouge.parcours.tests.handing import DAY, answered, prepared, proposed, receiver
from filrouge.parcours.use_cases import circle, deaths, hand_over, leads
from filrouge.parcours.use_cases.contact import note_leads_that_begin
from tests.personas import NOW, World, on

TODAY = NOW.date()
THAT_DAY = NOW.replace(year=DAY.year, month=DAY.month, day=DAY.day)


@pytest.fixture
def speaks(made) -> World:
    """Her daughter speaks for her by law; every message was read long ago."""
    made.daughter.is_legal_representative = True
    made.daughter.save()
    Notice.objects.update(read_at=NOW)
    return made


def told(*kinds: NoticeKind) -> list[tuple[User, str]]:
    """Who has an unread message of these kinds, in the order in which they came."""
    found = Notice.objects.unread().filter(kind__in=kinds).select_related("to").order_by("id")
    return [(notice.to, notice.kind) for notice in found]


def of_the_hand_over() -> list[tuple[User, str]]:
    return told(NoticeKind.HAND_OVER_PROPOSED, NoticeKind.HAND_OVER_ANSWERED, NoticeKind.HAND_OVER_WITHDRAWN)


def of_the_contact() -> list[User]:
    """Each as often as they were told; who is told first in one act is nobody's promise."""
    several = [account for account, _kind in told(NoticeKind.CONTACT_CHANGED)]
    return sorted(several, key=lambda account: account.name)


def accept(made: World, found: HandOver) -> HandOver:
    return hand_over.accept_hand_over(found, by=made.colette, now=NOW)


def test_a_hand_over_that_is_prepared_reaches_nobody_and_proposed_whoever_takes_it_up(speaks):
    found = prepared(speaks)
    assert of_the_hand_over() == []
    hand_over.propose_hand_over(found, outstanding=[], by=speaks.claire, now=NOW)
    assert of_the_hand_over() == [(speaks.colette, NoticeKind.HAND_OVER_PROPOSED)]
    page = browser_of(speaks.colette).get("/messages/")
    assert "On vous propose de reprendre le pilotage d’un parcours" in text_of(page)
    assert f"/parcours/{speaks.parcours.pk}/relais/" in page.content.decode()


@pytest.mark.parametrize("is_accepted", [True, False])
def test_the_answer_reaches_whoever_leads(is_accepted, speaks):
    found = answered(speaks)
    Notice.objects.update(read_at=NOW)
    if is_accepted:
        accept(speaks, found)
    else:
        hand_over.refuse_hand_over(found, reason="⟦trop loin⟧", by=speaks.colette, now=NOW)
    assert of_the_hand_over() == [(speaks.claire, NoticeKind.HAND_OVER_ANSWERED)]
    page = text_of(browser_of(speaks.claire).get("/messages/"))
    assert "Votre proposition de relais a une réponse" in page and "⟦trop loin⟧" not in page


def test_the_answer_reaches_whoever_prepared_it_for_the_lead_too(speaks):
    found = answered(speaks)
    HandOver.objects.filter(pk=found.pk).update(prepared_by=speaks.sophie)
    Notice.objects.update(read_at=NOW)
    accept(speaks, found)
    assert {account for account, _kind in of_the_hand_over()} == {speaks.claire, speaks.sophie}


@pytest.mark.parametrize(("was_proposed", "reached"), [(True, ["colette"]), (False, [])])
def test_one_that_is_taken_back_is_told_to_whoever_had_been_asked(was_proposed, reached, speaks):
    found = proposed(speaks) if was_proposed else prepared(speaks)
    Notice.objects.update(read_at=NOW)
    hand_over.withdraw_hand_over(found, reason="changé d’avis", by=speaks.claire, now=NOW)
    assert of_the_hand_over() == [(getattr(speaks, who), NoticeKind.HAND_OVER_WITHDRAWN) for who in reached]


def test_the_person_and_who_represents_her_are_told_on_the_day_and_once(speaks):
    accept(speaks, answered(speaks))
    system = User(kind=User.Kind.SYSTEM)
    assert note_leads_that_begin(by=system, now=THAT_DAY - timedelta(days=1)) == 0
    assert of_the_contact() == []
    assert [note_leads_that_begin(by=system, now=THAT_DAY) for _night in range(2)] == [1, 0]
    assert of_the_contact() == [speaks.relative_account, speaks.person_account]
    page = browser_of(speaks.person_account).get("/messages/")
    assert "Le contact a changé" in text_of(page) and "Colette · dossier de" in text_of(page)
    assert f"/mon-espace/{speaks.parcours.pk}/qui-m-aide/" in page.content.decode()


def test_a_worker_that_was_away_tells_of_it_late(speaks, time_machine):
    accept(speaks, answered(speaks))
    time_machine.move_to(THAT_DAY + timedelta(days=3))
    assert tell_of_leads_that_begin.call() == 1
    assert of_the_contact() == [speaks.relative_account, speaks.person_account]


def test_a_hand_over_for_today_is_told_at_once_and_the_night_repeats_nothing(speaks):
    accept(speaks, answered(speaks, switches_on=TODAY, overlap_before=0))
    assert of_the_contact() == [speaks.relative_account, speaks.person_account]
    assert note_leads_that_begin(by=speaks.marc, now=NOW + timedelta(hours=15)) == 0


def test_another_lead_without_a_hand_over_is_told_too(speaks):
    colette = receiver(speaks)
    leads.change_lead(
        speaks.lead, successor=colette, until=on("2019-07-30"), reason="départ", by=speaks.claire, now=NOW
    )
    assert of_the_contact() == [speaks.relative_account, speaks.person_account]


def test_a_lead_of_the_past_and_a_first_contact_are_no_change(speaks):
    assert NoticeKind.CONTACT_CHANGED not in Notice.objects.values_list("kind", flat=True)
    circle.begin_lead(receiver(speaks), since=on("2016"), until=on("2017"), by=speaks.claire, now=NOW)
    assert of_the_contact() == []


def test_nobody_of_hers_is_told_after_a_death(speaks):
    accept(speaks, answered(speaks))
    deaths.record_death(speaks.parcours, on=None, told_by="sa fille", by=speaks.claire, now=NOW)
    assert note_leads_that_begin(by=speaks.marc, now=THAT_DAY) == 1
    assert of_the_contact() == []
