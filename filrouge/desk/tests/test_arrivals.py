"""What came in: who reads it, in which order, and what takes it off the day."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from filrouge.accounts.models import ReadMark
from filrouge.accounts.use_cases.reading import MARKS_ARE_KEPT, forget_old_marks
from filrouge.desk.queries.arrivals import arrivals
from filrouge.desk.tests.pages import text_of
from filrouge.journal.models import JournalEntry
from filrouge.parcours.models import AccessRequest
from filrouge.parcours.tests.browsing import queries_of
from filrouge.parcours.use_cases import access_requests, wishes
from filrouge.plans.tests.making import acting, answered, lines, proposed
from filrouge.plans.use_cases import negotiating
from filrouge.plans.use_cases.negotiating import Said
from tests.personas import NOW, World

pytestmark = pytest.mark.django_db
HOME = "/"


def kinds(made: World, who: str = "claire") -> list[str]:
    return [one.kind for one in arrivals(getattr(made, who), NOW + timedelta(days=1)).rows]


def read_page(made: World, key) -> str:
    return reverse("desk:arrival_read", args=[key])


def all_five(made: World, refused_at: datetime = NOW + timedelta(minutes=5)) -> None:
    """An answer, one to be talked of again, a wish, a place asked for; and a no to what Claire asked elsewhere."""
    plan = proposed(made)
    first, second, _third = lines(plan)
    negotiating.answer_for_oneself(first, Said("yes"), by=made.person_account, now=NOW)
    later = Said("later", "⟦après l’été⟧", talk_again_on=NOW.date())
    negotiating.answer_for_oneself(second, later, by=made.person_account, now=NOW + timedelta(minutes=1))
    at = NOW + timedelta(minutes=2)
    wishes.ask(made.parcours, kind="something", text="⟦un chat⟧", by=made.person_account, now=at)
    at += timedelta(minutes=1)
    access_requests.ask_access(
        [made.parcours], typed_name="Élise", reason="⟦je la suis⟧", by=made.anne, now=at
    )
    AccessRequest.objects.create(
        parcours=made.parcours, asked_by=made.claire, asked_at=at, typed_name="⟦M. Autre⟧", reason="x",
        answer="refused", answer_reason="⟦pas maintenant⟧", answered_at=refused_at,
        answered_by=made.sophie,
    )  # fmt: skip


def test_what_came_in_stands_together_the_latest_first(made: World):
    all_five(made)
    assert kinds(made) == ["own_access", "access", "wish", "talk", "answer"]
    assert kinds(made, "ines") == []
    assert kinds(made, "colette") == []


def test_the_day_says_who_asks_what_and_how_it_was_answered(made: World, signed_in):
    all_five(made, refused_at=timezone.now())
    words = text_of(signed_in(made.claire).get(HOME))
    for said in (
        "5 choses arrivées", "⟦un chat⟧", "⟦je la suis⟧", "demande une place", "« ⟦après l’été⟧ »",
        "c’est le jour d’en reparler", "Votre demande pour ⟦M. Autre⟧", "Réponse : non. ⟦pas maintenant⟧",
    ):  # fmt: skip
        assert said in words


def test_a_partner_who_answers_for_their_own_line_is_heard(made: World):
    plan = proposed(made)
    own = lines(plan)[0]
    type(own).objects.filter(pk=own.pk).update(provider=made.participants["ines"])
    own.refresh_from_db()
    said = Said("yes", "⟦dès lundi⟧", how="own_account")
    negotiating.answer_as_provider(own, said, by=made.ines, now=NOW)
    (heard,) = arrivals(made.claire, NOW).rows
    assert (heard.who, heard.words, heard.code) == (made.participants["ines"].name, "⟦dès lundi⟧", "yes")


def test_lu_takes_an_answer_off_the_day_and_the_journal_knows(made: World, signed_in):
    plan, client = answered(made), signed_in(made.claire)
    key = arrivals(made.claire, NOW).rows[0].pk
    for _twice in range(2):
        answer = client.post(read_page(made, key))
    assert answer.status_code == 404  # it left: there is nothing more to read
    assert key not in [one.pk for one in arrivals(made.claire, timezone.now()).rows]
    assert JournalEntry.objects.filter(action="accounts.arrival_read", actor=str(made.claire.pk)).count() == 1
    again = lines(plan)[0]
    negotiating.change_line(again, changes={"details": "x"}, compromise="y", **acting(made))
    again.refresh_from_db()
    negotiating.answer_for_oneself(again, Said("no"), by=made.person_account, now=NOW)
    assert again.pk in [one.line_id for one in arrivals(made.claire, NOW).rows]


def test_nobody_marks_what_did_not_come_in_for_them(made: World, signed_in):
    answered(made)
    key = arrivals(made.claire, NOW).rows[0].pk
    assert signed_in(made.ines).post(read_page(made, key)).status_code == 404
    assert signed_in(made.claire).post(read_page(made, uuid4())).status_code == 404
    assert not ReadMark.objects.exists()


def test_marks_are_forgotten_after_two_years(made: World):
    ReadMark.objects.create(user=made.claire, object_id=uuid4(), at=NOW)
    assert forget_old_marks(now=NOW + MARKS_ARE_KEPT) == 0
    assert forget_old_marks(now=NOW + MARKS_ARE_KEPT + timedelta(days=1)) == 1


def test_what_came_in_is_one_question_whatever_there_is(made: World):
    counts = [queries_of(lambda: arrivals(made.claire, NOW))]
    all_five(made)
    counts.append(queries_of(lambda: arrivals(made.claire, NOW)))
    assert counts == [1, 1]
