from django.apps import AppConfig
from django.core.checks import register


class NeedsConfig(AppConfig):
    name = "filrouge.needs"

    def ready(self) -> None:
        from filrouge.needs.checks import instruments_are_whole

        register(instruments_are_whole)
