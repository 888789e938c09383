"""A plan is drawn up by whoever coordinates, seen by nobody else until it is proposed."""

from datetime import time
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils.timezone import now as clock

from filrouge.journal.models import JournalEntry
from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused, Stale
from filrouge.needs.models import Need
from filrouge.nomenclature.models import Code
from filrouge.parcours.use_cases import thread
from filrouge.plans.forms.composing import line_initial
from filrouge.plans.models import Objective, PlanLine
from filrouge.plans.queries.sheet import plan_sheet, plans_of
from filrouge.plans.tests.drawing import at, draft, line, objective, signed_in
from filrouge.plans.use_cases import composing
from filrouge.plans.use_cases.writing import Funder
from tests.personas import NOW, on, world

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
    shown = line(made, objective(made, plan), starts_at=time(9, 30))
    composing.change_line(shown, version=1, title="La ligne directe", by=made.claire, now=NOW)
    with pytest.raises(Stale):
        composing.change_line(shown, version=1, title="Le bus", by=made.claire, now=NOW)
    client = signed_in(made.claire)
    sent = {
        "_version": "1",
        "_key": "a",
        "title": "Le bus",
        "starts_at": "09:30",
        "every": "1",
        "area": "daily_life",
        "level": "circle",
    }
    page = client.post(at("line_edit", made.parcours, shown), sent).content.decode()
    assert "La ligne directe" in page
    assert "Le bus" in page
    assert "09:30:00" not in page, "the same hour is no difference"


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


def test_somebody_whom_a_line_alone_names_is_offered_again_and_stays_on_it(made, plan):
    client, goal = signed_in(made.claire), objective(made, plan)
    shown = line(made, goal, newcomer=("MJC", "loisirs"))
    pages = (
        at("line_edit", made.parcours, shown),
        at("line_new", made.parcours, goal),
        at("ask", made.parcours, shown),
    )
    for page in pages:
        assert f'value="{shown.provider_id}"' in _page(client, page), page
    initial = {name: value for name, value in line_initial(shown).items() if value is not None}
    sent = {**initial, "title": "Théâtre", "_key": "a", "_version": str(shown.version)}
    assert client.post(at("line_edit", made.parcours, shown), sent).status_code == 302
    shown.refresh_from_db()
    assert (shown.title, shown.provider.name) == ("Théâtre", "MJC")


def test_an_objective_begins_with_the_needs_that_its_address_names(made, plan):
    code = Code.objects.get(code_list__slug="serafin_ph_besoins", code="1.3.4.2")
    need = Need.objects.create(
        parcours=made.parcours, code=code, area="mobility", recorded_by=made.claire, recorded_at=NOW
    )
    thread.line_of(need).save(force_insert=True)
    client, url = signed_in(made.claire), at("objective_new", made.parcours, plan)
    assert f'{url}?besoin={need.pk}"' in _page(client, at("page", made.parcours))
    assert f'value="{need.pk}" id="id_needs_0" checked' in _page(client, f"{url}?besoin={need.pk}&besoin=zut")
    sent = {"_key": "a", "words": "Prendre le tram", "needs": [str(need.pk)], "level": "circle"}
    assert client.post(url, sent).status_code == 302
    goal = Objective.objects.get()
    assert (goal.area, [link.need for link in goal.needs.all()]) == ("mobility", [need])
    assert "Besoins sans objectif" not in _page(client, at("page", made.parcours))
    composing.change_objective(goal, needs=[], by=made.claire, now=NOW)
    assert not goal.needs.exists()


def test_nothing_is_lost_by_what_a_rule_refuses(made, plan):
    goal, client = objective(made, plan), signed_in(made.claire)
    sent = {"_key": "a", "title": "Danse", "quantity": "1", "unit_cost": "5", "payer_0": "X", "pays_0": "9"}
    page = client.post(at("line_new", made.parcours, goal), {**sent, "level": "circle"}).content.decode()
    assert "plus que ce que cela coûte" in page
    assert "Danse" in page
    sent = {"_key": "b", "title": "Danse", "every": "3", "pays_1": "x", "quantity": "NaN", "level": "circle"}
    page = client.post(at("line_new", made.parcours, goal), sent).content.decode()
    assert "Choisissez les jours." in page


