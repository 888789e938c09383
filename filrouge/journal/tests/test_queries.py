from datetime import timedelta

import pytest

from filrouge.journal.jobs import seal_the_day
from filrouge.journal.models import Anchor
from filrouge.journal.queries import last_visit, last_visits, records_opened_by, views_of
from filrouge.journal.rules import VIEWED
from filrouge.journal.tests.cast import CLAIRE, EMMA, INES, LINA, NOON
from filrouge.journal.use_cases import record

pytestmark = pytest.mark.django_db


def look(by, person_id=EMMA, *, minutes=0, page="thread"):
    return record(
        VIEWED, by=by, now=NOON + timedelta(minutes=minutes), person_id=person_id, detail={"page": page}
    )


def test_views_of_tells_who_looked_newest_first():
    look(CLAIRE, page="thread")
    look(INES, page="circle", minutes=5)
    look(CLAIRE, LINA)
    record("parcours.opened", by=CLAIRE, now=NOON, person_id=EMMA)
    told = [(view.actor_id, view.what, view.at) for view in views_of(EMMA)]
    assert told == [
        (str(INES.pk), "circle", NOON + timedelta(minutes=5)),
        (str(CLAIRE.pk), "thread", NOON),
    ]


def test_views_of_goes_on_from_the_page_above():
    for n in range(5):
        look(CLAIRE, page=f"p{n}")
    first = views_of(EMMA, limit=2)
    second = views_of(EMMA, limit=2, before=first[-1].sequence)
    assert [view.what for view in first + second] == ["p4", "p3", "p2", "p1"]


def test_views_of_costs_one_query_whatever_their_number(django_assert_num_queries):
    for _ in range(50):
        look(CLAIRE)
    with django_assert_num_queries(1):
        assert len(views_of(EMMA)) == 50


def test_last_visit_is_this_account_s_and_this_person_s():
    look(CLAIRE, minutes=0)
    look(CLAIRE, minutes=10)
    look(CLAIRE, LINA, minutes=15)
    look(INES, minutes=16)
    assert last_visit(CLAIRE.pk, EMMA, NOON + timedelta(minutes=20)) == NOON + timedelta(minutes=10)
    assert last_visit(CLAIRE.pk, EMMA, NOON + timedelta(minutes=10)) == NOON
    assert last_visit(CLAIRE.pk, EMMA, NOON) is None
    assert last_visit(INES.pk, LINA, NOON + timedelta(days=1)) is None


def test_seal_the_day_gives_the_digest_to_the_list_of_finished_tasks():
    look(CLAIRE)
    assert seal_the_day.call() == Anchor.objects.get().digest


def test_last_visits_says_for_many_what_last_visit_says_for_one():
    look(CLAIRE)
    look(CLAIRE, minutes=10)
    look(CLAIRE, LINA, minutes=15)
    look(INES, minutes=16)
    assert last_visits(CLAIRE.pk, [EMMA, LINA, INES.pk], NOON + timedelta(minutes=15)) == {
        EMMA: NOON + timedelta(minutes=10)
    }


def test_records_opened_by_names_the_persons_of_one_account():
    record("parcours.record_opened", by=CLAIRE, now=NOON, person_id=EMMA)
    record("parcours.record_opened", by=INES, now=NOON, person_id=LINA)
    assert records_opened_by(CLAIRE.pk) == [EMMA]
