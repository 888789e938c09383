import pytest

from filrouge.follow_up.models import Event, Rupture, RuptureProposal, Transition
from filrouge.follow_up.queries.ruptures import ruptures_on, transitions
from filrouge.follow_up.use_cases import events, ruptures, services
from filrouge.follow_up.use_cases import transitions as turning
from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused
from filrouge.parcours.models import ThreadEntry
from filrouge.parcours.tests.browsing import address, browser_of, last_act, queries_of, send, text_of
from filrouge.parcours.use_cases import thread
from tests.personas import NOW, on

BREAK = {"nature": "plus d’aide", "cause": "départ", "consequence": "repas sautés"}


@pytest.fixture
def proposal(made) -> RuptureProposal:
    spell = services.begin_service(
        made.parcours, provider=made.participants["hugo"], newcomer=None, nature="toilette", area="health",
        by=made.claire, now=NOW,
    )  # fmt: skip
    found = services.end_service(
        spell, until=on("2018-09"), outcome="nothing", end_reason="départ", by=made.claire, now=NOW
    )
    assert found is not None
    return found


def test_confirm_proposal_makes_the_end_of_the_service_the_fact_that_opens_it(made, proposal):
    url = address("follow_up:proposal_confirm", made, proposal.pk)
    assert "départ" in browser_of(made.claire).get(url).content.decode()
    assert send(browser_of(made.claire), url, **BREAK).status_code == 302
    rupture = Rupture.objects.get(nature="plus d’aide")
    assert (rupture.opened_by.kind, rupture.since.notation, rupture.area) == (
        "arret_service",
        "2018-09",
        "health",
    )
    proposal.refresh_from_db()
    assert (proposal.state, proposal.rupture, proposal.settled_by) == ("confirmed", rupture, made.claire)
    assert last_act(made) == "follow_up.rupture_opened"
    assert browser_of(made.claire).get(url).status_code == 404, "it is settled"


def test_confirm_proposal_on_a_fact_already_told(made, proposal):
    send(
        browser_of(made.claire), address("follow_up:proposal_confirm", made, proposal.pk), **BREAK,
        opened_by=made.events["fall"].pk,
    )  # fmt: skip
    assert Rupture.objects.get(nature="plus d’aide").opened_by == made.events["fall"]
    with pytest.raises(Refused, match="déjà réglée"):
        proposal.refresh_from_db()
        ruptures.confirm_proposal(proposal, opened_by=None, by=made.claire, now=NOW, **BREAK)


def test_dismiss_proposal_says_why(made, proposal):
    url = address("follow_up:proposal_dismiss", made, proposal.pk)
    assert "obligatoire" in text_of(send(browser_of(made.claire), url, reason=""))
    assert send(browser_of(made.claire), url, reason="sa fille est là").status_code == 302
    proposal.refresh_from_db()
    assert (proposal.state, proposal.reason) == ("dismissed", "sa fille est là")
    assert last_act(made) == "follow_up.proposal_dismissed"
    with pytest.raises(Refused, match="déjà réglée"):
        ruptures.dismiss_proposal(proposal, reason="encore", by=made.claire, now=NOW)
    with pytest.raises(Refused, match="pourquoi"):
        ruptures.dismiss_proposal(proposal, reason=" ", by=made.claire, now=NOW)


def test_reconsider_proposal_brings_it_back_and_both_acts_stay_readable(made, proposal):
    browser, page = browser_of(made.claire), address("follow_up:page", made)
    ruptures.dismiss_proposal(proposal, reason="sa fille est là", by=made.claire, now=NOW)
    set_aside = text_of(browser.get(page))
    assert "Propositions écartées toilette" in set_aside and "« sa fille est là »" in set_aside
    assert "Une rupture ?" not in set_aside
    url = address("follow_up:proposal_reconsider", made, proposal.pk)
    key = {"_key": "once"}
    assert browser.post(url, key).status_code == 302
    proposal.refresh_from_db()
    assert (proposal.state, proposal.settled_by, proposal.reason) == ("proposed", None, "")
    assert last_act(made) == "follow_up.proposal_reconsidered"
    back = text_of(browser.get(page))
    assert "Une rupture ?" in back and "Propositions écartées" not in back
    assert f"Proposition écartée par {made.claire.name}" in back and f"Reprise par {made.claire.name}" in back
    assert "« sa fille est là »" in back
    assert browser.post(url, {"_key": "twice"}).status_code == 404, "it is no longer set aside"
    assert send(browser, address("follow_up:proposal_confirm", made, proposal.pk), **BREAK).status_code == 302


def test_reconsider_proposal_is_for_the_circle_and_for_what_was_set_aside(made, proposal):
    with pytest.raises(Refused, match="n’est pas écartée"):
        ruptures.reconsider_proposal(proposal, by=made.claire, now=NOW)
    ruptures.dismiss_proposal(proposal, reason="sa fille est là", by=made.claire, now=NOW)
    with pytest.raises(NotAllowed):
        ruptures.reconsider_proposal(proposal, by=made.hugo, now=NOW)
    url = address("follow_up:proposal_reconsider", made, proposal.pk)
    assert browser_of(made.anne).post(url, {"_key": "a"}).status_code == 404
    assert browser_of(made.relative_account).post(url, {"_key": "b"}).status_code == 403


