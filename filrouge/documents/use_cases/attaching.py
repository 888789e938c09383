"""Keeping a paper in the record, and a newer version of it. The file is in its place before its row is written."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.documents.access import check_can_attach, check_can_attach_to, check_can_renew
from filrouge.documents.models import Document, DocumentVersion
from filrouge.documents.use_cases.examining import Examined
from filrouge.journal.use_cases import record
from filrouge.lib.dates import PartialDate
from filrouge.lib.errors import Refused
from filrouge.lib.files.vault import the_vault
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.choices import Level
from filrouge.parcours.models import Parcours, Participant, ThreadEntry
from filrouge.parcours.use_cases import thread


@transaction.atomic
def attach(
    parcours: Parcours,
    *,
    file: Examined,
    title: str,
    by: User,
    now: datetime,
    when: PartialDate | None = None,
    said_by: Participant | None = None,
    area: str = LifeArea.COORDINATION,
    level: str = Level.CIRCLE,
    attached_to: ThreadEntry | None = None,
    order: int | None = None,
) -> Document:
    """Keeps a paper, alone or beside the line of the thread that it belongs to."""
    check_can_attach(by, parcours, now)
    if attached_to is not None:
        check_can_attach_to(by, attached_to, now)
    if attached_to is not None and attached_to.parcours_id != parcours.pk:
        raise Refused(_("Cette ligne est dans un autre dossier."))
    if not title.strip():
        raise Refused(_("Donnez un nom à ce document."), field="title")
    document = Document(
        parcours=parcours, title=title.strip(), when=when, said_by=said_by, area=area, level=level,
        attached_to=attached_to,
    )  # fmt: skip
    with _kept(file):
        thread.add(document, by=by, now=now, order=order, action="documents.attached")
        _write_version(document, file, 1, by=by, now=now)
    return document


@transaction.atomic
def add_version(document: Document, *, file: Examined, by: User, now: datetime) -> DocumentVersion:
    """Keeps a newer file of a document; those before it stay readable, each with who brought it."""
    check_can_renew(by, document, now)
    # Two people who send one at the same moment wait for each other here: both files are kept, one after the other.
    stored = Document.objects.select_for_update().get(pk=document.pk)
    if stored.is_taken_back:
        raise Refused(_("Ce document vient d’être retiré."))
    last = stored.versions.aggregate(last=Max("number"))["last"] or 0
    with _kept(file):
        version = _write_version(stored, file, last + 1, by=by, now=now)
        record(
            "documents.version_added", by=by, now=now, person_id=document.parcours.person_id, about=version
        )
    return version


@contextmanager
def _kept(file: Examined) -> Iterator[None]:
    """The file in its place while its row is written; a row that is refused takes it away again.

    A process that dies here leaves a file without a row, which `sweep` finds; never a row without a file.
    """
    vault = the_vault()
    vault.keep(file.name)
    try:
        yield
    except Exception:
        vault.discard(file.name)
        raise


def _write_version(
    document: Document, file: Examined, number: int, *, by: User, now: datetime
) -> DocumentVersion:
    version = DocumentVersion(
        document=document,
        number=number,
        stored_name=file.name,
        kind=file.kind.value,
        size=file.size,
        sha256=file.sha256,
        original_name=file.original_name,
        recorded_by=by,
        recorded_at=now,
    )
    thread.check_texts(version)
    version.save(force_insert=True)
    return version
