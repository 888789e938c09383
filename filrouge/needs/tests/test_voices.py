import pytest

from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused
from filrouge.needs import use_cases
from filrouge.needs.models import Divergence
from filrouge.needs.queries.crossing import crossing
from filrouge.needs.queries.voices import voices
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.models import ThreadEntry
from filrouge.parcours.tests.browsing import address, browser_of, last_act, queries_of, send, text_of
from filrouge.parcours.use_cases import circle
from tests.personas import NOW, on


def think(made, who: str, what: str, *, area: str = "health", when: str = "2018-03"):
    return use_cases.record_viewpoint(
        made.parcours,
        when=on(when),
        author=made.participants[who],
        conclusion=what,
        area=area,
        by=made.claire,
        now=NOW,
    )


def rows(made, user):
    return {row.area: row for row in crossing(made.parcours, user, NOW).rows}


def test_voices_stand_in_columns_the_person_s_first(made):
    table = crossing(made.parcours, made.claire, NOW)
    assert table.columns[0].author == made.participants["person"]
    assert {column.author for column in table.columns} == {
        made.participants["person"], made.participants["ines"], made.participants["claire"]
    }  # fmt: skip
    housing = rows(made, made.claire)[LifeArea.HOUSING]
    assert housing.cells[0].voices == [], "nobody noted what she thinks about it"
    page = text_of(browser_of(made.claire).get(address("needs:voices", made)))
    assert "non renseigné" in page and "sa parole d’abord" in page
    assert "mars 2018" in page and "entre mars et juin 2018" in page


def test_a_divergence_is_read_with_who_thinks_what_and_who_marked_it(made):
    page = text_of(browser_of(made.claire).get(address("needs:voices", made)))
    assert "Les avis diffèrent : où vivre" in page
    assert f"noté par {made.claire.name}" in page
    assert rows(made, made.claire)[LifeArea.HOUSING].differs


def test_unmarked_voices_of_different_authors_wait_to_be_brought_together(made):
    think(made, "ines", "elle marche bien")
    assert rows(made, made.claire)[LifeArea.HEALTH].is_to_bring_together, "her words and the nurse's"
    assert not rows(made, made.claire)[LifeArea.HOUSING].is_to_bring_together, "marked already"
    page = browser_of(made.claire).get(address("needs:voices", made))
    assert "À rapprocher" in text_of(page)
    assert address("needs:divergence_new", made) + "?domaine=health" in page.content.decode()


def test_a_mark_is_set_by_a_human_on_chosen_voices(made):
    first, second = think(made, "ines", "elle marche bien"), think(made, "claire", "elle tombe")
    url = address("needs:divergence_new", made) + "?domaine=health"
    offered = browser_of(made.claire).get(url).context["form"].fields["voices"].choices
    assert {str(first.pk), str(second.pk), str(made.events["fall"].pk)} == {key for key, _label in offered}
    told = {"voices": [first.pk, second.pk], "mark": "agrees", "subject": "la marche"}
    assert send(browser_of(made.claire), url, **told).status_code == 302
    mark = Divergence.objects.get(subject="la marche")
    assert (mark.mark, mark.marked_by, mark.voices.count()) == ("agrees", made.claire, 2)
    assert last_act(made) == "needs.divergence_marked"
    assert "vont dans le même sens" in text_of(browser_of(made.claire).get(address("needs:voices", made)))


@pytest.mark.parametrize(
    ("subject", "count", "sentence"), [("où vivre", 1, "deux voix"), (" ", 2, "sur quoi")]
)
def test_a_mark_needs_two_voices_and_a_subject(made, subject, count, sentence):
    entries = [made.entry(made.assessment), made.entry(made.viewpoint)][:count]
    with pytest.raises(Refused, match=sentence):
        use_cases.mark_divergence(made.parcours, subject=subject, voices=entries, by=made.claire, now=NOW)


