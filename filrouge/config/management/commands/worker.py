from typing import Any

from django.core.management.base import BaseCommand

from filrouge.config.worker import Worker


class Command(BaseCommand):
    help = "Travaille en coulisse : tâches en attente et tâches planifiées. S’arrête proprement sur SIGTERM."

    def handle(self, *args: Any, **options: Any) -> None:
        Worker().run()
