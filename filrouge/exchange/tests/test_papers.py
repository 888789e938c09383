"""Papers: tagged PDFs that say the version and what stands at each answer, of what their reader may read."""

import os
import re
from io import BytesIO
from threading import BoundedSemaphore
from urllib.error import URLError

import page as pdf_checker
import pikepdf
import pytest
from django.db import DEFAULT_DB_ALIAS
from django.template.loader import render_to_string
from django.urls import resolve, reverse
from django.utils.html import strip_tags
from django.utils.timezone import now as clock
from weasyprint.urls import FatalURLFetchingError

from filrouge.exchange.papers import printer, printing
from filrouge.exchange.papers.printing import PAPERS
from filrouge.exchange.queries.papers import plan_paper
from filrouge.journal.models import JournalEntry
from filrouge.lib.errors import Refused
from filrouge.parcours.models import Opening
from filrouge.parcours.tests.browsing import browser_of, text_of
from filrouge.plans.models import LineChange, PlanLine
from filrouge.plans.tests.making import a_plan, agreed, answered, lines, proposed
from tests.personas import NOW, world

pytestmark = pytest.mark.django_db
RULES = 104
ODD = "« Œuvre » 1 234,50 € ☐ — 你好 🧶 Ж ž <script>alert(1)</script> &amp; \u202e tourné"


@pytest.fixture
def made():
    return world()


@pytest.fixture
def unprinted(monkeypatch):
    """The pages that would be printed, instead of printing them."""
    pages = []

    def keep(template, context):
        pages.append(render_to_string(template, dict(context)))
        return b"%PDF-1.7"

    monkeypatch.setattr("filrouge.exchange.views.sending.paper", keep)
    return pages


def context_of(plan, user):
    told = plan_paper(plan, user, clock())
    position = next(iter(told.positions), None)
    return {"paper": told, "plan": plan, "position": position, "name": plan.parcours.person.usual_name}


def words_of(html):
    return re.sub(r"\s+", " ", strip_tags(html.split("<body>")[1])).replace("&nbsp;", " ")


def said(kind, plan, user):
    return words_of(render_to_string(PAPERS[kind], context_of(plan, user)))


def address(made, plan, kind="complet", whose="plan_printed"):
    return reverse(f"exchange:{whose}", args=[made.parcours.pk, plan.pk, kind])


def rich(made):
    """An agreed plan with everything that a paper may hold, in signs of every kind."""
    plan = agreed(made)
    PlanLine.objects.filter(plan=plan).update(
        title=ODD, details=ODD, easy_words=ODD, rhythm="FREQ=WEEKLY;BYDAY=MO,TH", minutes=90, until="2019-12",
    )  # fmt: skip
    LineChange.objects.create(
        line=lines(plan)[0], line_version=2, moved={"title": ["a", "b"]}, compromise=ODD,
        asked_by=made.participants["ines"], recorded_by=made.claire, recorded_at=NOW,
    )  # fmt: skip
    return plan


@pytest.mark.parametrize("kind", PAPERS)
def test_every_paper_keeps_to_pdf_ua(made, kind):
    plan = rich(made)
    pdf = printing.paper(PAPERS[kind], context_of(plan, made.claire))
    report = pdf_checker.validate_pdf_bytes(pdf)
    assert report.is_compliant and report.rules.passed == RULES, report.failures
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert opened.Root.Lang == "fr" and opened.Root.MarkInfo.Marked
        assert opened.Root.ViewerPreferences.DisplayDocTitle
        assert "version 1" in str(opened.docinfo.Title)
        assert "/JavaScript" not in opened.Root.get("/Names", {}) and "/OpenAction" not in opened.Root


def tags_of(pdf):
    """Every structure tag of a PDF, in its order."""
    found, waiting = [], []
    with pikepdf.open(BytesIO(pdf)) as opened:
        waiting = [opened.Root.StructTreeRoot]
        while waiting:
            element = waiting.pop(0)
            if not isinstance(element, pikepdf.Dictionary):
                continue
            if "/S" in element:
                found.append(str(element.S).lstrip("/"))
            kids = element.get("/K", [])
            waiting = [*(kids if isinstance(kids, pikepdf.Array) else [kids]), *waiting]
    return found


def test_the_complete_paper_has_headings_tables_and_lists(made):
    pdf = printing.paper(PAPERS["complet"], context_of(proposed(made), made.claire))
    tags = tags_of(pdf)
    assert {"H1", "H2", "Table", "TH", "TD", "L", "LI", "Caption"} <= set(tags), tags
    assert tags.index("H1") < tags.index("H2")


