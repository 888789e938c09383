"""For tests that commit, and for those that play the intruder who owns the database."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module

import pytest
from django.db import connection

migration = import_module("filrouge.journal.migrations.0002_append_only")


@contextmanager
def guards_down() -> Iterator[None]:
    """The journal without its triggers, as its owner could have it: only the owner of the tables can."""
    _run(migration.removal(connection.vendor))
    try:
        yield
    finally:
        _run(migration.installation(connection.vendor))


def _run(statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def empty_journal() -> None:
    """Removes all lines, so that Django's clean-up after a test that committed finds empty tables."""
    with guards_down(), connection.cursor() as cursor:
        for table in migration.TABLES:
            cursor.execute(f"DELETE FROM {table}")


@pytest.fixture
def committed_journal(transactional_db: None) -> Iterator[None]:
    """A test that really commits; whatever it wrote in the journal is removed afterwards."""
    yield
    empty_journal()
