"""Who represents the person stands beside her on the whole plan: in their own name, within the measure of today."""

import pytest

from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused, Stale
from filrouge.parcours.models import CircleMember
from filrouge.parcours.tests.browsing import browser_of, last_act, send, text_of
from filrouge.parcours.use_cases import sharing
from filrouge.people.models import LegalProtection
from filrouge.plans.models import Objective, Plan, PlanLine
from filrouge.plans.tests.drawing import at
from filrouge.plans.tests.making import (
    OUTSIDERS,
    acting,
    agreed,
    answered,
    fresh,
    lines,
    notices_of,
    positions,
    proposed,
    shown,
)
from filrouge.plans.use_cases import agreeing, negotiating, representing
from filrouge.plans.use_cases.agreeing import Evidence
from filrouge.plans.use_cases.negotiating import Said
from filrouge.plans.use_cases.representing import Hers
from tests.personas import NOW, World, world

pytestmark = pytest.mark.django_db
HERS = Hers("elle ne parle plus", "des images : elle montre la piscine, et sourit")


def represented(made: World, kind: str = "guardianship", scope: str = "la personne et les biens") -> None:
    """Her daughter exercises a measure, and reads every area."""
    made.daughter.is_legal_representative = True
    made.daughter.save()
    LegalProtection.objects.filter(person=made.person).update(kind=kind, scope=scope)
    open_to_her_daughter(made, ["all"])


def open_to_her_daughter(made: World, areas: list[str]) -> None:
    CircleMember.objects.filter(pk=made.members["daughter"].pk).update(areas=areas)
    sharing.refresh_openings(made.parcours, now=NOW)


def answered_beside(made: World) -> Plan:
    plan = proposed(made)
    for line in lines(plan):
        negotiating.answer_beside(line, Said("yes"), by=made.relative_account, now=NOW)
    return fresh(plan)


def test_a_representative_accepts_in_their_own_name_and_hers_is_written_beside(made: World):
    represented(made)
    plan = answered_beside(made)
    act = {"shown": shown(plan), "by": made.relative_account, "now": NOW}
    with pytest.raises(Refused, match="pourquoi"):
        representing.take_position_beside(plan, **act)
    representing.take_position_beside(plan, hers=HERS, **act)
    hers, theirs = positions(plan)
    assert (hers.side, hers.kind, hers.tried) == ("person", "not_gathered", HERS.tried)
    assert (theirs.side, theirs.kind, theirs.by) == ("representative", "agree", made.participants["daughter"])
    assert theirs.measure == "tutelle (la personne et les biens)" and theirs.text_sha256 == hers.text_sha256
    assert last_act(made) == "plans.position_taken" and "plan_answered" in notices_of(made.claire)
    agreeing.put_in_force(plan, **acting(made))
    assert fresh(plan).state == "in_force"


def test_under_a_measure_that_assists_hers_comes_first_and_theirs_stands_beside(made: World):
    represented(made, kind="curatorship")
    plan = answered(made)
    act = {"hers": HERS, "by": made.relative_account, "now": NOW}
    with pytest.raises(Refused, match="assiste la personne"):
        representing.take_position_beside(plan, shown=shown(plan), **act)
    agreeing.take_position(plan, shown=shown(plan), by=made.person_account, now=NOW)
    representing.take_position_beside(plan, shown=shown(plan), **act)
    assert [each.side for each in positions(plan)] == ["person", "representative"]
    assert fresh(plan).state == "agreed"
    with pytest.raises(Refused, match="déjà notée"):
        representing.take_position_beside(plan, shown=shown(plan), **act)


def test_nobody_goes_on_without_her_once_she_spoke_for_herself(made: World):
    represented(made)
    plan = agreed(made)
    agreeing.change_mind(plan, by=made.person_account, now=NOW)
    with pytest.raises(Refused, match="déjà prononcée"):
        representing.take_position_beside(
            plan, hers=HERS, shown=shown(plan), by=made.relative_account, now=NOW
        )
    assert fresh(plan).state == "negotiation"


def test_what_is_closed_or_over_is_not_judged_from_their_account(made: World):
    represented(made)
    plan = answered(made)
    act = {"hers": HERS, "by": made.relative_account, "now": NOW}
    with pytest.raises(Stale, match="Relisez-le"):
        representing.take_position_beside(plan, shown="autre", **act)
    open_to_her_daughter(made, ["daily_life"])
    with pytest.raises(NotAllowed, match="pas ouverte"):
        representing.take_position_beside(plan, shown=shown(plan), **act)
    first = Objective.objects.filter(plan=plan).order_by("order")[0]
    PlanLine.objects.filter(plan=plan).update(area="daily_life", objective=first)
    with pytest.raises(NotAllowed, match="pas ouverte"):
        representing.take_position_beside(plan, shown=shown(plan), **act)
    Objective.objects.filter(plan=plan).update(area="daily_life")
    LegalProtection.objects.filter(person=made.person).update(until="2018", until_latest="2018-12-31")
    with pytest.raises(NotAllowed, match="mesure"):
        representing.take_position_beside(plan, shown=shown(plan), **act)
    Plan.objects.filter(pk=plan.pk).update(state="draft")
    LegalProtection.objects.filter(person=made.person).update(until=None, until_latest=None)
    with pytest.raises(NotAllowed, match="pas ouverte"):
        representing.take_position_beside(plan, shown=shown(plan), **act)


