"""What the space says when the accompaniment is paused or over."""

from html import unescape

import pytest

from filrouge.parcours.models import Parcours, Turn
from filrouge.parcours.use_cases import circle, ends
from filrouge.parcours.use_cases.opening import move
from filrouge.parcours.use_cases.wishes import ask
from filrouge.space.tests.visits import address, browser_of, count_queries, read
from tests.personas import NOW, World, on

BOTH = ("person_account", "relative_account")
WHY = {"words": "⟦elle ne répond plus⟧", "said": "⟦laissez-moi⟧"}


@pytest.fixture
def opened(made) -> World:
    move(made.parcours, "open", by=made.claire, now=NOW)
    return made


def first_page(made: World, who: str) -> str:
    return unescape(read(getattr(made, who), "welcome", made.parcours)).replace("\u00a0", " ")


def pause(made: World, **told) -> Turn:
    facts = {"reason": "pause_other", "on": on("2019-07-03"), **WHY, **told}
    return ends.suspend(made.parcours, by=made.claire, now=NOW, **facts)


def close(made: World, reason: str = "no_coordination") -> Turn:
    return ends.close(made.parcours, reason=reason, on=on("2019-07"), by=made.claire, now=NOW, **WHY)


@pytest.mark.parametrize("who", BOTH)
def test_the_space_says_since_when_it_is_paused_and_until_when_one_thinks(opened, who):
    assert "L’accompagnement est" not in first_page(opened, who)
    pause(opened, expected_until=on("2019-10"))
    text = first_page(opened, who)
    assert "L’accompagnement est en pause" in text
    assert "Depuis le 3 juillet 2019." in text and "Reprise prévue : octobre 2019." in text


@pytest.mark.parametrize("who", BOTH)
def test_the_space_says_since_when_it_is_over_and_no_more_once_it_begins_again(opened, who):
    close(opened)
    text = first_page(opened, who)
    assert "L’accompagnement est terminé" in text and "Depuis juillet 2019." in text
    assert "Reprise prévue" not in text
    ends.reopen(opened.parcours, on=on("2019-08"), words="elle rappelle", by=opened.claire, now=NOW)
    assert "L’accompagnement est" not in first_page(opened, who)


@pytest.mark.parametrize("who", BOTH)
@pytest.mark.parametrize("end", [pause, close])
def test_why_is_said_to_nobody_in_the_space(opened, who, end):
    turn = end(opened)
    text = first_page(opened, who)
    reasons = [WHY["words"], WHY["said"], str(turn.get_reason_display())]
    assert "L’accompagnement est" in text and [said for said in reasons if said in text] == []


@pytest.mark.parametrize("end", [pause, close])
def test_what_the_space_says_one_can_still_do_can_be_done(opened, end):
    end(opened)
    for who in BOTH:
        text, user = first_page(opened, who), getattr(opened, who)
        assert "Rien n’est effacé." in text
        assert address("ask", opened.parcours, "something") in text
        assert browser_of(user).get(address("thread", opened.parcours)).status_code == 200
        assert ask(opened.parcours, kind="something", text="un café", by=user, now=NOW).pk
        fact = opened.entry(opened.events["stop"])
        page = address("annotate", opened.parcours, fact.pk, "addition")
        assert browser_of(user).get(page).status_code == 200


def test_somebody_whose_place_ended_learns_nothing(opened):
    close(opened)
    circle.end_member(opened.members["daughter"], until=on("2019-07"), by=opened.claire, now=NOW)
    answer = browser_of(opened.relative_account).get(address("welcome", opened.parcours))
    assert answer.status_code == 404


def test_saying_it_asks_nothing_more_of_the_database(opened):
    client, url = browser_of(opened.person_account), address("welcome", opened.parcours)
    client.get(url)
    before = count_queries(client, url)
    pause(opened)
    assert Parcours.objects.get(pk=opened.parcours.pk).state == "suspended"
    assert count_queries(client, url) == before
