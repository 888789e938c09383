"""manage.py documents sweep: removes the files that a cut left without a row, and names the rows without a file."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from filrouge.documents.use_cases.sweeping import lost, sweep


class Command(BaseCommand):
    help = "Looks after the folder of documents."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", choices=["sweep"])

    def handle(self, *args: Any, **options: Any) -> None:
        removed = sweep(now=timezone.now())
        self.stdout.write(f"{removed} file{'s' if removed != 1 else ''} without a row removed")
        missing = lost()
        for version in missing:
            self.stderr.write(f"no file for version {version.pk} ({version.stored_name})")
        if missing:
            raise CommandError(f"{len(missing)} versions have no file: restore the folder from a backup.")
