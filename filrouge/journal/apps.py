from django.apps import AppConfig
from django.core.checks import Tags, register


class JournalConfig(AppConfig):
    name = "filrouge.journal"

    def ready(self) -> None:
        from filrouge.journal.checks import journal_is_guarded

        register(Tags.database)(journal_is_guarded)