def test_objectives_and_lines_change_places_and_are_taken_out(made, plan):
    one, two = objective(made, plan, "un"), objective(made, plan, "deux")
    first, second = line(made, one, "a"), line(made, one, "b")
    client = signed_in(made.claire)
    for url in (
        at_way("objective_move", made, two, "avant"),
        at_way("line_move", made, first, "apres"),
        at_way("line_move", made, first, "apres"),
    ):
        assert client.post(url, {"_key": str(uuid4())}).status_code == 302
    sheet = plan_sheet(plan, made.claire, clock())
    assert [each.objective for each in sheet.objectives] == [two, one]
    assert [each.line for each in sheet.lines] == [second, first]
    client.post(at("line_remove", made.parcours, first), {"_key": "x"})
    client.post(at("objective_remove", made.parcours, two), {"_key": "y"})
    sheet = plan_sheet(plan, made.claire, clock())
    assert ([each.objective for each in sheet.objectives], [each.line for each in sheet.lines]) == (
        [one],
        [second],
    )


def test_what_a_line_says_is_checked_in_words(made, plan):
    goal, other = objective(made, plan), world(2)
    wrong = {
        "Écrivez ce qui est proposé": {"title": " "},
        "n’est pas dans ce dossier": {"provider": other.participants["ines"]},
        "prestation de la liste": {
            "service_code": Code.objects.filter(code_list__slug="serafin_ph_besoins")[0]
        },
        "nombre positif": {"quantity": Decimal(-1)},
        "Choisissez les jours": {"rhythm": "FREQ=DAILY"},
        "l’un des deux": {"provider": made.participants["ines"], "newcomer": ("MJC", "loisirs")},
        "qui finance": {"fundings": [Funder(None, " ", None)]},
        "Ce financeur": {"fundings": [Funder(other.participants["ines"], "", None)]},
        "montant positif": {"fundings": [Funder(None, "X", Decimal(-1))]},
        "Un seul financeur": {"fundings": [Funder(None, "X", None), Funder(None, "Y", None)]},
        "ne peut pas": {"since": on("2026"), "until": on("2025")},
    }
    for sentence, said in wrong.items():
        with pytest.raises(Refused) as refused:
            line(made, goal, **{"title": "Danse", **said})
        assert sentence in refused.value.sentence or sentence == "ne peut pas", refused.value.sentence
    with pytest.raises(ValueError, match="no standing"):
        line(made, goal, standing="yes")


def test_what_an_objective_says_is_checked_in_words(made, plan):
    other = world(2)
    code = Code.objects.get(code_list__slug="serafin_ph_besoins", code="1.3.4.2")
    need = Need.objects.create(parcours=other.parcours, code=code, recorded_by=made.claire, recorded_at=NOW)
    with pytest.raises(Refused, match="ce que l’on veut atteindre"):
        objective(made, plan, " ")
    with pytest.raises(Refused, match="pas dans ce dossier"):
        objective(made, plan, needs=[need])


def test_a_plan_has_a_size_that_people_can_read(made, plan, monkeypatch):
    monkeypatch.setattr(composing, "MOST_IN_A_PLAN", 1)
    goal = objective(made, plan)
    with pytest.raises(Refused, match="davantage"):
        objective(made, plan)
    line(made, goal)
    with pytest.raises(Refused, match="davantage"):
        line(made, goal)


def test_a_plan_that_was_agreed_takes_no_other_line(made, plan):
    goal = objective(made, plan)
    plan.state, plan.proposed_at = "agreed", NOW
    plan.save(update_fields=["state", "proposed_at"])
    with pytest.raises(Refused, match="ne change plus"):
        line(made, goal)
    with pytest.raises(Refused, match="ne change plus"):
        objective(made, plan)


def test_two_coordinators_on_one_objective_lose_nothing(made, plan):
    goal, client = objective(made, plan), signed_in(made.claire)
    sent = {
        "_version": "1",
        "_key": "a",
        "words": "La ligne directe",
        "level": "circle",
        "area": "daily_life",
    }
    assert client.post(at("objective_edit", made.parcours, goal), sent).status_code == 302
    page = client.post(at("objective_edit", made.parcours, goal), {**sent, "_key": "b", "words": "Le bus"})
    for text in ("La ligne directe", "Le bus"):
        assert text in page.content.decode()
    with pytest.raises(Stale):
        composing.change_objective(goal, version=1, words="Le vélo", by=made.claire, now=NOW)


def at_way(name, made, row, way):
    return reverse(f"plans:{name}", args=[made.parcours.pk, row.pk, way])


def _page(client, url):
    return client.get(url).content.decode()