def test_nobody_else_stands_beside_her(made: World):
    represented(made)
    plan = answered(made)
    for who in (*OUTSIDERS, "claire", "sophie", "person_account"):
        with pytest.raises(NotAllowed):
            representing.take_position_beside(plan, shown=shown(plan), by=getattr(made, who), now=NOW)
    paper, who = Evidence("paper", document=made.document), made.participants["daughter"]
    for by in (made.ines, made.relative_account):
        with pytest.raises(NotAllowed):
            representing.note_position_beside(plan, paper, who=who, shown=shown(plan), by=by, now=NOW)


def test_what_they_signed_is_noted_with_what_shows_it(made: World):
    represented(made)
    plan = answered(made)
    paper, daughter = Evidence("paper", document=made.document), made.participants["daughter"]
    act, elsewhere = {"shown": shown(plan), "hers": HERS, **acting(made)}, world(2).participants["daughter"]
    for evidence, who, sentence in (
        (Evidence("paper"), daughter, "papier signé"), (paper, made.participants["ines"], "d’un proche"),
        (paper, made.participants["person"], "qui représente"), (paper, elsewhere, "qui représente"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=sentence):
            representing.note_position_beside(plan, evidence, who=who, **act)
    assert representing.note_position_beside(plan, paper, who=daughter, **act).document == made.document
    LegalProtection.objects.filter(person=made.person).delete()
    with pytest.raises(Refused, match="Aucune mesure"):
        representing.note_position_beside(plan, paper, who=daughter, **act)


def test_the_page_of_who_coordinates_notes_it_and_never_calls_it_hers(made: World):
    plan, browser = answered(made), browser_of(made.claire)
    url = at("position_beside", made.parcours, plan)
    assert url not in browser.get(at("plan", made.parcours, plan)).content.decode()
    represented(made)
    assert url in browser.get(at("plan", made.parcours, plan)).content.decode()
    told = {"who": made.participants["daughter"].pk, "how": "paper", "document": made.document.pk}
    told |= {"shown": shown(plan), "tried": "⟦elle sourit⟧"}
    refused = send(browser, url, why=" ", **told)
    assert refused.status_code == 200 and "⟦elle sourit⟧" in text_of(refused)
    assert send(browser, url, why="elle dort", **told).status_code == 302
    page = text_of(browser.get(at("plan", made.parcours, plan)))
    assert "en représentation de Mme Morel" in page
    assert "(tutelle (la personne et les biens))" in page
    assert "⟦elle sourit⟧" in page and "n’a pas pu être recueillie" in page
    assert (
        "qui la représente" in text_of(browser.get(url))
        and 'name="why"' not in browser.get(url).content.decode()
    )


def test_from_their_space_they_read_the_text_and_answer_in_their_own_name(made: World):
    represented(made)
    plan, browser = answered_beside(made), browser_of(made.relative_account)
    home = f"/mon-espace/{made.parcours.pk}/mon-plan/"
    assert "Votre position sur le plan entier" in text_of(browser.get(home))
    page = browser.get(home + "a-cote/")
    assert page.context["shown"] == shown(plan) and "ne remplace pas celle de" in text_of(page)
    told = {"shown": shown(plan), "why": "elle dort"}
    refused = browser.post(home + "a-cote/", {"_key": "a", **told, "tried": ""})
    assert refused.status_code == 200 and "elle dort" in text_of(refused)
    browser.post(home + "a-cote/", {"_key": "b", **told, "tried": "trois visites"})
    assert [each.side for each in positions(plan)] == ["person", "representative"]
    again = text_of(browser.get(home + "a-cote/"))
    assert "Je ne peux pas donner ma position maintenant" in again
    hers = text_of(browser_of(made.person_account).get(home))
    assert "J’ai donné mon accord" not in hers and "a donné sa position à côté" in hers
    assert "Je veux répondre moi-même" in hers


def test_a_representative_reads_no_closed_area_in_the_text_of_a_position(made: World):
    represented(made)
    open_to_her_daughter(made, ["daily_life"])
    plan, browser = agreed(made), browser_of(made.relative_account)
    for rest in (f"version/{plan.pk}/", "a-cote/", ""):
        page = browser.get(f"/mon-espace/{made.parcours.pk}/mon-plan/{rest}").content.decode()
        assert made.secret("daily_life") in page and made.secret("health") not in page


def test_whoever_represents_nobody_finds_no_such_page(made: World):
    answered(made)
    url = f"/mon-espace/{made.parcours.pk}/mon-plan/a-cote/"
    assert browser_of(made.relative_account).get(url).status_code == 404
