"""The thread made again from the facts, and compared: its lines are an index, never a second truth."""

from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from filrouge.parcours.models import Fact, ThreadEntry
from filrouge.parcours.queries.history import fact_classes
from filrouge.parcours.use_cases.thread import columns_of

PAGE = 500
# The days beside a date are made by `save`: `columns_of` does not know them.
DAYS = {
    "when_earliest": ("when", "earliest"), "when_latest": ("when", "latest"),
    "until_earliest": ("until", "earliest"), "until_latest": ("until", "latest"),
}  # fmt: skip
# Every column of a line, in the order of `columns_of`, its key first.
COLUMNS = (
    "id", "parcours_id", "kind", "when", "until", "order", "sort_key", "recorded_at", "said_by_id", "recorded_by_id",
    "area", "level", "title", "is_taken_back", *DAYS,
)  # fmt: skip
NO_LINE, NO_FACT = "no_line", "no_fact"


@dataclass(frozen=True)
class Difference:
    """A line that does not say what its fact says: in which fields, or which of the two is missing."""

    kind: str
    pk: UUID
    fields: tuple[str, ...] = ()
    missing: str = ""


class Command(BaseCommand):
    help = "Compare chaque ligne du fil avec le fait dont elle vient (check)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True)
        parts.add_parser("check", help="refait toutes les lignes et dit celles qui diffèrent")

    def handle(self, *args: Any, part: str, **options: Any) -> None:
        found = 0
        for found, difference in enumerate(differences(), 1):  # noqa: B007
            self.stdout.write(sentence(difference))
        lines = ThreadEntry.objects.count()
        extent = {
            "lines": ngettext("%(n)s ligne", "%(n)s lignes", lines) % {"n": lines},
            "differences": ngettext("%(n)s différence", "%(n)s différences", found) % {"n": found},
        }
        said = _("%(lines)s, %(differences)s") % extent
        if found:
            raise CommandError(said)
        self.stdout.write(said)


def sentence(difference: Difference) -> str:
    """The difference in words, without a word of the record."""
    words = {"kind": difference.kind, "pk": difference.pk, "fields": ", ".join(difference.fields)}
    if difference.missing == NO_LINE:
        return _("%(kind)s %(pk)s\u00a0: ce fait n’a pas de ligne dans le fil") % words
    if difference.missing == NO_FACT:
        return _("%(kind)s %(pk)s\u00a0: cette ligne n’a pas de fait") % words
    return _("%(kind)s %(pk)s\u00a0: %(fields)s") % words


def differences() -> Iterator[Difference]:
    """Every line that is not what its fact gives, whichever room keeps the fact; memory stays the same."""
    classes = fact_classes()
    for kind, model in sorted(classes.items()):
        yield from _of_one_kind(kind, model)
    orphans = ThreadEntry.objects.order_by("pk")
    for kind, model in classes.items():
        orphans = orphans.exclude(kind=kind, pk__in=model.objects.values("pk"))
    for entry in orphans.iterator(chunk_size=PAGE):
        yield Difference(entry.kind, entry.pk, missing=NO_FACT)


def _of_one_kind(kind: str, model: type[Fact]) -> Iterator[Difference]:
    facts = model.objects.prefetch_related(*model.DRAWN_FROM).order_by("pk")
    page = list(facts[:PAGE])
    while page:
        lines = ThreadEntry.objects.filter(pk__in=[fact.pk for fact in page])
        stored = {line[0]: line for line in lines.values_list(*COLUMNS)}
        for fact in page:
            yield from _compared(kind, fact, stored.get(fact.pk))
        page = list(facts.filter(pk__gt=page[-1].pk)[:PAGE])


def _compared(kind: str, fact: Fact, stored: tuple[Any, ...] | None) -> Iterator[Difference]:
    if stored is None:
        yield Difference(kind, fact.pk, missing=NO_LINE)
        return
    line = columns_of(fact)
    expected = (*line.values(), *(getattr(line[date], limit, None) for date, limit in DAYS.values()))
    if stored != expected:
        told = zip(COLUMNS, stored, expected, strict=True)
        wrong = {name for name, there, made in told if there != made}
        fields = [column.attname for column in ThreadEntry._meta.fields if column.attname in wrong]
        yield Difference(kind, fact.pk, tuple(fields))
