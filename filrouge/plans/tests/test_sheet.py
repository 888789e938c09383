"""The page of a plan: what each one reads of it, what it says by itself, and what it asks of the database."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now as clock

from filrouge.needs.models import Need
from filrouge.needs.use_cases import record_viewpoint
from filrouge.needs.use_cases.needs import add_need
from filrouge.nomenclature.models import Code
from filrouge.plans.models import PlanLine
from filrouge.plans.queries.sheet import plan_sheet
from filrouge.plans.templatetags.plans import names
from filrouge.plans.tests.drawing import at, draft, line, objective, signed_in
from filrouge.plans.use_cases.writing import Funder
from tests.personas import NOW, on, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return world()


@pytest.fixture
def plan(made):
    return draft(made)


def propose(plan):
    plan.state, plan.proposed_at = "proposed", NOW
    plan.save(update_fields=["state", "proposed_at"])
    return plan


def leaves(made, most):
    codes = (
        Code.objects.filter(code_list__slug="serafin_ph_besoins").exclude(parent_code="").order_by("order")
    )
    for rank, code in enumerate(codes[:most]):
        yield Need(parcours=made.parcours, code=code, order=rank, recorded_by=made.claire, recorded_at=NOW)


def asked(client, url):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_a_page_asks_as_much_for_five_needs_and_lines_as_for_sixty(made, plan):
    needs = Need.objects.bulk_create(leaves(made, 30))
    client, url = signed_in(made.claire), at("page", made.parcours)

    def fill(first, last):
        for rank in range(first, last):
            goal = objective(made, plan, f"but {rank}", needs=[needs[rank % len(needs)]], area="health")
            paid = [Funder(made.participants["ines"], "", Decimal(1)), Funder(None, "Mairie", None)]
            said = {"quantity": Decimal(2), "unit_cost": Decimal(3), "rhythm": "FREQ=WEEKLY;BYDAY=MO"}
            line(made, goal, f"réponse {rank}", provider=made.participants["claire"], fundings=paid, **said)
            record_viewpoint(
                made.parcours, when=on("2018"), author=made.participants["ines"], conclusion=f"avis {rank}",
                area="health", by=made.claire, now=NOW,
            )  # fmt: skip

    fill(0, 5)
    asked(client, url)
    few = asked(client, url)
    fill(5, 60)
    assert asked(client, url) == few


def test_each_one_reads_the_lines_of_their_areas_and_their_own(made, plan):
    health = line(made, objective(made, plan, area="health"), "Kiné")
    home = line(made, objective(made, plan, area="daily_life"), "Ménage")
    own = line(made, objective(made, plan, area="money"), "Budget", provider=made.participants["ines"])
    propose(plan)
    readers = {
        made.claire: {health, home, own}, made.person_account: {health, home, own}, made.ines: {health, own},
        made.relative_account: {home}, made.hugo: set(), made.anne: set(),
    }  # fmt: skip
    for who, lines in readers.items():
        assert set(PlanLine.objects.visible_to(who)) == lines, who.name
    sheet = plan_sheet(plan, made.ines, clock())
    assert [each.line for each in sheet.lines] == [health, own]
    assert (sheet.is_whole, plan_sheet(plan, made.person_account, clock()).is_whole) == (False, True)


def test_whoever_coordinates_and_would_also_render_a_service_is_told(made, plan):
    goal = objective(made, plan)
    line(made, goal, provider=made.participants["ines"])
    page = signed_in(made.claire).get(at("page", made.parcours)).content.decode()
    assert "coordonne, et n’assure aucune des prestations de ce plan." in page
    line(made, goal, provider=made.participants["claire"])
    page = signed_in(made.claire).get(at("page", made.parcours)).content.decode()
    assert "Qui coordonne rend aussi un service" in page


def test_several_people_are_named_in_one_sentence():
    people = [SimpleNamespace(name=name) for name in ("Claire", "Inès", "Hugo")]
    assert [names(people[:n]) for n in (1, 2, 3)] == ["Claire", "Claire et Inès", "Claire, Inès et Hugo"]


def test_a_specialised_answer_without_an_ordinary_one_is_asked_about(made, plan):
    goal = objective(made, plan)
    line(made, goal, nature="specialised")
    assert plan_sheet(plan, made.claire, clock()).lines[0].skips_the_ordinary
    line(made, goal, "MJC", nature="ordinary")
    assert not plan_sheet(plan, made.claire, clock()).lines[0].skips_the_ordinary


def test_three_kinds_of_knowing_stand_beside_an_objective(made, plan):
    for author, said in (
        ("person", "seule"),
        ("daughter", "j’ai peur"),
        ("ines", "possible"),
        ("ines", "en dix fois"),
    ):
        record_viewpoint(
            made.parcours, when=on("2018-03"), author=made.participants[author], conclusion=said, area="mobility",
            by=made.claire, now=NOW,
        )  # fmt: skip
    objective(made, plan, area="mobility")
    told = plan_sheet(plan, made.claire, clock()).objectives[0].expertises
    assert [(each.kind, each.said) for each in told] == [
        ("lived", "seule"), ("shared", "j’ai peur"), ("technical", "en dix fois"),
    ]  # fmt: skip


def test_voices_on_a_need_come_before_those_on_its_area(made, plan):
    code = Code.objects.get(code_list__slug="serafin_ph_besoins", code="1.3.4.2")
    need = add_need(made.parcours, code=code, by=made.claire, now=NOW)
    for said, on_what in (("du domaine", {"area": "mobility"}), ("du besoin", {"need": need})):
        record_viewpoint(
            made.parcours, when=on("2018"), author=made.participants["ines"], conclusion=said, by=made.claire, now=NOW,
            **on_what,
        )  # fmt: skip
    objective(made, plan, area="mobility", needs=[need])
    objective(made, plan, area="mobility")
    one, other = plan_sheet(plan, made.claire, clock()).objectives
    assert [(each.said, each.is_on_a_need) for each in one.expertises] == [("du besoin", True)]
    assert not other.expertises[0].is_on_a_need


def test_months_are_told_only_where_both_ends_are_known(made, plan):
    goal, costs = objective(made, plan), {"quantity": Decimal(1), "unit_cost": Decimal(30)}
    line(made, goal, "deux mois", since=on("2026-01"), until=on("2026-02"), **costs)
    line(made, goal, "dans l’année", since=on("2026"), until=on("2026"), **costs)
    line(made, goal, "un début", since=on("2026-01"), **costs)
    line(
        made,
        goal,
        "le lundi",
        since=on("2026-01-01"),
        until=on("2026-01-31"),
        rhythm="FREQ=WEEKLY;BYDAY=MO",
        **costs,
    )
    line(
        made,
        goal,
        "jamais",
        since=on("2026-01-06"),
        until=on("2026-01-06"),
        rhythm="FREQ=WEEKLY;BYDAY=MO",
        **costs,
    )
    line(made, goal, "d’une année à l’autre", since=on("2026"), until=on("2027"), **costs)
    months = plan_sheet(plan, made.claire, clock()).totals.months
    told = {(month.year, month.month): amount.amount for month, amount in months}
    assert told == {
        (2026, 1): Decimal("75.76"), (2026, 2): Decimal("14.24"), (2026, None): Decimal(30), (None, None): Decimal(60),
    }  # fmt: skip
    page = signed_in(made.claire).get(at("page", made.parcours)).content.decode()
    assert "2026, mois non renseigné" in page


def test_an_outsider_is_told_of_no_plan_and_who_ended_neither(made, plan):
    for who in (made.anne, made.hugo, made.colette, made.karim):
        assert signed_in(who).get(at("plan", made.parcours, plan)).status_code == 404
    assert signed_in(made.sophie).get(at("page", made.parcours)).status_code == 403


def test_a_record_without_a_plan_says_what_to_do_first(made):
    page = signed_in(made.claire).get(at("page", made.parcours)).content.decode()
    assert "Commencer un plan" in page
    assert "Commencer un plan" not in signed_in(made.ines).get(at("page", made.parcours)).content.decode()
    answer = signed_in(made.claire).post(at("begin", made.parcours), {"_key": "a"}, follow=True)
    assert "Ce plan n’a pas encore d’objectif" in answer.content.decode()


def test_a_button_that_a_rule_refuses_says_why(made, plan):
    answer = signed_in(made.claire).post(at("begin", made.parcours), {"_key": "a"}, follow=True)
    assert "déjà en préparation" in answer.content.decode()
