"""Something broke: noted in half a minute, from anywhere; its depth later; what was avoided; whether it came before."""

import pytest

from filrouge.follow_up.models import Rupture
from filrouge.follow_up.queries.recurrence import recurrence
from filrouge.follow_up.queries.ruptures import ruptures
from filrouge.follow_up.tests.test_signals_life import cause
from filrouge.follow_up.use_cases import breaking
from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused, Stale
from filrouge.parcours.models import Correction, ThreadEntry
from filrouge.parcours.tests.browsing import address, browser_of, last_act, queries_of, send, text_of
from filrouge.parcours.use_cases import thread
from tests.personas import NOW, on

pytestmark = pytest.mark.django_db


def breaks(made, since="2019-07", code="aidant", **more):
    said = {"nature": f"plus d’aide depuis {since}", "area": "daily_life", **more}
    return breaking.note_rupture(
        made.parcours, since=on(since), cause_code=cause(code), by=made.claire, now=NOW, **said
    )


def test_note_rupture_takes_four_answers(made):
    url = address("follow_up:rupture_note", made)
    assert "Quatre réponses suffisent" in text_of(browser_of(made.claire).get(url))
    answered = {
        "nature": "plus de transport",
        "cause_code": cause("transport").pk,
        "since": "juin 2019",
        "area": "mobility",
    }
    assert send(browser_of(made.claire), url, **answered).status_code == 302
    rupture = Rupture.objects.get(nature="plus de transport")
    assert (rupture.since.notation, rupture.area, rupture.closed_by) == ("2019-06", "mobility", None)
    assert rupture.cause == "Pas de transport, ou trop loin", "said everywhere, in words"
    assert (rupture.opened_by.kind, rupture.opened_by.fact) == ("alerte", "plus de transport")
    assert last_act(made) == "follow_up.rupture_opened"


def test_note_rupture_of_a_service_takes_its_area(made):
    url = address("follow_up:rupture_note", made) + f"?service={made.spell.pk}"
    assert f'value="{made.spell.pk}" selected' in browser_of(made.claire).get(url).content.decode()
    answered = {"nature": "plus de ménage", "cause_code": cause().pk, "since": "2019", "spell": made.spell.pk}
    assert send(browser_of(made.claire), url, **answered).status_code == 302
    assert Rupture.objects.get(nature="plus de ménage").area == "daily_life"
    assert (
        browser_of(made.claire).get(address("follow_up:rupture_note", made) + "?service=zut").status_code
        == 200
    )


def test_note_rupture_asks_what_is_missing_and_loses_nothing(made):
    url = address("follow_up:rupture_note", made)
    shown = send(browser_of(made.claire), url, nature="plus rien", since="2019", was_avoided="on")
    assert "il décide de qui peut lire" in text_of(shown) and "comment la rupture a été évitée" in text_of(
        shown
    )
    assert "plus rien" in shown.content.decode() and not Rupture.objects.filter(nature="plus rien").exists()
    with pytest.raises(Refused, match="domaine de vie"):
        breaks(made, area="")
    with pytest.raises(Refused, match="ce qui s’est rompu"):
        breaks(made, nature=" ")
    with pytest.raises(NotAllowed):
        breaking.note_rupture(
            made.parcours,
            nature="x",
            since=on("2019"),
            cause_code=cause(),
            area="health",
            by=made.hugo,
            now=NOW,
        )


def test_a_near_miss_is_in_the_thread_and_counts_as_no_rupture(made):
    entries = ThreadEntry.objects.filter(parcours=made.parcours)
    before = len(ruptures(entries))
    answered = {
        "nature": "plus de repas", "cause_code": cause().pk, "since": "2019-07-02", "area": "daily_life",
        "was_avoided": "on", "avoided_how": "une voisine est passée",
    }  # fmt: skip
    assert (
        send(browser_of(made.claire), address("follow_up:rupture_note", made), **answered).status_code == 302
    )
    avoided = Rupture.objects.get(is_avoided=True)
    assert (avoided.until, avoided.closed_by) == (avoided.since, avoided.opened_by)
    assert len(ruptures(entries)) == before and entries.filter(pk=avoided.pk).exists()
    assert last_act(made) == "follow_up.near_miss_noted"
    thread_page = text_of(browser_of(made.claire).get(address("desk:thread", made)))
    assert "Rupture évitée" in thread_page and "Évitée ainsi : une voisine est passée." in thread_page
    assert "évitée une voisine est passée" in text_of(
        browser_of(made.claire).get(address("follow_up:page", made))
    )
    own = text_of(browser_of(made.person_account).get(f"/mon-espace/{made.parcours.pk}/fil/"))
    assert "Un moment difficile a été évité" in own and "Comment : une voisine est passée." in own


