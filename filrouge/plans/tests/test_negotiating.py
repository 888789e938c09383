"""A plan goes to the person; each line gets its answers, each from whom it is."""

from datetime import date

import pytest
from django.core.management import call_command

from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused, Stale
from filrouge.parcours.models import CircleMember, ThreadEntry
from filrouge.parcours.tests.browsing import last_act
from filrouge.parcours.use_cases import identity
from filrouge.people.models import LegalProtection
from filrouge.plans.models import LineAnswer, LineChange, Plan, PlanLine
from filrouge.plans.tests.making import (
    OUTSIDERS,
    a_plan,
    acting,
    agreed,
    answered,
    fresh,
    lines,
    notices_of,
    proposed,
)
from filrouge.plans.use_cases import negotiating
from filrouge.plans.use_cases.negotiating import Said
from tests.personas import NOW, World, on, world

pytestmark = pytest.mark.django_db


def by_voice(answer: str, words: str = "", **more: object) -> Said:
    return Said(answer, words, how="voice", **more)


def test_a_proposal_goes_to_the_person_with_its_line_in_the_thread(made: World):
    plan = proposed(made)
    assert (plan.state, plan.proposed_at) == ("proposed", NOW)
    assert ThreadEntry.objects.get(kind="plan_moment").title == "plan proposé, version 1"
    assert notices_of(made.person_account) == ["plan_to_answer"]
    assert notices_of(made.ines) == ["plan_line_of_yours"], "she would give the service"
    assert notices_of(made.hugo) == [], "he has left the circle: nothing opens to him"
    assert last_act(made) == "plans.moved"
    call_command("thread", "check")


def test_an_empty_plan_or_a_second_one_is_not_proposed(made: World):
    empty = Plan.objects.create(parcours=made.parcours, number=9, recorded_by=made.claire, recorded_at=NOW)
    with pytest.raises(Refused, match="aucune ligne"):
        negotiating.propose(empty, **acting(made))
    proposed(made)
    other = a_plan(made, number=2)
    with pytest.raises(Refused, match="une seule à la fois"):
        negotiating.propose(other, **acting(made))
    PlanLine.objects.filter(plan=other).update(level="organisation")
    with pytest.raises(Refused, match="lisible par la personne"):
        negotiating.propose(other, **acting(made))


def test_who_may_not_propose(made: World):
    plan = a_plan(made)
    for who in (*OUTSIDERS, "person_account", "relative_account"):
        with pytest.raises(NotAllowed):
            negotiating.propose(plan, by=getattr(made, who), now=NOW)
    with pytest.raises(Stale):
        negotiating.propose(plan, version=7, **acting(made))


def test_a_proposal_is_taken_back_until_somebody_answers(made: World):
    plan = proposed(made)
    negotiating.take_back(plan, **acting(made))
    assert (fresh(plan).state, fresh(plan).proposed_at) == ("draft", None)
    assert not Plan.objects.visible_to(made.person_account, NOW).exists()
    negotiating.propose(fresh(plan), **acting(made))
    negotiating.answer_for_oneself(lines(plan)[0], Said("yes"), by=made.person_account, now=NOW)
    with pytest.raises(Refused, match="déjà répondu"):
        negotiating.take_back(fresh(plan), **acting(made))


def test_the_person_answers_each_line_and_may_change_her_mind(made: World):
    plan = answered(made, "yes", "otherwise", "later")
    assert [line.standing for line in lines(plan)] == ["yes", "otherwise", "later"]
    assert plan.state == "negotiation"
    daughter = made.participants["daughter"]
    said = Said("no", "je préfère dormir", with_whom=daughter)
    negotiating.answer_for_oneself(lines(plan)[0], said, by=made.person_account, now=NOW)
    first, last = LineAnswer.objects.filter(line=lines(plan)[0]).order_by("pk")
    assert (first.answer, last.answer, last.with_whom, last.how) == ("yes", "no", daughter, "own_account")
    assert lines(plan)[0].standing == "no"
    assert last_act(made) == "plans.answered" and set(notices_of(made.claire)) == {"plan_answered"}


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (Said("otherwise", "  "), "avec vos mots"),
        (Said("open"), "Choisissez une réponse"),
        (Said("not_retained"), "Choisissez une réponse"),
        (Said("later", talk_again_on=date(2019, 7, 1)), "déjà passé"),
    ],
)
def test_an_answer_says_what_it_must(made: World, said: Said, sentence: str):
    line = lines(proposed(made))[0]
    with pytest.raises(Refused, match=sentence):
        negotiating.answer_for_oneself(line, said, by=made.person_account, now=NOW)
    assert not LineAnswer.objects.exists() and lines(line.plan)[0].standing == "open"


