"""What is outstanding, listed from the facts; the pages of a hand-over; what is printed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from filrouge.follow_up.models import Rupture
from filrouge.follow_up.queries.outstanding import outstanding
from filrouge.follow_up.queries.synthesis import MOST_WORDS
from filrouge.follow_up.use_cases import events, ruptures, services, transitions
from filrouge.follow_up.use_cases.hand_over import propose_with_outstanding
from filrouge.journal.models import JournalEntry
from filrouge.lib.access import NotAllowed
from filrouge.needs import use_cases as needs
from filrouge.parcours.models import HandOver, HandOverLine, Lead
from filrouge.parcours.tests.browsing import address, browser_of, last_act, queries_of, send, text_of
from filrouge.parcours.tests.handing import DAY, prepared, receiver
from filrouge.parcours.use_cases import access_requests, identity
from filrouge.parcours.use_cases import services as spells
from tests.personas import NOW, on, world


def busy(made) -> None:
    """One more of each thing that may be outstanding, each in an area, and notes that are nobody else's."""
    act = {"by": made.claire, "now": NOW}
    facts = {"parcours": made.parcours, "provider": made.participants["ines"], **act}
    spells.begin_spell(nature=f"soins {made.secret('health')}", area="health", since=on("2018-09"), **facts)
    spells.begin_spell(nature="fini", area="health", since=on("2010"), until=on("2011"), **facts)
    spells.begin_spell(nature="⟦à moi⟧", area="health", level="mine", **facts)
    stopped = spells.begin_spell(nature=f"repas {made.secret('daily_life')}", area="daily_life", **facts)
    services.end_service(stopped, until=on("2019-05"), outcome="nothing", **act)
    ruptures.open_rupture(
        made.parcours, nature=f"plus de soins {made.secret('health')}", cause="c",
        opened_by=made.events["fall"], **act,
    )  # fmt: skip
    transitions.record_transition(
        made.parcours, from_what="domicile", to_what=f"foyer {made.secret('housing')}", area="housing",
        expected=on("2031-05"), **act,
    )  # fmt: skip
    why = f"je la suis {made.canary}"
    access_requests.ask_access([made.parcours], typed_name="M", reason=why, by=made.anne, now=NOW)


def told(made, user) -> list[tuple[str, list[str], str]]:
    return [(str(one.kind), list(one.areas), one.title) for one in outstanding(made.parcours, user, now=NOW)]


def test_what_is_outstanding_is_listed_from_the_facts(made):
    busy(made)
    protection = {"kind": "guardianship", "exercised_by": "Paul", "until": on("2031")}
    identity.set_protection(made.parcours, by=made.claire, now=NOW, **protection)
    found = told(made, made.claire)
    assert [kind for kind, _, _ in found] == [
        "rupture", "rupture_proposal", "date", "date", "spell", "recommendation", "divergence", "request",
    ]  # fmt: skip
    assert [areas for _, areas, _ in found] == [
        ["health"], ["daily_life"], ["housing"], ["rights"], ["health"], ["housing"], ["housing"], ["coordination"],
    ]  # fmt: skip
    assert "⟦à moi⟧" not in str(found), "a note kept to oneself is not handed over"


def test_what_was_done_is_outstanding_no_more(made):
    busy(made)
    act = {"by": made.claire, "now": NOW}
    advice = made.assessment.recommendations.get()
    needs.follow_recommendation(advice, follow_up="done", evidence=[made.events["fall"]], **act)
    needs.withdraw_mark(made.divergence, reason="relu", **act)
    ruptures.close_rupture(Rupture.objects.get(closed_by=None), closed_by=made.events["start"], **act)
    assert [kind for kind, _, _ in told(made, made.claire)] == [
        "rupture_proposal",
        "date",
        "spell",
        "request",
    ]


