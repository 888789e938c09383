"""A file of places brought into the directory, set-wise, all of it or nothing, with what became of each line."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.exchange.access import check_can_import_directory
from filrouge.exchange.choices import LineOutcome
from filrouge.exchange.imports.directory import COLUMNS, Row, read_directory
from filrouge.exchange.models import Import, ImportLine
from filrouge.journal.use_cases import record
from filrouge.territory.models import Commune, Service, ServiceCorrection
from filrouge.territory.rules import DIRECTORY
from filrouge.territory.use_cases import searchable

BATCH = 500
WRITTEN = tuple(dict.fromkeys((*COLUMNS.values(), "kind", "is_fictional")))
UPDATED = (*(name for name in WRITTEN if name != "source"), "search_text", "version")


@dataclass
class Sorting:
    """What a file changes: places to write, values that a human keeps against the source, the ledger."""

    done: Import
    known: dict[tuple[str, str], Service]
    kept: dict[tuple[Any, str], ServiceCorrection]
    communes: set[str]
    seen: dict[str, Row] = field(default_factory=dict)
    new: list[Service] = field(default_factory=list)
    changed: list[Service] = field(default_factory=list)
    contested: list[ServiceCorrection] = field(default_factory=list)
    ledger: list[ImportLine] = field(default_factory=list)

    def end(self, row: Row, outcome: LineOutcome, service: Service | None = None, reason: str = "") -> None:
        self.ledger.append(
            ImportLine(
                source=self.done, number=row.number, foreign_id=row.foreign_id, outcome=outcome,
                service=service, reason=reason,
            )
        )  # fmt: skip


@transaction.atomic
def import_directory(content: bytes, *, file_name: str, by: User, now: datetime) -> Import:
    """Brings a file of places in. Raises `UnreadableFile` when it is no such file, and writes nothing then.

    A value that a human put right stays; what the source says is kept beside it. Such a line counts as 'same'
    unless another of its values changed.
    """
    check_can_import_directory(by)
    rows = read_directory(content)
    done = Import(file_name=file_name[:200], digest=hashlib.sha256(content).hexdigest(), by=by, at=now)
    sorting = _prepare(done, rows)
    for row in rows:
        _sort(sorting, row)
    for outcome, count in Counter(line.outcome for line in sorting.ledger).items():
        setattr(done, str(outcome), count)
    done.save(force_insert=True)
    Service.objects.bulk_create(sorting.new, batch_size=BATCH)
    Service.objects.bulk_update(sorting.changed, UPDATED, batch_size=BATCH)
    ServiceCorrection.objects.bulk_update(sorting.contested, ["source_said"], batch_size=BATCH)
    ImportLine.objects.bulk_create(sorting.ledger, batch_size=BATCH)
    record("exchange.directory_imported", by=by, now=now, about=None, detail={"import": str(done.pk)})
    return done


def load_shipped_directory(*, by: User, now: datetime) -> int:
    """Brings in the files of the Loire that ship with Filrouge, once each; how many were new."""
    new = 0
    for path in DIRECTORY:
        content = path.read_bytes()
        if not Import.objects.filter(digest=hashlib.sha256(content).hexdigest()).exists():
            import_directory(content, file_name=path.name, by=by, now=now)
            new += 1
    return new


def _prepare(done: Import, rows: list[Row]) -> Sorting:
    """Everything that the lines are compared with: four questions, whatever the file holds."""
    sources = {row.values["source"] for row in rows if row.values}
    known = {(each.source, each.source_id): each for each in Service.objects.filter(source__in=sources)}
    corrections = ServiceCorrection.objects.filter(service__source__in=sources).order_by("at", "pk")
    kept = {(each.service_id, each.field): each for each in corrections}
    communes = set(Commune.objects.values_list("code", flat=True))
    return Sorting(done, known, kept, communes)


def _sort(sorting: Sorting, row: Row) -> None:
    """Gives one line its one outcome."""
    if row.reason or not row.values:
        sorting.end(row, LineOutcome.REJECTED, reason=row.reason)
        return
    if row.values["commune_id"] not in sorting.communes:
        said = _("le code de commune «\u00a0%(code)s\u00a0» est inconnu")
        sorting.end(row, LineOutcome.REJECTED, reason=said % {"code": row.values["commune_id"]})
        return
    first = sorting.seen.setdefault(row.foreign_id, row)
    service = sorting.known.get((row.values["source"], row.foreign_id))
    if first is not row:
        _end_second(sorting, row, first)
    elif service is None:
        created = Service(**row.values)
        created.search_text = searchable(created)
        sorting.new.append(created)
        sorting.known[(created.source, created.source_id)] = created
        sorting.end(row, LineOutcome.CREATED, created)
    else:
        is_changed = _compare(sorting, service, row.values)
        sorting.end(row, LineOutcome.UPDATED if is_changed else LineOutcome.SAME, service)


def _end_second(sorting: Sorting, row: Row, first: Row) -> None:
    """The same identifier a second time: the very same place, or two places that share it by mistake."""
    lines = {"id": row.foreign_id, "first": first.number, "second": row.number}
    if row.values == first.values:
        said = _("la ligne %(second)d répète la ligne %(first)d")
        service = sorting.known.get((first.values["source"], first.foreign_id))
        sorting.end(row, LineOutcome.DUPLICATE, service, said % lines)
    else:
        said = _(
            "les lignes %(first)d et %(second)d portent le même identifiant %(id)s pour deux lieux différents"
        )
        sorting.end(row, LineOutcome.REJECTED, reason=said % lines)


def _compare(sorting: Sorting, service: Service, values: dict[str, Any]) -> bool:
    """Takes what the source says anew; against a value that a human put right, only notes that it differs."""
    is_changed = False
    for name in WRITTEN:
        stored = getattr(service, name)
        if stored == values[name]:
            continue
        correction = sorting.kept.get((service.pk, name))
        if correction is None:
            setattr(service, name, values[name])
            is_changed = True
        elif correction.source_said != str(values[name] or ""):
            correction.source_said = str(values[name] or "")
            sorting.contested.append(correction)
    if is_changed:
        service.version += 1
        service.search_text = searchable(service)
        sorting.changed.append(service)
    return is_changed