def test_nobody_answers_in_her_name_from_another_account(made: World):
    line = lines(proposed(made))[0]
    for who in (*OUTSIDERS, "claire", "sophie", "relative_account"):
        with pytest.raises(NotAllowed):
            negotiating.answer_for_oneself(line, Said("yes"), by=getattr(made, who), now=NOW)
    draft = lines(a_plan(made, number=2))[0]
    with pytest.raises(NotAllowed, match="pas encore proposé"):
        negotiating.answer_for_oneself(draft, Said("yes"), by=made.person_account, now=NOW)
    closed = lines(line.plan)[1]
    PlanLine.objects.filter(pk=closed.pk).update(level="mine")
    with pytest.raises(NotAllowed, match="lire cette ligne"):
        negotiating.answer_for_oneself(closed, Said("yes"), by=made.person_account, now=NOW)


def test_what_she_said_otherwise_than_from_her_account_is_noted_with_how(made: World):
    plan = proposed(made)
    line, who = lines(plan)[0], made.participants["person"]
    with pytest.raises(Refused, match="recueillie"):
        negotiating.note_answer(line, Said("yes"), who=who, **acting(made))
    with pytest.raises(Refused, match="Joignez le papier"):
        negotiating.note_answer(line, Said("yes", how="paper"), who=who, **acting(made))
    with pytest.raises(Refused, match="devant qui"):
        negotiating.note_answer(line, Said("yes", how="witnessed"), who=who, **acting(made))
    for said in (
        by_voice("later", talk_again_on=date(2019, 9, 1)), Said("yes", how="paper", document=made.document),
        Said("not_retained", how="witnessed", with_whom=made.participants["ines"]),
    ):  # fmt: skip
        assert negotiating.note_answer(line, said, who=who, **acting(made)).answer == lines(plan)[0].standing
    with pytest.raises(NotAllowed):
        negotiating.note_answer(line, by_voice("yes"), who=who, by=made.ines, now=NOW)
    with pytest.raises(Refused, match="pas nommée"):
        negotiating.note_answer(line, by_voice("yes", document=world(2).document), who=who, **acting(made))


def test_a_relative_s_word_stands_beside_and_moves_nothing(made: World):
    line = lines(proposed(made))[0]
    said = negotiating.note_answer(line, by_voice("no"), who=made.participants["daughter"], **acting(made))
    assert (said.side, lines(line.plan)[0].standing) == ("relative", "open")
    with pytest.raises(Refused, match="d’un proche"):
        negotiating.note_answer(line, by_voice("no"), who=made.participants["ines"], **acting(made))
    with pytest.raises(NotAllowed):
        negotiating.answer_beside(line, Said("yes"), by=made.relative_account, now=NOW)


def representing(made: World, kind: str = "guardianship", scope: str = "") -> None:
    made.daughter.is_legal_representative = True
    made.daughter.save()
    LegalProtection.objects.filter(person=made.person).update(kind=kind, scope=scope)


def test_a_representative_answers_within_the_measure_and_never_against_her(made: World):
    representing(made, scope="les biens")
    plan = proposed(made)
    line = lines(plan)[0]
    said = negotiating.answer_beside(line, Said("yes"), by=made.relative_account, now=NOW)
    assert (said.side, said.measure) == ("representative", "tutelle (les biens)")
    assert lines(plan)[0].standing == "yes"
    negotiating.answer_for_oneself(line, Said("no"), by=made.person_account, now=NOW)
    negotiating.answer_beside(line, Said("yes"), by=made.relative_account, now=NOW)
    assert lines(plan)[0].standing == "no", "hers stands, whatever comes after"
    with pytest.raises(NotAllowed, match="lire cette ligne"):
        negotiating.answer_beside(lines(plan)[1], Said("yes"), by=made.relative_account, now=NOW)


def test_a_measure_that_assists_or_that_ended_decides_nothing(made: World):
    representing(made, kind="curatorship")
    line = lines(proposed(made))[0]
    negotiating.answer_beside(line, Said("yes"), by=made.relative_account, now=NOW)
    assert lines(line.plan)[0].standing == "open"
    LegalProtection.objects.filter(person=made.person).delete()
    identity.set_protection(made.parcours, kind="guardianship", until=on("2018"), **acting(made))
    with pytest.raises(NotAllowed, match="mesure"):
        negotiating.answer_beside(line, Said("yes"), by=made.relative_account, now=NOW)
    with pytest.raises(Refused, match="Aucune mesure"):
        negotiating.note_answer(line, by_voice("yes"), who=made.participants["daughter"], **acting(made))


