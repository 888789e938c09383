"""What the radar's rules find, over all records or a few, each organisation's by its own thresholds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import localdate

from filrouge.accounts.models import Membership
from filrouge.follow_up.models import RadarThreshold
from filrouge.follow_up.queries.signals import KINDS
from filrouge.follow_up.queries.signals.kind import Found, SignalKind
from filrouge.parcours.choices import CircleRole, ParcoursState
from filrouge.parcours.models import CircleMember, Lead, Parcours, Participant

# kind → organisation → threshold → value
Thresholds = Mapping[str, Mapping[UUID, Mapping[str, int]]]


def watched(records: QuerySet[Parcours]) -> QuerySet[Parcours]:
    """Those that the radar watches: nothing calls anybody once the accompaniment ended, or the person died."""
    return records.exclude(state=ParcoursState.CLOSED).filter(person__is_deceased=False)


def search(
    kind: SignalKind, records: QuerySet[Parcours], own: Thresholds, now: datetime
) -> dict[tuple[UUID, str], Found]:
    """What one rule finds today in these records, each organisation's by its own thresholds."""
    groups = _by_thresholds(kind, watched(records), own.get(kind.name, {}), now)
    day = localdate(now)
    return {
        (found.parcours, found.key): found
        for group, thresholds in groups
        for found in kind.find(group, day, thresholds)
    }


def count_found(records: QuerySet[Parcours], now: datetime) -> dict[str, int]:
    """How many signals each rule finds in these records at `now`; nothing is written."""
    own = own_thresholds()
    return {name: len(search(kind, records, own, now)) for name, kind in sorted(KINDS.items())}


def own_thresholds() -> Thresholds:
    """What organisations set themselves, all kinds: one query."""
    found: dict[str, dict[UUID, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    rows = RadarThreshold.objects.values_list("kind", "organisation", "name", "value")
    for kind, organisation, name, value in rows:
        found[kind][organisation][name] = value
    return found


def usual(kind: SignalKind) -> dict[str, int]:
    return {name: threshold.default for name, threshold in kind.thresholds.items()}


def _by_thresholds(
    kind: SignalKind, records: QuerySet[Parcours], own: Mapping[UUID, Mapping[str, int]], now: datetime
) -> Iterator[tuple[QuerySet[Parcours], dict[str, int]]]:
    """The records in groups that share the same thresholds: those of each organisation that set some, and the rest."""
    for organisation, values in own.items():
        group = records.filter(pk__in=governed_by([organisation], now).values("pk"))
        yield group, usual(kind) | {name: values[name] for name in kind.thresholds if name in values}
    rest = records.exclude(pk__in=governed_by(own, now).values("pk")) if own else records
    yield rest, usual(kind)


def governed_by(organisations: Iterable[UUID], now: datetime) -> QuerySet[Parcours]:
    """The records whose radar goes by the settings of one of these: the lead's organisation.

    Where nobody leads, that of the oldest open place that coordinates. A place without an organisation is held for
    those where its holder works today.
    """
    wanted = list(organisations)
    working = Membership.objects.current(now).filter(organisation__in=wanted).values("user")
    held = Participant.objects.filter(
        Q(organisation__in=wanted) | Q(organisation=None, user__in=working)
    ).values("pk")
    leads = Lead.objects.filter(until=None)
    coordinating = CircleMember.objects.with_open_access(now).filter(role=CircleRole.COORDINATION)
    oldest = coordinating.filter(parcours=OuterRef("parcours")).order_by("access_from", "pk").values("pk")
    first = coordinating.filter(participant__in=held, pk=Subquery(oldest[:1]))
    return Parcours.objects.filter(
        Q(pk__in=leads.filter(member__participant__in=held).values("parcours"))
        | Q(pk__in=first.exclude(parcours__in=leads.values("parcours")).values("parcours"))
    )
