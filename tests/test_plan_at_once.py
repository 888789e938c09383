"""A plan in two hands at the same moment: real threads, on both engines. Nothing is done twice, nothing is lost."""

from typing import Any

import pytest

from filrouge.journal.queries import verify
from filrouge.lib.errors import Refused, Stale
from filrouge.parcours.models import ServiceSpell
from filrouge.plans.models import LineAnswer, LineChange, Plan, PlanLine, Position, Solicitation
from filrouge.plans.queries.text import exact_text
from filrouge.plans.rules.text import fingerprint
from filrouge.plans.tests.making import acting, agreed, answered, fresh, in_force, lines, proposed, shown
from filrouge.plans.use_cases import agreeing, composing, negotiating, revising, soliciting
from filrouge.plans.use_cases.negotiating import Said
from filrouge.plans.use_cases.soliciting import Told
from tests.personas import NOW, World, on, world
from tests.test_at_once import at_once, slowed


@pytest.fixture
def made(committed_journal: None) -> World:
    return world()


def kinds(given: list[Any]) -> list[str]:
    return sorted(type(each).__name__ for each in given)


def changing(made: World, line: PlanLine, title: str) -> Any:
    told = {"changes": {"title": title}, "compromise": title, "version": line.version}
    return lambda: negotiating.change_line(line, **told, **acting(made))


def test_of_two_who_change_one_line_the_second_is_told(made: World):
    line = lines(proposed(made))[0]
    given = at_once(changing(made, line, "⟦un⟧"), changing(made, line, "⟦deux⟧"))
    assert kinds(given) == ["LineChange", "Stale"]
    assert LineChange.objects.get().moved["title"][1] == lines(line.plan)[0].title
    assert verify() == []


def test_of_an_answer_and_a_change_at_once_none_stands_over_the_other(made: World):
    line = lines(proposed(made))[0]
    say = {"version": line.version, "by": made.person_account, "now": NOW}
    given = at_once(
        changing(made, line, "⟦autre⟧"), lambda: negotiating.answer_for_oneself(line, Said("yes"), **say)
    )
    stored = lines(line.plan)[0]
    assert stored.standing == "open", "what she said yes to is not what stands there now"
    assert kinds(given) in (["LineAnswer", "LineChange"], ["LineChange", "Stale"])
    assert verify() == []


def test_two_answers_at_once_are_both_kept_and_the_line_stands_at_the_last(made: World):
    line = lines(proposed(made))[0]
    daughter = made.participants["daughter"]
    given = at_once(
        lambda: negotiating.answer_for_oneself(line, Said("yes"), by=made.person_account, now=NOW),
        lambda: negotiating.note_answer(
            line, Said("no", how="voice", with_whom=daughter), who=made.participants["person"], **acting(made)
        ),
    )
    assert kinds(given) == ["LineAnswer", "LineAnswer"]
    last = LineAnswer.objects.filter(line=line).order_by("recorded_at", "pk").last()
    assert lines(line.plan)[0].standing == last.answer
    assert verify() == []


def test_a_text_that_changes_at_the_moment_it_is_signed_is_not_the_one_signed(made: World):
    plan = answered(made)
    sign = {"shown": shown(plan), "by": made.person_account, "now": NOW}
    given = at_once(lambda: agreeing.take_position(plan, **sign), changing(made, lines(plan)[0], "⟦autre⟧"))
    assert len([each for each in given if isinstance(each, Refused)]) == 1, given
    for taken in Position.objects.all():
        assert taken.text_sha256 == fingerprint(exact_text(fresh(plan)))
    assert verify() == []


def test_one_plan_put_in_force_or_revised_twice_at_once_is_so_once(made: World):
    plan = agreed(made)

    def put() -> Position:
        return agreeing.put_in_force(fresh(plan), **acting(made))

    assert kinds(at_once(put, put)) == ["Position", "Refused"]

    def revise() -> Plan:
        return revising.revise(fresh(plan), reason="elle déménage", **acting(made))

    assert kinds(at_once(revise, revise)) == ["Plan", "Refused"]
    assert verify() == []


def test_a_plan_begun_or_proposed_twice_at_once_is_one(made: World):
    def begin() -> Plan:
        return composing.begin_plan(made.parcours, **acting(made))

    assert kinds(at_once(begin, begin)) == ["Plan", "Refused"]
    plan = Plan.objects.get()
    composing.add_line(composing.add_objective(plan, words="o", **acting(made)), title="t", **acting(made))

    def propose() -> None:
        negotiating.propose(plan, **acting(made))

    assert kinds(at_once(propose, propose)) == ["NoneType", "Refused"]
    assert verify() == []


def asked(made: World, line: PlanLine) -> Solicitation:
    partner = {"to": made.participants["ines"], "message": "une place ?"}
    return soliciting.ask_partner(line, told=Told(NOW.date(), channel="phone"), **partner, **acting(made))


def test_a_service_that_begins_twice_at_once_begins_once(made: World, monkeypatch: pytest.MonkeyPatch):
    """With the plan, by one coordinator; because the partner accepted, by another."""
    plan = in_force(made, "yes", "yes", "yes")
    line = lines(plan)[1]
    wanted, before = asked(made, line), ServiceSpell.objects.count()
    for room in (agreeing, soliciting):
        slowed(monkeypatch, room, "begin_spell")
    accept = {"since": on("2019-08"), "told": Told(NOW.date()), **acting(made)}
    given = at_once(
        lambda: soliciting.note_acceptance(wanted, **accept),
        lambda: agreeing.begin_service(line, **acting(made)),
    )
    assert ServiceSpell.objects.count() == before + 1, given
    assert lines(plan)[1].spell == ServiceSpell.objects.order_by("pk").last()
    assert verify() == []


def test_one_partner_asked_twice_at_once_is_asked_once(made: World):
    line = lines(proposed(made))[0]
    given = at_once(lambda: asked(made, line), lambda: asked(made, line))
    assert kinds(given) == ["Refused", "Solicitation"]
    assert verify() == []


def test_of_two_steps_of_one_solicitation_at_once_the_second_is_told(made: World):
    wanted = asked(made, lines(proposed(made))[0])

    def note(state: str) -> Any:
        told = {"state": state, "told": Told(NOW.date()), "version": wanted.version}
        return lambda: soliciting.note_partner_answer(wanted, **told, **acting(made))

    given = at_once(note("seen"), note("answered"))
    assert sum(isinstance(each, Stale) for each in given) == 1, given
    assert wanted.steps.count() == 2
    assert verify() == []
