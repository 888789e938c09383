"""What the person and her relatives ask for: who reads it, who answers, and by what."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from filrouge.accounts.choices import NoticeKind
from filrouge.accounts.models import Notice, User
from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused, Stale
from filrouge.parcours.access import can_ask
from filrouge.parcours.models import CircleMember, Participant, Wish
from filrouge.parcours.queries.wishes import team_leads_of, waiting_for
from filrouge.parcours.tests.browsing import acts, address, browser_of, last_act, send, text_of
from filrouge.parcours.tests.handing import DAY, receiver
from filrouge.parcours.tests.handing import answered as relayed
from filrouge.parcours.use_cases import circle, deaths, hand_over, wishes
from filrouge.parcours.use_cases.contact import note_leads_that_begin
from tests.personas import NOW, World, account, on, world

WHO = ("claire", "ines", "colette", "sophie", "person_account", "relative_account", "anne", "julie")


def asked(made: World, kind: str = "something", text: str = "⟦un chat⟧", who: str = "person_account") -> Wish:
    return wishes.ask(made.parcours, kind=kind, text=text, by=getattr(made, who), now=NOW)


def answered(made: World, wish: Wish, who: str = "claire", **told) -> Wish:
    told = {"state": "answered", "answer": "Parlons-en.", "version": 1, **told}
    return wishes.answer_wish(wish, **told, by=getattr(made, who), now=NOW)


def reads(made: World, wish: Wish) -> list[str]:
    return [
        who for who in WHO if Wish.objects.visible_to(getattr(made, who), NOW).filter(pk=wish.pk).exists()
    ]


def test_ask_goes_to_who_coordinates_and_stays_between_them(made):
    wish = asked(made)
    assert reads(made, wish) == ["claire", "person_account"]
    assert (last_act(made), str(wish)) == ("parcours.wish_asked", "⟦un chat⟧")
    assert list(waiting_for(made.claire, NOW)) == [wish]
    assert list(waiting_for(made.ines, NOW)) == []


def test_asking_for_another_contact_goes_to_the_team_lead_too_and_why_may_stay_unsaid(made):
    wish = asked(made, "contact", "")
    assert reads(made, wish) == ["claire", "sophie", "person_account"]
    assert list(waiting_for(made.sophie, NOW)) == [wish]
    with pytest.raises(Refused, match="déjà demandé"):
        asked(made, "contact", "encore")
    assert reads(made, asked(made, "contact", "", "relative_account")) == [
        "claire",
        "sophie",
        "relative_account",
    ]


def test_ask_refuses_nothing_said_and_what_nobody_would_read(made):
    with pytest.raises(Refused) as refusal:
        asked(made, text=" ")
    assert refusal.value.field == "text"
    CircleMember.objects.filter(pk=made.members["claire"].pk).update(access_to=NOW)
    with pytest.raises(Refused, match="Personne ne peut lire"):
        asked(made)


@pytest.mark.parametrize("who", ["claire", "ines", "sophie", "colette", "julie"])
def test_ask_is_for_the_person_and_hers(made, who):
    with pytest.raises(NotAllowed):
        asked(made, who=who)
    assert can_ask(made.relative_account, made.parcours, NOW)


def test_a_relative_whose_place_ended_asks_and_reads_no_more(made):
    wish = asked(made, who="relative_account")
    circle.end_member(made.members["daughter"], until=on("2019-07"), by=made.claire, now=NOW)
    later = NOW + timedelta(days=1)
    assert not Wish.objects.visible_to(made.relative_account, later).filter(pk=wish.pk).exists()
    with pytest.raises(NotAllowed):
        wishes.ask(made.parcours, kind="something", text="x", by=made.relative_account, now=later)


@pytest.mark.parametrize("state", ["answered", "done", "not_possible"])
def test_answer_wish_says_what_became_of_it(made, state):
    wish = answered(made, asked(made), state=state)
    assert (wish.state, wish.answer, wish.answered_by) == (state, "Parlons-en.", made.claire)
    assert last_act(made) == "parcours.wish_answered"
    assert list(waiting_for(made.claire, NOW)) == []


def test_answer_wish_asks_words_unless_it_is_done(made):
    wish = asked(made)
    for told, field in (({"answer": " "}, "answer"), ({"state": "received"}, "state")):
        with pytest.raises(Refused) as refusal:
            answered(made, wish, **told)
        assert refusal.value.field == field
    assert answered(made, wish, state="done", answer="").state == "done"
    with pytest.raises(Stale):
        answered(made, wish, answer="la mienne")


@pytest.mark.parametrize("who", ["ines", "colette", "sophie", "person_account", "relative_account"])
def test_answer_wish_is_for_who_coordinates(made, who):
    wish = asked(made)
    with pytest.raises(NotAllowed):
        answered(made, wish, who)


def test_the_team_lead_answers_about_the_contact(made):
    assert answered(made, asked(made, "contact", ""), "sophie").answered_by == made.sophie


def test_another_contact_is_the_answer_by_itself(made):
    wish, other = asked(made, "contact", ""), asked(made)
    circle.end_lead(made.lead, until=on("2019-07-30"), by=made.claire, now=NOW)
    named = circle.name_participant(
        made.parcours, name="Colette", kind="coordonnateur", user=made.colette, by=made.claire, now=NOW
    )
    member = circle.add_member(named, role="coordination", by=made.claire, now=NOW)
    circle.begin_lead(member, since=on("2019-07-31"), by=made.claire, now=NOW)
    wish.refresh_from_db()
    other.refresh_from_db()
    assert (wish.state, wish.answered_by, other.state) == ("done", made.claire, "received")
    assert "parcours.wish_answered" in acts(made)


def told(kind: NoticeKind) -> set[User]:
    return {notice.to for notice in Notice.objects.unread().filter(kind=kind).select_related("to")}


def test_what_is_asked_is_told_to_those_who_may_answer_it(made):
    for kind, text, who in (("something", "⟦un chat⟧", {"claire"}), ("contact", "", {"claire", "sophie"})):
        Notice.objects.update(read_at=NOW)
        wish = asked(made, kind, text)
        assert told(NoticeKind.WISH_ASKED) == {getattr(made, name) for name in who}
        readers = [getattr(made, name) for name in reads(made, wish) if name != "person_account"]
        assert told(NoticeKind.WISH_ASKED) == set(readers)
    page = browser_of(made.sophie).get("/messages/")
    assert "La personne ou un proche demande quelque chose" in text_of(page)
    assert address("parcours:wishes", made) in page.content.decode()


def test_a_team_lead_is_told_for_a_place_without_an_organisation_and_not_from_another_team(made):
    other = world(2)
    assert set(team_leads_of(made.parcours, NOW)) == {made.sophie}
    Participant.objects.filter(pk=made.participants["claire"].pk).update(
        organisation=other.sophie.memberships.get().organisation
    )
    assert set(team_leads_of(made.parcours, NOW)) == {other.sophie}


def test_an_answer_is_told_to_whoever_asked(made):
    answered(made, asked(made))
    assert told(NoticeKind.WISH_ANSWERED) == {made.person_account}
    answered(made, asked(made, who="relative_account"), state="not_possible")
    assert told(NoticeKind.WISH_ANSWERED) == {made.person_account, made.relative_account}
    page = browser_of(made.person_account).get("/messages/")
    assert "Votre demande a une réponse" in text_of(page) and "Parlons-en" not in text_of(page)
    assert address("space:wishes", made) in page.content.decode()


def test_a_relay_answers_who_asked_for_another_contact_on_the_day_on_which_it_changes(made):
    wish, late = asked(made, "contact", ""), asked(made, "contact", "", "relative_account")
    that_day = NOW.replace(year=DAY.year, month=DAY.month, day=DAY.day)
    Wish.objects.filter(pk=late.pk).update(asked_at=that_day)
    hand_over.accept_hand_over(relayed(made), by=made.colette, now=NOW)
    note_leads_that_begin(by=made.marc, now=that_day - timedelta(days=1))
    assert {each.state for each in Wish.objects.all()} == {"received"}
    assert told(NoticeKind.WISH_ANSWERED) == set()
    system = account("Filrouge", kind=User.Kind.SYSTEM)
    note_leads_that_begin(by=system, now=that_day)
    wish.refresh_from_db()
    late.refresh_from_db()
    assert (wish.state, wish.answered_by, late.state) == ("done", system, "received")
    assert told(NoticeKind.WISH_ANSWERED) == {made.person_account}


def test_a_relay_for_today_answers_in_the_same_act(made):
    wish = asked(made, "contact", "")
    accepted = relayed(made, switches_on=NOW.date(), overlap_before=0)
    hand_over.accept_hand_over(accepted, by=made.colette, now=NOW)
    wish.refresh_from_db()
    assert (wish.state, wish.answered_by) == ("done", made.colette)


def test_a_lead_of_the_past_answers_nobody(made):
    wish = asked(made, "contact", "")
    circle.begin_lead(receiver(made), since=on("2016"), until=on("2017"), by=made.claire, now=NOW)
    wish.refresh_from_db()
    assert wish.state == "received"


def test_nothing_waits_after_a_death(made):
    asked(made)
    deaths.record_death(made.parcours, on=None, told_by="sa fille", by=made.claire, now=NOW)
    assert list(waiting_for(made.claire, NOW)) == []


def test_an_answer_by_nobody_is_refused_by_the_database(made):
    wish = asked(made)
    for wrong in ({"state": "done"}, {"answered_by": made.claire}, {"text": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Wish.objects.filter(pk=wish.pk).update(**wrong)


def test_the_pages_of_who_answers(made):
    wish, contact = asked(made), asked(made, "contact", "⟦elle part⟧")
    browser = browser_of(made.claire)
    home, record = text_of(browser.get("/")), text_of(browser.get(address("desk:thread", made)))
    assert "⟦un chat⟧" in home and "Elle attend votre réponse." in record
    url = address("parcours:wish_answer", made, wish.pk)
    assert send(browser, url, state="answered", answer=" ").status_code == 200
    assert send(browser, url, state="answered", answer="Mardi.").status_code == 302
    stale = browser.post(url, {"_version": "1", "_key": "autre", "state": "done", "answer": "Mes mots."})
    assert "Mardi." in text_of(stale) and "Mes mots." in stale.content.decode()
    lead = browser_of(made.sophie)
    words = text_of(lead.get(address("parcours:wishes", made)))
    assert "⟦elle part⟧" in words and "⟦un chat⟧" not in words
    assert lead.get(url).status_code == 404
    assert (
        send(lead, address("parcours:wish_answer", made, contact.pk), state="done", answer="").status_code
        == 302
    )
    assert browser_of(made.ines).get(address("desk:thread", made)).content.decode().count("⟦un chat⟧") == 0
