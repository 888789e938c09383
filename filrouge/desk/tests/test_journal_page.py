"""What the data protection officer reads: acts of colleagues, and no name of anybody accompanied."""

import pytest
from django.test import Client
from django.urls import reverse

from filrouge.journal.models import JournalEntry
from tests.personas import World, world

pytestmark = pytest.mark.django_db


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
