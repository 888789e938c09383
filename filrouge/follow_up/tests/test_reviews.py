"""Co-evaluations: prepared, said by each voice, decided, held; the decisions begin the next plan."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from filrouge.accounts.models import Notice
from filrouge.follow_up.models import Rating, Review, ReviewDecision
from filrouge.follow_up.queries.reviews import carried, find_matter, matters_of, review_page
from filrouge.follow_up.tests.reviewing import acting, fresh, held, hers, noted, nurses, prepared, slugs
from filrouge.follow_up.use_cases.ratings import Said, note_ratings, rate, say_how_it_goes
from filrouge.follow_up.use_cases.reviews import begin_next_version, decide, prepare_review, set_review_aside
from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused, Stale
from filrouge.parcours.models import ThreadEntry
from filrouge.parcours.tests.browsing import last_act
from filrouge.plans.models import Plan
from filrouge.plans.tests.making import proposed
from tests.personas import NOW, World, on, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> World:
    return world()


def decided(made: World, review: Review, rank: int, what: str, why: str = "", **more):
    matter = find_matter(fresh(review), slugs(made, review)[rank], made.claire, NOW)
    return decide(fresh(review), matter, what=what, why=why, **more, **acting(made))


def test_prepare_review_asks_her_first_and_stands_in_the_thread(made):
    review = prepared(made)
    line = ThreadEntry.objects.get(pk=review.pk)
    assert (line.kind, line.title) == ("review", "Co-évaluation en préparation")
    assert review.plan.state == "in_force" and last_act(made) == "follow_up.review_prepared"
    told = Notice.objects.filter(kind="review_to_prepare").values_list("to", flat=True)
    assert made.person_account.pk in told


@pytest.mark.parametrize("who", ["anne", "hugo", "colette", "ines", "person_account", "relative_account"])
def test_prepare_review_is_for_those_who_coordinate(made, who):
    with pytest.raises(NotAllowed):
        prepare_review(made.parcours, kind="quarterly", by=getattr(made, who), now=NOW)


def test_one_review_at_a_time_is_prepared(made):
    prepared(made)
    with pytest.raises(Refused, match="déjà en préparation"):
        prepared(made)
    row = {"parcours": made.parcours, "when": on("2019"), "recorded_by": made.claire, "recorded_at": NOW}
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(**row, state="prepared")


def test_each_voice_is_kept_under_its_name_and_none_is_averaged(made):
    review = prepared(made)
    hers(made, review, "very_good", "j’adore", rank=3)
    nurses(made, review, "bad", rank=3)
    noted(made, review, "daughter", "so_so", rank=3)
    row = review_page(fresh(review), made.claire, NOW).rows[3]
    assert [(cell.column.who.pk, cell.said.value) for cell in row.cells] == [
        (made.participants["person"].pk, "very_good"),
        (made.participants["daughter"].pk, "so_so"),
        (made.participants["ines"].pk, "bad"),
    ]
    assert [cell.said.how for cell in row.cells] == ["own_account", "voice", "own_account"]


def test_her_silence_is_shown_even_when_others_spoke(made):
    review = prepared(made)
    nurses(made, review)
    page = review_page(fresh(review), made.claire, NOW)
    assert page.columns[0].is_hers and not page.she_spoke and page.rows[3].hers.said is None


def test_what_she_said_first_stays_beside_what_is_noted_after(made):
    review = prepared(made)
    hers(made, review, "bad")
    noted(made, review, "person", "good")
    cell = review_page(fresh(review), made.claire, NOW).rows[0].hers
    assert (cell.said.value, cell.said.how) == ("good", "voice")
    assert [(one.value, one.how) for one in cell.before] == [("bad", "own_account")]


def test_the_same_answer_again_writes_nothing(made):
    review = prepared(made)
    hers(made, review, "bad")
    hers(made, review, "bad")
    assert Rating.objects.count() == 1
    assert Notice.objects.filter(kind="review_said", to=made.claire).count() == 1


def test_not_to_know_and_not_to_say_are_answers(made):
    review = prepared(made)
    hers(made, review, "unknown", rank=0)
    hers(made, review, "unsaid", rank=1)
    page = review_page(fresh(review), made.claire, NOW)
    assert [row.hers.said.value for row in page.rows[:2]] == ["unknown", "unsaid"]


def test_she_may_say_how_it_goes_without_being_asked(made):
    told = {"satisfaction": Said("good", "je suis contente")}
    say_how_it_goes(made.parcours, told, by=made.person_account, now=NOW)
    review = Review.objects.get()
    assert (review.state, review.kind, review.recorded_by) == ("prepared", "at_will", made.person_account)
    with pytest.raises(Refused, match="préparation"):
        held(made, review)
        say_how_it_goes(made.parcours, told, by=made.relative_account, now=NOW)


def test_the_nurse_rates_only_what_is_opened_to_her(made):
    review = prepared(made)
    assert [each.topic for each in matters_of(fresh(review).plan, made.ines, NOW)] == [
        "effect", "effect", "satisfaction", "cooperation",
    ]  # fmt: skip
    with pytest.raises(NotAllowed):
        nurses(made, review, rank=0)
    assert not Rating.objects.exists()


@pytest.mark.parametrize("who", ["anne", "hugo", "colette", "sophie"])
def test_outsiders_rate_nothing(made, who):
    review = prepared(made)
    with pytest.raises(NotAllowed):
        rate(fresh(review), {"satisfaction": Said("good")}, by=getattr(made, who), now=NOW)


def test_nobody_speaks_in_her_place_from_another_account(made):
    review = prepared(made)
    with pytest.raises(NotAllowed):
        say_how_it_goes(made.parcours, {"satisfaction": Said("good")}, by=made.ines, now=NOW)
    with pytest.raises(Refused, match="recueillies"):
        noted(made, review, "person", "good", how="own_account")
    with pytest.raises(Refused, match="devant qui"):
        noted(made, review, "person", "good", how="witnessed")


def test_a_rating_of_a_closed_area_is_read_by_none_but_who_reads_its_line(made):
    review = prepared(made)
    hers(made, review, "bad", "secret du ménage", rank=0)
    hers(made, review, "good", "ma santé", rank=3)
    nurse = Rating.objects.visible_to(made.ines, NOW).values_list("words", flat=True)
    assert list(nurse) == ["ma santé"]
    assert Rating.objects.visible_to(made.person_account, NOW).count() == 2
    for who in ("anne", "hugo", "colette", "karim", "marc", "julie", "sophie"):
        assert not Rating.objects.visible_to(getattr(made, who), NOW).exists()


def test_what_she_keeps_for_her_contact_is_read_by_no_other_helper(made):
    review = prepared(made)
    told = {slugs(made, review)[3]: Said("very_bad", "elle ne m’écoute pas", is_reserved=True)}
    say_how_it_goes(made.parcours, told, by=made.person_account, now=NOW)
    assert not Rating.objects.visible_to(made.ines, NOW).exists()
    assert Rating.objects.visible_to(made.claire, NOW).get().is_reserved
    assert Rating.objects.visible_to(made.person_account, NOW).exists()
    with pytest.raises(Refused, match="Seule la personne"):
        rate(fresh(review), {"cooperation": Said("bad", is_reserved=True)}, by=made.ines, now=NOW)


def test_the_earlier_answer_of_the_same_voice_stands_beside(made):
    first = prepared(made)
    hers(made, first, "bad", "trop tôt")
    held(made, first, "2019-04-02")
    again = prepared(made)
    hers(made, again, "good")
    cell = review_page(fresh(again), made.claire, NOW).rows[0].hers
    assert (cell.said.value, cell.earlier.value, cell.earlier_when) == ("good", "bad", on("2019-04-02"))
    assert review_page(fresh(first), made.claire, NOW).rows[0].hers.earlier is None


def test_decide_needs_a_why_but_to_go_on(made):
    review = prepared(made)
    with pytest.raises(Refused, match="pourquoi"):
        decided(made, review, 1, "stop")
    decided(made, review, 0, "continue", ends="person", means="person")
    decided(made, review, 1, "adjust", "le soir plutôt", agreed_by=[made.participants["person"]])
    decision = ReviewDecision.objects.get(what="adjust")
    assert [who.is_the_person for who in decision.agreed_by.all()] == [True]
    assert last_act(made) == "follow_up.review_decided"


def test_a_decision_changed_keeps_the_first(made):
    review = prepared(made)
    decided(made, review, 1, "adjust", "le soir")
    decided(made, review, 1, "stop", "elle n’en veut plus")
    row = review_page(fresh(review), made.claire, NOW).rows[1]
    assert row.decision.what == "stop" and [one.what for one in row.former] == ["adjust"]


def test_decide_refuses_another_record_and_the_whole(made):
    review, other = prepared(made), world(2)
    whole = find_matter(fresh(review), "satisfaction", made.claire, NOW)
    with pytest.raises(Refused, match="objectif"):
        decide(fresh(review), whole, what="stop", why="x", **acting(made))
    with pytest.raises(NotAllowed):
        decided(made, review, 0, "continue", agreed_by=[other.participants["ines"]])
    elsewhere = matters_of(prepared(other).plan, other.claire, NOW)[0]
    with pytest.raises(NotAllowed):
        decide(fresh(review), elsewhere, what="continue", **acting(made))


def test_hold_review_proposes_the_next_day_by_its_rhythm(made):
    review = held(made, prepared(made), "2019-07-30", summary="cela avance")
    assert (review.state, review.next_on) == ("held", date(2019, 10, 30))
    assert ThreadEntry.objects.get(pk=review.pk).title == "cela avance"
    assert last_act(made) == "follow_up.review_held"
    again = held(made, prepared(made), "2019-07-31", kind="half_yearly", next_on=date(2019, 12, 1))
    assert again.next_on == date(2019, 12, 1)
    assert held(made, prepared(made), kind="at_will").next_on is None


def test_hold_review_refuses_what_cannot_be(made):
    review = prepared(made)
    with pytest.raises(Refused, match="pas encore venu"):
        held(made, review, "2019-08-02")
    with pytest.raises(Refused, match="après celle-ci"):
        held(made, review, next_on=date(2019, 7, 1))
    with pytest.raises(Stale):
        held(made, review, version=7)
    held(made, review)
    with pytest.raises(Refused, match="cela ne se peut plus"):
        held(made, review)
    with pytest.raises(Refused, match="n’y ajoute plus rien"):
        noted(made, review, "person", "good")


def test_a_review_set_aside_leaves_the_thread_and_makes_room(made):
    review = prepared(made)
    with pytest.raises(Refused, match="pourquoi"):
        set_review_aside(fresh(review), reason=" ", **acting(made))
    set_review_aside(fresh(review), reason="hospitalisée", **acting(made))
    assert not ThreadEntry.objects.visible_to(made.claire, NOW).filter(pk=review.pk).exists()
    assert not Review.objects.around(made.claire, NOW).exists()
    assert prepared(made).is_open


def test_decisions_begin_the_next_version_and_are_the_list_of_what_to_change(made):
    review = prepared(made)
    decided(made, review, 1, "adjust", "le soir")
    decided(made, review, 2, "stop", "il a déménagé")
    decided(made, review, 0, "continue")
    with pytest.raises(Refused, match="se termine avant"):
        begin_next_version(fresh(review), **acting(made))
    held(made, review)
    plan = begin_next_version(fresh(review), **acting(made))
    assert (plan.number, plan.state, plan.replaces_id) == (2, "draft", review.plan_id)
    assert plan.reason.startswith("Co-évaluation du 30 juillet 2019. ajuster") and "arrêter" in plan.reason
    page = review_page(fresh(review), made.claire, NOW)
    there = carried(page, made.claire, NOW)
    assert [(each.row.decision.what, each.target.plan_id) for each in there] == [
        ("adjust", plan.pk), ("stop", plan.pk),
    ]  # fmt: skip
    assert begin_next_version(fresh(review), **acting(made)) == plan and Plan.objects.count() == 2


def test_a_plan_still_discussed_is_looked_at_and_changes_as_it_is(made):
    plan = proposed(made)
    review = prepare_review(made.parcours, kind="quarterly", **acting(made))
    assert review.plan_id == plan.pk
    decided(made, review, 1, "adjust", "le soir")
    held(made, review)
    assert begin_next_version(fresh(review), **acting(made)).pk == plan.pk
    assert Plan.objects.count() == 1 and fresh(review).led_to_id == plan.pk


def test_nothing_to_change_begins_no_version(made):
    review = prepared(made)
    decided(made, review, 0, "continue")
    held(made, review)
    with pytest.raises(Refused, match="tout continue"):
        begin_next_version(fresh(review), **acting(made))
    assert Plan.objects.count() == 1


def test_an_empty_answer_and_an_unknown_face_are_refused(made):
    review = prepared(made)
    with pytest.raises(Refused, match="au moins un visage"):
        note_ratings(fresh(review), {}, who=made.participants["person"], how="voice", **acting(made))
    with pytest.raises(Refused, match="visage"):
        noted(made, review, "person", "7")


def test_the_day_that_was_set_stands_until_the_next_one_is_held(made):
    """Whoever counts what is late or due reads `last_held`: one that is only prepared, or set aside, hides nothing."""
    first = held(made, prepared(made), next_on=date(2019, 7, 31))
    last = Review.objects.filter(parcours=made.parcours).last_held()
    assert last.get() == first
    second = prepared(made)
    assert last.all().get() == first
    set_review_aside(fresh(second), reason="elle est à l’hôpital", **acting(made))
    assert last.all().get() == first
    third = held(made, prepared(made), day="2019-07-31")
    assert last.all().get() == third