def test_deepen_rupture_keeps_what_it_left_and_what_stood_before(made):
    rupture = breaks(made, consequence="plus de toilette")
    url = address("follow_up:rupture_deepen", made, rupture.pk)
    assert "plus de toilette" in browser_of(made.claire).get(url).content.decode()
    told = {
        "consequence": "ni toilette ni repas",
        "workaround": "sa sœur",
        "learning": "prévenir avant l’été",
    }
    assert send(browser_of(made.claire), url, _version=rupture.version, **told).status_code == 302
    rupture.refresh_from_db()
    assert (rupture.workaround, rupture.learning, rupture.version) == ("sa sœur", "prévenir avant l’été", 2)
    assert Correction.objects.get(object_id=rupture.pk).old == "plus de toilette"
    assert last_act(made) == "follow_up.rupture_deepened"
    page = text_of(browser_of(made.claire).get(address("follow_up:rupture", made, rupture.pk)))
    assert "ni toilette ni repas" in page and "sa sœur" in page and "prévenir avant l’été" in page
    with pytest.raises(Stale):
        breaking.deepen_rupture(rupture, needs_left=[], lines_left=[], version=1, by=made.claire, now=NOW)


def test_closing_asks_what_one_learns(made):
    rupture = breaks(made, since="2018-01")
    url = address("follow_up:rupture_close", made, rupture.pk)
    sent = send(browser_of(made.claire), url, closed_by=made.events["start"].pk, learning="appeler plus tôt")
    assert sent.status_code == 302
    rupture.refresh_from_db()
    assert (rupture.learning, rupture.closed_by) == ("appeler plus tôt", made.events["start"])


def test_recurrence_counts_the_same_cause_and_says_since_when(made):
    first, second = breaks(made, since="2018-03"), breaks(made, since="2018-09")
    third = breaks(made, since="2019-05")
    breaks(made, since="2019-06", code="transport")
    again = recurrence(third, Rupture.objects.all())
    assert [one.pk for one in again.earlier] == [first.pk, second.pk]
    assert again.words == "Troisième fois, en 14 mois"
    assert recurrence(first, Rupture.objects.all()) is None
    page = text_of(browser_of(made.claire).get(address("follow_up:rupture", made, third.pk)))
    assert "Troisième fois, en 14 mois" in page and first.nature in page


def test_recurrence_takes_no_two_other_causes_for_the_same(made):
    breaks(made, since="2018-03", code="autre", nature="une chose")
    assert (
        recurrence(breaks(made, since="2019-03", code="autre", nature="une autre"), Rupture.objects.all())
        is None
    )


def test_the_new_fields_are_put_right_with_what_stood_before(made):
    rupture = breaks(made)
    for field, value in (("cause_code", cause("danger")), ("learning", "à deux"), ("workaround", "sa fille")):
        thread.correct(rupture, field, value, by=made.claire, now=NOW, reason="retrouvé")
    rupture.refresh_from_db()
    assert (rupture.cause_code.code, rupture.learning, rupture.workaround) == ("danger", "à deux", "sa fille")
    assert Correction.objects.filter(object_id=rupture.pk).count() == 3


def test_from_anywhere_one_chooses_among_ones_own_records(made):
    page = browser_of(made.claire).get("/rupture/")
    assert address("follow_up:rupture_note", made) in page.content.decode()
    assert "Vous n’accompagnez personne" in text_of(browser_of(made.anne).get("/rupture/"))


def test_the_page_of_a_rupture_is_for_who_reads_it(made):
    rupture = breaks(made, area="housing")
    url = address("follow_up:rupture", made, rupture.pk)
    assert browser_of(made.ines).get(url).status_code == 404, "housing is not open to her"
    assert browser_of(made.anne).get(url).status_code == 404


def test_the_page_of_a_rupture_asks_as_much_for_two_before_as_for_fifty(made):
    rupture, browser = breaks(made, since="2019-07"), browser_of(made.claire)
    url = address("follow_up:rupture", made, rupture.pk)
    browser.get(url)
    few = queries_of(lambda: browser.get(url))
    for _rank in range(20):
        breaks(made, since="2018-03")
    assert queries_of(lambda: browser.get(url)) == few
