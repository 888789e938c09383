"""Swaps in a SQLite without the WAL-reset fault, before Django loads the system's one."""

import sys

SOUND = (3, 51, 3)


class UnsafeSQLite(RuntimeError):
    """The SQLite at hand can corrupt its write-ahead log when several processes write."""


def check(version: tuple[int, ...]) -> None:
    if version < SOUND:
        raise UnsafeSQLite(
            f"SQLite {'.'.join(map(str, version))} can corrupt its write-ahead log with several processes: "
            f"{'.'.join(map(str, SOUND))} or newer is needed. Run `make env` to install it."
        )


def use_sound_sqlite() -> None:
    """Every process calls this first: manage.py, wsgi.py, and the tests' conftest."""
    try:
        import pysqlite3
    except ImportError:
        import sqlite3 as pysqlite3
    else:
        sys.modules["sqlite3"] = pysqlite3
        sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
    check(pysqlite3.sqlite_version_info)
