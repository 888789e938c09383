"""In force only with the person's position and the structure's agreement; what was agreed never changes."""

import pytest
from django.core.management import call_command

from filrouge.accounts.models import Membership
from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused, Stale
from filrouge.parcours.models import ServiceSpell, ThreadEntry
from filrouge.parcours.tests.browsing import acts, last_act
from filrouge.parcours.use_cases import circle
from filrouge.parcours.use_cases.sharing import record_consent
from filrouge.plans.models import LineAnswer, Plan, PlanLine
from filrouge.plans.queries.text import exact_text
from filrouge.plans.rules.text import fingerprint
from filrouge.plans.tests.making import (
    OUTSIDERS,
    a_plan,
    acting,
    agreed,
    answered,
    fresh,
    in_force,
    lines,
    notices_of,
    positions,
    proposed,
    shown,
)
from filrouge.plans.use_cases import agreeing, negotiating
from filrouge.plans.use_cases.agreeing import Evidence
from filrouge.plans.use_cases.negotiating import Said
from tests.personas import NOW, World, on, world

pytestmark = pytest.mark.django_db


def test_her_position_keeps_the_exact_text_and_what_she_disagrees_on(made: World):
    plan = agreed(made)
    hers = positions(plan)[0]
    assert (plan.state, hers.kind, hers.how, hers.by) == (
        "agreed", "disagree_on", "own_account", made.participants["person"],
    )  # fmt: skip
    assert hers.text == exact_text(plan) and hers.text_sha256 == fingerprint(hers.text)
    assert "Réponse\u00a0: autrement\u00a0: «\u00a0la ligne directe d’abord\u00a0»" in hers.text
    assert "Coût\u00a0: 550\u00a0€" in hers.text and "Qui paie\u00a0: Inès 1" in hers.text
    assert last_act(made) == "plans.position_taken" and "plan_answered" in notices_of(made.claire)
    assert positions(agreed(world(2), "yes", "yes", "yes"))[0].kind == "agree"


def test_a_position_waits_for_an_answer_to_each_line(made: World):
    plan = proposed(made)
    with pytest.raises(Refused, match="attend encore"):
        agreeing.take_position(plan, shown=shown(plan), by=made.person_account, now=NOW)


def test_she_signs_the_text_that_she_was_shown_and_no_other(made: World):
    plan = answered(made)
    read = shown(plan)
    negotiating.answer_for_oneself(lines(plan)[0], Said("no"), by=made.person_account, now=NOW)
    with pytest.raises(Stale, match="Relisez-le"):
        agreeing.take_position(plan, shown=read, by=made.person_account, now=NOW)
    assert not positions(plan)


def test_who_may_not_take_her_position(made: World):
    plan = answered(made)
    for who in (*OUTSIDERS, "claire", "sophie", "relative_account"):
        with pytest.raises(NotAllowed):
            agreeing.take_position(plan, shown=shown(plan), by=getattr(made, who), now=NOW)
    for who in (*OUTSIDERS, "person_account", "relative_account"):
        by = {"by": getattr(made, who), "now": NOW}
        with pytest.raises(NotAllowed):
            agreeing.sign_on_handed_device(plan, name_typed="Élise", shown=shown(plan), **by)
        with pytest.raises(NotAllowed):
            agreeing.note_not_gathered(plan, why="a", tried="b", **by)
        with pytest.raises(NotAllowed):
            agreeing.hand_device(plan, **by)


def test_on_the_device_handed_to_her_she_types_her_name(made: World):
    plan = answered(made)
    agreeing.hand_device(plan, **acting(made))
    assert last_act(made) == "plans.device_handed"
    with pytest.raises(Refused, match="votre signature"):
        agreeing.sign_on_handed_device(plan, name_typed=" ", shown=shown(plan), **acting(made))
    agreeing.sign_on_handed_device(plan, name_typed=" Élise Morel ", shown=shown(plan), **acting(made))
    hers = positions(plan)[0]
    assert (hers.how, hers.name_typed, hers.recorded_by) == ("handed_device", "Élise Morel", made.claire)
    with pytest.raises(Refused, match="on n’y répond pas"):
        agreeing.hand_device(fresh(plan), **acting(made))


