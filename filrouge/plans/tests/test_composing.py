"""A plan is drawn up by whoever coordinates, seen by nobody else until it is proposed."""

from decimal import Decimal

import pytest
from django.utils.timezone import now as clock

from filrouge.journal.models import JournalEntry
from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused, Stale
from filrouge.plans.models import Objective, PlanLine
from filrouge.plans.queries.sheet import plan_sheet, plans_of
from filrouge.plans.tests.drawing import at, draft, line, objective, signed_in
from filrouge.plans.use_cases import composing
from filrouge.plans.use_cases.writing import Funder
from tests.personas import NOW, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return world()


@pytest.fixture
def plan(made):
    return draft(made)


def test_a_plan_is_begun_by_whoever_coordinates_and_by_nobody_else(made):
    for who in (made.ines, made.colette, made.anne, made.person_account):
        with pytest.raises(NotAllowed):
            composing.begin_plan(made.parcours, by=who, now=NOW)
    assert draft(made).number == 1
    assert JournalEntry.objects.filter(action="plans.begun").count() == 1


def test_one_plan_is_drawn_up_at_a_time(made, plan):
    with pytest.raises(Refused, match="déjà en préparation"):
        draft(made)


def test_a_draft_is_seen_by_nobody_but_those_who_coordinate(made, plan):
    shown = line(made, objective(made, plan))
    for who in (made.ines, made.person_account, made.relative_account):
        assert not plans_of(made.parcours, who, clock())
        assert not PlanLine.objects.visible_to(who).filter(pk=shown.pk).exists()
    assert plans_of(made.parcours, made.claire, clock()) == [plan]


def test_a_line_keeps_who_pays_and_what_is_left_to_the_person(made, plan):
    goal = objective(made, plan)
    funders = [
        Funder(made.participants["claire"], "", Decimal("400")),
        Funder(None, "Le PCPE", Decimal("100")),
    ]
    line(made, goal, quantity=Decimal(10), unit_cost=Decimal(55), fundings=funders)
    sheet = plan_sheet(plan, made.claire, clock())
    assert [(share.name[:4], share.amount) for share in sheet.lines[0].shares] == [
        ("Clai", 400),
        ("Le P", 100),
    ]
    assert sheet.lines[0].left == Decimal("50.00")
    assert (sheet.totals.known.amount, sheet.totals.person.amount) == (Decimal("550.00"), Decimal("50.00"))


def test_funders_never_pay_more_than_there_is_to_pay(made, plan):
    goal = objective(made, plan)
    with pytest.raises(Refused, match="plus que ce que cela coûte"):
        line(
            made, goal, quantity=Decimal(1), unit_cost=Decimal(10), fundings=[Funder(None, "X", Decimal(11))]
        )
    assert not PlanLine.objects.exists()


def test_what_was_shown_is_no_longer_changed_here(made, plan):
    goal = objective(made, plan)
    shown = line(made, goal)
    plan.state, plan.proposed_at = "proposed", NOW
    plan.save(update_fields=["state", "proposed_at"])
    for action in (
        lambda: composing.change_line(shown, title="Autre", by=made.claire, now=NOW),
        lambda: composing.remove_line(shown, by=made.claire, now=NOW),
        lambda: composing.change_objective(goal, words="Autre", by=made.claire, now=NOW),
        lambda: composing.remove_objective(goal, by=made.claire, now=NOW),
    ):
        with pytest.raises(Refused, match="se négocie"):
            action()
    assert Objective.objects.get().words == "Prendre le tram seule"


def test_two_coordinators_on_one_line_lose_nothing(made, plan):
    shown = line(made, objective(made, plan))
    composing.change_line(shown, version=1, title="La ligne directe", by=made.claire, now=NOW)
    with pytest.raises(Stale):
        composing.change_line(shown, version=1, title="Le bus", by=made.claire, now=NOW)
    client = signed_in(made.claire)
    sent = {
        "_version": "1",
        "_key": "a",
        "title": "Le bus",
        "every": "1",
        "area": "daily_life",
        "level": "circle",
    }
    page = client.post(at("line_edit", made.parcours, shown), sent).content.decode()
    assert "La ligne directe" in page
    assert "Le bus" in page


def test_a_line_is_written_on_its_page_and_read_on_the_plan(made, plan):
    goal = objective(made, plan)
    client = signed_in(made.claire)
    sent = {
        "title": "Atelier théâtre", "nature": "ordinary", "days": ["0", "3"], "every": "2", "starts_at": "14:00",
        "minutes": "90", "quantity": "2,5", "unit": "séances", "unit_cost": "10", "payer_0": "Mairie",
        "new_name": "MJC", "new_kind": "loisirs", "since": "octobre 2025", "level": "circle", "area": "daily_life",
    }  # fmt: skip
    answer = client.post(at("line_new", made.parcours, goal), {**sent, "_key": "a"})
    assert answer.status_code == 302, answer.content.decode()
    kept = PlanLine.objects.get()
    assert (kept.rhythm, kept.cost, kept.provider.name) == (
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", Decimal("25.00"), "MJC",
    )  # fmt: skip
    page = client.get(at("page", made.parcours)).content.decode()
    assert "le lundi et le jeudi, une semaine sur deux, à 14\u00a0h, pendant 1\u00a0h\u00a030" in page
    assert "25\u00a0€" in page
