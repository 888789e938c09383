"""Variants are thought out side by side; a plan in force is followed by a version that keeps its lines' keys."""

from decimal import Decimal

import pytest
from django.utils.timezone import now as clock

from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused
from filrouge.plans.models import Plan, PlanLine
from filrouge.plans.queries.sheet import current, plan_sheet, plans_of
from filrouge.plans.queries.variants import compare
from filrouge.plans.tests.drawing import at, draft, line, objective, signed_in
from filrouge.plans.use_cases import composing, negotiating, revising, variants
from filrouge.plans.use_cases.placing import choose_place
from filrouge.plans.use_cases.writing import Funder
from filrouge.territory.models import Service
from tests.personas import NOW, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return world()


@pytest.fixture
def plan(made):
    shown = draft(made)
    goal = objective(made, shown)
    paid = [Funder(None, "Le PCPE", None)]
    line(
        made, goal, "Trajet", quantity=Decimal(10), unit_cost=Decimal(55), nature="specialised", fundings=paid
    )
    line(made, goal, "Théâtre", nature="ordinary", provider=made.participants["ines"])
    return shown


def in_force(plan):
    plan.state, plan.proposed_at, plan.in_force_at = "in_force", NOW, NOW
    plan.save(update_fields=["state", "proposed_at", "in_force_at"])
    return plan


def test_a_variant_holds_all_that_the_first_one_held(made, plan):
    variant = variants.make_variant(plan, title="Tout ordinaire", by=made.claire, now=NOW)
    plan.refresh_from_db()
    assert (plan.variant, variant.variant, variant.number) == ("A", "B", plan.number)
    one, other = (plan_sheet(each, made.claire, clock()) for each in (plan, variant))
    assert [each.line.key for each in one.lines] == [each.line.key for each in other.lines]
    assert other.totals.known.amount == Decimal(550)
    assert other.variants == [plan, variant]


def test_variants_are_compared_by_what_they_hold(made, plan):
    variant = variants.make_variant(plan, by=made.claire, now=NOW)
    dear = PlanLine.objects.get(plan=variant, title="Trajet")
    composing.remove_line(dear, by=made.claire, now=NOW)
    told = compare(made.parcours, [plan, variant], made.claire, clock())
    assert [each.totals.known.amount for each in told.variants] == [Decimal(550), 0]
    assert [(name, [paid.amount for paid in sums]) for name, sums in told.payers] == [("Le PCPE", [550, 0])]
    assert [(each.ordinary, len(each.lines), each.helpers) for each in told.variants] == [
        (1, 2, 1),
        (1, 1, 1),
    ]


def test_one_variant_is_chosen_and_the_others_stay_with_the_reason(made, plan):
    variant = variants.make_variant(plan, by=made.claire, now=NOW)
    with pytest.raises(Refused, match="pourquoi"):
        variants.choose_variant(variant, reason=" ", by=made.claire, now=NOW)
    variants.choose_variant(variant, reason="Elle préfère la MJC", by=made.claire, now=NOW)
    plan.refresh_from_db()
    assert (plan.state, plan.closing_reason) == ("set_aside", "Elle préfère la MJC")
    assert current(plans_of(made.parcours, made.claire, clock())) == variant
    variants.take_up_again(plan, by=made.claire, now=NOW)
    plan.refresh_from_db()
    assert plan.state == "draft"


def test_a_plan_that_was_shown_has_no_variant(made, plan):
    with pytest.raises(Refused, match="se négocie"):
        variants.make_variant(in_force(plan), by=made.claire, now=NOW)
    with pytest.raises(Refused, match="plus en préparation"):
        variants.choose_variant(plan, reason="oui", by=made.claire, now=NOW)


def test_variants_have_a_limit(made, plan):
    for _n in range(variants.MOST_VARIANTS - 1):
        variants.make_variant(plan, by=made.claire, now=NOW)
    with pytest.raises(Refused, match="variantes"):
        variants.make_variant(plan, by=made.claire, now=NOW)


def test_the_next_version_keeps_the_keys_and_leaves_refusals_behind(made, plan):
    refused = PlanLine.objects.get(title="Trajet")
    PlanLine.objects.filter(pk=refused.pk).update(standing="no")
    following = revising.revise(in_force(plan), reason="Fin du SESSAD", by=made.claire, now=NOW)
    plan.refresh_from_db()
    assert (plan.state, following.number, following.replaces) == ("under_review", 2, plan)
    kept = PlanLine.objects.get(plan=following)
    assert (kept.title, kept.standing) == ("Théâtre", "open")
    assert kept.key == PlanLine.objects.get(plan=plan, title="Théâtre").key
    with pytest.raises(Refused, match="déjà en préparation"):
        revising.revise(plan, reason="encore", by=made.claire, now=NOW)


def test_only_a_plan_in_force_is_revised_and_somebody_says_why(made, plan):
    with pytest.raises(Refused, match="en vigueur"):
        revising.revise(plan, reason="oui", by=made.claire, now=NOW)
    with pytest.raises(Refused, match="pourquoi"):
        revising.revise(in_force(plan), reason=" ", by=made.claire, now=NOW)
    with pytest.raises(Refused, match="révisez-le"):
        composing.begin_plan(made.parcours, by=made.claire, now=NOW)


def test_what_was_set_aside_is_not_taken_up_after_another_was_proposed(made, plan):
    variant = variants.make_variant(plan, by=made.claire, now=NOW)
    variants.choose_variant(variant, reason="oui", by=made.claire, now=NOW)
    in_force(variant)
    with pytest.raises(Refused, match="révisez"):
        variants.take_up_again(plan, by=made.claire, now=NOW)


