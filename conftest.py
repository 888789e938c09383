"""Fixtures of every room's tests."""

import pytest

from filrouge.journal.tests.guards import committed_journal  # noqa: F401
from tests.kept import Kept
from tests.personas import World, world


@pytest.fixture(autouse=True)
def second_factor_is_behind(settings) -> None:
    """The cast has shown its second factor already; `accounts/tests/test_second_factor.py` turns it on again."""
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture(autouse=True)
def passwords_are_quick(settings) -> None:
    """What makes a password slow to guess makes a test wait; the journeys sign in with the real one."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def kept_world(django_db_setup, django_db_blocker) -> Kept[World]:
    with django_db_blocker.unblock():
        return Kept(world)


@pytest.fixture
def made(kept_world, db) -> World:
    """The record that tests share, with everybody who stands in some relation to it."""
    return kept_world.lay()
