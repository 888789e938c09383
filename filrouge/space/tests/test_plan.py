"""Mon plan: a question at a time, four answers of the same weight, my mind to change, my position on the whole."""

import pytest
from django.utils import timezone

from filrouge.parcours.tests.browsing import browser_of, queries_of, send, text_of
from filrouge.people.models import LegalProtection
from filrouge.plans.models import LineAnswer, PlanLine
from filrouge.plans.tests.making import (
    a_plan,
    acting,
    agreed,
    answered,
    fresh,
    in_force,
    lines,
    positions,
    proposed,
)
from filrouge.plans.use_cases import agreeing, negotiating
from filrouge.plans.use_cases.negotiating import Said
from filrouge.space.tests.visits import address
from tests.personas import NOW, World

pytestmark = pytest.mark.django_db


def at(made: World, page: str = "plan", *rest: object) -> str:
    return address(page, made.parcours, *rest)


def mine(made: World, page: str = "plan", *rest: object) -> str:
    return text_of(browser_of(made.person_account).get(at(made, page, *rest)))


def test_without_a_plan_or_before_one_is_proposed_there_is_none(made: World):
    a_plan(made)
    assert "Je n’ai pas encore de plan." in mine(made)
    assert browser_of(made.person_account).get(at(made, "plan_position")).status_code == 404
    assert browser_of(made.person_account).post(at(made, "plan_come_back")).status_code == 404


def test_the_first_line_that_waits_is_the_question_with_four_answers(made: World):
    plan = proposed(made)
    PlanLine.objects.filter(pk=lines(plan)[0].pk).update(easy_words="⟦Quelqu’un vient le matin.⟧")
    words = mine(made)
    assert "Question 1 sur 3" in words and "⟦Quelqu’un vient le matin.⟧" in words
    for answer in (
        "Oui Je suis d’accord.",
        "Autrement Je veux changer",
        "Non Je ne veux pas.",
        "Plus tard Je réponds",
    ):
        assert answer in words
    assert "Je peux changer d’avis quand je veux." in words and "Moi, avec quelqu’un" in words
    other = text_of(browser_of(made.person_account).get(at(made) + f"?ligne={lines(plan)[2].pk}"))
    assert "Question 2 sur 3" in other


def test_i_say_yes_in_one_press_alone_or_with_somebody(made: World):
    plan, browser = proposed(made), browser_of(made.person_account)
    url = at(made, "plan_answer", lines(plan)[0].pk)
    assert "Je choisis avec qui" in text_of(send(browser, url, answer="yes", who="with"))
    assert not LineAnswer.objects.exists()
    daughter = made.participants["daughter"]
    assert send(browser, url, answer="yes", who="with", with_whom=daughter.pk).status_code == 302
    said = LineAnswer.objects.get()
    assert (said.answer, said.with_whom, said.how, said.side) == ("yes", daughter, "own_account", "person")
    assert "J’ai dit : oui. Avec Jeanne Morel" in mine(made) and "Question 2 sur 3" in mine(made)


def test_otherwise_asks_for_my_words_and_keeps_them(made: World):
    plan, browser = proposed(made), browser_of(made.person_account)
    url = at(made, "plan_answer", lines(plan)[0].pk)
    asked = send(browser, url, answer="otherwise", who="alone")
    assert asked.status_code == 200 and "Ce que je veux changer" in text_of(asked)
    assert not LineAnswer.objects.exists(), "nothing is kept before my words"
    empty = send(browser, url, answer="otherwise", told="1", words=" ")
    assert "avec vos mots" in text_of(empty) and 'value="otherwise"' in empty.content.decode()
    assert send(browser, url, answer="otherwise", told="1", words="⟦le soir⟧").status_code == 302
    assert "J’ai dit : autrement. « ⟦le soir⟧ »" in mine(made)


def test_no_needs_no_reason_and_later_may_name_a_day(made: World):
    plan, browser = proposed(made), browser_of(made.person_account)
    first, second = (at(made, "plan_answer", line.pk) for line in lines(plan)[:2])
    assert "Je peux ne rien dire." in text_of(send(browser, first, answer="no"))
    assert send(browser, first, answer="no", told="1", words="").status_code == 302
    page = send(browser, second, answer="later")
    day = str(timezone.localdate())
    assert "Je ne sais pas encore" in text_of(page)
    assert send(browser, second, answer="later", told="1", talk_again_on=day).status_code == 200
    offered = page.context["form"].fields["talk_again_on"].choices[0][0]
    assert send(browser, second, answer="later", told="1", talk_again_on=offered).status_code == 302
    assert "On en reparle le" in mine(made) and str(lines(plan)[1].answers.get().talk_again_on) == offered


def test_i_change_my_mind_as_often_as_i_want(made: World):
    plan, browser = answered(made, "yes", "yes", "yes"), browser_of(made.person_account)
    assert "Je change ma réponse" in mine(made)
    url = at(made, "plan_answer", lines(plan)[0].pk)
    for answer in ("no", "yes"):
        assert send(browser, url, answer=answer, told="1").status_code == 302
    assert [said.answer for said in lines(plan)[0].answers.order_by("pk")] == ["yes", "no", "yes"]


def test_the_same_press_twice_answers_once(made: World):
    plan, browser = proposed(made), browser_of(made.person_account)
    url = at(made, "plan_answer", lines(plan)[0].pk)
    page = browser.get(url)
    once = {"answer": "yes", "_key": page.context["form"].key, "_version": "1"}
    assert [browser.post(url, once).status_code for _press in range(2)] == [302, 302]
    assert LineAnswer.objects.count() == 1


