"""A fictional population: whole, the same each time, and beside what is there."""

from datetime import UTC, datetime

import pytest

from filrouge.accounts.use_cases import ensure_cast, system_account
from filrouge.exchange.use_cases.population import load_population
from filrouge.journal.queries import examine
from filrouge.parcours.management.commands.thread import differences
from filrouge.parcours.models import Parcours, ThreadEntry

NOW = datetime(2026, 11, 29, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def populate(size="small", seed=1, now=NOW):
    ensure_cast(now=now)
    return load_population(size=size, seed=seed, by=system_account(), now=now)


@pytest.mark.parametrize("size", ["service"])
def test_a_service_is_whole(size):
    load = populate(size).load
    assert list(differences()) == []
    assert examine().faults == []
    assert load.parcours == Parcours.objects.count() == 400
    assert load.lines == ThreadEntry.objects.count()