def test_on_paper_or_before_a_witness_with_what_shows_it(made: World):
    plan = answered(made)
    for evidence, sentence in (
        (Evidence("voice"), "sur papier, devant témoin"), (Evidence("paper"), "papier signé"),
        (Evidence("witnessed"), "devant qui"), (Evidence("paper", document=world(2).document), "pas nommée"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=sentence):
            agreeing.note_position(plan, evidence, shown=shown(plan), **acting(made))
    paper = Evidence("paper", document=made.document)
    assert agreeing.note_position(plan, paper, shown=shown(plan), **acting(made)).document == made.document
    agreeing.change_mind(fresh(plan), **acting(made))
    before = Evidence("witnessed", with_whom=made.participants["ines"])
    assert agreeing.note_position(plan, before, shown=shown(plan), **acting(made)).how == "witnessed"


def test_a_position_that_could_not_be_gathered_says_why_and_what_was_tried(made: World):
    plan = proposed(made)
    for why, tried, sentence in (("", "b", "pourquoi"), ("a", " ", "tenté")):
        with pytest.raises(Refused, match=sentence):
            agreeing.note_not_gathered(plan, why=why, tried=tried, **acting(made))
    noted = agreeing.note_not_gathered(plan, why="elle dort", tried="trois visites", **acting(made))
    assert (noted.kind, noted.by, fresh(plan).state) == ("not_gathered", None, "agreed")
    assert ThreadEntry.objects.filter(title="position notée sur le plan, version 1").exists()


def test_she_comes_back_on_what_she_said_and_it_stays_written(made: World):
    plan = agreed(made)
    agreeing.change_mind(plan, by=made.person_account, now=NOW)
    assert fresh(plan).state == "negotiation" and len(positions(plan)) == 1
    negotiating.answer_for_oneself(lines(plan)[0], Said("no"), by=made.person_account, now=NOW)
    agreeing.take_position(plan, shown=shown(plan), by=made.person_account, now=NOW)
    first, last = positions(plan)
    assert first.text != last.text and last.text_sha256 == shown(plan)
    with pytest.raises(NotAllowed):
        agreeing.change_mind(fresh(plan), by=made.ines, now=NOW)


def test_nothing_is_in_force_without_her_position(made: World):
    plan = answered(made)
    with pytest.raises(Refused, match="position de la personne"):
        agreeing.put_in_force(plan, **acting(made))
    Plan.objects.filter(pk=plan.pk).update(state="agreed")
    with pytest.raises(Refused, match="position de la personne"):
        agreeing.put_in_force(fresh(plan), **acting(made))


def test_nothing_is_in_force_with_another_text_than_hers(made: World):
    plan = agreed(made)
    PlanLine.objects.filter(plan=plan).update(title="Autre chose")
    with pytest.raises(Refused, match="n’est plus celui"):
        agreeing.put_in_force(plan, **acting(made))


def test_both_put_it_in_force_and_each_is_kept(made: World):
    plan = in_force(made)
    hers, theirs = positions(plan)
    assert (plan.state, plan.in_force_at) == ("in_force", NOW)
    assert (theirs.side, theirs.by) == ("structure", made.participants["claire"])
    assert theirs.text_sha256 == hers.text_sha256
    assert acts(made)[-2:] == ["plans.moved", "plans.agreed_for_structure"]
    assert notices_of(made.person_account)[-1] == "plan_in_force"
    call_command("thread", "check")


def test_who_agrees_for_the_structure(made: World):
    plan = agreed(made)
    for who in (*OUTSIDERS, "sophie", "person_account", "relative_account"):
        with pytest.raises(NotAllowed):
            agreeing.put_in_force(plan, by=getattr(made, who), now=NOW)
    maia = Membership.objects.get(user=made.sophie).organisation
    named = circle.name_participant(
        made.parcours, name="Sophie", kind="sante", user=made.sophie, organisation=maia, **acting(made)
    )
    circle.add_member(named, role="institution", areas=[], basis="law", since=on("2019-01"), **acting(made))
    agreeing.put_in_force(plan, by=made.sophie, now=NOW)
    assert positions(plan)[-1].by == named


def test_the_next_version_replaces_the_former_and_neither_changes(made: World):
    former = in_force(made)
    texts = [hers.text for hers in positions(former)]
    latter = in_force(made, "yes", "yes", "yes", number=2, replaces=former)
    assert (fresh(former).state, latter.state) == ("replaced", "in_force")
    assert exact_text(fresh(former)) == texts[0] == texts[1]
    change = {"changes": {"title": "x"}, "compromise": "y"}
    for act in (
        lambda: negotiating.change_line(lines(former)[0], **change, **acting(made)),
        lambda: negotiating.answer_for_oneself(lines(latter)[0], Said("no"), by=made.person_account, now=NOW),
        lambda: agreeing.change_mind(latter, by=made.person_account, now=NOW),
        lambda: negotiating.take_back(fresh(latter), **acting(made)),
    ):
        with pytest.raises(Refused):
            act()
    assert exact_text(fresh(latter)) == positions(latter)[0].text


def test_the_services_that_she_said_yes_to_begin_with_it_or_later(made: World):
    plan = agreed(made, "yes", "yes", "yes")
    first, second, nobody = lines(plan)
    with pytest.raises(Refused, match="en vigueur"):
        agreeing.begin_service(first, **acting(made))
    agreeing.put_in_force(plan, begins=[first], **acting(made))
    spell = ServiceSpell.objects.get(provider=made.participants["hugo"], since=on("2019-09"))
    assert lines(plan)[0].spell == spell and (spell.nature, spell.area) == (first.title, "daily_life")
    assert agreeing.begin_service(second, **acting(made)).provider == made.participants["ines"]
    with pytest.raises(Refused, match="déjà commencé"):
        agreeing.begin_service(second, **acting(made))
    with pytest.raises(Refused, match="Personne"):
        agreeing.begin_service(nobody, **acting(made))
    assert exact_text(fresh(plan)) == positions(plan)[0].text, "a service that begins changes no word of it"


def test_a_plan_ends_with_a_reason_and_stays_readable(made: World):
    plan = in_force(made)
    with pytest.raises(Refused, match="pourquoi"):
        agreeing.end_plan(plan, reason=" ", **acting(made))
    agreeing.end_plan(plan, reason="elle déménage", **acting(made))
    assert (fresh(plan).state, fresh(plan).closing_reason) == ("ended", "elle déménage")
    assert Plan.objects.visible_to(made.person_account, NOW).filter(pk=plan.pk).exists()
    with pytest.raises(NotAllowed):
        agreeing.end_plan(a_plan(made, number=3), reason="x", by=made.ines, now=NOW)


def test_a_withdrawn_consent_hides_the_lines_at_once(made: World):
    plan = in_force(made)
    PlanLine.objects.filter(plan=plan).update(provider=made.participants["hugo"])
    seen = PlanLine.objects.filter(plan=plan).visible_to(made.ines, NOW)
    assert seen.count() == 1, "health alone is open to her"
    gone = {"areas": ["health"], "decision": "withdrawn", "on": on("2019-07-30")}
    record_consent(made.participants["ines"], **gone, **acting(made))
    assert not PlanLine.objects.filter(plan=plan).visible_to(made.ines, NOW).exists()
    assert LineAnswer.objects.filter(line__plan=plan).count() == 3
