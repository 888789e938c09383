"""The radar kept true: at once after an act, all of it each night; what somebody puts off, and what a team sets."""

import threading
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Count, QuerySet
from django.utils import timezone

from filrouge.accounts.use_cases import system_account
from filrouge.follow_up.models import Signal
from filrouge.follow_up.queries.radar import Thresholds, own_thresholds, search
from filrouge.follow_up.queries.signals import KINDS
from filrouge.follow_up.queries.signals.kind import Found, SignalKind
from filrouge.journal.models import WITHOUT_PERSON
from filrouge.journal.rules import LISTED, REFUSED, VIEWED, Act
from filrouge.journal.use_cases import record
from filrouge.lib.bulk import batches, insert
from filrouge.parcours.models import Parcours

AT_ONCE = 1000
LOOKED = {VIEWED, LISTED, REFUSED}
TOLD = ("since", "facts", "area", "entry", "other_entry")
_touched = threading.local()


def note_acts(acts: Iterable[Act], **sent: Any) -> None:
    """Acts were journalled: once they are committed, the signals of those persons' records follow.

    Every act in every room passes by the journal, so that none can forget the radar (docs/adr/0033).
    """
    persons = {act.chain for act in acts if act.action not in LOOKED} - {WITHOUT_PERSON}
    if persons:
        _touched.persons = getattr(_touched, "persons", set()) | {UUID(person) for person in persons}
        # the night puts right what fails here: an act that is written is not refused for its signals
        transaction.on_commit(_follow, robust=True)


def _follow() -> None:
    """Once for all the acts of a transaction. What one that was undone left here is looked at again, to no harm."""
    persons: set[UUID] = getattr(_touched, "persons", set())
    _touched.persons = set()
    for several in batches(sorted(persons), AT_ONCE):
        records = Parcours.objects.filter(person__in=several).order_by("pk")
        refresh_records(list(records.values_list("pk", flat=True)), now=timezone.now())


def refresh(parcours: Parcours, *, now: datetime) -> None:
    """Makes the signals of one record say what its facts say."""
    refresh_records([parcours.pk], now=now)


def refresh_records(
    records: Sequence[UUID], *, now: datetime, kinds: Iterable[SignalKind] | None = None
) -> None:
    """Makes the signals of several records say what their facts say, a thousand records a transaction.

    Each record is held while it is looked at, so that the night and an act never write from different facts.
    """
    own, wanted = own_thresholds(), list(KINDS.values() if kinds is None else kinds)
    for several in batches(records, AT_ONCE):
        with transaction.atomic():
            held = Parcours.objects.filter(pk__in=several)
            if connection.features.has_select_for_update:
                list(held.order_by("pk").select_for_update(no_key=True).values_list("pk"))
            _put_right(held, wanted, own, now)


def _put_right(
    records: QuerySet[Parcours], kinds: Sequence[SignalKind], own: Thresholds, now: datetime
) -> None:
    standing = Signal.objects.standing().filter(parcours__in=records, kind__in=[kind.name for kind in kinds])
    known: dict[str, dict[tuple[UUID, str], Signal]] = defaultdict(dict)
    for signal in standing:
        known[signal.kind][signal.parcours_id, signal.key] = signal
    for kind in kinds:
        _write(kind.name, known[kind.name], search(kind, records, own, now), now)


def _write(
    kind: str,
    known: dict[tuple[UUID, str], Signal],
    found: dict[tuple[UUID, str], Found],
    now: datetime,
) -> None:
    """What appears, what is told otherwise, what goes away; a signal that comes back is another one."""
    insert(
        Signal,
        [
            Signal(parcours_id=one.parcours, kind=kind, key=one.key, found_at=now, **_told(one))
            for place, one in found.items()
            if place not in known
        ],
    )
    changed = [signal for place, signal in known.items() if place in found and _retell(signal, found[place])]
    Signal.objects.bulk_create(changed, update_conflicts=True, unique_fields=["id"], update_fields=TOLD)
    gone = [signal.pk for place, signal in known.items() if place not in found]
    for several in batches(gone, AT_ONCE):
        Signal.objects.filter(pk__in=several).update(gone_at=now)


def _told(found: Found) -> dict[str, Any]:
    return {name: getattr(found, name) for name in TOLD}


def _retell(signal: Signal, found: Found) -> bool:
    """Gives a signal the facts found today; says whether they differ from those that it told."""
    if all(getattr(signal, name) == value for name, value in _told(found).items()):
        return False
    for name, value in _told(found).items():
        setattr(signal, name, value)
    return True


def refresh_all(*, now: datetime) -> dict[str, int]:
    """Makes every signal of every record say what the facts say; how many stand, kind by kind.

    One pass a kind over all records tells where something changed; only there is anything held and written. Stopped
    anywhere, it leaves whole what it did, and the next run does the rest.
    """
    own = own_thresholds()
    for kind in KINDS.values():
        records = _where_it_changed(kind, Parcours.objects.all(), own, now)
        refresh_records(records, now=now, kinds=[kind])
    with transaction.atomic():
        # rules that the software no longer has
        Signal.objects.standing().exclude(kind__in=KINDS).update(gone_at=now)
        record("follow_up.radar_run", by=system_account(), now=now)
    return standing_by_kind()


def refresh_kind(kind: SignalKind, records: QuerySet[Parcours], *, now: datetime) -> None:
    """Looks at several records again by one rule, whose thresholds changed."""
    refresh_records(_where_it_changed(kind, records, own_thresholds(), now), now=now, kinds=[kind])


def _where_it_changed(
    kind: SignalKind, records: QuerySet[Parcours], own: Thresholds, now: datetime
) -> list[UUID]:
    found = {place: _told(one) for place, one in search(kind, records, own, now).items()}
    standing = Signal.objects.standing().filter(kind=kind.name, parcours__in=records)
    known = {
        (row["parcours"], row["key"]): {name: row[name] for name in TOLD}
        for row in standing.values("parcours", "key", *TOLD).iterator()
    }
    differing = {place[0] for place in found.keys() | known.keys() if found.get(place) != known.get(place)}
    return sorted(differing)


def standing_by_kind() -> dict[str, int]:
    """How many signals stand, kind by kind, those without any too."""
    counted = Signal.objects.standing().values("kind").annotate(n=Count("pk"))
    found = {row["kind"]: row["n"] for row in counted}
    return {name: found.get(name, 0) for name in sorted(KINDS)}
