from django.db import connection
from django.test.utils import CaptureQueriesContext

from filrouge.config.apps import switch_off_jit

KEPT = """
    SELECT unnest(s.setconfig) FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase
    WHERE d.datname = current_database() AND s.setrole = 0"""


def kept_by_the_database():
    """What every new connection gets; only PostgreSQL keeps such settings."""
    if connection.vendor == "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute(KEPT)
        return [setting for (setting,) in cursor.fetchall()]


def test_postgresql_compiles_no_question_and_sqlite_is_told_nothing(db):
    with CaptureQueriesContext(connection) as told:
        switch_off_jit("default")
    assert len(told) == (connection.vendor == "postgresql")
    assert kept_by_the_database() == ["jit=off"] * len(told)