def test_the_page_asks_the_same_queries_for_two_set_aside_or_fifty(made):
    browser, page = browser_of(made.claire), address("follow_up:page", made)

    def set_aside(count: int) -> None:
        for rank in range(count):
            spell = services.begin_service(
                made.parcours, provider=made.participants["hugo"], newcomer=None, nature=f"service {rank}",
                area="health", by=made.claire, now=NOW,
            )  # fmt: skip
            found = services.end_service(
                spell, until=on("2018-09"), outcome="nothing", by=made.claire, now=NOW
            )
            ruptures.dismiss_proposal(found, reason="non", by=made.claire, now=NOW)

    set_aside(2)
    browser.get(page)
    few = queries_of(lambda: browser.get(page))
    set_aside(48)
    assert queries_of(lambda: browser.get(page)) == few


def test_proposals_are_closed_to_outsiders_and_to_other_areas(made, proposal):
    url = address("follow_up:proposal_dismiss", made, proposal.pk)
    assert browser_of(made.anne).get(url).status_code == 404
    assert browser_of(made.relative_account).get(url).status_code == 403
    with pytest.raises(NotAllowed):
        ruptures.dismiss_proposal(proposal, reason="x", by=made.anne, now=NOW)


def test_open_rupture_on_facts(made):
    url = address("follow_up:rupture_new", made)
    first, last = made.events["stop"].pk, made.events["fall"].pk
    page = send(browser_of(made.claire), url, **BREAK, opened_by=first, closed_by=last)
    assert "avant celui qui l’ouvre" in text_of(page)
    assert send(browser_of(made.claire), url, **BREAK, opened_by=first).status_code == 302
    rupture = Rupture.objects.get(nature="plus d’aide")
    assert rupture.until is None
    entries = ThreadEntry.objects.filter(parcours=made.parcours)
    assert rupture in ruptures_on(entries, NOW.date()).open
    assert last_act(made) == "follow_up.rupture_opened"


@pytest.mark.parametrize("missing", ["nature", "cause"])
def test_open_rupture_says_what_broke_and_why(made, missing):
    told = BREAK | {missing: "  "}
    with pytest.raises(Refused) as refusal:
        ruptures.open_rupture(made.parcours, opened_by=made.events["fall"], by=made.claire, now=NOW, **told)
    assert refusal.value.field == missing


def test_close_rupture_by_a_fact(made):
    rupture = ruptures.open_rupture(
        made.parcours, opened_by=made.events["stop"], by=made.claire, now=NOW, **BREAK
    )
    url = address("follow_up:rupture_close", made, rupture.pk)
    assert "avant celui qui l’ouvre" in text_of(
        send(browser_of(made.claire), url, closed_by=made.events["fall"].pk)
    )
    assert send(browser_of(made.claire), url, closed_by=made.events["start"].pk).status_code == 302
    assert ThreadEntry.objects.get(pk=rupture.pk).until.notation == "2018-11"
    assert last_act(made) == "follow_up.rupture_closed"
    assert "déjà refermée" in text_of(send(browser_of(made.claire), url, closed_by=made.events["start"].pk))
    assert browser_of(made.ines).get(url).status_code == 404


def test_a_fact_put_right_moves_the_breaks_and_turns_that_it_dates(made):
    thread.correct(made.events["stop"], "when", on("2018-07"), reason="lettre", by=made.claire, now=NOW)
    thread.correct(made.events["fall"], "when", on("2018-05-13"), reason="lettre", by=made.claire, now=NOW)
    assert ThreadEntry.objects.get(pk=made.rupture.pk).when.notation == "2018-07"
    assert ThreadEntry.objects.get(pk=made.transition.pk).when.notation == "2018-05-13"
    with pytest.raises(Refused, match="avant celui qui l’ouvre"):
        thread.correct(made.events["stop"], "when", on("2019-07"), reason="x", by=made.claire, now=NOW)
    assert Event.objects.get(pk=made.events["stop"].pk).when.notation == "2018-07"


def test_record_transition_ahead_or_past(made):
    url = address("follow_up:transition_new", made)
    told = {"from_what": "IME", "area": "school"}
    assert "Dites quand ce moment est prévu" in text_of(send(browser_of(made.claire), url, **told))
    ahead = {**told, "expected": "2030-09", "spotted_by": made.events["start"].pk}
    assert send(browser_of(made.claire), url, **ahead).status_code == 302
    past = {**told, "from_what": "foyer", "to_what": "EHPAD", "events": [made.events["fall"].pk]}
    assert send(browser_of(made.claire), url, **past).status_code == 302
    assert Transition.objects.get(from_what="foyer").line().when == made.events["fall"].when
    entries = ThreadEntry.objects.filter(parcours=made.parcours)
    assert [turn.transition.from_what for turn in transitions(entries, ahead_of=NOW.date())] == ["IME"]
    assert last_act(made) == "follow_up.transition_recorded"
    page = text_of(browser_of(made.claire).get(address("follow_up:page", made)))
    assert "prévu : septembre 2030" in page


def test_record_transition_is_closed_to_others(made):
    assert browser_of(made.anne).get(address("follow_up:transition_new", made)).status_code == 404
    with pytest.raises(NotAllowed):
        turning.record_transition(made.parcours, from_what="a", expected=on("2030"), by=made.anne, now=NOW)


def test_events_of_a_kind_nobody_foresaw_are_shown_as_written(made):
    event = events.record_event(
        made.parcours, when=on("2018"), fact="x", kind="fete_de_rue", by=made.claire, now=NOW
    )
    assert event.kind_words == "fete de rue"
