"""The radar: makes every signal say what the facts say today, and prints how many stand, one line a kind."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from filrouge.follow_up.use_cases.radar import refresh_all


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        for name, count in refresh_all(now=timezone.now()).items():
            self.stdout.write(f"{name}: {count}")
