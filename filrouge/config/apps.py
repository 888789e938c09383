from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import Tags, register
from django.core.management import call_command
from django.db import connections
from django.db.models.signals import post_migrate

# Whoever may not change the database goes on without: docs/operations.md says what to ask its owner.
JIT_OFF = """
    DO $$ BEGIN
      EXECUTE format('ALTER DATABASE %I SET jit = off', current_database());
    EXCEPTION WHEN insufficient_privilege THEN NULL;
    END $$"""


class ConfigConfig(AppConfig):
    name = "filrouge.config"

    def ready(self) -> None:
        from filrouge.config.checks import every_view_declares_a_permission

        register(Tags.urls)(every_view_declares_a_permission)
        # Another room's signal: this app has no tables, so Django sends none for it.
        for prepare in (make_cache_table, switch_off_jit):
            post_migrate.connect(prepare, sender=apps.get_app_config("journal"))


def make_cache_table(using: str, **kwargs: Any) -> None:
    """Limits on sign-in and the worker's sign of life are kept in a table that `migrate` alone must make."""
    call_command("createcachetable", database=using, verbosity=0)


def switch_off_jit(using: str, **kwargs: Any) -> None:
    """PostgreSQL would compile the questions of a page for longer than it takes to answer them.

    Kept by the database, for every connection: a pooler passes no setting of a session on. Not by a migration,
    which a backup put back elsewhere would not run again.
    """
    connection = connections[using]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(JIT_OFF)
