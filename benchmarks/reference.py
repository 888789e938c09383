"""The references: the same columns as a screen shows, in the fewest statements, by the driver alone."""

import re
import time
from pathlib import Path
from typing import Any

from django.db import connection

REFERENCES = Path(__file__).resolve().parent / "references"
PARTS = REFERENCES / "parts"
NAMED = re.compile(r"(?<![:\w]):([a-z_]+)")
PART = re.compile(r"\{([a-z_]+)\}")


def filled(text: str) -> str:
    """A text with the parts that it names, and those that they name in turn; a part may be the engine's own."""
    return PART.sub(lambda part: filled(_part(part[1]).read_text().strip()), text)


def _part(name: str) -> Path:
    own = PARTS / f"{name}.{connection.vendor}.sql"
    return own if own.exists() else PARTS / f"{name}.sql"


def statements(name: str) -> list[str]:
    """The statements of a file, the parts that it names put in, without its remarks."""
    text = filled((REFERENCES / name).read_text())
    bare = "\n".join(line.partition("--")[0] for line in text.splitlines())
    return [said.strip() for said in bare.split(";") if said.strip()]


def for_engine(sql: str) -> str:
    """psycopg names a parameter otherwise than sqlite3 does."""
    return NAMED.sub(r"%(\1)s", sql.replace("%", "%%")) if connection.vendor == "postgresql" else sql


def as_stored(value: Any) -> Any:
    """A key or an instant as Django keeps it in this database."""
    return value if connection.vendor == "postgresql" else _in_sqlite(value)


def _in_sqlite(value: Any) -> Any:
    if hasattr(value, "hex") and not isinstance(value, bytes | float):
        return value.hex
    return value.replace(tzinfo=None).isoformat(" ") if hasattr(value, "tzinfo") else value


class Reference:
    """A file of `references/`, ready to run on a connection of the driver's own, kept open.

    It keeps no compiled statement: a page, whose connection is new, has none either.
    """

    def __init__(self, name: str, wanted: dict[str, Any]) -> None:
        own = connection.copy()
        if own.vendor == "sqlite":
            options = {**own.settings_dict["OPTIONS"], "cached_statements": 0}
            own.settings_dict = {**own.settings_dict, "OPTIONS": options}
        own.ensure_connection()
        self.sql = [for_engine(said) for said in statements(name)]
        self.values = {key: as_stored(value) for key, value in wanted.items()}
        self.cursor = own.connection.cursor()

    def run(self) -> tuple[float, int]:
        """Seconds, and rows read."""
        began, rows = time.perf_counter(), 0
        for sql in self.sql:
            self.cursor.execute(sql, self._named(sql))
            rows += len(self.cursor.fetchall())
        return time.perf_counter() - began, rows

    def explain(self) -> list[list[str]]:
        """What the engine says that it will do, for each statement."""
        how = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
        plans = []
        for sql in self.sql:
            self.cursor.execute(f"{how} {sql}", self._named(sql))
            plans.append([str(row[-1]) for row in self.cursor.fetchall()])
        return plans

    def _named(self, sql: str) -> dict[str, Any]:
        return {key: value for key, value in self.values.items() if re.search(rf"[:(]{key}\b", sql)}
