import pytest
from django.test import Client

from filrouge.accounts.models import User


@pytest.fixture
def signed_in():
    """A browser in which somebody is signed in."""

    def open_browser(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return open_browser
