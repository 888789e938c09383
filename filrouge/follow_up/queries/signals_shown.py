"""The signals as one reader may see them: those that call, those put off, those of the past."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Case, Count, IntegerField, Prefetch, QuerySet, Value, When
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import localdate

from filrouge.accounts.models import User
from filrouge.follow_up.models import Signal, Snooze
from filrouge.follow_up.queries.signals import KINDS, ruptures
from filrouge.follow_up.queries.signals.kind import Act, SignalKind
from filrouge.parcours.models import CircleMember, Parcours

MOST = 20
PAGE = 50
BROKEN = "thread"


@dataclass(frozen=True)
class Way:
    """A page where what the signal calls for is done."""

    label: str
    url: str
    icon: str


@dataclass(frozen=True)
class Shown:
    """A signal in words: its title, its facts, why it matters and who says so, what it calls for."""

    pk: UUID
    parcours: Parcours
    kind: SignalKind
    title: str
    facts: list[str]
    ways: list[Way]
    since: date
    found_at: datetime
    gone_at: datetime | None = None
    snoozes: list[Snooze] = field(default_factory=list)

    @property
    def put_off(self) -> Snooze | None:
        """The last time that somebody put it off, unless it was taken back."""
        last = self.snoozes[0] if self.snoozes else None
        return last if last and last.taken_back_at is None else None


def signals_for(user: User, now: datetime, *, most: int = MOST) -> list[Shown]:
    """What calls `user` today, in all the records where they hold a place, broken things first: one query."""
    calling = Signal.objects.visible_to(user, now).calling(localdate(now))
    return [shown(signal) for signal in _in_order_of_need(calling)[:most]]


@dataclass(frozen=True)
class OfRecord:
    """The signals that stand in one record: those that call today, and those put off."""

    calling: list[Shown]
    put_off: list[Shown]

    @property
    def not_ruptures(self) -> list[Shown]:
        """What calls, but for the ruptures that a page of the record shows by themselves."""
        broken = {kind.name for kind in ruptures.KINDS}
        return [signal for signal in self.calling if signal.kind.name not in broken]


def signals_of(parcours: Parcours, user: User, now: datetime) -> OfRecord:
    """Two queries, whatever stands there."""
    readable = Signal.objects.visible_to(user, now).filter(parcours=parcours)
    found = _in_order_of_need(readable.standing()).prefetch_related(_snoozes())
    today, answer = localdate(now), OfRecord([], [])
    for signal in found:
        waits = signal.snoozed_until is not None and signal.snoozed_until > today
        (answer.put_off if waits else answer.calling).append(shown(signal, signal.snoozes.all()))
    return answer


@dataclass(frozen=True)
class Past:
    signals: list[Shown]
    next_start: UUID | None


def past_signals(parcours: Parcours, user: User, now: datetime, start: UUID | None = None) -> Past:
    """Those that went away, the last to come first; paged by key."""
    readable = Signal.objects.visible_to(user, now).filter(parcours=parcours, kind__in=KINDS)
    gone = readable.exclude(gone_at=None).order_by("-pk")
    gone = gone.filter(pk__lte=start) if start else gone
    rows = list(gone.select_related("parcours__person").prefetch_related(_snoozes())[: PAGE + 1])
    next_start = rows[PAGE].pk if len(rows) > PAGE else None
    return Past([shown(signal, signal.snoozes.all()) for signal in rows[:PAGE]], next_start)


def find_signal(parcours: Parcours, signal_id: UUID, user: User, now: datetime) -> Signal | None:
    """A signal that stands in this record and that `user` reads."""
    readable = Signal.objects.visible_to(user, now).filter(parcours=parcours, kind__in=KINDS)
    return readable.standing().select_related("parcours__person").filter(pk=signal_id).first()


def team_counts(user: User, now: datetime) -> dict[str, int]:
    """How many signals stand, kind by kind, in the records that `user` oversees: numbers, never whose."""
    overseen = CircleMember.objects.overseen_by(user, now).values("parcours")
    counted = Signal.objects.standing().filter(parcours__in=overseen).values("kind").annotate(n=Count("pk"))
    return {row["kind"]: row["n"] for row in counted}


def shown(signal: Signal, snoozes: Iterable[Snooze] = ()) -> Shown:
    kind = KINDS[signal.kind]
    return Shown(
        pk=signal.pk,
        parcours=signal.parcours,
        kind=kind,
        title=kind.headline(signal.facts) if kind.headline else str(kind.title),
        facts=kind.tell(signal.facts),
        ways=[way for act in kind.acts if (way := _way(act, signal))],
        since=signal.since,
        found_at=signal.found_at,
        gone_at=signal.gone_at,
        snoozes=list(snoozes),
    )


def _way(act: Act, signal: Signal) -> Way | None:
    """Where an act is done; nothing when what its address names is no longer told."""
    try:
        url = reverse(act.to, args=[signal.parcours_id, *(signal.facts[name] for name in act.of)])
    except (NoReverseMatch, KeyError):
        return None
    return Way(str(act.label), url, act.icon)


def _in_order_of_need(signals: QuerySet[Signal]) -> QuerySet[Signal]:
    """What is broken first, then what may break; in each, the newest first."""
    broken = [kind.name for kind in KINDS.values() if kind.tone == BROKEN]
    rank = Case(When(kind__in=broken, then=Value(0)), default=Value(1), output_field=IntegerField())
    known = signals.filter(kind__in=KINDS).select_related("parcours__person")
    return known.annotate(rank=rank).order_by("rank", "-since", "-pk")


def _snoozes() -> Prefetch[str]:
    told = Snooze.objects.select_related("recorded_by", "taken_back_by").order_by("-recorded_at", "-pk")
    return Prefetch("snoozes", queryset=told)
