"""The code lists in the tables, compared with the files that they come from."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from filrouge.nomenclature.models import Code
from filrouge.nomenclature.queries import Difference, differences
from filrouge.nomenclature.rules import shipped_lists

SENTENCES = {
    "missing": gettext_lazy("%(at)s\u00a0: manque dans la base"),
    "changed": gettext_lazy("%(at)s\u00a0: la base dit autre chose que le fichier"),
    "added": gettext_lazy("%(at)s\u00a0: n’est pas dans le fichier"),
}


class Command(BaseCommand):
    help = "Compare les listes de codes avec leurs fichiers (check)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True)
        parts.add_parser("check", help="dit chaque liste et chaque code qui diffère de son fichier")

    def handle(self, *args: Any, part: str, **options: Any) -> None:
        found = list(differences(shipped_lists()))
        for difference in found:
            self.stdout.write(sentence(difference))
        codes, n = Code.objects.count(), len(found)
        extent = {
            "codes": ngettext("%(n)s code", "%(n)s codes", codes) % {"n": codes},
            "differences": ngettext("%(n)s différence", "%(n)s différences", n) % {"n": n},
        }
        said = _("%(codes)s, %(differences)s") % extent
        if found:
            raise CommandError(said)
        self.stdout.write(said)


def sentence(difference: Difference) -> str:
    at = " ".join(part for part in (difference.code_list, difference.code) if part)
    return str(SENTENCES[difference.kind]) % {"at": at}
