"""The template prints the drawing as it is: numbers with points, names escaped, no style or script inside."""

import re

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from filrouge.desk.tests.frieze_cases import fact, frieze, mme_e, rupture, spell, turn


def printed(drawing) -> str:
    return render_to_string("desk/frieze.html", {"frieze": drawing})


@pytest.mark.parametrize("language", ["fr", "en"])
def test_numbers_are_printed_with_a_point_in_every_language(language):
    with translation.override(language):
        html = printed(mme_e())
    values = re.findall(r'\b(?:x|y|x1|x2|y1|y2|cx|cy|width|height|r|rx|dy)="([^"]*)"', html)
    assert len(values) > 100
    assert [value for value in values if not re.fullmatch(r"-?\d+(\.\d+)?", value)] == []


def test_every_knot_links_to_its_line_of_the_list():
    html = printed(mme_e())
    assert re.findall(r'href="#fil-(\d+)"', html) == [str(number) for number in range(1, 17)]


def test_every_paint_that_is_used_is_defined():
    html = printed(mme_e())
    used = set(re.findall(r"url\(#([\w-]+)\)", html))
    assert used <= set(re.findall(r'id="([\w-]+)"', html))


def test_the_page_needs_no_inline_style_or_script():
    html = printed(mme_e())
    assert "style=" not in html
    assert "<script" not in html
    assert " on" not in re.sub(r">[^<]*<|\"[^\"]*\"", "", html)


def test_what_people_wrote_is_escaped():
    html = printed(frieze([fact(1, "2018")], [spell("s", None, None, label="<b>SAAD</b> & co")]))
    assert "<b>" not in html
    assert "&lt;b&gt;SAAD" in html


def test_the_legend_explains_the_signs_drawn_and_no_other():
    html = printed(frieze([fact(1, "2018-03-04")]))
    assert "fait daté" in html
    assert "rupture" not in html
    assert "legende" not in printed(frieze())


def test_ruptures_transitions_and_what_lies_ahead_are_printed():
    facts = [fact(1, "2018-03"), fact(2, "2018-06"), fact(3, "2019-10")]
    gone = spell("s", None, "2018-03", closed_by="f1")
    torn = rupture("r", "f1", "f2", "2018-03", "2018-06", spell="s")
    drawing = frieze(facts, [gone], [torn], [turn("t", "2019-09", None, "SESSAD → ?", ahead=True)])
    html = printed(drawing)
    assert 'class="fz-vide"' in html
    assert "SESSAD → ?" in html
    assert "à venir" in html
