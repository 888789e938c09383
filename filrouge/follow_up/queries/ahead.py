"""Turning points that dates already written announce: birthdays, ends, a stay in hospital, a carer who grows old."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, Q, QuerySet

from filrouge.follow_up.choices import AGES, EventKind, TransitionKind
from filrouge.follow_up.models import Event, PreparationStep, Transition
from filrouge.follow_up.rules.checklists import checklists
from filrouge.lib.dates import PartialDate, Precision
from filrouge.lib.dates.months import months_after
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.choices import Level
from filrouge.parcours.models import Parcours, ServiceSpell
from filrouge.people.models import Relative
from filrouge.plans.choices import PlanState
from filrouge.plans.models import PlanLine

# How long somebody who came into hospital and whose way out nobody noted is thought to be there.
LONGEST_STAY = timedelta(days=92)
RETIRES_AT, CARER_IS_OLD_AT = 62, 75


class Ahead(NamedTuple):
    """One turning point to prepare: of what kind, about what, when, and from when on one should think of it.

    `told_at`: when what announces it was noted, for what may come several times in a life; None for what comes once.
    """

    parcours: UUID
    kind: str
    key: str
    on: PartialDate | None
    since: date
    area: str
    entry: UUID | None = None
    told_at: datetime | None = None


@dataclass(frozen=True)
class Known:
    """A turning point that stands in the record, as far as its preparation goes."""

    pk: UUID
    kind: str
    has_somebody: bool
    has_steps: bool
    is_set_aside: bool
    expected: PartialDate | None
    recorded_at: datetime

    @property
    def is_taken_care_of(self) -> bool:
        prepared = self.has_steps or self.kind == TransitionKind.OTHER
        return self.is_set_aside or (self.has_somebody and prepared)

    def is_about(self, ahead: Ahead, day: date) -> bool:
        """Whether it is this very time, of what may come several times in a life."""
        if ahead.told_at is None or self.recorded_at >= ahead.told_at:
            return True
        return self.expected is not None and (self.expected.latest or date.max) >= day


def known_in(parcours: QuerySet[Parcours]) -> dict[tuple[UUID, str], list[Known]]:
    """The turning points that stand in these records, by record and kind."""
    started = PreparationStep.objects.filter(parcours__in=parcours).values("transition").distinct()
    rows = Transition.objects.filter(parcours__in=parcours).annotate(
        prepared=Q(pk__in=started)
    ).values_list(
        "parcours_id", "pk", "kind", "in_charge_id", "prepared", "set_aside_at", "expected", "recorded_at"
    )  # fmt: skip
    found: dict[tuple[UUID, str], list[Known]] = {}
    for record, key, kind, somebody, has_steps, set_aside, expected, recorded_at in rows.iterator():
        one = Known(key, kind, bool(somebody), has_steps, bool(set_aside), expected, recorded_at)
        found.setdefault((record, kind), []).append(one)
    return found


def announced(parcours: QuerySet[Parcours], day: date) -> Iterator[Ahead]:
    """Everything that dates already written announce in these records on `day`: eight questions, however many."""
    for kind, age in AGES.items():
        yield from _birthdays(parcours, day, str(kind), age)
    yield from _ends_of_school(parcours, day)
    yield from _retirements(parcours, day)
    yield from _in_hospital(parcours, day)
    yield from _carers(parcours, day)
    yield from _fundings(parcours, day)


def ahead_of(kind: str) -> int:
    """How many months before the day one begins to think of it."""
    return checklists()[kind].starts


def _turning(day: date, age: int, months: int, column: str) -> Q:
    """Whose birthday of that age may come within so many months, and is not surely over."""
    soon = {f"{column}_earliest__lte": months_after(day, months - 12 * age)}
    still = {f"{column}_latest__gte": months_after(day, -12 * age)}
    return Q(**soon, **still)


def _birthdays(parcours: QuerySet[Parcours], day: date, kind: str, age: int) -> Iterator[Ahead]:
    months, area = ahead_of(kind), checklists()[kind].area
    turning = Parcours.objects.filter(pk__in=parcours, person__is_deceased=False)
    rows: Any = turning.filter(_turning(day, age, months, "person__birth")).values_list("pk", "person__birth")
    for record, birth in rows.iterator():
        yield Ahead(record, kind, kind, years_after(birth, age), _from(birth, age, months), area)


def years_after(birth: PartialDate, age: int) -> PartialDate:
    """A birthday, as precisely as the birth is known."""
    if birth.precision is Precision.DAY and birth.earliest and not birth.is_approximate:
        return PartialDate.of_day(months_after(birth.earliest, 12 * age))
    first = birth.ends[0] or birth.ends[1]
    year = f"{int(first[:4]) + age}"
    month = first[4:7] if birth.precision is Precision.MONTH else ""
    return PartialDate.parse(f"{year}{month}{'~' if birth.is_approximate else ''}")


def _from(birth: PartialDate, age: int, months: int) -> date:
    return months_after(birth.earliest or date.min.replace(year=1900), 12 * age - months)


def _ends_of_school(parcours: QuerySet[Parcours], day: date) -> Iterator[Ahead]:
    months = ahead_of(TransitionKind.SCHOOL_END)
    spells = ServiceSpell.objects.filter(parcours__in=parcours, area=LifeArea.SCHOOL, level=Level.CIRCLE)
    ending = spells.filter(until_earliest__lte=months_after(day, months), until_latest__gte=day)
    rows: Any = ending.values_list("parcours_id", "pk", "until", "recorded_at")
    for record, key, until, told_at in rows:
        since = months_after(until.earliest, -months)
        yield Ahead(
            record, TransitionKind.SCHOOL_END, f"school:{key}", until, since, LifeArea.SCHOOL, key, told_at
        )


def _retirements(parcours: QuerySet[Parcours], day: date) -> Iterator[Ahead]:
    """Those who work and whose age of retirement comes, or came while they still work."""
    kind = TransitionKind.RETIREMENT
    months = ahead_of(kind)
    old_enough = Q(parcours__person__birth_earliest__lte=months_after(day, months - 12 * RETIRES_AT))
    working = ServiceSpell.objects.filter(
        old_enough, parcours__in=parcours, area=LifeArea.WORK, level=Level.CIRCLE, until=None
    )
    rows: Any = working.order_by("parcours", "-order").values_list(
        "parcours_id", "pk", "parcours__person__birth"
    )
    seen: set[UUID] = set()
    for record, key, birth in rows:
        if record not in seen:
            seen.add(record)
            since = _from(birth, RETIRES_AT, months)
            yield Ahead(record, kind, kind, years_after(birth, RETIRES_AT), since, LifeArea.WORK, key)


def _in_hospital(parcours: QuerySet[Parcours], day: date) -> Iterator[Ahead]:
    """Those who came into hospital and whose way out, home or elsewhere, nobody noted."""
    ways = (EventKind.HOSPITAL, EventKind.BACK_HOME, EventKind.ADMISSION)
    lately = Event.objects.filter(
        parcours__in=parcours, kind__in=ways, level=Level.CIRCLE, taken_back_at=None
    )
    lately = lately.filter(when_latest__gte=day - LONGEST_STAY, when_earliest__lte=day)
    rows = lately.order_by("parcours", "when_earliest", "when_latest", "order")
    last = {event.parcours_id: event for event in rows.iterator()}
    for record, event in last.items():
        if event.kind == EventKind.HOSPITAL:
            since = event.when_earliest or event.when_latest or day
            yield Ahead(
                record, TransitionKind.HOSPITAL_DISCHARGE, f"hospital:{event.pk}", None, since, event.area,
                event.pk, event.recorded_at,
            )  # fmt: skip


def _carers(parcours: QuerySet[Parcours], day: date) -> Iterator[Ahead]:
    kind = TransitionKind.CARER_AGE
    months = ahead_of(kind)
    born = {"birth_earliest__lte": months_after(day, months - 12 * CARER_IS_OLD_AT)}
    old = Relative.objects.filter(is_carer=True, person__parcours__in=parcours, **born)
    rows: Any = old.values_list("person__parcours", "pk", "birth")
    for record, key, birth in rows:
        since = _from(birth, CARER_IS_OLD_AT, months)
        yield Ahead(record, kind, f"carer:{key}", years_after(birth, CARER_IS_OLD_AT), since, LifeArea.FAMILY)


def _fundings(parcours: QuerySet[Parcours], day: date) -> Iterator[Ahead]:
    """Lines of the plan in force that a PCPE pays, and whose end comes."""
    kind = TransitionKind.FUNDING_END
    months = ahead_of(kind)
    paid = Q(fundings__funder__name__icontains="pcpe") | Q(fundings__funder_name__icontains="pcpe")
    ending = PlanLine.objects.filter(
        paid, parcours__in=parcours, plan__state__in=(PlanState.IN_FORCE, PlanState.UNDER_REVIEW), level=Level.CIRCLE,
        until_earliest__lte=months_after(day, months), until_latest__gte=day,
    ).distinct()  # fmt: skip
    found = ending.annotate(told_at=F("plan__in_force_at"))
    rows: Any = found.values_list("parcours_id", "key", "until", "area", "told_at")
    for record, key, until, area, told_at in rows:
        since = months_after(until.earliest, -months)
        yield Ahead(record, kind, f"funding:{key}", until, since, area, None, told_at)


def unprepared(
    found: Iterable[Ahead], known: dict[tuple[UUID, str], list[Known]], day: date
) -> Iterator[tuple[Ahead, Known | None]]:
    """Of these, those that nobody takes care of; beside, the one that stands in the record without being prepared."""
    for ahead in found:
        same = [one for one in known.get((ahead.parcours, ahead.kind), ()) if one.is_about(ahead, day)]
        if not any(one.is_taken_care_of for one in same):
            yield ahead, (same[0] if same else None)
