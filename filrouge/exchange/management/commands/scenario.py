"""Loads cases written in the scenario form, and checks the facts that they expect."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from filrouge.accounts.use_cases import system_account
from filrouge.exchange.queries.checking import Tally, check_file
from filrouge.exchange.scenarios.problems import ScenarioError
from filrouge.exchange.scenarios.reader import Document, read
from filrouge.exchange.use_cases.scenario import FileRefused, Loaded, ScenarioChanged, load_files


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        load = acts.add_parser("load", help="tell the cases to the database, all of them or none")
        load.add_argument("files", nargs="+", type=Path, metavar="FILE")
        load.add_argument(
            "--correct", default="", metavar="REASON", help="take a changed file as corrections"
        )
        check = acts.add_parser("check", help="answer each expected fact from the database")
        check.add_argument("files", nargs="+", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        with override("fr"):
            if options["act"] == "load":
                self.load(options["files"], options["correct"])
            else:
                self.check_facts(options["files"])

    def load(self, paths: list[Path], correct: str) -> None:
        documents = [(str(path), self.document(path)) for path in paths]
        try:
            with transaction.atomic():  # the account that loads is not left behind either
                done = load_files(documents, by=system_account(), now=timezone.now(), correct=correct)
        except FileRefused as refused:
            raise CommandError(f"{refused.name}\n{_explained(refused.why)}") from refused
        for one in done:
            self.tell(one)

    def document(self, path: Path) -> Document:
        try:
            return read(_bytes(path))
        except ScenarioError as error:
            raise CommandError(f"{path}\n{error}") from error

    def tell(self, done: Loaded) -> None:
        words = {"scenario": done.scenario, "n": len(done.corrected)}
        if done.is_new:
            self.stdout.write(_("%(scenario)s\u00a0: chargé.") % words)
        elif done.corrected:
            taken = ngettext(
                "%(scenario)s\u00a0: %(n)d différence reprise.",
                "%(scenario)s\u00a0: %(n)d différences reprises.",
                len(done.corrected),
            )
            self.stdout.write(taken % words)
            for difference in done.corrected:
                self.stdout.write(f"  {difference}")
        else:
            self.stdout.write(_("%(scenario)s\u00a0: déjà chargé, rien n’a changé.") % words)

    def check_facts(self, paths: list[Path]) -> None:
        tally = Tally()
        for path in paths:
            try:
                for line in check_file(_bytes(path), tally):
                    self.stdout.write(line)
            except ScenarioError as error:
                raise CommandError(f"{path}\n{error}") from error
        self.stdout.write(tally.last_line())
        if tally.failed:
            raise SystemExit(1)


def _explained(why: Exception) -> str:
    if not isinstance(why, ScenarioChanged):
        return str(why)
    lines = "\n".join(f"  {difference}" for difference in why.differences)
    advice = _('Le fichier a changé depuis qu’il a été chargé. Pour le prendre\u00a0: --correct "pourquoi".')
    return f"{lines}\n{advice}"


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise CommandError(_("%(path)s\u00a0: ce fichier n’existe pas.") % {"path": path}) from error
    except IsADirectoryError as error:
        raise CommandError(_("%(path)s\u00a0: c’est un dossier, pas un fichier.") % {"path": path}) from error
    except (OSError, ValueError) as error:
        raise CommandError(_("%(path)s\u00a0: ce fichier ne peut pas être lu.") % {"path": path}) from error
