"""Mes réunions: what is ahead, what I want to say, what was decided and whether I agree."""

from datetime import timedelta

import pytest
from django.urls import reverse

from filrouge.follow_up.models import DecisionVoice, PreparedWords
from filrouge.follow_up.tests.calling import call, decide, hold, point
from filrouge.parcours.tests.browsing import browser_of, send, text_of
from tests.personas import NOW


@pytest.fixture
def ahead(made):
    """A meeting in a long time, whatever the clock of the test says."""
    return call(made, at=NOW + timedelta(days=36500))


def address(name, made, *rest):
    return reverse(f"space:{name}", args=[made.parcours.pk, *rest])


def test_she_reads_when_where_who_and_what(made, ahead):
    point(ahead, made, words="le pilulier")
    listed = text_of(browser_of(made.person_account).get(address("meetings", made)))
    assert "Je prépare cette réunion" in listed and "Faire le point" in listed
    shown = text_of(browser_of(made.person_account).get(address("meeting", made, ahead.meeting_id)))
    for words in ("à la MAIA", made.ines.name, "le pilulier", "Moi, si je veux"):
        assert words in shown, words


def test_she_prepares_what_she_wants_to_say_and_changes_it(made, ahead):
    url = address("meeting_prepare", made, ahead.meeting_id)
    assert send(browser_of(made.person_account), url, text="Je reste chez moi.").status_code == 302
    assert send(browser_of(made.person_account), url, text="Je reste.").status_code == 302
    kept = PreparedWords.objects.get()
    assert (kept.text, kept.version, kept.said_by.is_the_person) == ("Je reste.", 2, True)
    stale = browser_of(made.person_account).post(url, {"text": "Autre.", "_key": "k", "_version": "1"})
    assert "Deux textes pour le même endroit" in text_of(stale)


def test_she_says_whether_she_agrees_and_may_change_her_mind(made):
    situation = call(made)
    kept = decide(situation, made, area="health")
    hold(situation, made)
    page = address("meeting", made, situation.meeting_id)
    assert "Ce que j’ai dit" in text_of(browser_of(made.person_account).get(page))
    url = address("decision_position", made, kept.pk)
    assert "obligatoire" in text_of(send(browser_of(made.person_account), url))
    for stance in ("disagree", "agree"):
        assert send(browser_of(made.person_account), url, stance=stance, words="").status_code == 302
    assert DecisionVoice.objects.count() == 2
    shown = text_of(browser_of(made.person_account).get(page))
    assert "Je suis d’accord." in shown and "Je change d’avis" in shown
    thread = text_of(browser_of(made.person_account).get(address("thread", made)))
    assert "Décidé en réunion" in thread and "Appeler le service" in thread


def test_a_relative_finds_the_meetings_to_which_they_are_asked_and_nothing_closed_to_them(made):
    closed, asked = call(made), call(made, invited=("person", "daughter"))
    decide(asked, made, "Un pilulier", area="health")
    decide(asked, made, "Les courses du mardi", area="daily_life")
    browser = browser_of(made.relative_account)
    assert browser.get(address("meeting", made, closed.meeting_id)).status_code == 404
    shown = text_of(browser.get(address("meeting", made, asked.meeting_id)))
    assert "Les courses du mardi" in shown and "Un pilulier" not in shown
