import pytest
from django.test import Client

from filrouge.accounts.models import User
from tests.personas import World, world


@pytest.fixture
def made(db) -> World:
    return world()


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def signed_in():
    """A browser in which somebody is signed in."""

    def open_browser(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return open_browser