def test_nobody_else_makes_chooses_or_revises(made, plan):
    for who in (made.ines, made.anne, made.person_account):
        for act, said in (
            (variants.make_variant, {}),
            (variants.choose_variant, {"reason": "x"}),
            (variants.take_up_again, {}),
            (revising.revise, {"reason": "x"}),
        ):
            with pytest.raises(NotAllowed):
                act(plan, **said, by=who, now=NOW)


def test_a_place_of_the_directory_is_named_once_in_the_record(made, plan):
    place = Service.objects.create(
        name="MJC", search_text=" mjc", kind="ordinary", category_code="x", source="t", source_id="1"
    )
    one, two = PlanLine.objects.filter(plan=plan).order_by("order")
    one = choose_place(one, place=place, by=made.claire, now=NOW)
    two = choose_place(two, place=place, by=made.claire, now=NOW)
    assert one.provider == two.provider
    assert (one.provider.name, one.place) == ("MJC", place)


def test_the_directory_opens_around_where_the_person_lives(made, plan):
    one = PlanLine.objects.filter(plan=plan).order_by("order")[0]
    client, url = signed_in(made.claire), at("places", made.parcours, one)
    made.person.address = "12 rue des Lilas"
    made.person.save(update_fields=["address"])
    assert client.get(url).status_code == 200
    made.person.address = "12 rue des Lilas, 42700 Firminy"
    made.person.save(update_fields=["address"])
    assert client.get(url).headers["Location"] == f"{url}?autour=Firminy&rayon=10"
    assert client.get(f"{url}?autour=").status_code == 200


def test_a_place_that_the_record_names_already_is_not_named_again(made, plan):
    place = Service.objects.create(
        name="Inès", search_text=" ines", kind="ordinary", category_code="autre", source="t", source_id="1"
    )
    made.participants["ines"].name = "inès"
    made.participants["ines"].save(update_fields=["name"])
    one = PlanLine.objects.filter(plan=plan).order_by("order")[0]
    client = signed_in(made.claire)
    page = client.get(at("places", made.parcours, one) + "?q=ines").content.decode()
    assert "Choisir ce lieu" in page
    url = at("place_choose", made.parcours, one, place)
    assert client.post(url, {"_key": "a"}).status_code == 302
    one.refresh_from_db()
    assert (one.provider, one.place) == (made.participants["ines"], place)


def test_a_plan_under_review_is_revised_on_its_page(made, plan):
    in_force(plan)
    plan.state = "under_review"
    plan.save(update_fields=["state"])
    sent, client = {"_key": "a", "reason": "Fin du SESSAD"}, signed_in(made.claire)
    assert "Réviser ce plan" in client.get(at("plan", made.parcours, plan)).content.decode()
    assert client.post(at("revise", made.parcours, plan), sent).status_code == 302
    assert Plan.objects.get(number=2).reason == "Fin du SESSAD"
    page = client.get(at("plan", made.parcours, plan)).content.decode()
    assert "Réviser ce plan" not in page, "the next version is on its way"


def test_a_variant_is_taken_up_again_by_a_button(made, plan):
    variant = variants.make_variant(plan, by=made.claire, now=NOW)
    variants.choose_variant(variant, reason="oui", by=made.claire, now=NOW)
    signed_in(made.claire).post(at("variant_take_up", made.parcours, plan), {"_key": "a"})
    plan.refresh_from_db()
    assert plan.state == "draft"


def test_the_pages_of_variants_lead_from_one_to_the_next(made, plan):
    client = signed_in(made.claire)
    assert client.post(at("variant_new", made.parcours, plan), {"_key": "a", "title": "B"}).status_code == 302
    variant = Plan.objects.get(variant="B")
    page = client.get(at("compare", made.parcours, plan)).content.decode()
    assert "550\u00a0€" in page
    assert "Variante B" in page
    sent = {"_key": "b", "reason": "Plus près"}
    assert client.post(at("variant_choose", made.parcours, variant), sent).status_code == 302
    assert "Plus près" in client.get(at("compare", made.parcours, plan)).content.decode()


def test_no_variant_is_proposed_while_another_is_drawn_up(made, plan):
    variant = variants.make_variant(plan, by=made.claire, now=NOW)
    with pytest.raises(Refused, match="Choisissez d’abord"):
        negotiating.propose(variant, by=made.claire, now=NOW)
    client = signed_in(made.claire)
    page = client.get(at("plan", made.parcours, variant)).content.decode()
    assert (
        "Une autre variante est en préparation" in page and at("propose", made.parcours, variant) not in page
    )
    sent = {"_key": "a", "reason": "Plus près"}
    led = client.post(at("variant_choose", made.parcours, variant), sent)["Location"]
    assert at("propose", made.parcours, variant) in client.get(led).content.decode()
    client.post(at("propose", made.parcours, variant), {"_key": "b"})
    assert dict(Plan.objects.values_list("variant", "state")) == {"A": "set_aside", "B": "proposed"}


def test_what_was_set_aside_gives_no_variant_after_another_was_proposed(made, plan):
    variant = variants.make_variant(plan, by=made.claire, now=NOW)
    variants.choose_variant(variant, reason="oui", by=made.claire, now=NOW)
    client = signed_in(made.claire)
    assert (
        at("variant_new", made.parcours, plan) in client.get(at("plan", made.parcours, plan)).content.decode()
    )
    negotiating.propose(variant, by=made.claire, now=NOW)
    plan.refresh_from_db()
    with pytest.raises(Refused, match="révisez"):
        variants.make_variant(plan, by=made.claire, now=NOW)
    page = client.get(at("plan", made.parcours, plan)).content.decode()
    assert at("variant_new", made.parcours, plan) not in page
