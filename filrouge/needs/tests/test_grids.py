"""A grid is filled in a few clicks; nothing is required, nothing is invented, nothing is summed."""

import pytest
from django.core.management import call_command

from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused
from filrouge.needs import use_cases
from filrouge.needs.models import Assessment
from filrouge.needs.queries.answers import answers_in
from filrouge.needs.queries.crossing import crossing
from filrouge.needs.rules.instruments import Instrument, instruments
from filrouge.needs.tests.telling import grid, need, settled
from filrouge.needs.use_cases import Given
from filrouge.parcours.models import Opening
from filrouge.parcours.tests.browsing import address, browser_of, last_act, send, text_of
from filrouge.parcours.use_cases import thread
from tests.personas import NOW, on, world

SAID = {
    "when": "septembre 2018",
    "level": "circle",
    "r_cooking": "hard",
    "w_night": "elle appelle la voisine",
}


def fill(made, who=None, query="", **changed):
    url = address("needs:grid_new", made, "logement") + query
    author = {"author": made.participants["claire"].pk}
    return send(browser_of(who or made.claire), url, **SAID | author | changed)


def answers_of(assessment):
    told = assessment.answers.order_by("order").values_list("item", "said", "words", "is_unchanged")
    return [tuple(each) for each in told]


def test_a_grid_keeps_what_was_answered_and_nothing_else(made):
    assert fill(made).status_code == 302
    kept = Assessment.objects.get(instrument_slug="logement")
    assert answers_of(kept) == [
        ("night", "", "elle appelle la voisine", False), ("cooking", "c’est difficile", "", False)
    ]  # fmt: skip
    assert (kept.area, kept.said_by, kept.instrument) == (
        "housing", made.participants["claire"], "Vivre chez soi"
    )  # fmt: skip
    assert kept.answers.get(item="cooking").code.code == "1.3.2.2"
    assert last_act(made) == "needs.assessment_recorded"
    page = text_of(browser_of(made.claire).get(address("needs:voices", made)))
    assert "Préparer ses repas c’est difficile" in page and "2 réponses" in page
    assert "Vivre chez soi" in text_of(browser_of(made.claire).get(address("desk:thread", made)))


def test_a_grid_shows_every_item_under_its_area_with_its_words(made):
    page = browser_of(made.claire).get(address("needs:grid_new", made, "besoins"))
    words = text_of(page)
    for item in instruments()["besoins"].items:
        assert item.words in words
    assert "Personne d’autre ne l’a encore relue" in words
    assert "à relire" not in words and "inchangé" not in words


def test_a_grid_past_its_review_says_so_and_still_serves(made, monkeypatch):
    monkeypatch.setattr(Instrument, "is_late", lambda grid, today: True)
    for url in (address("needs:assessing", made), address("needs:grid_new", made, "logement")):
        assert "Cette grille est à relire" in text_of(browser_of(made.claire).get(url))
    assert fill(made).status_code == 302


def test_a_grid_without_an_answer_nor_a_conclusion_is_refused_and_loses_nothing(made):
    page = fill(made, r_cooking="", w_night=" ", recommendations="un plombier")
    assert page.status_code == 200
    assert "Répondez à une ligne au moins" in text_of(page) and "un plombier" in text_of(page)
    assert not Assessment.objects.filter(instrument_slug="logement").exists()
    assert fill(made, r_cooking="", w_night="", conclusion="Elle tient bien.").status_code == 302


def test_to_assess_again_shows_the_former_and_says_unchanged_in_one_control(made):
    former = grid(made, answers={"cooking": "hard", "cleaning": "fine", "night": "watch"})
    query = f"?suite={former.pk}"
    opened = text_of(browser_of(made.claire).get(address("needs:grid_new", made, "logement") + query))
    assert "inchangé : c’est difficile" in opened and "Ce que je ne touche pas est inchangé" in opened
    told = {"when": "2019", "r_cooking": "stuck", "w_night": "", "rest_is_unchanged": "on"}
    assert fill(made, query=query, **told).status_code == 302
    again = Assessment.objects.get(follows=former)
    assert answers_of(again) == [
        ("night", "cela tient, à surveiller", "", True),
        ("cooking", "cela ne se fait pas", "", False),
        ("cleaning", "cela va", "", True),
    ]
    assert answers_of(former)[1][1] == "c’est difficile", "the former one stays as it was"
    page = text_of(browser_of(made.claire).get(address("needs:voices", made)))
    assert "1 changement depuis septembre 2018" in page and "a changé" in page


def test_one_item_may_be_said_unchanged_and_the_others_stay_unknown(made):
    former = grid(made, answers={"cooking": "hard", "cleaning": "fine"})
    fill(made, query=f"?suite={former.pk}", when="2019", r_cooking="=", w_night="", w_cleaning="")
    assert answers_of(Assessment.objects.get(follows=former)) == [("cooking", "c’est difficile", "", True)]
    sheet = next(each for each in crossing(made.parcours, made.claire, NOW).sheets if each.former)
    lines = {line.asked: line for _area, lines in sheet.answers for line in lines}
    assert lines["Préparer ses repas"].stays
    assert lines["Tenir le logement et le linge"].now is None, "nobody answered: it is not unchanged"