def test_what_is_outstanding_is_told_as_each_may_read_it(made):
    busy(made)
    mine = told(made, made.ines)
    assert [(kind, areas) for kind, areas, _ in mine] == [
        ("rupture", ["health"]), ("spell", ["health"]), ("recommendation", ["housing"]),
    ]  # fmt: skip
    assert made.secret("daily_life") not in str(mine) and made.secret("housing") not in str(mine)


def test_outstanding_asks_the_same_queries_for_few_and_for_many(made):
    busy(made)
    few = queries_of(lambda: outstanding(made.parcours, made.claire, now=NOW))
    act = {"by": made.claire, "now": NOW}
    for rank in range(12):
        spells.begin_spell(made.parcours, provider=made.participants["ines"], nature=f"n{rank}", **act)
        ruptures.open_rupture(
            made.parcours, nature=f"r{rank}", cause="c", opened_by=made.events["fall"], **act
        )
        transitions.record_transition(made.parcours, from_what="a", to_what="b", expected=on("2031"), **act)
    assert queries_of(lambda: outstanding(made.parcours, made.claire, now=NOW)) == few


def test_a_proposal_keeps_what_was_outstanding_that_day(made):
    busy(made)
    found = propose_with_outstanding(prepared(made), by=made.claire, now=NOW)
    before = list(HandOverLine.objects.order_by("order").values_list("kind", "title"))
    assert [title for _, title in before] == [title for _, _, title in told(made, made.claire)]
    ruptures.close_rupture(
        Rupture.objects.get(closed_by=None), closed_by=made.events["start"], by=made.claire, now=NOW
    )
    assert list(found.lines.order_by("order").values_list("kind", "title")) == before
    with pytest.raises(NotAllowed):
        propose_with_outstanding(found, by=made.ines, now=NOW)


def test_a_hand_over_from_its_first_page_to_the_last(made):
    busy(made)
    colette, day = receiver(made), timezone.localdate() + timedelta(days=20)
    giver, taker, home = (
        browser_of(made.claire),
        browser_of(made.colette),
        address("parcours:hand_over", made),
    )
    url = address("parcours:hand_over_prepare", made, made.lead.pk)
    typed = {"to_member": colette.pk, "overlap_before": 10, "overlap_after": 5, "reason": "départ"}
    for vague in ("mars 2031", "hier ou demain"):
        assert "jour précis" in text_of(send(giver, url, **typed, switches_on=vague))
    assert send(giver, url, **typed, switches_on=day.isoformat()).status_code == 302
    found = HandOver.objects.get()
    proposing = address("follow_up:hand_over_propose", made, found.pk)
    assert "plus de soins" in text_of(giver.get(proposing))
    assert send(giver, proposing).status_code == 302
    assert "7 lignes attendent une réponse" in text_of(taker.get(home))
    assert "Accepter le relais" not in text_of(giver.get(home)), "it is not for the one who gives"
    for line in found.lines.order_by("order"):
        one = address("parcours:hand_over_answer", made, found.pk, line.pk)
        assert send(taker, one, answer="taken").status_code == 302
    assert "toutes les lignes ont une réponse" in text_of(taker.get(home))
    assert send(taker, address("parcours:hand_over_accept", made, found.pk)).status_code == 302
    assert last_act(made) == "parcours.hand_over_accepted"
    assert Lead.objects.get(until=None, parcours=made.parcours).member == colette
    circle_page = text_of(giver.get(address("parcours:circle", made)))
    assert "Colette pilotera à partir du" in circle_page
    hers = text_of(browser_of(made.person_account).get(address("space:helpers", made)))
    assert "Mon prochain contact : Colette" in hers and "Claire 1 est mon contact" in hers