def test_both_papers_say_the_version_and_what_is_agreed_refused_open(made):
    plan = answered(made, "yes", "otherwise", "no")
    complete, easy = said("complet", plan, made.claire), said("facile", plan, made.claire)
    assert "version 1" in complete and "C’est la version 1." in easy
    for words in ("Oui : ligne 1", "Autrement : ligne 3", "Non : ligne 2", "la ligne directe d’abord"):
        assert words in complete.replace("\u00a0", " "), words
    for words in ("J’ai dit oui à 1 question.", "je veux autrement.", "J’ai dit non à 1 question."):
        assert words in easy.replace("\u00a0", " "), words
    opened = said("facile", proposed_again(made, plan), made.claire)
    assert "3 questions attendent ma réponse." in opened.replace("\u00a0", " ")


def test_the_easy_paper_says_as_hers_what_she_said_of_the_line_as_it_reads(made):
    plan = answered(made, "yes", "otherwise", "no")
    PlanLine.objects.filter(plan=plan, standing="otherwise").update(version=2, opened_version=2)
    told = [each.answer and each.answer.answer for each in plan_paper(plan, made.claire, NOW).questions]
    assert told == ["yes", "no", None], "the line changed since: its answer is of another one"


def test_the_paper_of_a_position_is_for_whoever_reads_all_of_its_text(made, unprinted):
    plan = agreed(made)
    Opening.objects.filter(member=made.members["claire"], area="health").delete()
    assert plan_paper(plan, made.claire, NOW).positions, "she wrote the lines about health herself"
    PlanLine.objects.filter(plan=plan, area="health").update(recorded_by=made.colette)
    assert browser_of(made.claire).get(address(made, plan, "position")).status_code == 404
    assert unprinted == []


def proposed_again(made, plan):
    PlanLine.objects.filter(plan=plan).update(standing="open")
    return plan


def test_what_is_left_to_pay_who_pays_and_the_week_are_on_the_complete_paper(made):
    plan = rich(made)
    words = said("complet", plan, made.claire).replace("\u00a0", " ")
    for told in ("550 €", "Total connu", "La semaine", "Lundi", "Ce qui a changé", "Date et signature"):
        assert told in words, told


def test_the_easy_paper_offers_four_boxes_of_the_same_weight_to_each_line(made):
    html = render_to_string(PAPERS["facile"], context_of(proposed(made), made.claire))
    assert html.count('class="case"') == 3 * (4 + 2)
    for picture in ("i-yes", "i-otherwise", "i-no", "i-later"):
        assert html.count(f'"{picture}"') == 3


def test_every_picture_that_a_paper_may_show_is_drawn_by_its_style():
    css = (printer.ROOMS / "exchange/static/exchange/easy.css").read_text()
    from filrouge.exchange.queries.papers import BOXES
    from filrouge.space.choices import AREA_PICTOGRAMS

    for name in (*AREA_PICTOGRAMS.values(), *(picture for _answer, picture in BOXES)):
        assert f'.i-{name} {{ background-image: url("own:ui/vendor/openmoji/{name}.svg"); }}' in css


def test_the_paper_of_a_position_is_the_very_text_with_its_fingerprint(made, unprinted):
    plan = agreed(made)
    answer = browser_of(made.claire).get(address(made, plan, "position"))
    position = context_of(plan, made.claire)["position"]
    assert answer.status_code == 200
    assert position.text_sha256 in unprinted[0] and strip_tags(position.text).split("\n")[0] in unprinted[0]
    assert browser_of(made.claire).get(address(made, proposed_other(made), "position")).status_code == 404


def proposed_other(made):
    return a_plan(made, number=9)


def test_a_paper_is_sent_to_be_saved_and_kept_nowhere(made, unprinted):
    plan = proposed(made)
    answer = browser_of(made.claire).get(address(made, plan))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="plan-1-complet.pdf"'
    assert (answer["Cache-Control"], answer["X-Content-Type-Options"]) == ("no-store", "nosniff")
    seen = JournalEntry.objects.filter(chain=str(made.person.pk), action="record.viewed").latest("sequence")
    assert (seen.object_kind, seen.object_id, seen.actor) == ("plan", str(plan.pk), str(made.claire.pk))


