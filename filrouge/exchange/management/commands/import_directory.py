"""Brings a file of places into the directory, and says what became of its lines."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from filrouge.accounts.use_cases import system_account
from filrouge.exchange.choices import LineOutcome
from filrouge.exchange.imports.directory import UnreadableFile
from filrouge.exchange.models import Import
from filrouge.exchange.use_cases.directory import import_directory


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        with override("fr"):
            try:
                content = path.read_bytes()
            except (OSError, ValueError) as error:
                raise CommandError(
                    _("%(path)s\u00a0: ce fichier ne peut pas être lu.") % {"path": path}
                ) from error
            try:
                done = import_directory(content, file_name=path.name, by=system_account(), now=timezone.now())
            except UnreadableFile as error:
                raise CommandError(f"{path}\n{error}") from error
            for line in done.ledger.filter(
                outcome__in=(LineOutcome.REJECTED, LineOutcome.DUPLICATE)
            ).order_by("number"):
                self.stdout.write(f"{line.number}: {line.get_outcome_display()}, {line.reason}")
        self.stdout.write(last_line(done))


def last_line(done: Import) -> str:
    """What scripts read: the lines of the file, and how many ended in what."""
    ends = ", ".join(f"{getattr(done, outcome)} {outcome}" for outcome in LineOutcome.values)
    return f"{done.lines_read} lines: {ends}"
