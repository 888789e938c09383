"""What takes long to make: made once for each process of tests, its rows then laid into the transaction of each test.

Nothing stays in the database between two tests, so a test that wants none of it finds none of it.
"""

import pickle
from collections.abc import Callable, Iterator
from datetime import time
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.db import connection, transaction
from django.utils import translation

Made = TypeVar("Made")
Row = tuple[Any, ...]


class Kept(Generic[Made]):
    """The rows that a function writes, and what it gives back; it must only add, and to nothing but migrations."""

    def __init__(self, make: Callable[[], Made]) -> None:
        with translation.override(settings.LANGUAGE_CODE), transaction.atomic():
            before = dict(contents())
            self.made = pickle.dumps(make())
            self.inserts = [
                insert(table, added)
                for table, rows in contents()
                if (added := [row for row in rows if row not in before[table]])
            ]
            transaction.set_rollback(True)

    def lay(self) -> Made:
        """Writes the rows again, keys and all, and gives objects that no other test has touched."""
        with connection.cursor() as cursor:
            for statement, values in self.inserts:
                cursor.execute(statement, values)
        return pickle.loads(self.made)


def contents() -> Iterator[tuple[str, dict[Row, None]]]:
    """Each table with its rows, in the order in which they stand there."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            yield table, dict.fromkeys(cursor.fetchall())


def insert(table: str, rows: list[Row]) -> tuple[str, list[Any]]:
    # SQLite's driver reads an hour of the day and writes none
    values = [str(value) if isinstance(value, time) else value for row in rows for value in row]
    places = ", ".join("(" + ", ".join(["%s"] * len(row)) + ")" for row in rows)
    return f"INSERT INTO {connection.ops.quote_name(table)} VALUES {places}", values