def test_a_hand_over_is_given_up_from_its_page(made):
    found = prepared(made, switches_on=timezone.localdate() + timedelta(days=9))
    giver, taker = browser_of(made.claire), browser_of(made.colette)
    withdraw = address("parcours:hand_over_withdraw", made, found.pk)
    assert send(giver, withdraw, reason="je reste").status_code == 302
    assert "Retiré" in text_of(giver.get(address("parcours:hand_over", made)))
    again = prepared(made, found.to_member, switches_on=timezone.localdate() + timedelta(days=9))
    propose_with_outstanding(again, by=made.claire, now=timezone.now())
    refuse = address("parcours:hand_over_refuse", made, again.pk)
    assert send(giver, refuse, reason="r").status_code == 403
    assert send(taker, refuse, reason="trop de dossiers").status_code == 302
    page = text_of(giver.get(address("parcours:hand_over", made)))
    assert "trop de dossiers" in page and "je reste" in page, "those of before stay readable"


def test_a_line_of_a_closed_area_or_of_another_record_is_not_found(made):
    busy(made)
    other = world(2)
    found = propose_with_outstanding(prepared(made), by=made.claire, now=NOW)
    theirs = propose_with_outstanding(prepared(other), by=other.claire, now=NOW)
    taker = browser_of(made.colette)
    line, foreign = found.lines.first(), theirs.lines.first()
    assert taker.get(address("parcours:hand_over_answer", made, found.pk, line.pk)).status_code == 200
    assert taker.get(address("parcours:hand_over_answer", made, found.pk, foreign.pk)).status_code == 404
    for name in ("parcours:hand_over_accept", "follow_up:hand_over_propose", "follow_up:hand_over_file"):
        assert browser_of(made.claire).get(address(name, made, theirs.pk)).status_code == 404, name


PRINTED = ("follow_up:synthesis", "follow_up:hand_over_file")


def test_the_synthesis_tells_who_she_is_who_is_around_what_is_open_and_her_words(made):
    busy(made)
    page = text_of(browser_of(made.claire).get(address("follow_up:synthesis", made)))
    for words in (
        "phrases courtes", "pilote", "plus de soins", "arrêt du ménage", "Je ne paie pas", "foyer", "mai 2031",
    ):  # fmt: skip
        assert words in page, words
    assert "je la suis" not in page, "who asks for a place is no part of who she is"


def test_the_synthesis_is_what_its_reader_may_read(made):
    busy(made)
    page = text_of(browser_of(made.ines).get(address("follow_up:synthesis", made)))
    assert made.secret("health") in page
    for closed in ("daily_life", "housing"):
        assert made.secret(closed) not in page
    assert browser_of(made.sophie).get(address("follow_up:synthesis", made)).status_code == 403
    assert browser_of(made.colette).get(address("follow_up:synthesis", made)).status_code == 404


def test_what_is_printed_is_journalled_as_seen(made):
    found = propose_with_outstanding(prepared(made), by=made.claire, now=NOW)
    for name, rest, what in ((PRINTED[0], (), "synthesis"), (PRINTED[1], (found.pk,), "hand_over")):
        assert browser_of(made.claire).get(address(name, made, *rest)).status_code == 200
        seen = JournalEntry.objects.filter(chain=str(made.person.pk), action="record.viewed")
        assert seen.latest("sequence").detail == {"page": what}


@pytest.mark.parametrize("name", PRINTED)
def test_what_is_printed_asks_the_same_queries_for_few_and_for_many(made, name):
    busy(made)
    found = propose_with_outstanding(prepared(made), by=made.claire, now=NOW)
    browser = browser_of(made.claire)
    url = address(name, made, *([found.pk] if name == PRINTED[1] else []))
    browser.get(url)
    few = queries_of(lambda: browser.get(url))
    words = [(made.participants["person"], "oui")]
    for rank in range(MOST_WORDS + 3):
        events.record_event(
            made.parcours, when=on("2019-07"), fact=f"f{rank}", words=words, by=made.claire, now=NOW
        )
        spells.begin_spell(
            made.parcours, provider=made.participants["ines"], nature=f"n{rank}", by=made.claire, now=NOW
        )
    assert queries_of(lambda: browser.get(url)) == few
    assert NOW.date() < DAY
