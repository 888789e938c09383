"""The pages of a negotiation, as whoever coordinates, whoever gives a service and the person open them."""

import pytest

from filrouge.parcours.tests.browsing import browser_of, last_act, queries_of, send, text_of
from filrouge.plans.models import LineAnswer, LineChange, Plan, PlanLine
from filrouge.plans.tests.drawing import at
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
    shown,
)
from filrouge.plans.use_cases import agreeing, negotiating
from filrouge.plans.use_cases.negotiating import Said
from tests.personas import NOW, World, on

pytestmark = pytest.mark.django_db


def page_of(made: World, plan: Plan, who: str = "claire") -> str:
    return text_of(browser_of(getattr(made, who)).get(at("plan", made.parcours, plan)))


def test_a_draft_is_sent_and_taken_back_from_its_page(made: World):
    plan, browser = a_plan(made), browser_of(made.claire)
    assert "Envoyer à Mme Morel" in page_of(made, plan)
    browser.post(at("propose", made.parcours, plan))
    assert fresh(plan).state == "proposed" and "0 réponses sur 3" in page_of(made, plan)
    again = browser.post(at("propose", made.parcours, plan), follow=True)
    assert "cela ne se peut plus" in text_of(again)
    browser.post(at("take_back", made.parcours, plan))
    assert fresh(plan).state == "draft"


def test_an_answer_is_noted_with_its_four_ways(made: World):
    plan, browser = proposed(made), browser_of(made.claire)
    url = at("line_answer", made.parcours, lines(plan)[0])
    assert "Quelle est la réponse de Mme Morel" in page_of(made, plan)
    assert 'value="otherwise"' in browser.get(url + "?reponse=otherwise").content.decode()
    said = {
        "who": made.participants["person"].pk,
        "how": "voice",
        "with_whom": made.participants["daughter"].pk,
    }
    refused = send(browser, url, answer="otherwise", words=" ", **said)
    assert refused.status_code == 200 and "avec vos mots" in text_of(refused)
    assert send(browser, url, answer="otherwise", words="⟦le jeudi⟧", **said).status_code == 302
    shown = page_of(made, plan)
    assert "Autrement" in shown and "« ⟦le jeudi⟧ »" in shown and "avec Jeanne Morel" in shown
    daughters = {
        "who": made.participants["daughter"].pk,
        "how": "voice",
        "answer": "no",
        "words": "⟦trop tôt⟧",
    }
    assert send(browser, url, **daughters).status_code == 302
    assert "À ses côtés, Jeanne Morel" in page_of(made, plan) and "⟦trop tôt⟧" in page_of(made, plan)
    assert lines(plan)[0].standing == "otherwise" and "1 réponse sur 3" in page_of(made, plan)


def test_an_answer_to_a_line_that_changed_meanwhile_is_shown_again_with_its_words(made: World):
    plan, browser = proposed(made), browser_of(made.claire)
    url = at("line_answer", made.parcours, lines(plan)[0])
    page = browser.get(url)
    negotiating.change_line(
        lines(plan)[0], changes={"title": "⟦Deux passages⟧"}, compromise="x", **acting(made)
    )
    told = {"who": made.participants["person"].pk, "how": "voice", "answer": "yes", "words": "⟦volontiers⟧"}
    late = browser.post(url, {**told, "_version": page.context["line"].version})
    assert late.status_code == 200 and "⟦volontiers⟧" in late.content.decode()
    assert "a changé pendant que vous répondiez" in text_of(late) and "⟦Deux passages⟧" in text_of(late)
    assert not LineAnswer.objects.exists()
    assert send(browser, url, **told).status_code == 302


