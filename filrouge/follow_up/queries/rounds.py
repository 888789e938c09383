"""Ma tournée: the visits of one day, where they are, and the order in which they are made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.utils.timezone import localtime, make_aware

from filrouge.accounts.models import User
from filrouge.follow_up.models import Appointment, VisitRound
from filrouge.follow_up.queries.appointments import Slot, hour_in_words, minutes_in_words, on_day
from filrouge.follow_up.queries.places import communes_of
from filrouge.follow_up.rules.visits import Stop, Visit, arrange, follow
from filrouge.lib.geo import Point
from filrouge.territory.models import Commune


@dataclass(frozen=True)
class Halt:
    """One visit of the round: what was set, where, the way there, and the hours that this order gives."""

    slot: Slot
    commune: Commune | None
    stop: Stop
    is_first: bool
    is_last: bool

    @property
    def starts(self) -> datetime:
        return _instant(self.stop.starts)

    @property
    def hour(self) -> str:
        return hour_in_words(self.starts)

    @property
    def until(self) -> str:
        return hour_in_words(_instant(self.stop.ends))

    @property
    def way(self) -> str:
        return minutes_in_words(self.stop.way)

    @property
    def spare(self) -> str:
        return minutes_in_words(self.stop.waits)

    @property
    def late(self) -> str:
        return minutes_in_words(self.stop.late)

    @property
    def latest(self) -> str:
        """Until when it may begin, as was agreed."""
        return hour_in_words(localtime(self.slot.appointment.window[1]))

    @property
    def is_moved(self) -> bool:
        """Whether this order begins it at another hour than the one that is set."""
        return self.stop.starts != _minute(self.slot.appointment.starts_at)


@dataclass(frozen=True)
class RoundPage:
    day: date
    kept: VisitRound | None
    halts: list[Halt]
    km: float
    km_back: float
    is_by_hand: bool

    @property
    def start(self) -> Commune | None:
        return self.kept.start if self.kept else None

    @property
    def late(self) -> list[Halt]:
        return [halt for halt in self.halts if halt.stop.late]

    @property
    def moved(self) -> list[Halt]:
        """Those to which this order gives another hour, in time for what was agreed."""
        return [halt for halt in self.halts if halt.is_moved and not halt.stop.late]

    @property
    def unplaced(self) -> int:
        return sum(halt.commune is None for halt in self.halts)


def round_page(user: User, day: date, now: datetime) -> RoundPage:
    """The round of `user` on that day. Four questions, however many visits there are."""
    slots = on_day(user, day, now).slots
    kept = VisitRound.objects.filter(owner=user, day=day).select_related("start").first()
    by_key = {str(slot.appointment.pk): slot for slot in slots}
    towns = _towns([slot.appointment for slot in slots])
    visits = [_visit(slot.appointment, towns) for slot in slots]
    order = in_order(visits, kept)
    made = follow(_point(kept.start if kept else None), _leaves(kept), order)
    halts = [
        Halt(by_key[stop.key], towns.get(by_key[stop.key].appointment.pk), stop, rank == 0, rank == len(order) - 1)
        for rank, stop in enumerate(made.stops)
    ]  # fmt: skip
    is_by_hand = bool(kept and set(kept.order) & set(by_key))
    return RoundPage(day, kept, halts, made.km, made.km_back, is_by_hand)


def in_order(visits: Sequence[Visit], kept: VisitRound | None) -> list[Visit]:
    """The order given by hand; what was set since stands last. Without one, the order that is proposed."""
    if kept is None or not kept.order:
        return arrange(_point(kept.start if kept else None), _leaves(kept), visits)
    ranks = {key: rank for rank, key in enumerate(kept.order)}
    return sorted(visits, key=lambda visit: (ranks.get(visit.key, len(ranks)), visit.earliest, visit.key))


def _towns(appointments: Sequence[Appointment]) -> Mapping[UUID, Commune]:
    """Where each is: the commune that was said, else the one where the person lives."""
    people = [one.parcours.person for one in appointments if one.parcours and one.commune is None]
    lived = communes_of(people) if people else {}
    found = {}
    for one in appointments:
        town = one.commune or (lived.get(one.parcours.person_id) if one.parcours else None)
        if town is not None:
            found[one.pk] = town
    return found


def _visit(one: Appointment, towns: Mapping[UUID, Commune]) -> Visit:
    earliest, latest = one.window
    return Visit(
        str(one.pk), _point(towns.get(one.pk)), one.minutes, _minute(earliest), _minute(latest), _minute(one.starts_at)
    )  # fmt: skip


def _point(commune: Commune | None) -> Point | None:
    if commune is None or commune.lat is None or commune.lon is None:
        return None
    return Point(commune.lat, commune.lon)


def _minute(at: datetime) -> int:
    return int(at.timestamp() // 60)


def _instant(minute: int) -> datetime:
    return localtime(datetime.fromtimestamp(minute * 60, UTC))


def _leaves(kept: VisitRound | None) -> int | None:
    if kept is None or kept.leaves_at is None:
        return None
    return _minute(make_aware(datetime.combine(kept.day, kept.leaves_at)))


def neighbours(day: date) -> tuple[date, date]:
    return day - timedelta(days=1), day + timedelta(days=1)
