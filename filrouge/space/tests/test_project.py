"""Mon projet: she writes her own words, says what she hopes for and in which order; a relative has their own voice."""

from filrouge.life_project.models import Expectation, ExpectationStep, LifeProject
from filrouge.life_project.tests.saying import hope, move, write
from filrouge.needs.tests.test_needs import draw
from filrouge.parcours.tests.browsing import address, browser_of, queries_of, send, text_of


def page_of(made, user, **query) -> str:
    return text_of(browser_of(user).get(address("space:project", made), query))


def test_she_reads_her_words_how_they_were_said_and_what_stands_beside(made):
    write(made, "Rester.", how="written", by=made.person_account)
    write(made, "Rester, avec un chat.", helped_by=made.participants["daughter"])
    page = page_of(made, made.person_account)
    assert "« Rester, avec un chat. »" in page and "Avec l’aide de Jeanne Morel" in page
    assert "C’est Claire" in page and "Ce que je disais avant" in page and "« Rester." in page
    assert "« Rester, avec un chat. »" in text_of(
        browser_of(made.person_account).get(address("space:welcome", made))
    )


def test_she_writes_her_words_herself(made):
    browser, url = browser_of(made.person_account), address("space:project_write", made)
    assert send(browser, url, text="Voir la mer.", how="written").status_code == 302
    assert browser.get(url).context["form"].initial["text"] == "Voir la mer.", "she starts from what she said"
    again = send(
        browser, url, text="Voir la mer et le ciel.", how="spoken", helped_by=made.participants["ines"].pk
    )
    assert again.status_code == 302
    first, second = LifeProject.objects.order_by("number")
    assert (first.text, second.text, second.is_her_own) == ("Voir la mer.", "Voir la mer et le ciel.", True)
    assert second.helped_by == made.participants["ines"]
    assert send(browser, url, text="", how="written").status_code == 200


def test_what_somebody_wrote_meanwhile_stands_beside_what_she_typed(made):
    browser, url = browser_of(made.person_account), address("space:project_write", made)
    seen = browser.get(url).context["form"]
    write(made, "Rester ici.")
    answer = browser.post(url, {"text": "Voir la mer.", "how": "written", "_key": seen.key, "_version": "0"})
    assert answer.status_code == 200
    assert "Voir la mer." in answer.content.decode() and "Rester ici." in answer.content.decode()
    assert LifeProject.objects.count() == 1


def test_she_says_what_she_hopes_for_begun_with_a_sentence_if_she_wants(made):
    browser, url = browser_of(made.person_account), address("space:hope_new", made)
    begun = browser.get(url, {"exemple": "housing.1"}).context["form"]
    assert (begun["words"].value(), begun["area"].value()) == ("Je veux rester chez moi.", "housing")
    assert send(browser, url, words="Un chat.", area="daily_life").status_code == 302
    assert "« Un chat. »" in page_of(made, made.person_account)
    assert Expectation.objects.get().said_by == made.participants["person"]
    assert send(browser, url, words=" ", area="daily_life").status_code == 200


def test_a_relative_reads_what_is_open_and_has_their_own_voice(made):
    write(made, "Rester.")
    hope(made, "Un chat.", area="daily_life")
    hope(made, "Mon argent.", area="money")
    browser = browser_of(made.relative_account)
    assert (
        send(browser, address("space:hope_new", made), words="Qu’elle sorte.", area="daily_life").status_code
        == 302
    )
    page = page_of(made, made.relative_account)
    assert "« Un chat. »" in page and "« Qu’elle sorte. »" in page and "C’est moi qui le dis." in page
    assert "Mon argent." not in page and "« Rester." not in page, "coordination and money are closed to her"
    assert "C’est Jeanne Morel" in page_of(made, made.person_account)
    assert browser.get(address("space:project_write", made)).status_code == 403