def test_each_provider_answers_from_their_own_page(made: World):
    plan, browser = proposed(made), browser_of(made.ines)
    mine = text_of(browser.get(at("own_lines", made.parcours)))
    assert "Un bilan de santé" in mine and "Un passage le matin" not in mine
    own, other = at("line_provider", made.parcours, lines(plan)[1]), lines(plan)[0]
    assert send(browser, own, answer="otherwise", words="⟦le jeudi⟧").status_code == 302
    assert "Ma réponse : autrement" in text_of(browser.get(at("own_lines", made.parcours)))
    PlanLine.objects.filter(pk=other.pk).update(area="health")
    assert browser.get(at("line_provider", made.parcours, other)).status_code == 403
    noted = send(
        browser_of(made.claire), at("line_provider", made.parcours, other), answer="yes", how="voice"
    )
    assert noted.status_code == 302 and lines(plan)[0].provider_standing == "yes"
    assert "Hugo 1" in page_of(made, plan) and "« ⟦le jeudi⟧ »" in page_of(made, plan)
    assert "Aucune ligne" in text_of(browser_of(made.claire).get(at("own_lines", made.parcours)))


def test_a_line_changes_under_negotiation_and_what_moved_is_read(made: World):
    plan, browser = answered(made), browser_of(made.claire)
    url = at("line_negotiate", made.parcours, lines(plan)[0])
    told = {
        "title": "⟦Un passage par semaine⟧",
        "every": 1,
        "quantity": "5",
        "unit": "séances",
        "unit_cost": "55",
    }
    assert "ce qui change" in text_of(send(browser, url, **told)).lower()
    who = {"asked_by": made.participants["person"].pk, "yielded_by": made.participants["claire"].pk}
    assert send(browser, url, **told, **who, compromise="⟦moins souvent⟧").status_code == 302
    assert (
        lines(plan)[0].standing == "open" and LineChange.objects.get().asked_by == made.participants["person"]
    )
    assert "⟦moins souvent⟧" in page_of(made, plan)
    moved = text_of(browser.get(at("moved", made.parcours, plan)))
    assert (
        "Demandé par Mme Morel" in moved
        and "a cédé" in moved
        and "10 séances" in moved
        and "5 séances" in moved
    )
    assert "qui finance" in moved.lower()


def test_two_coordinators_on_one_line_see_both_texts(made: World):
    plan, browser = answered(made), browser_of(made.claire)
    url = at("line_negotiate", made.parcours, lines(plan)[0])
    page = browser.get(url)
    negotiating.change_line(lines(plan)[0], changes={"title": "⟦le sien⟧"}, compromise="x", **acting(made))
    late = browser.post(
        url,
        {"title": "⟦le mien⟧", "every": 1, "compromise": "⟦mots⟧", "_version": page.context["line"].version},
    )
    assert late.status_code == 200
    assert all(words in late.content.decode() for words in ("⟦le sien⟧", "⟦le mien⟧", "⟦mots⟧"))


def test_her_position_on_paper_then_in_force(made: World):
    plan, browser = answered(made, "yes", "yes", "no"), browser_of(made.claire)
    url = at("position_note", made.parcours, plan)
    assert "Objectif 1" in text_of(browser.get(url))
    shown = browser.get(url).context["shown"]
    missing = send(browser, url, how="paper", shown=shown)
    assert "papier signé" in text_of(missing)
    assert send(browser, url, how="paper", document=made.document.pk, shown=shown).status_code == 302
    assert "Mettre en vigueur" in page_of(made, plan) and "Le texte exact" in page_of(made, plan)
    force = at("put_in_force", made.parcours, plan)
    assert send(browser, force, begins=lines(plan)[0].pk).status_code == 302
    assert fresh(plan).state == "in_force" and lines(plan)[0].spell is not None
    assert "En vigueur depuis le" in page_of(made, plan) and "Le service commence" in page_of(made, plan)
    browser.post(at("line_begin", made.parcours, lines(plan)[1]))
    assert lines(plan)[1].spell is not None
    assert send(browser, at("end", made.parcours, plan), reason="elle part").status_code == 302
    assert fresh(plan).state == "ended"


def test_a_position_that_cannot_be_gathered_and_one_that_is_taken_back(made: World):
    plan, browser = proposed(made), browser_of(made.claire)
    url = at("position_missing", made.parcours, plan)
    assert send(browser, url, why="⟦elle dort⟧", tried="").status_code == 200
    assert send(browser, url, why="⟦elle dort⟧", tried="⟦deux visites⟧").status_code == 302
    assert "⟦elle dort⟧" in page_of(made, plan) and "⟦deux visites⟧" in page_of(made, plan)
    browser.post(at("reopen", made.parcours, plan))
    assert fresh(plan).state == "negotiation"


