"""The minutes of a meeting on paper: her words first, each one's copy of what they may read."""

import page as pdf_checker
import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from filrouge.exchange.papers.printing import MINUTES, paper
from filrouge.exchange.tests.test_papers import ODD, RULES, words_of
from filrouge.follow_up.queries.meetings import meeting_page
from filrouge.follow_up.tests.calling import LATER, call, decide, hold, of, point
from filrouge.follow_up.use_cases import agenda
from filrouge.journal.models import JournalEntry
from filrouge.parcours.tests.browsing import browser_of, text_of
from tests.personas import NOW, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def held():
    """A meeting in two areas, with her words, a note and two decisions."""
    made = world()
    situation = call(made)
    pills, debts = (
        point(situation, made, words="le pilulier"),
        point(situation, made, words="les dettes", area="money"),
    )
    agenda.write_note(pills, note="vu avec elle", version=1, by=made.claire, now=NOW)
    decide(situation, made, "Un pilulier", item=pills, stances={made.participants["person"]: "agree"})
    decide(situation, made, "Payer en trois fois", item=debts, due=NOW.date())
    hold(situation, made)
    return made, of(situation.meeting)


def context_of(made, situation, who):
    return {
        "paper": meeting_page(situation, who, LATER), "name": made.person.usual_name, "reader": who.name,
        "printed_on": timezone.localdate(LATER),
    }  # fmt: skip


def said(made, situation, who):
    return words_of(render_to_string(MINUTES, context_of(made, situation, who)))


def test_her_words_come_first(held):
    made, situation = held
    told = said(made, situation, made.claire)
    assert (
        told.index("Je veux rester chez moi.") < told.index("Autour de la table") < told.index("le pilulier")
    )
    assert "est là, sans personne à ses côtés" in told


def test_each_copy_holds_what_its_reader_may_read_and_says_so(held):
    made, situation = held
    whole, nurse = said(made, situation, made.claire), said(made, situation, made.ines)
    assert "Payer en trois fois" in whole and "toutes les décisions" in whole
    assert "Un pilulier" in nurse and "vu avec elle" in nurse
    assert "trois fois" not in nurse and "les dettes" not in nurse
    assert f"Exemplaire de {made.ines.name}" in nurse and "Il ne contient que" in nurse


def test_it_keeps_to_pdf_ua(held):
    made, situation = held
    decide(situation, made, ODD, item=point(situation, made, words=ODD))
    report = pdf_checker.validate_pdf_bytes(paper(MINUTES, context_of(made, situation, made.claire)))
    assert report.is_compliant and report.rules.passed == RULES, report.failures


def test_who_took_a_copy_stands_in_the_journal(held, monkeypatch):
    made, situation = held
    monkeypatch.setattr("filrouge.exchange.views.sending.paper", lambda template, context: b"%PDF-1.7")
    theirs = reverse("exchange:minutes_printed", args=[made.parcours.pk, situation.meeting_id])
    hers = reverse("exchange:own_minutes_printed", args=[made.parcours.pk, situation.meeting_id])
    for who, url in ((made.ines, theirs), (made.person_account, hers)):
        answer = browser_of(who).get(url)
        assert answer["Content-Disposition"] == 'attachment; filename="reunion-2019-07-31.pdf"'
        line = JournalEntry.objects.filter(chain=str(made.person.pk)).latest("sequence")
        assert (line.actor, line.detail["page"]) == (str(who.pk), "minutes")
    assert browser_of(made.anne).get(theirs).status_code == 404
    assert browser_of(made.relative_account).get(hers).status_code == 404, "she was not asked there"


def test_she_reads_that_a_copy_was_taken(held, monkeypatch):
    made, situation = held
    monkeypatch.setattr("filrouge.exchange.views.sending.paper", lambda template, context: b"%PDF-1.7")
    browser_of(made.ines).get(
        reverse("exchange:minutes_printed", args=[made.parcours.pk, situation.meeting_id])
    )
    looked = text_of(browser_of(made.person_account).get(reverse("space:lookers", args=[made.parcours.pk])))
    assert "le compte rendu d’une réunion, sur papier" in looked
