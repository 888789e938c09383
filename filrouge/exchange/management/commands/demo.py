"""The demonstration: two cases, a cast to read them with; with `--size`, a fictional population beside them."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from filrouge.accounts.use_cases import system_account
from filrouge.exchange.models import PopulationLoad
from filrouge.exchange.population.sizes import SIZES
from filrouge.exchange.use_cases.demonstration import set_up_demonstration
from filrouge.exchange.use_cases.directory import load_shipped_directory
from filrouge.exchange.use_cases.population import load_population
from filrouge.lib.errors import Refused


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--size", choices=sorted(SIZES), help="une population fictive, à côté des deux cas"
        )
        parser.add_argument(
            "--seed", type=int, default=1, help="ce dont elle est tirée\u00a0; 1 si rien n’est dit"
        )

    def handle(self, *args: Any, size: str | None = None, seed: int = 1, **options: Any) -> None:
        if size and settings.IS_PRODUCTION:
            raise CommandError(_("Une population fictive n’a pas sa place parmi de vraies personnes."))
        with override("fr"):
            set_up_demonstration(by=system_account(), now=timezone.now())
            load_shipped_directory(by=system_account(), now=timezone.now())
            if size:
                self.populate(size, seed)

    def populate(self, size: str, seed: int) -> None:
        start = time.monotonic()
        try:
            loaded = load_population(size=size, seed=seed, by=system_account(), now=timezone.now())
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        if loaded.is_new:
            settle()
            self.stdout.write(extent(loaded.load))
            seconds = round(time.monotonic() - start)
            self.stdout.write(ngettext("%(n)s seconde", "%(n)s secondes", seconds) % {"n": seconds})


def settle() -> None:
    """After a large load each database puts its tables in order; SQLite gives back the room that it no longer needs."""
    if not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")


def extent(load: PopulationLoad) -> str:
    """How much there is of a population: figures, never a name."""
    return _("%(parcours)s parcours, %(lines)s lignes du fil, %(acts)s lignes du journal") % {
        "parcours": load.parcours,
        "lines": load.lines,
        "acts": load.acts,
    }