def test_the_device_handed_over_holds_the_text_and_nothing_else(made: World):
    plan, browser = answered(made), browser_of(made.claire)
    assert browser.get(at("handed")).status_code == 404, "nobody handed anything"
    assert browser.post(at("hand", made.parcours, plan))["Location"] == at("handed")
    page = browser.get(at("handed"))
    words = page.content.decode()
    assert "Je signe" in words and "Objectif 1" in words and "Claire 1" not in words
    assert made.parcours.pk.hex not in words and 'href="/"' not in words
    for url in ("/", at("plan", made.parcours, plan), "/compte/"):
        assert "/compte/connexion/" in browser.get(url)["Location"], "nobody is signed in"
    unsigned = browser.post(at("handed"), {"name_typed": "", "shown": page.context["shown"]})
    assert unsigned.status_code == 200 and not positions(plan)
    signed = browser.post(at("handed"), {"name_typed": "Élise", "shown": page.context["shown"]}, follow=True)
    assert "Je peux rendre l’appareil" in text_of(signed) and last_act(made) == "plans.position_taken"
    assert (positions(plan)[0].name_typed, positions(plan)[0].recorded_by) == ("Élise", made.claire)
    browser.post(at("handed"), {"name_typed": "Élise", "shown": page.context["shown"]})
    assert len(positions(plan)) == 1
    browser.force_login(made.claire)
    assert browser.get(at("handed")).status_code == 404
    assert "a écrit « Élise »" in page_of(made, plan)


def test_a_device_is_not_handed_while_a_line_waits(made: World):
    plan, browser = proposed(made), browser_of(made.claire)
    refused = browser.post(at("hand", made.parcours, plan), follow=True)
    assert "attend encore sa réponse" in text_of(refused)


def test_what_moved_from_one_version_to_the_next(made: World):
    former = in_force(made)
    latter = a_plan(made, number=2, replaces=former)
    first, second, third = lines(former)
    kept = lines(latter)[0]
    PlanLine.objects.filter(pk=kept.pk).update(key=first.key, title="⟦Deux passages⟧")
    browser = browser_of(made.claire)
    words = text_of(browser.get(at("moved", made.parcours, latter)))
    assert "Depuis la version 1" in words and "⟦Deux passages⟧" in words and first.title in words
    assert "Lignes nouvelles" in words and "Lignes qui n’y sont plus" in words
    assert "Rien n’a bougé" in text_of(browser.get(at("moved", made.parcours, former)))
    assert browser_of(made.ines).get(at("moved", made.parcours, latter)).status_code == 404


def test_a_nurse_reads_the_health_line_alone_and_no_position(made: World):
    words = page_of(made, agreed(made), "ines")
    assert "Un bilan de santé" in words and "Un voisin passe" not in words and "Le texte exact" not in words


def test_the_pages_ask_the_same_queries_with_few_lines_and_many(made: World):
    plan = answered(made)
    pages = [at("plan", made.parcours, plan), at("moved", made.parcours, plan)]
    browser, counts = browser_of(made.claire), []
    [browser.get(page) for page in pages]
    for more in (0, 40):
        first = lines(plan)[0]
        noted = {
            "plan": plan,
            "objective": first.objective,
            "parcours": made.parcours,
            "recorded_by": made.claire,
        }
        for rank in range(more):
            line = PlanLine.objects.create(
                title=f"l {rank}", order=10 + rank, recorded_at=NOW, since=on("2019"), **noted
            )
            negotiating.answer_for_oneself(
                line, Said("otherwise", words="x"), by=made.person_account, now=NOW
            )
            negotiating.change_line(line, changes={"details": "x"}, compromise="y", **acting(made))
            changed = PlanLine.objects.get(pk=line.pk)
            negotiating.answer_for_oneself(changed, Said("yes"), by=made.person_account, now=NOW)
        counts.append([queries_of(lambda page=page: browser.get(page)) for page in pages])
    assert counts[0] == counts[1]


