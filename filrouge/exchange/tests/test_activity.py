"""The activity report as a tagged PDF and as a workbook: sums, and texts that stay texts."""

from io import BytesIO

import page as pdf_checker
import pikepdf
import pytest
from django.utils.timezone import localdate
from django.utils.timezone import now as clock
from openpyxl import load_workbook

from filrouge.exchange.papers import printing
from filrouge.exchange.papers.workbook import Sheet, workbook
from filrouge.follow_up.queries.activity import activity
from filrouge.follow_up.use_cases.time import Work, log_time
from filrouge.lib.errors import Refused
from filrouge.parcours.tests.browsing import browser_of
from filrouge.territory.models import Organisation
from tests.pdf import squeezed, words_of

TODAY = localdate()
PDF, XLSX = "/temps/activite/papier/", "/temps/activite/tableur/"


@pytest.fixture
def noted(made):
    work = Work(TODAY, "visit", 60, travel_minutes=30, act="T3", activity="2.1", text="Chez elle.")
    log_time([made.parcours], work=work, by=made.claire, now=clock())
    return made


def cells(content, title):
    page = load_workbook(BytesIO(content))[title]
    return [[cell.value for cell in row] for row in page.iter_rows()]


def test_the_paper_keeps_to_pdf_ua_and_holds_no_name_of_a_person(noted):
    maia = Organisation.objects.get(name="MAIA 1")
    told = activity(noted.sophie, organisation=maia, start=TODAY, end=TODAY, now=clock())
    pdf = printing.paper("exchange/papers/activity.html", {"activity": told, "printed_on": TODAY})
    report = pdf_checker.validate_pdf_bytes(pdf)
    assert report.is_compliant, report.failures
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert opened.Root.MarkInfo.Marked and "Rapport" in str(opened.docinfo.Title)
    said = words_of(pdf)
    assert squeezed("MAIA 1") in said and squeezed("2.1 · écouter et questionner") in said.replace("É", "é")
    assert squeezed("1 h 30") in said.replace("\u00a0", "")
    assert squeezed(noted.person.usual_name) not in said and squeezed(noted.claire.name) not in said


def test_the_paper_comes_out_or_says_why_it_does_not(noted, monkeypatch):
    sent = browser_of(noted.claire).get(PDF)
    assert sent["Content-Type"] == "application/pdf" and sent.content.startswith(b"%PDF")

    def fails(template, context):
        raise Refused("Réessayez dans un instant.")

    monkeypatch.setattr("filrouge.exchange.views.sending.paper", fails)
    page = browser_of(noted.claire).get(PDF)
    assert page.status_code == 503 and "Revenir au rapport" in page.content.decode()


def test_the_workbook_says_what_the_page_says(noted):
    sent = browser_of(noted.claire).get(XLSX)
    assert sent["Content-Disposition"].endswith('.xlsx"') and sent["X-Content-Type-Options"] == "nosniff"
    rows = {row[0]: row for row in cells(sent.content, "Par activité")}
    assert rows["2.1 · écouter et questionner pour faire émerger les besoins"][2:] == [1, 60, 30, 90]
    assert len(rows) == 24 and sum(row[-1] for name, row in rows.items() if name != "Activité") == 90
    acts = {row[0]: row[-1] for row in cells(sent.content, "Par acte")}
    assert acts["T3 · attentes, besoins, évaluations"] == 90
    whole = " ".join(str(value) for name in load_workbook(BytesIO(sent.content)).sheetnames
                     for row in cells(sent.content, name) for value in row)  # fmt: skip
    assert noted.person.usual_name not in whole and "Chez elle" not in whole


def test_whoever_leads_no_team_gets_their_own_report_whatever_they_ask(noted):
    maia = Organisation.objects.get(name="MAIA 1")
    mine = dict(
        row
        for row in cells(browser_of(noted.colette).get(XLSX, {"qui": maia.pk}).content, "Rapport d’activité")
    )
    assert (mine["De qui"], mine["Minutes en tout"]) == (noted.colette.name, 0)
    theirs = dict(
        row
        for row in cells(browser_of(noted.sophie).get(XLSX, {"qui": maia.pk}).content, "Rapport d’activité")
    )
    assert (theirs["De qui"], theirs["Minutes en tout"]) == ("MAIA 1", 90)


@pytest.mark.parametrize(
    "text", ["=1+1", "+33 1", "-2", "@SUM(A1)", "\t=1+1", '=HYPERLINK("http://x";"y")', "=cmd|' /C calc'!A0"]
)
def test_a_text_that_looks_like_a_formula_stays_a_text(text):
    page = load_workbook(BytesIO(workbook([Sheet("Essai", ("Nom",), [(text,)])])))["Essai"]
    cell = page["A2"]
    assert (cell.data_type, cell.value.strip(), cell.quotePrefix) == ("s", text.strip(), True)
    plain = load_workbook(BytesIO(workbook([Sheet("Essai", ("Nom",), [("Mme Morel",)])])))["Essai"]["A2"]
    assert (plain.data_type, plain.quotePrefix) == ("s", False)


def test_signs_that_no_workbook_may_hold_are_left_out():
    assert cells(workbook([Sheet("x" * 40, ("a\x00b",), [("c\x0bd", 3)])]), "x" * 31) == [
        ["ab", None],
        ["cd", 3],
    ]
