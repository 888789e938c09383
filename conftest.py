"""Fixtures of every room's tests."""

import pytest

from filrouge.journal.tests.guards import committed_journal  # noqa: F401


@pytest.fixture(autouse=True)
def second_factor_is_behind(settings) -> None:
    """The cast has shown its second factor already; `accounts/tests/test_second_factor.py` turns it on again."""
    settings.SECOND_FACTOR_REQUIRED = False
