"""The papers of a record as one reader may see them: a list, or one with its versions and who read each."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from filrouge.accounts.models import User
from filrouge.documents.models import Document, DocumentVersion
from filrouge.journal.queries import readings_of
from filrouge.parcours.access import can_coordinate
from filrouge.parcours.models import Parcours, ThreadEntry

PAGE = 50


@dataclass(frozen=True)
class Reader:
    """Somebody who opened a file, and when they last did. No name: the account is not there any more."""

    name: str
    at: datetime
    is_me: bool


@dataclass(frozen=True)
class File:
    """One version, and who opened it."""

    version: DocumentVersion
    readers: Sequence[Reader] = ()


@dataclass(frozen=True)
class Paper:
    """A document with its files, the latest first, and the line that it belongs to if the reader may see that one."""

    document: Document
    files: list[File] = field(default_factory=list)
    beside: ThreadEntry | None = None

    @property
    def latest(self) -> File:
        return self.files[0]

    @property
    def former(self) -> list[File]:
        return self.files[1:]


@dataclass(frozen=True)
class TakenBack:
    """A document that was taken back; whoever may put it back reads its name."""

    document: Document
    may_put_back: bool


@dataclass(frozen=True)
class TakenBackPage:
    papers: list[TakenBack]
    next_start: UUID | None


@dataclass(frozen=True)
class PapersPage:
    papers: list[Paper]
    following: UUID | None
    is_continued: bool


def papers(parcours: Parcours, user: User, now: datetime, *, start: str = "") -> PapersPage:
    """A page of the papers, the latest first, from the one named by `start` on: six queries, whatever there is."""
    lines = ThreadEntry.objects.filter(parcours=parcours).visible_to(user, now)
    found = lines.filter(kind=Document.KIND)
    first = _place(found, start)
    if first:
        found = found.filter(sort_key__lte=first)
    keys = list(found.latest_first().values_list("pk", flat=True)[: PAGE + 1])
    told = _told(Document.objects.filter(pk__in=keys[:PAGE]), parcours, lines, user)
    return PapersPage(
        papers=[told[key] for key in keys[:PAGE]],
        following=keys[PAGE] if len(keys) > PAGE else None,
        is_continued=bool(first),
    )


def _place(found: QuerySet[ThreadEntry], start: str) -> str:
    """Where a page begins; one that the reader does not see leads back to the first page."""
    try:
        key = UUID(start)
    except ValueError:
        return ""
    return found.filter(pk=key).values_list("sort_key", flat=True).first() or ""


def paper(document: Document, user: User, now: datetime) -> Paper:
    lines = ThreadEntry.objects.filter(parcours=document.parcours_id).visible_to(user, now)
    return _told(Document.objects.filter(pk=document.pk), document.parcours, lines, user)[document.pk]


def _told(
    documents: QuerySet[Document], parcours: Parcours, lines: QuerySet[ThreadEntry], user: User
) -> dict[UUID, Paper]:
    versions = DocumentVersion.objects.select_related("recorded_by").order_by("-number")
    found = list(
        documents.select_related("said_by", "recorded_by").prefetch_related(Prefetch("versions", versions))
    )
    beside = {line.pk: line for line in lines.filter(pk__in=[each.attached_to_id for each in found])}
    keys = [version.pk for each in found for version in each.versions.all()]
    read = _readers(parcours, keys, user)
    return {
        each.pk: Paper(
            each,
            [File(version, read.get(version.pk, ())) for version in each.versions.all()],
            beside.get(each.attached_to_id) if each.attached_to_id else None,
        )
        for each in found
    }


def _readers(parcours: Parcours, keys: Collection[UUID], user: User) -> dict[UUID, list[Reader]]:
    """Who opened each version, the latest first: the journal is where this is kept."""
    readings = readings_of(parcours.person_id, DocumentVersion.KIND, keys)
    accounts = {
        str(each.pk): each for each in User.objects.filter(pk__in={each.actor_id for each in readings})
    }
    read: dict[UUID, list[Reader]] = defaultdict(list)
    for each in readings:
        account = accounts.get(each.actor_id)
        read[UUID(each.object_id)].append(Reader(account.name if account else "", each.at, account == user))
    return read


def find_document(user: User, parcours: Parcours, document_id: UUID, now: datetime) -> Document:
    """A document that `user` may read; 404 for any other."""
    readable = Document.objects.filter(parcours=parcours).visible_to(user, now)
    return get_object_or_404(readable.select_related("parcours__person", "recorded_by"), pk=document_id)


def taken_back(parcours: Parcours, user: User, now: datetime, *, start: UUID | None) -> TakenBackPage:
    """A page of what was taken back and would be readable, the latest first; by key, the same number of questions."""
    rows = _taken_back(parcours, user, now).order_by("-taken_back_at", "-pk")
    first = rows.filter(pk=start).first() if start else None
    if first is not None:
        at = first.taken_back_at
        rows = rows.filter(Q(taken_back_at__lt=at) | Q(taken_back_at=at, pk__lte=first.pk))
    found = list(rows.select_related("taken_back_by")[: PAGE + 1])
    coordinates = can_coordinate(user, parcours, now)
    return TakenBackPage(
        [TakenBack(each, coordinates or each.recorded_by_id == user.pk) for each in found[:PAGE]],
        found[PAGE].pk if len(found) > PAGE else None,
    )


def has_taken_back(parcours: Parcours, user: User, now: datetime) -> bool:
    return _taken_back(parcours, user, now).exists()


def find_taken_back(user: User, parcours: Parcours, document_id: UUID, now: datetime) -> Document:
    """A document that was taken back and that `user` would read; 404 for any other."""
    rows = _taken_back(parcours, user, now).select_related("parcours__person", "recorded_by")
    return get_object_or_404(rows, pk=document_id)


def _taken_back(parcours: Parcours, user: User, now: datetime) -> QuerySet[Document]:
    lines = ThreadEntry.objects.filter(parcours=parcours, kind=Document.KIND).taken_back_for(user, now)
    return Document.objects.filter(pk__in=lines.values("pk"))


def find_version(user: User, parcours_id: UUID, version_id: UUID, now: datetime) -> DocumentVersion:
    """A file that `user` may open; 404 for any other."""
    readable = Document.objects.filter(parcours=parcours_id).visible_to(user, now)
    versions = DocumentVersion.objects.filter(document__in=readable.values("pk"))
    return get_object_or_404(versions.select_related("document__parcours"), pk=version_id)