def test_a_representative_whom_nobody_names_in_the_record_says_nothing(made: World):
    representing(made)
    line = lines(proposed(made))[0]
    CircleMember.objects.filter(pk=made.members["daughter"].pk).update(access_to=NOW)
    with pytest.raises(NotAllowed):
        negotiating.answer_beside(line, Said("yes"), by=made.relative_account, now=NOW)


def test_each_provider_answers_for_their_own_line(made: World):
    plan = proposed(made)
    first, own, empty = lines(plan)
    said = negotiating.answer_as_provider(own, Said("otherwise", "le jeudi"), by=made.ines, now=NOW)
    assert (said.side, said.how, lines(plan)[1].provider_standing) == ("provider", "own_account", "otherwise")
    assert lines(plan)[1].standing == "open", "her answer is hers"
    assert "plan_line_moved" in notices_of(made.person_account)
    with pytest.raises(NotAllowed):
        negotiating.answer_as_provider(first, Said("yes"), by=made.ines, now=NOW)
    noted = negotiating.answer_as_provider(first, by_voice("yes"), **acting(made))
    assert (noted.by, noted.recorded_by, noted.how) == (made.participants["hugo"], made.claire, "voice")
    with pytest.raises(Refused, match="Personne n’est encore nommé"):
        negotiating.answer_as_provider(empty, by_voice("yes"), **acting(made))
    with pytest.raises(NotAllowed):
        negotiating.answer_as_provider(first, Said("yes"), by=made.hugo, now=NOW)


def change(made: World, line: PlanLine, **changes: object) -> LineChange:
    facts = {"asked_by": made.participants["person"], "yielded_by": made.participants["ines"], **acting(made)}
    return negotiating.change_line(line, changes=changes, compromise="un jour de moins", **facts)


def test_a_changed_line_is_open_again_and_says_what_moved(made: World):
    plan = answered(made)
    negotiating.answer_as_provider(lines(plan)[1], Said("yes"), by=made.ines, now=NOW)
    line = lines(plan)[1]
    moved = change(made, line, title="Un bilan court", since=on("2019-10"))
    assert moved.moved == {
        "title": [line.title, "Un bilan court"], "since": ["septembre 2019", "octobre 2019"],
    }  # fmt: skip
    stored = lines(plan)[1]
    assert (stored.standing, stored.provider_standing, stored.version) == ("open", "open", 2)
    assert LineAnswer.objects.filter(line=stored).count() == 2, "what was answered stays"
    assert last_act(made) == "plans.line_negotiated"
    with pytest.raises(Stale):
        negotiating.answer_for_oneself(stored, Said("yes"), version=1, by=made.person_account, now=NOW)
    with pytest.raises(Stale):
        negotiating.change_line(stored, changes={"title": "x"}, compromise="y", version=1, **acting(made))


def test_a_change_that_says_nothing_or_too_much_is_refused(made: World):
    line = lines(answered(made))[0]
    for changes, sentence in (
        ({"title": line.title}, "Rien ne change"), ({"title": " "}, "Écrivez ce qui"), 
        ({"level": "mine"}, "ne change pas"),
        ({"provider": world(2).participants["ines"]}, "pas dans ce dossier"), ({"until": on("2010")}, "avant le début"),
        ({"title": "x" * 301}, "300"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=sentence):
            change(made, lines(line.plan)[0], **changes)
    with pytest.raises(Refused, match="ce qui change"):
        negotiating.change_line(line, changes={"title": "x"}, compromise=" ", **acting(made))
    for who in (*OUTSIDERS, "person_account", "relative_account"):
        with pytest.raises(NotAllowed):
            negotiating.change_line(
                line, changes={"title": "x"}, compromise="y", by=getattr(made, who), now=NOW
            )


def test_nothing_is_answered_or_changed_once_she_has_said_yes_to_the_whole(made: World):
    line = lines(agreed(made))[0]
    with pytest.raises(Refused, match="version suivante"):
        change(made, line, title="x")
    with pytest.raises(Refused, match="on n’y répond pas"):
        negotiating.answer_for_oneself(line, Said("no"), by=made.person_account, now=NOW)
