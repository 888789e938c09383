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
from filrouge.parcours.use_cases.thread import line_of

PAGE = 500
# The days beside a date are made by `save`: `line_of` does not know them yet.
DAYS = {
    "when_earliest": ("when", "earliest"), "when_latest": ("when", "latest"),
    "until_earliest": ("until", "earliest"), "until_latest": ("until", "latest"),
}  # fmt: skip
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
    # A line is drawn from its fact and from other facts: nothing else is read with it.
    links = [column.name for column in model._meta.fields if column.many_to_one and _is_fact(column, model)]
    lists = [column.name for column in model._meta.many_to_many if _is_fact(column, model)]
    facts = model.objects.select_related(*links).prefetch_related(*lists).order_by("pk")
    page = list(facts[:PAGE])
    while page:
        stored = ThreadEntry.objects.in_bulk([fact.pk for fact in page])
        for fact in page:
            yield from _compared(kind, fact, stored.get(fact.pk))
        page = list(facts.filter(pk__gt=page[-1].pk)[:PAGE])


def _is_fact(column: Any, model: type[Fact]) -> bool:
    return issubclass(column.related_model, Fact) and column.related_model is not model


def _compared(kind: str, fact: Fact, stored: ThreadEntry | None) -> Iterator[Difference]:
    if stored is None:
        yield Difference(kind, fact.pk, missing=NO_LINE)
        return
    expected = line_of(fact)
    fields = tuple(
        column.attname
        for column in ThreadEntry._meta.fields
        if getattr(stored, column.attname) != _expected(expected, column.attname)
    )
    if fields:
        yield Difference(kind, fact.pk, fields)


def _expected(line: ThreadEntry, name: str) -> Any:
    if name not in DAYS:
        return getattr(line, name)
    date, limit = DAYS[name]
    return getattr(getattr(line, date), limit, None)
