"""The pages of co-evaluations: for the circle, for the person, for her relatives; constant in questions."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from filrouge.follow_up.models import Rating, Review, ReviewDecision
from filrouge.follow_up.queries.reviews import find_matter
from filrouge.follow_up.queries.reviews_over_time import due_for, late_for, next_due, reviews_page
from filrouge.follow_up.tests.reviewing import fresh, held, hers, noted, nurses, prepared, slugs
from filrouge.follow_up.use_cases.reviews import decide, hold_review
from filrouge.parcours.tests.browsing import address, browser_of, queries_of, send, text_of
from filrouge.plans.models import Objective, Plan, PlanLine
from tests.personas import NOW, World, on, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> World:
    return world()


def page_of(made: World, review: Review, who: str = "claire") -> str:
    return text_of(browser_of(getattr(made, who)).get(address("follow_up:review", made, review.pk)))


def test_the_page_shows_each_voice_and_says_that_she_did_not_answer(made):
    review = prepared(made)
    nurses(made, review, "bad", "je vois des chutes")
    page = page_of(made, review)
    assert (
        "n’a pas encore répondu. Sa parole vient d’abord." in page
        and "Pas bien « je vois des chutes »" in page
    )
    hers(made, review, "good", "ça va mieux", rank=3)
    assert "Bien « ça va mieux »" in page_of(made, review)


def test_a_member_reads_the_voices_of_what_is_opened_to_them(made):
    review = prepared(made)
    hers(made, review, "bad", "le ménage est mal fait", rank=0)
    hers(made, review, "good", "la santé va", rank=3)
    page = page_of(made, review, "ines")
    assert "la santé va" in page and "ménage" not in page and made.secret("daily_life") not in page
    browser = browser_of(made.anne)
    assert browser.get(address("follow_up:review", made, review.pk)).status_code == 404


def test_the_coordinator_prepares_notes_decides_and_ends_with_forms(made):
    browser = browser_of(made.claire)
    prepared(made)
    review = Review.objects.get()
    objective, line = slugs(made, review)[:2]
    voice = address("follow_up:review_voice", made, review.pk, made.participants["person"].pk)
    sent = send(browser, voice, **{objective: "good", f"{objective}-mots": "oui", "how": "voice"})
    assert sent.status_code == 302 and Rating.objects.get().words == "oui"
    decide = address("follow_up:review_decide", made, review.pk, line)
    assert "Dites en quelques mots pourquoi" in text_of(send(browser, decide, what="stop"))
    assert send(browser, decide, what="stop", why="elle n’en veut plus").status_code == 302
    day = timezone.localdate()
    end = address("follow_up:review_conclude", made, review.pk)
    assert (
        send(browser, end, when_0=f"{day:%d/%m/%Y}", when=f"{day:%d/%m/%Y}", kind="quarterly").status_code
        == 302
    )
    assert "La prochaine : le" in page_of(made, review)
    following = browser.post(address("follow_up:review_next_version", made, review.pk), follow=True)
    assert "Changer dans la version 2" in text_of(following)


def test_words_without_a_face_are_kept_and_asked_for(made):
    review = prepared(made)
    slug = slugs(made, review)[3]
    url = address("follow_up:review_own_voice", made, review.pk)
    answer = send(browser_of(made.ines), url, **{f"{slug}-mots": "je ne sais que dire"})
    assert "Choisissez aussi un visage" in text_of(answer) and "je ne sais que dire" in text_of(answer)
    assert not Rating.objects.exists()


def test_the_nurse_gives_her_own_view(made):
    review = prepared(made)
    slug = slugs(made, review)[3]
    url = address("follow_up:review_own_voice", made, review.pk)
    assert send(browser_of(made.ines), url, **{slug: "so_so"}).status_code == 302
    assert Rating.objects.get().by == made.participants["ines"]


def test_she_answers_one_question_at_a_time_and_sees_what_she_said_before(made):
    first = prepared(made)
    hers(made, first, "bad", "trop tôt")
    held(made, first)
    review = prepared(made)
    slug = slugs(made, review)[0]
    browser = browser_of(made.person_account)
    page = text_of(browser.get(reverse("space:feelings", args=[made.parcours.pk])))
    assert "On me demande comment ça va." in page and "j’ai dit : Pas bien" in page and "trop tôt" in page
    one = reverse("space:feeling", args=[made.parcours.pk, slug])
    assert send(browser, one, **{slug: "very_good", "who": "alone", "is_reserved": "on"}).status_code == 302
    assert Rating.objects.get(review=review).is_reserved
    again = text_of(browser.get(reverse("space:feelings", args=[made.parcours.pk])))
    assert "J’ai dit : Très bien" in again and "Question 2 sur 7" in again


def test_she_answers_all_on_one_page_and_what_she_kept_stays_kept(made):
    review = prepared(made)
    slug, other = slugs(made, review)[:2]
    browser = browser_of(made.person_account)
    one = reverse("space:feeling", args=[made.parcours.pk, slug])
    send(browser, one, **{slug: "bad", "who": "alone", "is_reserved": "on"})
    url = reverse("space:feelings_all", args=[made.parcours.pk])
    assert send(browser, url, **{slug: "good", other: "so_so", "who": "alone"}).status_code == 302
    kept = {rating.value: rating.is_reserved for rating in Rating.objects.all()}
    assert kept == {"bad": True, "good": True, "so_so": False}


def test_a_relative_says_what_is_opened_to_them_only_when_asked(made):
    url = reverse("space:feelings", args=[made.parcours.pk])
    browser = browser_of(made.relative_account)
    assert "Rien à dire pour le moment" in text_of(browser.get(url))
    review = prepared(made)
    slug, hidden = slugs(made, review)[0], slugs(made, review)[3]
    page = browser.get(url)
    assert made.secret("daily_life") in text_of(page) and made.secret("health") not in text_of(page)
    one = reverse("space:feeling", args=[made.parcours.pk, slug])
    assert send(browser, one, **{slug: "good"}).status_code == 302
    assert Rating.objects.get().voice == "relative"
    assert browser.get(reverse("space:feeling", args=[made.parcours.pk, hidden])).status_code == 404


def test_curves_and_moves_are_drawn_and_told(made):
    for day, value in (("2019-01-10", "bad"), ("2019-04-10", "good")):
        review = prepared(made)
        hers(made, review, value)
        noted(made, review, "daughter", "so_so") if value == "good" else None
        held(made, review, day)
    goal = Objective.objects.get(plan__state="in_force", area="daily_life")
    Objective.objects.filter(pk=goal.pk).update(ends="person", means="professional")
    answer = browser_of(made.claire).get(address("follow_up:reviews", made))
    page = text_of(answer)
    assert answer.content.count(b'class="c-person"') == 2, "the drawing, and its legend"
    assert "n’a pas répondu" in page and "Pas bien" in page
    assert "La personne fixe le but, les professionnels choisissent les moyens" in page


def test_who_decides_is_told_when_it_moves_and_until_when_it_held(made):
    goal = Objective.objects.filter(plan=prepared(made).plan, area="daily_life")
    goal.update(ends="professional", means="professional")
    review = Review.objects.get()
    for day, ends in (("2026-01-10", "professional"), ("2026-04-10", "person")):
        matter = find_matter(fresh(review), slugs(made, review)[0], made.claire, NOW)
        decide(
            fresh(review), matter, what="continue", ends=ends, means="professional", by=made.claire, now=NOW
        )
        hold_review(fresh(review), when=on(day), by=made.claire, now=NOW.replace(year=2027))
        review = prepared(made)
    course = next(each for each in reviews_page(made.parcours, made.claire, NOW).courses if each.moves)
    first, then = course.moves
    assert (first.ends, first.version, first.again) == ("professional", 1, date(2026, 1, 10))
    assert (then.ends, then.version, then.day) == ("person", None, date(2026, 4, 10))
    assert len(course.square.knots) == 2


def test_the_page_of_reviews_asks_as_often_for_two_as_for_fifty(made):
    review = prepared(made)
    hers(made, review)
    fill(made, review, 1)
    browser, url = browser_of(made.claire), address("follow_up:review", made, review.pk)
    over, mine = address("follow_up:reviews", made), reverse("space:feelings", args=[made.parcours.pk])
    her = browser_of(made.person_account)
    pages = ((browser, url), (browser, over), (her, mine))
    few = [asked_by(who, page) for who, page in pages]
    fill(made, review, 50)
    assert [asked_by(who, page) for who, page in pages] == few


def asked_by(browser: Client, page: str) -> int:
    """The questions of a page that was opened just before: each minute a session notes that it is still used."""
    browser.get(page)
    return queries_of(lambda: browser.get(page))


def fill(made: World, review: Review, count: int) -> None:
    """So many more lines, each with an answer and a decision; five more co-evaluations."""
    known = PlanLine.objects.filter(plan=review.plan).first()
    noted_by = {"recorded_by": made.claire, "recorded_at": NOW}
    for rank in range(count):
        line = PlanLine.objects.create(
            plan=review.plan, objective=known.objective, parcours=made.parcours, title=f"ligne {rank}",
            area="daily_life", **noted_by,
        )  # fmt: skip
        Rating.objects.create(
            review=review, parcours=made.parcours, line=line, value="good", voice="professional", how="voice",
            by=made.participants["ines"], area="daily_life", **noted_by,
        )  # fmt: skip
        ReviewDecision.objects.create(review=review, line=line, what="continue", **noted_by)
    for _ in range(5):
        earlier = Review(parcours=made.parcours, plan=review.plan, when=fresh(review).when, **noted_by)
        earlier.save()


def test_what_is_due_and_late(made):
    review = held(made, prepared(made), "2019-07-30", kind="quarterly")
    assert next_due(made.parcours) == review.next_on == date(2019, 10, 30)
    assert late_for(made.claire, date(2019, 10, 30), NOW) == []
    late = late_for(made.claire, date(2019, 11, 2), NOW)
    assert [(due.parcours, due.days_late(date(2019, 11, 2))) for due in late] == [(made.parcours, 3)]
    assert [due.on for due in due_for(made.claire, today=date(2019, 10, 1), now=NOW)] == [date(2019, 10, 30)]
    for who in ("ines", "sophie", "anne", "person_account"):
        assert late_for(getattr(made, who), date(2020, 1, 1), NOW) == []


def test_a_plan_that_was_never_reviewed_is_late_after_half_a_year(made):
    prepared(made)
    begun = Plan.objects.get().in_force_at.date()
    assert late_for(made.claire, begun + timedelta(days=150), NOW) == []
    found = late_for(made.claire, begun + timedelta(days=190), NOW)
    assert [due.prepared for due in found] == [Review.objects.get().pk]


def test_the_sheet_to_prepare_with_is_given_as_a_paper(made):
    review = prepared(made)
    paper = browser_of(made.person_account).get(
        reverse("exchange:own_review_printed", args=[made.parcours.pk, review.pk])
    )
    assert paper["Content-Type"] == "application/pdf" and paper.content.startswith(b"%PDF")
