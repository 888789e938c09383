from typing import Any

from django.apps import AppConfig
from django.apps import apps as of_today
from django.db.models.signals import post_migrate
from django.utils import timezone


class NomenclatureConfig(AppConfig):
    name = "filrouge.nomenclature"

    def ready(self) -> None:
        post_migrate.connect(_load, sender=self)


def _load(apps: Any = of_today, **said: Any) -> None:
    """`migrate` alone loads the lists; not when it stopped at tables that are not those of this code."""
    from filrouge.nomenclature.rules import shipped_lists
    from filrouge.nomenclature.use_cases import load_code_lists

    if _columns(apps) == _columns(of_today):
        load_code_lists(shipped_lists(), now=timezone.now())


def _columns(apps: Any) -> set[tuple[str, str]]:
    known = apps.all_models["nomenclature"].values()
    return {(model.__name__, column.name) for model in known for column in model._meta.concrete_fields}
