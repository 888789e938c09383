"""The thread as the person reads it: the lines of one page, with all that stands beside each."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.db.models import Q
from django.utils.timezone import localdate

from filrouge.lib.dates import length, say_length
from filrouge.needs.models import Assessment
from filrouge.needs.rules.instruments import RELATIVE, instruments
from filrouge.parcours.choices import AnnotationKind
from filrouge.parcours.models import Annotation, Correction, Participant, ThreadEntry
from filrouge.space.queries import facts
from filrouge.space.queries.corrections import Change, changes
from filrouge.space.queries.places import visible_lines
from filrouge.space.queries.words import Area, Instant, Moment, area, bare, instant, moment
from filrouge.space.rules import Reader

PAGE = 100
UNDATED = "0000"


@dataclass(frozen=True)
class Who:
    """Somebody whom a line names; `is_me` is the reader."""

    name: str
    is_me: bool


@dataclass(frozen=True)
class Said:
    """Words that stand beside a line: reported when the fact was told, or written here since."""

    kind: str
    text: str
    who: Who
    at: Instant
    is_new: bool


@dataclass(frozen=True)
class ThreadLine:
    """One line of the thread, and what stands beside it."""

    entry: ThreadEntry
    template: str
    area: Area
    when: Moment
    until: Moment
    lasted: str
    told: facts.Told
    said_by: Who | None
    is_new: bool
    there: list[Who] = field(default_factory=list)
    assessment: Assessment | None = None
    reported: list[Said] = field(default_factory=list)
    replies: list[Said] = field(default_factory=list)
    corrections: list[Change] = field(default_factory=list)

    @property
    def is_own_load(self) -> bool:
        """Whether a relative tells here how they are doing themselves."""
        grid = instruments().get(self.assessment.instrument_slug) if self.assessment else None
        return grid is not None and grid.who_answers == RELATIVE

    @property
    def texts(self) -> list[str]:
        """All that professionals wrote here, to look for difficult words."""
        return [self.told.text, self.told.other, self.told.why, self.told.after, self.entry.title]


@dataclass(frozen=True)
class Year:
    """The lines of one year; no label: nobody told when."""

    label: str
    lines: list[ThreadLine]


@dataclass(frozen=True)
class ThreadPage:
    """At most a hundred lines; `following` is where the next page begins, if there is one."""

    years: list[Year]
    following: str

    @property
    def lines(self) -> list[ThreadLine]:
        return [line for year in self.years for line in year.lines]


def page(
    reader: Reader, *, now: datetime, since: datetime | None, start: str = "", oldest_first: bool = False
) -> ThreadPage:
    """The lines from `start` on, a place in the order; new are those that others wrote after `since`."""
    found = visible_lines(reader, now).select_related("said_by__relative")
    if start:
        found = found.filter(Q(sort_key__gte=start) if oldest_first else Q(sort_key__lte=start))
    entries = list(found.order_by("sort_key" if oldest_first else "-sort_key")[: PAGE + 1])
    shown = lines(reader, entries[:PAGE], now=now, since=since)
    years = [Year("" if year == UNDATED else year, list(group)) for year, group in groupby(shown, _year)]
    return ThreadPage(years, entries[PAGE].sort_key if len(entries) > PAGE else "")


def _year(line: ThreadLine) -> str:
    return line.entry.sort_key[:4]


def page_start(reader: Reader, entry: ThreadEntry, *, now: datetime) -> str:
    """Where a page that holds this line begins: nowhere when it is on the first one."""
    before = visible_lines(reader, now).filter(sort_key__gt=entry.sort_key).count()
    return entry.sort_key if before >= PAGE else ""


def count_new(reader: Reader, *, now: datetime, since: datetime) -> int:
    """On how many lines others wrote something after `since`."""
    by_others = {"recorded_at__gt": since}
    said = Annotation.objects.filter(**by_others).exclude(recorded_by=reader.user)
    corrected = Correction.objects.filter(**by_others, parcours=reader.parcours).exclude(
        recorded_by=reader.user
    )
    added = Q(recorded_at__gt=since) & ~Q(recorded_by=reader.user)
    beside = Q(pk__in=said.values("entry")) | Q(pk__in=corrected.values("object_id"))
    return visible_lines(reader, now).filter(added | beside).count()


def lines(
    reader: Reader, entries: Sequence[ThreadEntry], *, now: datetime, since: datetime | None = None
) -> list[ThreadLine]:
    """These lines with all that stands beside them: seven questions to the database, whatever their number."""
    keys = [entry.pk for entry in entries]
    today = localdate(now)
    texts, assessments, there = facts.told(keys), facts.assessments(keys), facts.presences(keys)
    said = _said(reader, keys, today, since)
    corrected = changes(reader, keys, now=now, today=today)
    made = []
    for entry in entries:
        beside, righted = said[entry.pk], corrected.get(entry.pk, [])
        made.append(
            ThreadLine(
                entry=entry,
                template=f"space/lines/{entry.kind if entry.kind in facts.MODELS else 'other'}.html",
                area=area(entry.area),
                when=moment(entry.when, today=today),
                until=moment(entry.until, today=today),
                lasted=_lasted(entry),
                told=texts.get(entry.pk, facts.Told(entry.title)),
                said_by=_who(reader, entry.said_by) if entry.said_by else None,
                is_new=_is_new(reader, entry, beside, righted, since),
                there=[_who(reader, participant) for participant in there.get(entry.pk, [])],
                assessment=assessments.get(entry.pk),
                reported=[words for words in beside if words.kind == AnnotationKind.REPORTED],
                replies=[words for words in beside if words.kind != AnnotationKind.REPORTED],
                corrections=righted,
            )
        )
    return made


def _who(reader: Reader, participant: Participant) -> Who:
    return Who(participant.name, reader.is_me(participant))


def _lasted(entry: ThreadEntry) -> str:
    lasted = length(entry.when, entry.until)
    return say_length(lasted) if lasted and lasted.most > 0 else ""


def _said(
    reader: Reader, keys: Collection[UUID], today: date, since: datetime | None
) -> dict[UUID, list[Said]]:
    said: dict[UUID, list[Said]] = defaultdict(list)
    found = Annotation.objects.filter(entry__in=keys).select_related("said_by__relative")
    for words in found.order_by("recorded_at", "order", "pk"):
        is_new = since is not None and words.recorded_at > since and words.recorded_by_id != reader.user.pk
        at = instant(words.recorded_at, today=today)
        said[words.entry_id].append(
            Said(words.kind, bare(words.text), _who(reader, words.said_by), at, is_new)
        )
    return said


def _is_new(
    reader: Reader,
    entry: ThreadEntry,
    beside: Sequence[Said],
    righted: Sequence[Change],
    since: datetime | None,
) -> bool:
    if since is None:
        return False
    is_added = entry.recorded_at > since and entry.recorded_by_id != reader.user.pk
    is_righted = any(change.recorded_at > since and not change.is_mine for change in righted)
    return is_added or is_righted or any(words.is_new for words in beside)
