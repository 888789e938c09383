from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import Tags, register
from django.core.management import call_command
from django.db.models.signals import post_migrate


class ConfigConfig(AppConfig):
    name = "filrouge.config"

    def ready(self) -> None:
        from filrouge.config.checks import every_view_declares_a_permission

        register(Tags.urls)(every_view_declares_a_permission)
        # Another room's signal: this app has no tables, so Django sends none for it.
        post_migrate.connect(make_cache_table, sender=apps.get_app_config("journal"))


def make_cache_table(using: str, **kwargs: Any) -> None:
    """Limits on sign-in and the worker's sign of life are kept in a table that `migrate` alone must make."""
    call_command("createcachetable", database=using, verbosity=0)