def test_a_line_that_changed_while_i_read_it_is_shown_to_me_again(made: World):
    plan, browser = proposed(made), browser_of(made.person_account)
    url = at(made, "plan_answer", lines(plan)[0].pk)
    negotiating.change_line(lines(plan)[0], changes={"title": "⟦le soir⟧"}, compromise="x", **acting(made))
    late = browser.post(url, {"answer": "otherwise", "told": "1", "words": "⟦mes mots⟧", "_version": "1"})
    assert late.status_code == 200 and "⟦mes mots⟧" in late.content.decode() and "⟦le soir⟧" in text_of(late)
    assert "a changé pendant que vous répondiez" in text_of(late) and not LineAnswer.objects.exists()


def test_i_read_the_whole_and_say_that_it_is_mine(made: World):
    plan, browser = answered(made), browser_of(made.person_account)
    assert "J’ai répondu à toutes les lignes." in mine(made)
    url = at(made, "plan_position")
    page = browser.get(url)
    assert "Objectif 1" in text_of(page) and "Réponse : autrement" in text_of(page)
    late = send(browser, url, who="alone", shown="autre")
    assert "Relisez-le" in text_of(late) and not positions(plan)
    assert send(browser, url, who="alone", shown=page.context["shown"]).status_code == 302
    assert "J’ai donné mon accord, sauf pour les lignes" in mine(made) and fresh(plan).state == "agreed"
    assert "pas donner mon accord maintenant" in mine(made, "plan_position")
    browser.post(at(made, "plan_come_back"))
    assert fresh(plan).state == "negotiation" and "Je change ma réponse" in mine(made)
    assert "cela ne se peut plus" in text_of(browser.post(at(made, "plan_come_back"), follow=True))


def test_a_plan_in_force_its_details_and_the_one_before(made: World):
    former = in_force(made)
    latter = agreed(made, "yes", "yes", "no", number=2, replaces=former)
    assert "Le plan attend l’accord du service qui coordonne." in mine(made)
    agreeing.put_in_force(latter, **acting(made))
    assert "Ce plan a commencé." in mine(made) and "Plan numéro 1" in mine(made)
    details = mine(made, "plan_version", latter.pk)
    assert "Cela coûte 550 €." in details and "Inès 1" in details and "Ce que j’ai dit de ce plan" in details
    assert "Un autre l’a remplacé" in mine(made, "plan_version", former.pk)
    agreeing.end_plan(fresh(latter), reason="⟦elle part⟧", **acting(made))
    assert "Ce plan est terminé. ⟦elle part⟧" in mine(made)


def test_what_could_not_be_gathered_is_said_to_me(made: World):
    plan = proposed(made)
    agreeing.note_not_gathered(plan, why="⟦elle dort⟧", tried="⟦deux visites⟧", **acting(made))
    assert "n’a pas pu être demandé" in mine(made)
    assert "⟦deux visites⟧" in mine(made, "plan_version", plan.pk)


def test_a_relative_reads_what_is_open_and_answers_nothing(made: World):
    plan, browser = answered(made), browser_of(made.relative_account)
    words = text_of(browser.get(at(made)))
    assert "Un passage le matin" in words and "Un bilan de santé" not in words and "Oui Je suis" not in words
    assert "Réponse : oui." in words
    for line, status in zip(lines(plan), (403, 404, 403), strict=True):
        assert browser.get(at(made, "plan_answer", line.pk)).status_code == status
    for page in ("plan_position", "plan_come_back"):
        assert browser.post(at(made, page)).status_code == 403
    details = text_of(browser.get(at(made, "plan_version", plan.pk)))
    assert "Un voisin passe" in details and "Un bilan de santé" not in details


def test_a_representative_answers_beside_within_the_measure(made: World):
    made.daughter.is_legal_representative = True
    made.daughter.save()
    LegalProtection.objects.filter(person=made.person).update(scope="⟦les biens⟧")
    plan, browser = proposed(made), browser_of(made.relative_account)
    words = text_of(browser.get(at(made)))
    assert (
        "au titre de la mesure : tutelle (⟦les biens⟧)" in words and "passe toujours avant la mienne" in words
    )
    assert send(browser, at(made, "plan_answer", lines(plan)[0].pk), answer="yes").status_code == 302
    assert (
        "Fille" not in mine(made) and "Jeanne Morel" in mine(made) and "au titre de la mesure" in mine(made)
    )
    negotiating.answer_for_oneself(lines(plan)[0], Said("no"), by=made.person_account, now=NOW)
    assert "J’ai dit : non." in mine(made) and "dit, à côté : oui" in mine(made)


def test_nobody_else_enters(made: World):
    plan = answered(made)
    for who in ("anne", "karim"):
        browser = browser_of(getattr(made, who))
        assert browser.get(at(made)).status_code == 403
    stranger = browser_of(made.claire)
    assert stranger.get(at(made, "plan_answer", lines(plan)[0].pk)).status_code == 403


def test_my_plan_asks_the_same_queries_with_few_lines_and_many(made: World):
    plan, browser = answered(made), browser_of(made.person_account)
    pages = [at(made), at(made, "plan_version", plan.pk), at(made, "plan_position")]
    counts: list[list[int]] = []
    for more in (0, 0, 40):
        first = lines(plan)[0]
        noted = {
            "plan": plan,
            "objective": first.objective,
            "parcours": made.parcours,
            "recorded_by": made.claire,
        }
        for rank in range(more):
            line = PlanLine.objects.create(title=f"l {rank}", order=10 + rank, recorded_at=NOW, **noted)
            negotiating.answer_for_oneself(line, Said("yes"), by=made.person_account, now=NOW)
        counts.append([queries_of(lambda page=page: browser.get(page)) for page in pages])
    assert counts[1] == counts[2]
