from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from filrouge.journal.models import WITHOUT_PERSON
from filrouge.journal.queries import examine
from filrouge.journal.rules import Fault, FaultKind
from filrouge.journal.use_cases import anchor

SENTENCES = {
    FaultKind.CHANGED: gettext_lazy("ligne %(rank)s de %(chain)s\u00a0: ce qu’elle dit a été changé"),
    FaultKind.MISSING: gettext_lazy("ligne %(rank)s de %(chain)s\u00a0: elle a été retirée"),
    FaultKind.BROKEN_LINK: gettext_lazy("ligne %(rank)s de %(chain)s\u00a0: elle ne suit plus la précédente"),
    FaultKind.CUT_TAIL: gettext_lazy("%(chain)s\u00a0: la fin a été coupée, la ligne %(rank)s manque"),
    FaultKind.FORGED_HEAD: gettext_lazy(
        "%(chain)s\u00a0: la tête (rang %(rank)s) n’est pas la dernière ligne"
    ),
    FaultKind.NO_HEAD: gettext_lazy("%(chain)s\u00a0: la tête a été retirée"),
    FaultKind.UNGUARDED: gettext_lazy("la base ne refuse plus les changements\u00a0: il manque %(table)s"),
}


class Command(BaseCommand):
    help = "Vérifie le journal (verify), ou scelle la journée (anchor)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True)
        verify = parts.add_parser("verify", help="cherche toute ligne changée, retirée ou déplacée")
        verify.add_argument("--person", type=UUID, help="ne lit que la chaîne de cette personne")
        parts.add_parser("anchor", help="scelle la journée et dit l’empreinte à garder ailleurs")

    def handle(self, *args: Any, part: str, person: UUID | None = None, **options: Any) -> None:
        if part == "anchor":
            made = anchor(now=timezone.now())
            self.stdout.write(f"{made.day} {made.digest}")
        else:
            self.verify(person)

    def verify(self, person: UUID | None) -> None:
        found = examine(person)
        for fault in found.faults:
            self.stdout.write(sentence(fault))
        extent = {
            "lines": ngettext("%(n)s ligne", "%(n)s lignes", found.lines) % {"n": found.lines},
            "chains": ngettext("%(n)s chaîne", "%(n)s chaînes", found.chains) % {"n": found.chains},
        }
        if found.faults:
            raise CommandError(_("%(lines)s, %(chains)s\u00a0: le journal a été altéré") % extent)
        self.stdout.write(_("%(lines)s, %(chains)s\u00a0: tout est intact") % extent)


def sentence(fault: Fault) -> str:
    """The fault in words, for whoever keeps the installation."""
    chain = _("la chaîne sans personne") if fault.chain == WITHOUT_PERSON else fault.chain
    words = {"rank": fault.sequence, "chain": chain, "table": fault.table, "day": fault.day}
    if fault.kind == FaultKind.BROKEN_SEAL:
        if not fault.chain:
            return _("le sceau du %(day)s a été brisé") % words
        return _("ligne %(rank)s de %(chain)s\u00a0: le sceau du %(day)s en garde une autre") % words
    return str(SENTENCES[fault.kind]) % words
