"""Needs in rows, the person's voice first, then who shares her life, then professionals, each with its expertise."""

import pytest

from filrouge.needs import use_cases
from filrouge.needs.choices import Expertise
from filrouge.needs.models import Divergence, Need
from filrouge.needs.queries.crossing import crossing
from filrouge.needs.tests.telling import grid, need, settled, view
from filrouge.nomenclature.choices import LifeArea
from filrouge.nomenclature.models import Code, CodeList
from filrouge.parcours.tests.browsing import address, browser_of, queries_of, send, text_of
from filrouge.parcours.use_cases import thread
from tests.personas import NOW, on


def table(made, user=None):
    return crossing(made.parcours, user or made.claire, NOW)


def read_page(made, who=None):
    return text_of(browser_of(who or made.claire).get(address("needs:voices", made)))


def test_open_needs_come_first_then_what_was_said_without_one(made):
    asked, gone = need(made, "1.3.4.1", "Voir ses amies"), need(made, "1.3.5.1")
    gone.ended_on, gone.end_reason = on("2019"), "elle gère seule"
    gone.save()
    view(made, "person", "Je m’ennuie le dimanche.", about=asked)
    found = table(made)
    assert [row.need for row in found.needs] == [asked]
    assert [voice.said for voice in found.needs[0].cells[0].voices] == ["Je m’ennuie le dimanche."]
    assert LifeArea.HOUSING in {row.area for row in found.rows}, "voices without a need keep their row"
    page = read_page(made)
    assert "besoin par besoin" in page and "Voir ses amies" in page and "SERAFIN-PH 1.3.4.1" in page
    assert "sans qu’un besoin soit nommé" in page


def test_a_need_of_which_nobody_spoke_says_so(made):
    need(made, "1.3.4.2")
    assert "Sans voix." in read_page(made) and "Besoins pour se déplacer" in read_page(made)


def test_columns_name_the_three_kinds_of_expertise(made):
    asked = need(made)
    for who, said in (("claire", "un foyer"), ("daughter", "chez moi"), ("person", "ma maison")):
        view(made, who, said, about=asked)
    columns = table(made).columns
    assert [column.expertise for column in columns][:2] == [Expertise.LIVED, Expertise.SHARED]
    assert {column.expertise for column in columns[2:]} == {Expertise.TECHNICAL}
    page = read_page(made)
    assert "expertise d’usage" in page and "expertise de partager la vie" in page
    assert "enfant" in page and "octobre 2018" in page


def test_a_measure_exercised_by_a_professional_is_no_shared_life(made):
    made.daughter.tie = "guardian"
    made.daughter.save(update_fields=["tie"])
    view(made, "daughter", "il faut signer")
    expertise = {column.author: column.expertise for column in table(made).columns}
    assert expertise[made.participants["daughter"]] == Expertise.TECHNICAL


def test_an_answer_to_a_grid_is_a_voice_on_its_need(made):
    asked = need(made, "1.3.2.2")
    told = grid(made, answers={"cooking": "hard", "cleaning": "fine", "bills": "watch"})
    said = [(voice.kind, voice.said, voice.source) for voice in table(made).needs[0].voices]
    assert said == [
        ("answers", "Préparer ses repas\u00a0: c’est difficile", told.pk),
        ("answers", "Tenir le logement et le linge\u00a0: cela va", told.pk),
    ]
    assert asked.area == table(made).needs[0].area


def test_a_difference_on_a_need_is_marked_and_worded_never_averaged(made):
    asked = need(made, "1.3.2.2", "Tenir sa maison")
    told = grid(made, who="ines", answers={"cooking": "stuck"})
    hers = view(made, "daughter", "elle cuisine très bien", about=asked)
    url = address("needs:divergence_new", made) + f"?besoin={asked.pk}"
    offered = browser_of(made.claire).get(url).context["form"].fields["voices"].choices
    assert {key for key, _label in offered} == {str(told.pk), str(hers.pk)}
    chosen = {"voices": [told.pk, hers.pk], "mark": "diverges", "subject": "la cuisine"}
    assert send(browser_of(made.claire), url, **chosen).status_code == 302
    assert Divergence.objects.get(subject="la cuisine").need == asked
    found = table(made)
    assert found.needs[0].differs
    assert not any(r.divergence.subject == "la cuisine" for row in found.rows for r in row.readings)
    page = read_page(made)
    assert "pense : « elle cuisine très bien »" in page
    assert "répond : « Préparer ses repas : cela ne se fait pas »" in page
    assert "sur ce point n’est pas notée" in page, "the person's own word is missing, and it says so"