def test_a_mark_is_closed_to_others_and_to_lines_that_one_may_not_read(made):
    entries = [made.entry(made.assessment), made.entry(made.viewpoint)]
    assert browser_of(made.anne).get(address("needs:divergence_new", made)).status_code == 404
    assert browser_of(made.person_account).get(address("needs:divergence_new", made)).status_code == 403
    with pytest.raises(NotAllowed):
        use_cases.mark_divergence(made.parcours, subject="x", voices=entries, by=made.anne, now=NOW)
    with pytest.raises(Refused, match="que vous pouvez lire"):
        use_cases.mark_divergence(made.parcours, subject="x", voices=entries, by=made.ines, now=NOW)


def test_a_reader_of_one_voice_is_not_told_that_another_exists(made):
    """The nurse said her part; what it was set against stands in an area closed to her."""
    shown = rows(made, made.ines)
    assert [voice.source for voice in shown[LifeArea.HOUSING].unmarked] == [made.assessment.pk]
    page = text_of(browser_of(made.ines).get(address("needs:voices", made)))
    assert "rester chez elle" not in page and "diffèrent" not in page


def test_each_author_s_view_stands_in_order_as_it_came(made):
    think(made, "ines", "elle ira en EHPAD", area="housing", when="2019-06")
    think(made, "ines", "elle hésite", area="housing", when="2017")
    paths = {path.author: path for path in crossing(made.parcours, made.claire, NOW).paths}
    said = [voice.said.split(" ⟦")[0] for voice in paths[made.participants["ines"]].voices]
    assert said == ["elle hésite", "préparer un EHPAD", "elle ira en EHPAD"]
    assert made.participants["person"] not in paths, "reported words are no evolution of a view"


def test_the_page_names_no_area_that_holds_only_closed_lines(made):
    silent = crossing(made.parcours, made.ines, NOW).silent
    assert LifeArea.DAILY_LIFE in silent, "closed to her, as if nothing stood there"


def test_voices_are_asked_by_author_area_and_period(made):
    entries = ThreadEntry.objects.filter(parcours=made.parcours)
    ines = made.participants["ines"]
    assert {voice.said_by for voice in voices(entries, said_by=ines)} == {ines}
    assert {voice.area for voice in voices(entries, area="housing")} == {"housing"}
    assert voices(entries, period=on("1990")) == []
    assert len(voices(entries, divergence=made.divergence)) == 2


def test_a_voice_whose_author_nobody_noted_has_a_column_of_its_own(made):
    think(made, "ines", "x")
    made.viewpoint.said_by = None
    made.viewpoint.save(update_fields=["said_by"])
    page = text_of(browser_of(made.claire).get(address("needs:voices", made)))
    assert "auteur non renseigné" in page


def test_the_page_asks_the_same_queries_for_two_voices_or_fifty(made):
    browser, url = browser_of(made.claire), address("needs:voices", made)
    browser.get(url)
    few = queries_of(lambda: browser.get(url))
    for rank in range(50):
        think(made, ("ines", "claire")[rank % 2], f"avis {rank}", area=LifeArea.values[rank % 11])
    assert queries_of(lambda: browser.get(url)) == few


def test_the_page_opens_to_members_alone(made):
    url = address("needs:voices", made)
    assert browser_of(made.anne).get(url).status_code == 404
    assert browser_of(made.sophie).get(url).status_code == 403
    assert browser_of(made.hugo).get(url).status_code == 404


def withdraw(made, who, **said):
    return send(browser_of(who), address("needs:divergence_withdraw", made, made.divergence.pk), **said)


