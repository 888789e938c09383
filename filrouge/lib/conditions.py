"""A condition in SQL that is asked again and again: written once by hand, the same for both databases.

Django builds a condition anew each time it is asked. One that names six tables costs it ten milliseconds, more than
its answer (docs/performance.md). A test tells the same in the words of the ORM, and compares.
"""

import re
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db.models import BooleanField, DateField, DateTimeField, F, Func, UUIDField

AN_INSTANT, A_DAY, A_KEY = DateTimeField(), DateField(), UUIDField()
PIECE = re.compile(r"\{(\w+)\}|:(\w+)")


class Condition(Func):
    """Yes or no: `sql` names columns of the row as `{name}` and values as `:name`; a list stands for its items."""

    output_field = BooleanField()

    def __init__(self, sql: str, columns: tuple[str, ...], values: dict[str, Any]) -> None:
        super().__init__(*(F(name) for name in columns))
        self.sql, self.columns, self.values = sql, columns, values

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[Any, ...]]:  # type: ignore[override]
        names = [compiler.compile(column)[0] for column in self.source_expressions]
        shown, params = dict(zip(self.columns, names, strict=True)), []
        said = []
        stored = {
            name: [as_stored(each, connection) for each in _listed(value)]
            for name, value in self.values.items()
        }
        for text, column, value in pieces(self.sql):
            said.append(text)
            if column:
                said.append(shown[column])
            if value:
                said.append(", ".join(["%s"] * len(stored[value])))
                params += stored[value]
        return f"({''.join(said)})", tuple(params)


@cache
def pieces(sql: str) -> tuple[tuple[str, str, str], ...]:
    """The text cut at each name: what stands before it, then the column or the value."""
    found, end = [], 0
    for name in PIECE.finditer(sql):
        found.append((sql[end : name.start()], name[1] or "", name[2] or ""))
        end = name.end()
    return (*found, (sql[end:], "", ""))


def as_stored(value: Any, connection: Any) -> Any:
    """A key, an instant or a day as this database keeps it."""
    if isinstance(value, datetime):
        return AN_INSTANT.get_db_prep_value(value, connection)
    if isinstance(value, date):
        return A_DAY.get_db_prep_value(value, connection)
    return value if isinstance(value, str) else A_KEY.get_db_prep_value(value, connection)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
