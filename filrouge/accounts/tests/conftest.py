from datetime import UTC, datetime

import pytest
from django.test import Client

from filrouge.accounts.models import Membership, User
from filrouge.journal.tests.guards import committed_journal
from filrouge.territory.models import Organisation

__all__ = ["committed_journal"]
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PASSWORD = "une longue phrase de passe"  # pragma: allowlist secret


@pytest.fixture
def claire(db) -> User:
    user = User.objects.create_user("claire@exemple.fr", PASSWORD, name="Claire Gauthier")
    maia = Organisation.objects.create(name="MAIA")
    Membership.objects.create(
        user=user, organisation=maia, role="coordinator", since_at=NOW.replace(year=2020)
    )
    return user


@pytest.fixture
def emma(db) -> User:
    return User.objects.create_user("emma@exemple.fr", PASSWORD, name="Emma", kind=User.Kind.PERSON)


@pytest.fixture
def browser(claire) -> Client:
    """A browser in which Claire is signed in."""
    client = Client()
    client.force_login(claire)
    return client


@pytest.fixture
def in_demo(settings):
    settings.IS_DEMO = True
    settings.FILROUGE_ENV = "demo"
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def one_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = False
