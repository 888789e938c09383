"""What is said about my needs, in my space: my words first; I say what I think, and whether I agree."""

import pytest

from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused
from filrouge.needs import use_cases
from filrouge.needs.models import Settlement, Viewpoint
from filrouge.needs.tests.telling import need, settled, view
from filrouge.parcours.models import Opening
from filrouge.parcours.tests.browsing import last_act, send, text_of
from filrouge.space.tests.visits import address, browser_of
from tests.personas import NOW, on


def read(made, who=None) -> str:
    return text_of(browser_of(who or made.person_account).get(address("needs", made.parcours)))


def test_i_read_what_each_one_says_my_own_words_first(made):
    asked = need(made, "1.3.4.1", "Voir mes amies")
    view(made, "claire", "elle est seule", about=asked)
    page = read(made)
    assert page.index("Voir mes amies") < page.index("Ce que je dis") < page.index("elle est seule")
    assert "Je n’ai encore rien dit là-dessus." in page
    assert "On n’est pas tous d’accord." in page, "where to live"


def test_i_say_what_i_think_of_a_need_under_my_own_name(made):
    asked = need(made, "1.3.5.1", "Tenir mon budget")
    url = address("view_new", made.parcours) + f"?besoin={asked.pk}"
    assert send(browser_of(made.person_account), url, text="Je m’en sors.").status_code == 302
    kept = Viewpoint.objects.get(conclusion="Je m’en sors.")
    assert (kept.said_by, kept.need, kept.area) == (made.participants["person"], asked, "money")
    assert last_act(made) == "needs.view_said"
    assert "Je m’en sors." in read(made)


def test_i_speak_of_a_part_of_my_life_without_a_need(made):
    for query, area in (
        ("?domaine=housing", "housing"),
        ("?domaine=moon", "coordination"),
        ("", "coordination"),
    ):
        url = address("view_new", made.parcours) + query
        send(browser_of(made.person_account), url, text=f"à propos de {query or area}")
        assert Viewpoint.objects.get(conclusion=f"à propos de {query or area}").area == area


def test_a_relative_speaks_for_oneself_on_what_is_open_to_them(made):
    asked, closed = need(made, "1.2.1.1", "Se laver"), need(made, "1.3.5.1", "Ses dettes")
    page = read(made, made.relative_account)
    assert "Se laver" in page and "Ses dettes" not in page
    url = address("view_new", made.parcours)
    browser = browser_of(made.relative_account)
    assert send(browser, f"{url}?besoin={asked.pk}", text="je l’aide").status_code == 302
    assert Viewpoint.objects.get(conclusion="je l’aide").said_by == made.participants["daughter"]
    assert browser.get(f"{url}?besoin={closed.pk}").status_code == 404


def test_my_view_is_refused_empty_or_for_somebody_else(made):
    url = address("view_new", made.parcours)
    page = send(browser_of(made.person_account), url, text=" ")
    assert page.status_code == 200 and not Viewpoint.objects.filter(conclusion="").exists()
    told = {"when": on("2019"), "now": NOW}
    with pytest.raises(Refused, match="ce que vous voulez dire"):
        use_cases.say_own_view(made.parcours, text=" ", by=made.person_account, **told)
    for other in (made.claire, made.anne):
        with pytest.raises(NotAllowed):
            use_cases.say_own_view(made.parcours, text="x", by=other, **told)
    assert browser_of(made.claire).get(url).status_code == 403
    assert browser_of(made.anne).get(address("needs", made.parcours)).status_code == 403


def test_what_was_decided_waits_for_my_word_and_keeps_it(made):
    told = settled(made, {"claire": "agree", "person": "absent"}, divergence=made.divergence)
    page = read(made)
    assert "Décidé ensemble : où vivre" in page and "Je n’ai pas encore dit si je suis d’accord." in page
    url = address("position", made.parcours, told.pk)
    assert "Elle essaie un mois." in text_of(browser_of(made.person_account).get(url))
    answer = send(browser_of(made.person_account), url, stance="disagree", words="C’est chez moi.")
    assert answer.status_code == 302
    assert last_act(made) == "needs.position_taken"
    after = read(made)
    assert "Je ne suis pas d’accord. « C’est chez moi. »" in after
    assert "Je n’ai pas encore dit" not in after
    assert "obligatoire" in text_of(send(browser_of(made.person_account), url, stance=""))


def test_a_decision_about_something_else_is_read_too(made):
    settled(made, {"claire": "agree"}, subject="le dimanche", area="social_life")
    assert "D’autres choses décidées ensemble" in read(made)
    assert Settlement.objects.count() == 1


def test_a_decision_that_one_may_not_read_is_not_found(made):
    told = settled(made, {"claire": "agree"})
    url = address("position", made.parcours, told.pk)
    assert browser_of(made.relative_account).get(url).status_code == 404
    assert browser_of(made.claire).get(url).status_code == 403


def test_the_thread_tells_a_decision_in_plain_words(made):
    settled(made, {"claire": "agree"}, outcome="apart", again_on=on("2019-06"))
    settled(made, {"claire": "agree"}, outcome="third_look")
    page = text_of(browser_of(made.person_account).get(address("thread", made.parcours)))
    assert "On n’est pas d’accord. On en reparlera." in page
    assert "On va demander à quelqu’un d’autre." in page and "« Elle essaie un mois. »" in page


def test_an_empty_page_says_so(made):
    """The record of somebody whose daughter reads one area in which nobody said anything."""
    place = made.members["daughter"]
    Opening.objects.filter(member=place).exclude(area="nothing").delete()
    assert "Personne n’a encore rien noté." in read(made, made.relative_account)