def test_who_may_not_know_of_a_plan_gets_no_paper_of_it(made, unprinted):
    plan = a_plan(made)
    for who, status in (("anne", 404), ("colette", 404), ("hugo", 404), ("ines", 404), ("sophie", 403)):
        assert browser_of(getattr(made, who)).get(address(made, plan)).status_code == status, who
    own = address(made, plan, "facile", "own_plan_printed")
    assert browser_of(made.person_account).get(own).status_code == 404, "a draft is not shown yet"
    assert browser_of(made.claire).get(address(made, plan, "zut")).status_code == 404
    assert not unprinted


def test_each_gets_on_paper_the_lines_that_they_may_read(made, unprinted):
    plan = proposed(made)
    browser_of(made.ines).get(address(made, plan))
    browser_of(made.person_account).get(address(made, plan, "complet", "own_plan_printed"))
    hers, whole = unprinted
    assert made.secret("health") in hers and made.secret("daily_life") not in hers
    assert "que les lignes que vous pouvez lire" in hers and "que les lignes que vous" not in whole
    assert made.secret("health") in whole and made.secret("daily_life") in whole


def test_another_persons_plan_is_not_printed_under_this_record(made, unprinted):
    other = world(2)
    plan = proposed(other)
    assert browser_of(made.claire).get(address(made, plan)).status_code == 404


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "http://localhost/", "https://exemple.fr/x.css", "own:ui/../../config/settings.py",
        "own:ui/vendor/nothing.svg", "own:exchange/paper.css?x", "data:text/css,a", "own:ui/js/drafts.js",
    ],
)  # fmt: skip
def test_a_paper_takes_nothing_from_elsewhere(url):
    with pytest.raises((FatalURLFetchingError, URLError)):
        printer.OwnFiles().fetch(url)


def test_a_sign_that_no_font_draws_leaves_no_hole():
    assert printer.drawable("été 🧶 你 Ж €") == "été ? ? Ж €"
    assert printer.drawable("rien d'étrange") == "rien d'étrange"


def test_the_printer_is_given_the_page_and_no_secret(monkeypatch):
    monkeypatch.setitem(os.environ, "FILROUGE_SECRET_KEY", "x")
    given = {}

    def run(command, **options):
        given.update(options, command=command)
        raise OSError

    monkeypatch.setattr(printing.subprocess, "run", run)
    with pytest.raises(Refused):
        printing.print_page("<p>à lire</p>")
    assert given["input"] == "<p>à lire</p>".encode() and "-I" in given["command"]
    assert not [name for name in given["env"] if name.startswith(("FILROUGE", "DJANGO"))]


def test_a_paper_that_does_not_come_out_is_said_and_lets_the_next_one_in(made, monkeypatch):
    plan = proposed(made)
    monkeypatch.setattr(printing, "PRINTER", printing.PRINTER.with_name("nothing.py"))
    for _twice in range(printing.AT_ONCE + 1):
        answer = browser_of(made.claire).get(address(made, plan))
        assert answer.status_code == 503
    assert "Rien n’est perdu" in text_of(answer)


def test_when_too_many_papers_are_made_one_is_asked_to_come_back(monkeypatch):
    monkeypatch.setattr(printing, "_turns", BoundedSemaphore(1))
    monkeypatch.setattr(printing, "LONGEST_WAIT", 0.01)
    printing._turns.acquire()
    with pytest.raises(Refused, match="Réessayez dans un instant"):
        printing.print_page("<p>")


def test_the_plan_page_leads_to_its_papers(made):
    plan = proposed(made)
    page = browser_of(made.claire).get(reverse("plans:plan", args=[made.parcours.pk, plan.pk]))
    for kind in ("complet", "facile"):
        assert address(made, plan, kind) in page.content.decode()


def test_mon_plan_leads_to_its_papers(made):
    plan = proposed(made)
    page = browser_of(made.person_account).get(reverse("space:plan", args=[made.parcours.pk]))
    for kind in ("complet", "facile"):
        assert address(made, plan, kind, "own_plan_printed") in page.content.decode()
    assert reverse("space:asked", args=[made.parcours.pk]) in page.content.decode()


@pytest.mark.parametrize("name", ["plan_printed", "own_plan_printed"])
def test_no_transaction_stays_open_while_a_paper_is_printed(name, made):
    key = made.parcours.pk
    view = resolve(reverse(f"exchange:{name}", args=[key, key, "complet"])).func
    assert DEFAULT_DB_ALIAS in view._non_atomic_requests
