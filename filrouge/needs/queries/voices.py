"""Voices side by side: assessments, points of view and reported words, each with author and date."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.shortcuts import get_object_or_404

from filrouge.accounts.models import User
from filrouge.lib.dates import PartialDate, may_touch
from filrouge.needs.models import Assessment, Divergence, DivergenceVoice, Viewpoint
from filrouge.parcours.choices import AnnotationKind
from filrouge.parcours.models import Annotation, Parcours, Participant, ThreadEntry

ASSESSMENTS, VIEWPOINTS, WORDS = "assessments", "viewpoints", "words"
ALL_KINDS = (ASSESSMENTS, VIEWPOINTS, WORDS)


@dataclass(frozen=True)
class Voice:
    """What somebody thinks or said, on a date, and the marks where a human set it, withdrawn ones too."""

    said_by: Participant | None
    when: PartialDate | None
    source: UUID
    kind: str
    area: str
    said: str
    marks: list[Divergence] = field(default_factory=list)
    need: UUID | None = None

    @property
    def divergences(self) -> list[Divergence]:
        """The marks that stand: one that was withdrawn counts no more."""
        return [mark for mark in self.marks if not mark.is_withdrawn]

    @property
    def withdrawn(self) -> list[Divergence]:
        return [mark for mark in self.marks if mark.is_withdrawn]


def voices(
    entries: QuerySet[ThreadEntry],
    *,
    among: Collection[str] = ALL_KINDS,
    said_by: Participant | None = None,
    area: str | None = None,
    period: PartialDate | None = None,
    divergence: Divergence | None = None,
    marks: dict[UUID, list[Divergence]] | None = None,
) -> list[Voice]:
    """The voices among the lines that the reader may see, in the order of life; conditions add up.

    `marks`: those of these lines, where they were read already.
    """
    marks = marks_of(entries) if marks is None else marks
    found = [voice for kind in among for voice in _READERS[kind](entries, marks)]
    return [
        voice
        for voice in found
        if (said_by is None or voice.said_by == said_by)
        and (area is None or voice.area == area)
        and (period is None or may_touch(voice.when, voice.when, period))
        and (divergence is None or divergence in voice.divergences)
    ]


def readable_marks(entries: QuerySet[ThreadEntry]) -> QuerySet[DivergenceVoice]:
    """The voices of marks; a mark whose other voice the reader may not see would tell that it exists."""
    visible = entries.values("pk")
    closed = DivergenceVoice.objects.filter(divergence=OuterRef("divergence")).exclude(entry__in=visible)
    return DivergenceVoice.objects.filter(~Exists(closed), entry__in=visible)


def marks_of(entries: QuerySet[ThreadEntry]) -> dict[UUID, list[Divergence]]:
    """The marks on each line, those that were withdrawn too."""
    marks: dict[UUID, list[Divergence]] = defaultdict(list)
    marked = readable_marks(entries).select_related("divergence__marked_by", "divergence__withdrawn_by")
    for voice in marked.order_by("divergence_id", "order"):
        marks[voice.entry_id].append(voice.divergence)
    return marks


def find_mark(parcours: Parcours, divergence_id: UUID, user: User, now: datetime) -> Divergence:
    """A mark that stands and whose every voice `user` may read; 404 for any other."""
    entries = ThreadEntry.objects.filter(parcours=parcours).visible_to(user, now)
    standing = Divergence.objects.filter(parcours=parcours, withdrawn_at=None)
    readable = standing.filter(pk__in=readable_marks(entries).values("divergence"))
    return get_object_or_404(readable.select_related("parcours"), pk=divergence_id)


def _assessments(entries: QuerySet[ThreadEntry], marks: dict[UUID, list[Divergence]]) -> list[Voice]:
    found = (
        Assessment.objects.filter(pk__in=entries.values("pk"))
        .select_related("said_by__relative")
        .order_by("order")
    )
    return [
        Voice(
            fact.said_by,
            fact.when,
            fact.pk,
            ASSESSMENTS,
            fact.area,
            fact.conclusion or fact.instrument,
            marks.get(fact.pk, []),
        )
        for fact in found
    ]


def _viewpoints(entries: QuerySet[ThreadEntry], marks: dict[UUID, list[Divergence]]) -> list[Voice]:
    found = (
        Viewpoint.objects.filter(pk__in=entries.values("pk"))
        .select_related("said_by__relative")
        .order_by("order")
    )
    return [
        Voice(
            fact.said_by, fact.when, fact.pk, VIEWPOINTS, fact.area, fact.conclusion, marks.get(fact.pk, []),
            fact.need_id,
        )
        for fact in found
    ]  # fmt: skip


def _words(entries: QuerySet[ThreadEntry], marks: dict[UUID, list[Divergence]]) -> list[Voice]:
    found = Annotation.objects.filter(kind=AnnotationKind.REPORTED, entry__in=entries.values("pk"))
    return [
        Voice(
            words.said_by,
            words.entry.when,
            words.entry_id,
            WORDS,
            words.entry.area,
            words.text,
            marks.get(words.entry_id, []),
        )
        for words in found.select_related("said_by__relative", "entry").order_by("entry__sort_key", "order")
    ]


_READERS = {ASSESSMENTS: _assessments, VIEWPOINTS: _viewpoints, WORDS: _words}
