"""Voices side by side: assessments, points of view and reported words, each with author and date."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet

from filrouge.lib.dates import PartialDate, may_touch
from filrouge.needs.models import Assessment, Divergence, DivergenceVoice, Viewpoint
from filrouge.parcours.choices import AnnotationKind
from filrouge.parcours.models import Annotation, Participant, ThreadEntry

ASSESSMENTS, VIEWPOINTS, WORDS = "assessments", "viewpoints", "words"
ALL_KINDS = (ASSESSMENTS, VIEWPOINTS, WORDS)


@dataclass(frozen=True)
class Voice:
    """What somebody thinks or said, on a date, and the divergences where a human set it."""

    said_by: Participant | None
    when: PartialDate | None
    source: UUID
    kind: str
    area: str
    said: str
    divergences: list[Divergence] = field(default_factory=list)


def voices(
    entries: QuerySet[ThreadEntry],
    *,
    among: Collection[str] = ALL_KINDS,
    said_by: Participant | None = None,
    area: str | None = None,
    period: PartialDate | None = None,
    divergence: Divergence | None = None,
) -> list[Voice]:
    """The voices among the lines that the reader may see, in the order of life; conditions add up."""
    marks = divergences_of(entries)
    found = [voice for kind in among for voice in _READERS[kind](entries, marks)]
    return [
        voice
        for voice in found
        if (said_by is None or voice.said_by == said_by)
        and (area is None or voice.area == area)
        and (period is None or may_touch(voice.when, voice.when, period))
        and (divergence is None or divergence in voice.divergences)
    ]


def divergences_of(entries: QuerySet[ThreadEntry]) -> dict[UUID, list[Divergence]]:
    """The marks on each line; a mark whose other voice the reader may not see would tell that it exists."""
    visible = entries.values("pk")
    closed = DivergenceVoice.objects.exclude(entry__in=visible).values("divergence")
    marked = DivergenceVoice.objects.filter(entry__in=visible).exclude(divergence__in=closed)
    marks: dict[UUID, list[Divergence]] = defaultdict(list)
    for voice in marked.select_related("divergence__marked_by").order_by("divergence_id", "order"):
        marks[voice.entry_id].append(voice.divergence)
    return marks


def _assessments(entries: QuerySet[ThreadEntry], marks: dict[UUID, list[Divergence]]) -> list[Voice]:
    found = Assessment.objects.filter(pk__in=entries.values("pk")).select_related("said_by").order_by("order")
    return [
        Voice(
            fact.said_by, fact.when, fact.pk, ASSESSMENTS, fact.area, fact.conclusion, marks.get(fact.pk, [])
        )
        for fact in found
    ]


def _viewpoints(entries: QuerySet[ThreadEntry], marks: dict[UUID, list[Divergence]]) -> list[Voice]:
    found = Viewpoint.objects.filter(pk__in=entries.values("pk")).select_related("said_by").order_by("order")
    return [
        Voice(
            fact.said_by, fact.when, fact.pk, VIEWPOINTS, fact.area, fact.conclusion, marks.get(fact.pk, [])
        )
        for fact in found
    ]


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
        for words in found.select_related("said_by", "entry").order_by("entry__sort_key", "order")
    ]


_READERS = {ASSESSMENTS: _assessments, VIEWPOINTS: _viewpoints, WORDS: _words}
