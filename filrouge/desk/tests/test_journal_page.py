"""What the data protection officer reads: acts of colleagues, and no name of anybody accompanied."""

from ast import Call, Constant, parse, walk
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from filrouge.desk.choices import ACTS
from filrouge.journal.models import JournalEntry
from tests.personas import World, world

pytestmark = pytest.mark.django_db
PACKAGE = Path(__file__).resolve().parent.parent.parent
WRITERS = {"record", "record_many", "act", "write_in_journal"}


def read(client: Client, **asked: str) -> str:
    answer = client.get(reverse("desk:journal"), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_officer_reads_what_colleagues_did(made: World, client: Client):
    client.force_login(made.marc)
    page = read(client)
    assert made.claire.name in page
    assert "fait noté" in page
    assert str(made.person.pk) in page


def test_no_name_of_the_person_and_nothing_of_another_house(made: World, client: Client):
    other = world(2)
    client.force_login(made.marc)
    page = read(client)
    assert made.canary not in page
    assert other.claire.name not in page


def test_others_may_not_read_it(made: World, client: Client):
    client.force_login(made.claire)
    assert client.get(reverse("desk:journal")).status_code == 403


def test_the_page_goes_on_by_key_in_the_same_number_of_queries(
    made: World, client: Client, django_assert_max_num_queries
):
    by_claire = JournalEntry.objects.filter(actor=str(made.claire.pk)).count()
    assert by_claire < 50
    client.force_login(made.marc)
    with django_assert_max_num_queries(8):
        read(client)
    for _ in range(60):
        client.post(reverse("account_logout"))
        client.force_login(made.marc)
    with django_assert_max_num_queries(8):
        assert "La suite" in read(client)


def acts_written() -> set[str]:
    """The codes that the product writes into the journal, read off its sources."""
    codes: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        if "tests" in path.parts:
            continue
        for call in (node for node in walk(parse(path.read_text())) if isinstance(node, Call)):
            first = call.args[:1] if getattr(call.func, "id", "") in WRITERS else []
            named = [keyword.value for keyword in call.keywords if keyword.arg == "action"]
            codes |= {str(one.value) for one in (*first, *named) if isinstance(one, Constant)}
    return {code for code in codes if "." in code}


def test_every_act_of_the_journal_has_its_words():
    written = acts_written()
    assert {"follow_up.event_recorded", "parcours.corrected", "parcours.invited_place_taken"} <= written
    assert written - set(ACTS) == set()
