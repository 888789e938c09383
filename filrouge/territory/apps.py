from typing import Any

from django.apps import AppConfig
from django.apps import apps as of_today
from django.db.models.signals import post_migrate
from django.utils import timezone


class TerritoryConfig(AppConfig):
    name = "filrouge.territory"

    def ready(self) -> None:
        post_migrate.connect(_load, sender=self)


def _load(apps: Any = of_today, **said: Any) -> None:
    """`migrate` alone loads the geography; not when it stopped before its tables."""
    if "geographyload" in apps.all_models["territory"]:
        from filrouge.territory.use_cases import load_geography

        load_geography(now=timezone.now())
