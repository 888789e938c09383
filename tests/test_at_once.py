"""Two people, or one hurried hand, at the same moment: real threads, on both engines."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from filrouge.accounts.models import User
from filrouge.follow_up.models import Event, Rupture, RuptureProposal
from filrouge.follow_up.use_cases import ruptures, services
from filrouge.journal.queries import verify
from filrouge.lib.errors import Refused, Stale
from filrouge.life_project.models import Expectation, ExpectationStep, LifeProject
from filrouge.life_project.tests.saying import hope, move, order, write
from filrouge.needs import use_cases as needs
from filrouge.needs.models import Need, NeedOrigin
from filrouge.needs.tests.test_needs import leaf
from filrouge.parcours.models import AccessRequest, CircleMember, Death, Parcours, Participant, Wish
from filrouge.parcours.use_cases import access_requests, circle, deaths, requests, wishes
from filrouge.parcours.use_cases import services as spells
from tests.personas import NOW, World, on, world

Act = Callable[[], Any]


@pytest.fixture
def made(committed_journal: None) -> World:
    return world()


def at_once(*acts: Act) -> list[Any]:
    """What each act gave or raised, all begun at the same moment."""
    start, given = threading.Barrier(len(acts)), [None] * len(acts)

    def run(rank: int, act: Act) -> None:
        try:
            start.wait()
            given[rank] = act()
        except Exception as raised:
            given[rank] = raised  # type: ignore[call-overload]
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given


def slowed(monkeypatch: pytest.MonkeyPatch, target: Any, name: str) -> None:
    """Leaves others the time to come in between."""
    real = getattr(target, name)

    def slow(*args: Any, **kwargs: Any) -> Any:
        done = real(*args, **kwargs)
        time.sleep(0.2)
        return done

    monkeypatch.setattr(target, name, slow)


def test_two_who_ask_for_the_same_two_circles_do_not_wait_for_each_other_for_ever(
    made: World, monkeypatch: pytest.MonkeyPatch
):
    both = [made.parcours, world(2).parcours]
    slowed(monkeypatch, access_requests, "_ask")

    def ask(by: User, several: list[Any]) -> Act:
        return lambda: access_requests.ask_access(several, typed_name="M", reason="r", by=by, now=NOW)

    given = at_once(ask(made.anne, both), ask(made.colette, both[::-1]))
    assert [len(each) for each in given] == [2, 2]
    assert verify() == []


def test_one_who_asks_twice_at_once_asks_once(made: World, monkeypatch: pytest.MonkeyPatch):
    slowed(monkeypatch, access_requests, "_ask")

    def ask() -> list[AccessRequest]:
        return access_requests.ask_access([made.parcours], typed_name="M", reason="r", by=made.anne, now=NOW)

    assert sorted(len(each) for each in at_once(ask, ask)) == [0, 1]


def test_two_who_come_in_to_places_kept_in_the_same_circles(made: World, monkeypatch: pytest.MonkeyPatch):
    first, second = made.parcours, world(2).parcours
    for by, several in ((made.anne, (first, second)), (made.colette, (second, first))):
        for parcours in several:
            Participant.objects.create(parcours=parcours, name="x", kind="x", invited_email=by.email)
    slowed(monkeypatch, Participant, "save")
    given = at_once(
        *(lambda by=by: circle.take_invited_places(by=by, now=NOW) for by in (made.anne, made.colette))
    )
    assert given == [2, 2]
    assert verify() == []


def stopped(made: World) -> RuptureProposal:
    spell = spells.begin_spell(
        made.parcours, provider=made.participants["hugo"], nature="repas", by=made.claire, now=NOW
    )
    services.end_service(spell, until=on("2019"), outcome="nothing", by=made.claire, now=NOW)
    return RuptureProposal.objects.get(spell=spell)


def test_one_proposal_confirmed_twice_at_once_is_one_rupture(made: World, monkeypatch: pytest.MonkeyPatch):
    proposal, before = stopped(made), Rupture.objects.count()
    slowed(monkeypatch, ruptures, "record_event")

    def confirm() -> Rupture:
        seen = RuptureProposal.objects.get(pk=proposal.pk)
        return ruptures.confirm_proposal(seen, opened_by=None, nature="n", cause="c", by=made.claire, now=NOW)

    given = at_once(confirm, confirm)
    assert sum(isinstance(each, Rupture) for each in given) == 1, given
    assert sum(isinstance(each, Refused) for each in given) == 1, given
    assert Rupture.objects.count() == before + 1


def test_one_place_ended_twice_at_once_ends_once(made: World, monkeypatch: pytest.MonkeyPatch):
    slowed(monkeypatch, circle, "check_texts")

    def end(until: str) -> Act:
        member = CircleMember.objects.get(pk=made.members["ines"].pk)
        return lambda: circle.end_member(member, until=on(until), by=made.claire, now=NOW)

    given = at_once(end("2019-02"), end("2019-03"))
    assert sum(isinstance(each, Refused) for each in given) == 1, given


def test_one_newcomer_welcomed_twice_at_once_has_one_place(made: World, monkeypatch: pytest.MonkeyPatch):
    slowed(monkeypatch, circle, "check_texts")
    who = Participant.objects.create(parcours=made.parcours, name="Nora", kind="sante")
    place = {"role": "intervention", "areas": ["health"], "by": made.claire, "now": NOW}

    def welcome() -> CircleMember:
        return circle.welcome(made.parcours, participant=who, newcomer=None, email="", **place)

    given = at_once(welcome, welcome)
    assert CircleMember.objects.filter(participant=who).count() == 1, given


def posts(user: User, url: str, typed: dict[str, Any]) -> Act:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return lambda: client.post(url, typed)


def test_a_form_sent_four_times_at_once_is_done_once(made: World):
    url, before = f"/parcours/{made.parcours.pk}/noter/", Event.objects.count()
    typed = {
        "fact": "Visite",
        "when": "2019-07",
        "area": "health",
        "level": "circle",
        "_key": "une-seule-fois",
    }
    session = posts(made.claire, url, typed)
    answers = at_once(session, session, session, session)
    assert {answer.status_code for answer in answers} == {302}, answers
    assert len({answer["Location"] for answer in answers}) == 1
    assert Event.objects.count() == before + 1
    assert posts(made.ines, url, typed)().status_code == 302
    assert Event.objects.count() == before + 2
    assert verify() == []


def test_two_who_put_the_same_fact_right_at_once_lose_nothing(made: World):
    url = f"/parcours/{made.parcours.pk}/corriger/event/{made.events['fall'].pk}/fact/"
    one = posts(made.claire, url, {"value": "premier", "reason": "r", "_version": 1, "_key": "un"})
    two = posts(made.ines, url, {"value": "second", "reason": "r", "_version": 1, "_key": "deux"})
    answers = at_once(one, two)
    assert sorted(answer.status_code for answer in answers) == [200, 302], answers
    late = next(answer for answer in answers if answer.status_code == 200).content.decode()
    assert "premier" in late
    assert "second" in late
    assert verify() == []


def test_one_request_taken_by_two_at_once_opens_one_record(made: World, monkeypatch: pytest.MonkeyPatch):
    where, records = made.claire.memberships.get().organisation, Parcours.objects.count()
    told = {"person_name": "Mme Petit", "asked_by": "sa voisine", "origin": "family", "reason": "seule"}
    asked = requests.receive_request(where, by=made.claire, now=NOW, **told)
    slowed(monkeypatch, requests, "_waiting")

    def take(by: User) -> Act:
        return lambda: requests.take_request(asked, identity={"usual_name": "Mme Petit"}, by=by, now=NOW)

    given = at_once(take(made.claire), take(made.claire))
    assert sum(isinstance(each, Parcours) for each in given) == 1, given
    assert sum(isinstance(each, Refused) for each in given) == 1, given
    assert Parcours.objects.count() == records + 1
    assert verify() == []


def test_a_wish_answered_by_two_at_once_keeps_the_first_answer_and_tells_the_second(made: World):
    wish = wishes.ask(made.parcours, kind="something", text="Un taxi.", by=made.person_account, now=NOW)

    def answer(words: str) -> Act:
        told = {"state": "answered", "answer": words, "version": wish.version}
        return lambda: wishes.answer_wish(wish, **told, by=made.claire, now=NOW)

    given = at_once(answer("Oui, mardi."), answer("Non."))
    assert sum(isinstance(each, Stale) for each in given) == 1, given
    kept = next(each for each in given if isinstance(each, Wish))
    assert Wish.objects.get(pk=wish.pk).answer == kept.answer
    assert verify() == []


def test_one_death_noted_by_two_at_once_is_noted_once(made: World, monkeypatch: pytest.MonkeyPatch):
    slowed(monkeypatch, deaths, "_held")

    def note() -> Death:
        return deaths.record_death(
            made.parcours, on=on("2019-07"), told_by="sa fille", by=made.claire, now=NOW
        )

    given = at_once(note, note)
    assert sum(isinstance(each, Refused) for each in given) == 1, given
    assert Death.objects.count() == 1
    assert verify() == []


def test_her_words_and_those_noted_at_the_same_moment_are_never_one_over_the_other(made: World):
    given = at_once(
        lambda: write(made, "Rester ici.", by=made.person_account, number=0),
        lambda: write(made, "Voir la mer.", number=0),
    )
    assert {type(each) for each in given} == {LifeProject, Stale}
    assert LifeProject.objects.count() == 1
    assert verify() == []


def test_two_who_draw_the_same_need_at_once_draw_one(made: World):
    one, two = hope(made, "Le tram."), hope(made, "Le bus.")

    def draw(words: Any) -> Act:
        return lambda: needs.translate(words, codes=[leaf("1.3.4.2")], by=made.claire, now=NOW)

    first, second = at_once(draw(one), draw(two))
    assert first == second
    assert (Need.objects.count(), NeedOrigin.objects.count()) == (1, 2)
    assert verify() == []


def test_of_two_who_order_at_once_the_second_is_told(made: World):
    hopes = [hope(made, words) for words in ("Un.", "Deux.", "Trois.")]
    given = at_once(
        lambda: order(made, hopes[::-1], by=made.person_account),
        lambda: order(made, [hopes[1], hopes[0], hopes[2]]),
    )
    assert sum(isinstance(each, Stale) for each in given) == 1
    assert verify() == []


def test_of_two_who_say_at_once_where_a_hope_stands_the_second_is_told(made: World):
    wish = hope(made, "Un chat.")
    given = at_once(
        lambda: move(made, wish, "reached", by=made.person_account),
        lambda: move(made, wish, "set_aside", reason="plus tard"),
    )
    assert {type(each) for each in given} == {ExpectationStep, Stale}
    kept = ExpectationStep.objects.get()
    assert Expectation.objects.get(pk=wish.pk).state == kept.state
    assert verify() == []
