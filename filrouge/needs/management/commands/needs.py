"""The needs that everyday words may mean, asked from a terminal."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from filrouge.needs.rules.suggesting import suggest


class Command(BaseCommand):
    help = "Propose des besoins SERAFIN-PH pour des mots de tous les jours (suggest)."
    requires_system_checks: list[str] = []  # no database: it answers before there is one

    def add_arguments(self, parser: ArgumentParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True)
        asked = parts.add_parser("suggest", help="écrit, une ligne par phrase, ses trois premiers codes")
        asked.add_argument("phrases", nargs="+", metavar="PHRASE", help="une phrase, entre guillemets")

    def handle(self, *args: Any, phrases: list[str], **options: Any) -> None:
        for phrase in phrases:
            self.stdout.write(" ".join(suggest(phrase)))
