"""No acronym without its full form once on the page."""

import pytest
import yaml
from django.template import Context, Template
from django.utils.translation import override

from filrouge.ui.acronyms import FILE, full_form, unexplained


def test_the_reviewed_list_gives_each_a_full_form_and_a_source_once_in_order():
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    shorts = [row["short"] for row in rows]
    assert shorts == sorted(set(shorts))
    assert all(set(row) == {"short", "full", "source"} and all(row.values()) for row in rows)


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>Elle entre en EHPAD.</p>", ["EHPAD"]),
        ("<p>le CLIC, puis l’APA (CLIC)</p>", ["APA", "CLIC"]),
        ('<p class="APA">Elle a demandé une aide.</p>', []),
        ("<p>la MDPH (maison départementale des personnes handicapées)</p>", []),
        ("<p>CLICHÉ, XYZ</p>", []),
    ],
)
def test_an_acronym_that_the_page_shows_and_does_not_spell_out_is_found(html, found):
    assert [short for short, _ in unexplained(html)] == found


def test_what_follows_the_content_of_a_page_has_its_acronyms():
    page = Template(
        "{% with_acronyms %}<p>{{ words }}</p>{% endwith_acronyms %}{% include 'ui/acronyms.html' %}"
    )
    html = page.render(Context({"words": "retour en EHPAD"}))
    assert html.startswith("<p>retour en EHPAD</p>")
    assert "établissement d’hébergement pour personnes âgées dépendantes" in html


def test_a_reader_of_english_keeps_the_french_name_and_learns_what_it_is():
    with override("en"):
        assert full_form("MJC") == "maison des jeunes et de la culture (youth and arts centre)"
    assert full_form("XYZ") == ""