def test_the_home_of_who_coordinates_tells_what_persons_answered(made: World):
    plan, browser = answered(made, "yes", "otherwise", "later"), browser_of(made.claire)
    words = text_of(browser.get("/"))
    assert "Ce qui est arrivé" in words and "« la ligne directe d’abord »" in words
    assert f"#{lines(plan)[1].pk}" in browser.get("/").content.decode()
    negotiating.change_line(lines(plan)[1], changes={"title": "x"}, compromise="y", **acting(made))
    assert "la ligne directe" not in text_of(browser.get("/"))
    assert "Ce qui est arrivé" not in text_of(browser_of(made.ines).get("/"))


def test_what_happens_to_a_plan_is_read_in_the_thread(made: World):
    in_force(made)
    words = text_of(browser_of(made.claire).get(f"/parcours/{made.parcours.pk}/"))
    assert "plan en vigueur, version 1" in words
    hers = text_of(browser_of(made.person_account).get(f"/mon-espace/{made.parcours.pk}/fil/"))
    assert "Le plan est en vigueur." in hers and "Voir mon plan" in hers


def test_the_day_to_talk_again_comes_back_on_the_home_page(made: World):
    plan = proposed(made)
    line, person = lines(plan)[0], made.participants["person"]
    said = Said("later", "⟦après l’été⟧", talk_again_on=NOW.date(), how="voice")
    negotiating.note_answer(line, said, who=person, **acting(made))
    home = text_of(browser_of(made.claire).get("/"))
    assert "c’est le jour d’en reparler" in home and "« ⟦après l’été⟧ »" in home
    assert "c’est le jour" not in text_of(browser_of(made.ines).get("/"))
    far = Said("later", talk_again_on=NOW.date().replace(year=2999), how="voice")
    negotiating.note_answer(line, far, who=person, **acting(made))
    assert "c’est le jour" not in text_of(browser_of(made.claire).get("/"))
    negotiating.note_answer(line, said, who=person, **acting(made))
    negotiating.note_answer(line, Said("yes", how="voice"), who=person, **acting(made))
    assert "c’est le jour" not in text_of(browser_of(made.claire).get("/"))


def test_of_two_places_of_the_home_page_an_answer_stands_in_one(made: World):
    plan = proposed(made)
    said = Said("later", "⟦après l’été⟧", talk_again_on=NOW.date())
    negotiating.answer_for_oneself(lines(plan)[0], said, by=made.person_account, now=NOW)
    assert text_of(browser_of(made.claire).get("/")).count("⟦après l’été⟧") == 1


def test_nobody_is_told_that_a_coordinator_gives_nothing_who_does_not_read_every_line(made: World):
    plan = proposed(made)
    PlanLine.objects.filter(pk=lines(plan)[0].pk).update(provider=made.participants["claire"])
    assert "coordonne ce parcours et assurerait" in page_of(made, plan)
    assert "n’assure aucune" not in page_of(made, plan, "ines")


def test_the_paper_of_what_was_agreed_is_found_from_its_pages(made: World):
    plan = answered(made)
    own = f"/mon-espace/{made.parcours.pk}/"
    hers, theirs = browser_of(made.person_account), browser_of(made.claire)
    for page in (hers.get(own + "mon-plan/"), theirs.get(at("plan", made.parcours, plan))):
        assert "papier/position/" not in page.content.decode()
    agreeing.take_position(plan, shown=shown(plan), by=made.person_account, now=NOW)
    paper = f"plan/{plan.pk}/papier/position/"
    assert own + paper in hers.get(own + "mon-plan/").content.decode()
    assert paper in theirs.get(at("plan", made.parcours, plan)).content.decode()


def test_she_reads_who_noted_her_answer(made: World):
    line = lines(proposed(made))[0]
    negotiating.note_answer(line, Said("yes", how="voice"), who=made.participants["person"], **acting(made))
    page = text_of(browser_of(made.person_account).get(f"/mon-espace/{made.parcours.pk}/mon-plan/"))
    assert "Claire 1 l’a noté, de vive voix." in page