def test_a_view_on_a_need_stands_in_the_life_area_of_the_need(made):
    asked = need(made, "1.3.5.1")
    url = address("needs:viewpoint_new", made) + f"?besoin={asked.pk}"
    opened = browser_of(made.claire).get(url)
    assert "area" not in opened.context["form"].fields
    told = {"author": made.participants["ines"].pk, "when": "2018", "conclusion": "x", "level": "circle"}
    assert send(browser_of(made.claire), url, **told).status_code == 302
    assert table(made).needs[0].voices[0].area == "money"
    assert browser_of(made.ines).get(url).status_code == 404, "money is closed to her"


def test_a_reader_sees_neither_the_needs_nor_the_voices_of_a_closed_area(made):
    asked = need(made, "1.3.5.1", "Payer ses dettes")
    view(made, "person", "je dois de l’argent", about=asked)
    assert table(made, made.ines).needs == []
    assert "dettes" not in read_page(made, made.ines)


def test_a_grid_s_answer_about_a_closed_area_is_no_voice_for_that_reader(made):
    need(made, "1.1.8")
    told = grid(made, who="claire", answers={"falls": "hard", "cooking": "hard"})
    thread.correct(told, "area", "health", by=made.claire, now=NOW, reason="c’est surtout sa santé")
    seen = table(made, made.ines)
    assert [voice.said for voice in seen.needs[0].voices] == [
        "Se déplacer sans tomber\u00a0: c’est difficile"
    ]
    sheet = next(each for each in seen.sheets if each.assessment.pk == told.pk)
    assert sheet.answered == 1, "what she eats is of daily life, closed to this nurse"


def many(made, ranks: range) -> None:
    """So many needs, each with voices and something settled; the list is short, so codes are made for the test."""
    among = CodeList.objects.get(slug="serafin_ph_besoins")
    made_up = [
        Code(code_list=among, code=f"9.{rank}", label=f"Besoin {rank}", order=900 + rank, search_text="x")
        for rank in ranks
    ]
    for code in Code.objects.bulk_create(made_up):
        told = Need(parcours=made.parcours, code=code, area=LifeArea.values[code.order % 11])
        thread.add(told, by=made.claire, now=NOW, action="needs.need_added")
        for who in ("person", "daughter", "ines", "claire"):
            view(made, who, f"avis de {who}", about=told)
        settled(made, {"person": "agree", "ines": "disagree"}, need=told)


@pytest.mark.parametrize("page", ["needs:voices", "space:needs"])
def test_the_page_asks_the_same_queries_for_five_needs_or_sixty(made, page):
    browser = browser_of(made.claire if page.startswith("needs") else made.person_account)
    url = address(page, made)
    grid(made)
    many(made, range(5))
    browser.get(url)
    few = queries_of(lambda: browser.get(url))
    many(made, range(5, 60))
    assert queries_of(lambda: browser.get(url)) == few
    assert text_of(browser.get(url)).count("Besoin 59") > 0


def test_an_ended_need_is_asked_for_no_more(made):
    gone = need(made)
    gone.ended_on, gone.end_reason = on("2019"), "déménagé"
    gone.save()
    voice = use_cases.record_viewpoint(
        made.parcours, when=on("2019"), author=made.participants["ines"], conclusion="reste", need=gone,
        by=made.claire, now=NOW,
    )  # fmt: skip
    assert table(made).needs == []
    housing = next(row for row in table(made).rows if row.area == LifeArea.HOUSING)
    assert voice.pk in {each.source for each in housing.voices}, "what was said of it stays readable"
    url = address("needs:viewpoint_new", made) + f"?besoin={gone.pk}"
    assert browser_of(made.claire).get(url).status_code == 404