def test_a_mark_is_withdrawn_with_a_reason_and_stays_readable(made):
    entries = ThreadEntry.objects.filter(parcours=made.parcours)
    before = text_of(browser_of(made.claire).get(address("desk:thread", made)))
    assert "Des avis diffèrent" in before
    assert "obligatoire" in text_of(withdraw(made, made.claire, reason=" "))
    assert withdraw(made, made.claire, reason="ils parlaient d’autre chose").status_code == 302
    assert last_act(made) == "needs.divergence_withdrawn"
    page = text_of(browser_of(made.claire).get(address("needs:voices", made)))
    assert "Rapprochement retiré : Les avis diffèrent : où vivre" in page
    assert f"retiré par {made.claire.name}" in page and "« ils parlaient d’autre chose »" in page
    housing = rows(made, made.claire)[LifeArea.HOUSING]
    assert housing.is_to_bring_together and not housing.differs
    assert voices(entries, divergence=made.divergence) == [], "it counts no more"
    after = text_of(browser_of(made.claire).get(address("desk:thread", made)))
    assert "Des avis diffèrent" not in after


def test_a_mark_is_withdrawn_once_and_may_be_set_again(made):
    use_cases.withdraw_mark(made.divergence, reason="trop vite", by=made.claire, now=NOW)
    with pytest.raises(Refused, match="déjà retiré"):
        use_cases.withdraw_mark(made.divergence, reason="encore", by=made.claire, now=NOW)
    url = address("needs:divergence_withdraw", made, made.divergence.pk)
    assert browser_of(made.claire).get(url).status_code == 404, "there is nothing left to withdraw"
    both = [made.entry(made.assessment), made.entry(made.viewpoint)]
    use_cases.mark_divergence(made.parcours, subject="où vivre", voices=both, by=made.claire, now=NOW)
    assert rows(made, made.claire)[LifeArea.HOUSING].differs


@pytest.fixture
def second_coordinator(made):
    """Colette joins the circle and coordinates; Claire marked, and leads."""
    named = circle.name_participant(
        made.parcours, name="Colette", kind="coordonnateur", user=made.colette, by=made.claire, now=NOW
    )
    circle.add_member(named, role="coordination", areas=["all"], by=made.claire, now=NOW)
    return made.colette


def test_a_mark_is_withdrawn_by_who_set_it_or_who_leads(made, second_coordinator):
    assert withdraw(made, second_coordinator, reason="x").status_code == 403
    shown = browser_of(second_coordinator).get(address("needs:voices", made)).content.decode()
    link = address("needs:divergence_withdraw", made, made.divergence.pk)
    assert "diffèrent" in shown and link not in shown
    with pytest.raises(NotAllowed, match="qui pilote"):
        use_cases.withdraw_mark(made.divergence, reason="x", by=second_coordinator, now=NOW)
    both = [made.entry(made.assessment), made.entry(made.viewpoint)]
    hers = use_cases.mark_divergence(
        made.parcours, subject="quand", voices=both, by=second_coordinator, now=NOW
    )
    use_cases.withdraw_mark(hers, reason="celle qui pilote", by=made.claire, now=NOW)
    hers.refresh_from_db()
    assert (hers.withdrawn_by, hers.withdrawn_reason) == (made.claire, "celle qui pilote")


def test_a_withdrawn_mark_tells_no_more_than_it_did(made):
    use_cases.withdraw_mark(made.divergence, reason="trop vite", by=made.claire, now=NOW)
    page = text_of(browser_of(made.ines).get(address("needs:voices", made)))
    assert "retiré" not in page and "où vivre" not in page
    with pytest.raises(Refused, match="pourquoi"):
        use_cases.withdraw_mark(made.divergence, reason=" ", by=made.claire, now=NOW)


def test_a_long_conclusion_is_read_whole(made):
    long = "elle marche bien " * 20
    think(made, "ines", long.strip())
    use_cases.record_assessment(
        made.parcours,
        when=on("2018"),
        author=made.participants["ines"],
        conclusion=long,
        by=made.claire,
        now=NOW,
    )
    entries = ThreadEntry.objects.filter(parcours=made.parcours)
    assert [voice.said for voice in voices(entries) if voice.said.startswith("elle marche")] == [
        long.strip()
    ] * 2
