"""Who else coordinates: what each leads on, where two lead on one area at one time, how it was settled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from filrouge.accounts.models import User
from filrouge.lib.dates import PeriodState, period_words, state_on
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.models import ALL_AREAS, Coordination, Parcours, Participant, Settlement
from filrouge.parcours.queries.circle import OPEN_STATES
from filrouge.parcours.queries.history import Change, changes
from filrouge.parcours.rules.leads import Overlap, overlap


@dataclass(frozen=True)
class Declared:
    """One declared coordination on a day, with what was put right in it."""

    record: Coordination
    state: PeriodState
    changes: Sequence[Change] = ()

    @property
    def name(self) -> str:
        return self.record.participant.name

    @property
    def areas(self) -> list[LifeArea]:
        return areas_of(self.record)

    @property
    def is_there(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def words(self) -> str:
        return period_words(self.record.since, self.record.until)


@dataclass(frozen=True)
class Settled:
    """What was retained with the person about who does what, and each one's position then."""

    record: Settlement
    coordinations: frozenset[UUID]
    present: Sequence[Participant]
    agreed: Sequence[Participant]
    disagreed: Sequence[Participant]

    @property
    def is_with_the_person(self) -> bool:
        return any(who.is_the_person for who in self.present)


@dataclass(frozen=True)
class Crossed:
    """Two who lead on the same areas at the same time, surely or maybe; how it was settled, the latest first."""

    one: Declared
    other: Declared
    areas: list[LifeArea]
    is_sure: bool
    settled: list[Settled]


@dataclass(frozen=True)
class Coordinations:
    declared: list[Declared]
    crossed: list[Crossed]
    settled: list[Settled]

    @property
    def now(self) -> list[Declared]:
        return [each for each in self.declared if each.is_there]

    @property
    def gone(self) -> list[Declared]:
        return [each for each in self.declared if not each.is_there]

    @property
    def open_crossings(self) -> int:
        return sum(not each.settled for each in self.crossed)


def coordinations(parcours: Parcours, user: User, *, day: date, now: datetime) -> Coordinations:
    """Seven queries at most, whatever the record holds; what was settled is read through its line."""
    found = list(declared_in(parcours))
    told = changes([each.pk for each in found], user, now) if found else {}
    declared = [
        Declared(each, state_on(each.since, each.until, day), told.get(each.pk, ())) for each in found
    ]
    settled = _settled(parcours, user, now) if found else []
    crossed = [_crossed(one, other, settled, day) for one, other in combinations(declared, 2)]
    return Coordinations(declared, [each for each in crossed if each], settled)


def declared_in(parcours: Parcours) -> QuerySet[Coordination]:
    found = Coordination.objects.filter(parcours=parcours).select_related("participant", "said_by")
    return found.order_by("since_earliest", "pk")


def areas_of(record: Coordination) -> list[LifeArea]:
    return [area for area in LifeArea if {area.value, ALL_AREAS} & set(record.areas)]


def _crossed(one: Declared, other: Declared, settled: list[Settled], day: date) -> Crossed | None:
    areas = [area for area in one.areas if area in other.areas]
    if not areas or one.record.participant_id == other.record.participant_id:
        return None
    a, b = one.record, other.record
    how = overlap(a.since, a.until, b.since, b.until, today=day)
    if how is None:
        return None
    about = [each for each in settled if {a.pk, b.pk} <= each.coordinations]
    return Crossed(one, other, areas, how == Overlap.SURELY, about)


def _settled(parcours: Parcours, user: User, now: datetime) -> list[Settled]:
    found = Settlement.objects.filter(parcours=parcours).visible_to(user, now)
    several = ("coordinations", "present", "agreed", "disagreed")
    return [
        Settled(
            each,
            frozenset(one.pk for one in each.coordinations.all()),
            list(each.present.all()),
            list(each.agreed.all()),
            list(each.disagreed.all()),
        )
        for each in found.prefetch_related(*several).order_by("-on_latest", "-pk")
    ]


def find_coordination(parcours: Parcours, coordination_id: UUID) -> Coordination:
    """A coordination declared in this record; 404 for that of another."""
    found = Coordination.objects.filter(parcours=parcours).select_related("participant", "parcours__person")
    return get_object_or_404(found, pk=coordination_id)