def test_she_puts_what_she_hopes_for_in_her_order(made):
    one, two = hope(made, "Un."), hope(made, "Deux.")
    browser, url = browser_of(made.person_account), address("space:hope_order", made)
    sent = {"keys": [one.pk, two.pk], "move": f"{one.pk}.down", "_key": "a", "_version": "0"}
    assert browser.post(url, sent).url.endswith(f"#{one.pk}")
    assert [each.words for each in Expectation.objects.order_by("rank")] == ["Deux.", "Un."]
    late = browser.post(url, {**sent, "_key": "b", "move": ""}, follow=True)
    assert "Voici l’ordre que je voulais" in text_of(late)
    assert "n’a pas pu être lu" in text_of(browser.post(url, {"keys": ["x"], "_key": "c"}, follow=True))


def test_she_says_that_it_is_done_set_aside_or_hoped_for_again(made):
    wish = hope(made, "Un chat.")
    browser = browser_of(made.person_account)

    def say(state: str, **said) -> int:
        return send(browser, address("space:hope_move", made, wish.pk, state), **said).status_code

    assert say("set_aside", reason="") == 200
    assert say("set_aside", reason="plus tard") == 302
    assert "C’est mis de côté. « plus tard »" in page_of(made, made.person_account)
    url = address("space:hope_move", made, wish.pk, "reached")
    assert browser.get(url).status_code == 404 and say("moon") == 404
    late = text_of(send(browser, url, reason="⟦enfin⟧"))
    assert "vient de dire où en est" in late and "⟦enfin⟧" in late, "what she typed is not lost"
    assert say("alive") == 302 and say("reached") == 302
    assert [step.said_by.is_the_person for step in ExpectationStep.objects.all()] == [True] * 3
    assert "C’est fait." in page_of(made, made.person_account)


def test_a_relative_moves_their_own_and_no_other(made):
    hers, theirs = (
        hope(made, "Un chat.", area="daily_life"),
        hope(made, "Dormir.", who="daughter", area="daily_life"),
    )
    browser = browser_of(made.relative_account)
    assert browser.get(address("space:hope_move", made, hers.pk, "reached")).status_code == 403
    assert send(browser, address("space:hope_move", made, theirs.pk, "reached")).status_code == 302
    assert "Je l’espère encore" in page_of(made, made.relative_account)


def test_what_was_understood_stands_under_her_words(made):
    draw(made, hope(made, "Sortir."), "1.3.4.1", sentence="Voir du monde")
    assert "Ce que l’on a compris : Voir du monde ." in page_of(made, made.person_account)


def test_her_thread_tells_words_hopes_and_needs_in_plain_words(made):
    write(made, "Rester.", helped_by=made.participants["ines"])
    wish = hope(made, "Sortir.", area="daily_life")
    draw(made, wish, "1.2.1.1")
    hope(made, "Dormir.", who="daughter", area="daily_life")
    move(made, wish, "reached")
    hers = text_of(browser_of(made.person_account).get(address("space:thread", made)))
    for said in ("J’ai dit la vie que je veux : « Rester. » Avec l’aide de", "J’espère : « Sortir. » C’est fait.",
                 "espère : « Dormir. »", "Un besoin est noté : Besoins en lien avec l'entretien"):  # fmt: skip
        assert said in hers, said
    theirs = text_of(browser_of(made.relative_account).get(address("space:thread", made)))
    assert "J’espère : « Dormir. »" in theirs and "« Rester. »" not in theirs


def test_the_page_asks_the_same_queries_for_two_or_fifty(made):
    browser, url = browser_of(made.person_account), address("space:project", made)
    for rank in range(2):
        draw(made, hope(made, f"{rank}"), "1.3.4.1")
    write(made)
    browser.get(url)
    few = queries_of(lambda: browser.get(url))
    for rank in range(50):
        draw(made, hope(made, f"{rank}", who="daughter"), "1.3.4.1")
        write(made, f"{rank}")
    assert queries_of(lambda: browser.get(url)) == few
