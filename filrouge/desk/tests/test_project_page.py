"""Son projet: four rooms on one page, each reader with what is open to them, in as many questions however much."""

import pytest

from filrouge.desk.queries.chain import chain_of, plan_of_today
from filrouge.desk.queries.project import project_page
from filrouge.life_project.tests.saying import hope, move, write
from filrouge.needs.tests.test_needs import add, draw
from filrouge.parcours.tests.browsing import address, browser_of, queries_of, text_of
from filrouge.plans.models import Objective, ObjectiveNeed, Plan, PlanLine
from tests.personas import NOW, World


def plan(made: World, number: int = 1, **said) -> Plan:
    """A version of the plan as its room would write it."""
    stamps = {"recorded_by": made.claire, "recorded_at": NOW}
    return Plan.objects.create(parcours=made.parcours, number=number, **stamps, **said)


def objective(made: World, of: Plan, words: str, *needs, area: str = "mobility") -> Objective:
    stamps = {"recorded_by": made.claire, "recorded_at": NOW}
    wanted = Objective.objects.create(plan=of, parcours=made.parcours, words=words, area=area, **stamps)
    for need in needs:
        ObjectiveNeed.objects.create(objective=wanted, need=need)
    return wanted


def line(made: World, of: Objective, title: str, **said) -> PlanLine:
    stamps = {"recorded_by": made.claire, "recorded_at": NOW, "area": of.area}
    return PlanLine.objects.create(
        plan=of.plan, objective=of, parcours=made.parcours, title=title, **{**stamps, **said}
    )


def said_by(branches) -> list[str]:
    """Each chain of the list as a line: 'mots > besoin > objectif > réponse'."""
    lines = []
    for branch in branches:
        tails = said_by(branch.following) or [""]
        lines += [f"{branch.bead.words} > {tail}".removesuffix(" > ") for tail in tails]
    return lines


def chain(made: World, user=None):
    user = user or made.claire
    page = project_page(made.parcours, user, NOW)
    return chain_of(made.parcours, user, NOW, hopes=page.hopes.alive, needs=page.needs)


def test_words_lead_through_needs_and_objectives_to_the_lines_of_the_plan(made):
    (tram,) = draw(made, hope(made, "Le tram.", area="mobility"), "1.3.4.2", sentence="Se déplacer.")
    wanted = objective(made, plan(made), "Prendre le tram seule", tram)
    line(made, wanted, "Entraînement", provider=made.participants["ines"])
    line(made, wanted, "Carte de bus")
    line(made, wanted, "Taxi", standing="not_retained")
    found = chain(made)
    assert said_by(found.forwards) == [
        "Le tram. > Se déplacer. > Prendre le tram seule > Entraînement",
        "Le tram. > Se déplacer. > Prendre le tram seule > Carte de bus",
    ]
    assert "Entraînement > Prendre le tram seule > Se déplacer. > Le tram." in said_by(found.backwards)
    shown = {box.bead.words: box.bead for box in found.picture.boxes}
    assert shown["Carte de bus"].is_stop and shown["Carte de bus"].under == "sans réponse"
    assert found.stops == 1


def test_wherever_the_chain_stops_it_is_said(made):
    hope(made, "Un chat.")
    draw(made, hope(made, "Le tram."), "1.3.4.2", sentence="Se déplacer.")
    add(made, "1.3.2.1", sentence="Un toit.")
    drawn_up = plan(made)
    objective(made, drawn_up, "Sortir")
    line(made, objective(made, drawn_up, "Voyager"), "Une croisière", standing="not_retained")
    assert said_by(chain(made).forwards) == [
        "Un chat. > sans réponse",
        "Le tram. > Se déplacer. > sans réponse",
        "sans paroles > Un toit. > sans réponse",
        "sans besoin > Sortir > sans réponse",
        "sans besoin > Voyager > sans réponse",
    ]


def test_the_version_in_force_answers_before_the_one_in_discussion_and_a_draft(made):
    assert plan_of_today(made.parcours, made.claire, NOW) is None
    draft = plan(made, 3)
    assert plan_of_today(made.parcours, made.claire, NOW) == draft
    assert plan_of_today(made.parcours, made.ines, NOW) is None, "a draft is of those who coordinate"
    proposed = plan(made, 2, state="proposed", proposed_at=NOW)
    assert plan_of_today(made.parcours, made.claire, NOW) == proposed
    running = plan(made, 1, state="in_force", proposed_at=NOW, in_force_at=NOW)
    assert plan_of_today(made.parcours, made.ines, NOW) == running


def test_a_reader_follows_only_what_is_open_to_them(made):
    draw(made, hope(made, "Moins de douleur.", area="health"), "1.1.3", "1.3.5.1")
    hope(made, "Secret.", area="money")
    assert said_by(chain(made, made.ines).forwards) == [
        "Moins de douleur. > Besoins en matière de douleur > sans réponse"
    ]
    draw(made, hope(made, "Marcher.", area="health"), "1.3.4.2")
    assert "Marcher." in said_by(chain(made, made.ines).forwards), (
        "its need is closed to her: nothing is said"
    )


def test_the_page_shows_words_order_origin_and_needs(made):
    write(made, "Je veux rester chez moi.")
    draw(made, hope(made, "Sortir."), "1.3.4.1")
    move(made, hope(made, "Un chien.", who="daughter"), "set_aside", reason="trop de travail")
    page = text_of(browser_of(made.claire).get(address("desk:project", made)))
    for said in ("« Je veux rester chez moi.", "« Sortir. »", "dit par la personne", "1.3.4.1", "sans réponse",
                 "dit par un proche : Jeanne Morel", "trop de travail", "La même chaîne en liste"):  # fmt: skip
        assert said in page, said


def test_an_empty_record_says_what_to_do_first(made):
    page = text_of(browser_of(made.claire).get(address("desk:project", made)))
    assert "Ses mots ne sont pas encore là" in page and "Aucune attente n’est notée" in page
    hers = text_of(browser_of(made.ines).get(address("desk:project", made)))
    assert "Noter ses mots" not in hers


def test_lines_of_the_room_are_told_in_the_thread(made):
    write(made, "Rester.")
    draw(made, hope(made, "Sortir."), "1.3.4.1", sentence="Voir du monde.")
    page = text_of(browser_of(made.claire).get(address("desk:thread", made)))
    assert (
        "ses mots « Rester. »" in page and "attente « Sortir. »" in page and "besoin Voir du monde." in page
    )


@pytest.mark.parametrize("who", ["claire", "ines"])
def test_the_page_asks_the_same_queries_for_two_or_fifty(made, who):
    browser, url = browser_of(getattr(made, who)), address("desk:project", made)
    leaves = ["1.1.3", "1.3.4.2"]
    for number in leaves:
        draw(made, hope(made, number, area="health"), number)
    wanted = objective(made, plan(made, state="proposed", proposed_at=NOW), "Un", area="health")
    line(made, wanted, "A", provider=made.participants["ines"])
    write(made)
    browser.get(url)
    few = queries_of(lambda: browser.get(url))
    for rank in range(50):
        draw(made, hope(made, f"{rank}", area="health"), leaves[rank % 2])
        line(made, wanted, f"{rank}", provider=made.participants["ines"])
        write(made, f"{rank}")
    assert queries_of(lambda: browser.get(url)) == few