@pytest.mark.parametrize(
    ("slug", "answers", "sentence"),
    [
        ("proche", {"nights": Given("often")}, "par le proche lui-même"),
        ("logement", {"cooking": Given("moon")}, "parmi celles de la grille"),
        ("logement", {"elsewhere": Given("fine")}, "une ligne au moins"),
        ("logement", {"cooking": Given(is_unchanged=True)}, "une ligne au moins"),
    ],
)
def test_a_grid_refuses_what_it_does_not_ask(made, slug, answers, sentence):
    told = {"when": on("2018"), "author": made.participants["claire"], "by": made.claire, "now": NOW}
    with pytest.raises(Refused, match=sentence):
        use_cases.assess_with(made.parcours, instruments()[slug], answers=answers, **told)


def test_a_grid_follows_only_one_of_its_kind_that_its_author_may_read(made):
    former = grid(made)
    told = {"when": on("2019"), "author": made.participants["ines"], "by": made.ines, "now": NOW}
    answers = {"mind": Given("light")}
    with pytest.raises(Refused, match="autre grille"):
        use_cases.assess_with(
            made.parcours, instruments()["besoins"], answers=answers, follows=former, **told
        )
    with pytest.raises(Refused, match="que vous pouvez lire"):
        use_cases.assess_with(made.parcours, instruments()["logement"], answers={}, follows=former, **told)
    elsewhere = grid(world(2))
    for wrong in (elsewhere.pk, "x", former.pk):
        url = address("needs:grid_new", made, "besoins") + f"?suite={wrong}"
        assert browser_of(made.claire).get(url).status_code == 404


def test_a_grid_is_closed_to_others(made):
    url = address("needs:grid_new", made, "logement")
    assert browser_of(made.anne).get(url).status_code == 404
    assert browser_of(made.person_account).get(url).status_code == 403
    assert browser_of(made.claire).get(address("needs:grid_new", made, "proche")).status_code == 404
    with pytest.raises(NotAllowed):
        grid(made, by=made.anne)


def test_the_answers_of_a_closed_area_are_not_read_with_the_rest(made):
    """The nurse reads the health of it where the line itself is open to her; never the money."""
    answers = {"mind": "light", "money": "regular"}
    told = grid(made, slug="besoins", who="ines", answers=answers, by=made.claire)
    seen = {sheet.assessment.pk: sheet for sheet in crossing(made.parcours, made.ines, NOW).sheets}
    assert seen[told.pk].answered == 2, "she gave them"
    told.said_by = made.participants["claire"]
    told.save(update_fields=["said_by"])
    assert made.parcours.entries.filter(pk=told.pk).visible_to(made.claire, NOW).exists()
    own = crossing(made.parcours, made.claire, NOW).sheets
    assert {sheet.assessment.pk: sheet.answered for sheet in own}[told.pk] == 2


def test_who_says_unchanged_does_not_say_again_what_is_closed_to_them(made):
    """What one writes oneself one reads: a copy of the answer about money would open it to the nurse."""
    Opening.objects.create(parcours=made.parcours, member=made.members["ines"], area="coordination")
    former = grid(made, slug="besoins", answers={"mind": "light", "money": "regular"})
    line = made.parcours.entries.filter(pk=former.pk)
    assert [answer.item for answer in answers_in(line, made.parcours, made.ines, NOW)] == ["mind"]
    told = {"author": made.participants["ines"], "by": made.ines, "now": NOW, "when": on("2019")}
    again = use_cases.assess_with(
        made.parcours, instruments()["besoins"], answers={}, follows=former, rest_is_unchanged=True, **told
    )
    assert [answer.item for answer in again.answers.all()] == ["mind"]


def test_the_way_to_assess_is_chosen_first(made):
    former = grid(made)
    page = browser_of(made.claire).get(address("needs:assessing", made))
    words = text_of(page)
    assert "Grille des besoins" in words and "Une évaluation faite ailleurs" in words
    assert "Réévaluer depuis septembre 2018" in words
    assert f"?suite={former.pk}" in page.content.decode()
    assert "Ce que j’ai sur les épaules" not in words, "a relative tells it, nobody else"


def test_a_grid_may_lose_its_conclusion_and_a_page_of_words_may_not(made):
    told = grid(made, conclusion="Elle tient bien.")
    thread.correct(told, "conclusion", "", by=made.claire, now=NOW, reason="pas encore sûr")
    assert Assessment.objects.get(pk=told.pk).line().title == "Vivre chez soi"
    with pytest.raises(Refused, match="même provisoire"):
        thread.correct(made.assessment, "conclusion", "", by=made.claire, now=NOW, reason="x")


def test_every_line_of_crossed_views_is_made_again_from_its_fact(made):
    grid(made)
    settled(made, {"claire": "agree"})
    need(made)
    call_command("thread", "check")


def test_a_grid_filled_by_somebody_named_on_the_spot(made):
    told = {"new_name": "Dr Rosa Lind", "new_kind": "professionnel de santé", "author": ""}
    assert fill(made, **told).status_code == 302
    assert Assessment.objects.get(instrument_slug="logement").said_by.name == "Dr Rosa Lind"
