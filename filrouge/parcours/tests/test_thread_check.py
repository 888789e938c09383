from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from filrouge.lib.identifiers import uuid7
from filrouge.parcours.models import ThreadEntry
from filrouge.parcours.use_cases.thread import line_of
from tests.personas import NOW

pytestmark = pytest.mark.django_db


def check() -> tuple[list[str], str]:
    """What the command prints, and what it ends with."""
    out = StringIO()
    try:
        call_command("thread", "check", stdout=out)
    except CommandError as error:
        return out.getvalue().splitlines(), str(error)
    *lines, last = out.getvalue().splitlines()
    return lines, last


def test_thread_check_finds_no_difference_in_what_use_cases_wrote(made):
    lines, last = check()
    assert lines == []
    assert last.startswith(f"{ThreadEntry.objects.count()} lignes, 0 différence")


def test_thread_check_names_each_field_that_differs(made):
    ThreadEntry.objects.filter(pk=made.events["fall"].pk).update(
        title="autre chose", area="work", when_latest=None
    )
    lines, last = check()
    assert lines == [f"event {made.events['fall'].pk}\u00a0: when_latest, area, title"]
    assert last == f"{ThreadEntry.objects.count()} lignes, 1 différence"


@pytest.mark.parametrize("fact", ["spell", "rupture", "transition", "assessment", "viewpoint"])
def test_thread_check_knows_the_facts_of_every_room(made, fact):
    ThreadEntry.objects.filter(pk=getattr(made, fact).pk).update(title="autre chose")
    lines, last = check()
    assert lines == [f"{fact} {getattr(made, fact).pk}\u00a0: title"]
    assert last.endswith(", 1 différence")


def test_thread_check_asks_no_more_of_many_lines_than_of_few(made, django_assert_num_queries):
    with CaptureQueriesContext(connection) as few:
        check()
    for model in (type(made.spell), type(made.right), type(made.rupture)):
        fact = model.objects.get(pk=getattr(made, model.KIND).pk)
        for order in range(900, 950):
            fact.pk, fact.order = uuid7(), order
            fact.save(force_insert=True)
            line_of(fact).save(force_insert=True)
    with django_assert_num_queries(len(few)):
        assert check()[0] == []


def test_thread_check_finds_a_fact_without_line_and_a_line_without_fact(made):
    ThreadEntry.objects.filter(pk=made.transition.pk).delete()
    stray = ThreadEntry(
        id=uuid7(),
        parcours=made.parcours,
        kind="event",
        sort_key="x",
        recorded_at=NOW,
        recorded_by=made.claire,
        title="x",
    )
    stray.save()
    lines, last = check()
    assert lines == [
        f"transition {made.transition.pk}\u00a0: ce fait n’a pas de ligne dans le fil",
        f"event {stray.pk}\u00a0: cette ligne n’a pas de fait",
    ]
    assert last.endswith(", 2 différences")
