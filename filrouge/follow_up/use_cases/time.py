"""Time given: noted in one tap, shared among persons, changed and taken back by whoever noted it."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.follow_up.access import (
    check_can_change_time,
    check_can_log_time,
    check_can_record,
    check_can_set_budgets,
)
from filrouge.follow_up.choices import EVENTS_OF_TIME, BudgetPart, TimeKind
from filrouge.follow_up.models import Event, TimeBudget, TimeEntry, TimeShare
from filrouge.follow_up.models.time import LONGEST_DAY
from filrouge.follow_up.queries.leaning import is_leaned_on
from filrouge.follow_up.queries.time import situations_of
from filrouge.follow_up.rules import time as rules
from filrouge.follow_up.use_cases.events import record_event
from filrouge.journal.use_cases import record
from filrouge.lib.dates import PartialDate
from filrouge.lib.errors import Refused, Stale
from filrouge.parcours.access import can_correct
from filrouge.parcours.models import Parcours, Participant
from filrouge.parcours.use_cases import thread
from filrouge.territory.models import Organisation

ONE_CALL = 5  # minutes, for 'J’ai appelé'


@dataclass(frozen=True)
class Work:
    """What was done: the day, the sort, how long; `act` and `activity` are guessed where they are not said."""

    on: date
    kind: str
    minutes: int
    travel_minutes: int = 0
    act: str = ""
    activity: str = ""
    text: str = ""

    @property
    def line(self) -> tuple[str, str] | None:
        """The kind and the words of the line that it leaves in the thread, when it leaves one."""
        words = self.text or _usual_words().get(self.kind, "")
        return (EVENTS_OF_TIME[TimeKind(self.kind)], words) if words else None


def _usual_words() -> dict[str, str]:
    return {TimeKind.CALL: _("Appel."), TimeKind.VISIT: _("Visite."), TimeKind.MEETING: _("Réunion.")}


@transaction.atomic
def log_time(several: Sequence[Parcours], *, work: Work, by: User, now: datetime) -> TimeEntry:
    """Notes time given to one person, to several who share its minutes, or to none.

    A call, a visit and a meeting leave a line in the thread of each; other work does when something is said of it.
    """
    check_can_log_time(by)
    for parcours in several:
        check_can_record(by, parcours, now)
    _check(work, now)
    persons = sorted({one.pk: one for one in several}.values(), key=lambda one: one.person_id)
    act = work.act or (act_for([one.pk for one in persons], now) if persons else "")
    entry = TimeEntry(
        user=by, organisation_id=_works_for(by, [one.pk for one in persons], now), on=work.on, kind=work.kind,
        minutes=work.minutes, travel_minutes=work.travel_minutes, act=act,
        activity=work.activity or rules.guess_activity(act, work.kind), text=work.text, recorded_at=now,
    )  # fmt: skip
    thread.check_texts(entry)
    entry.save(force_insert=True)
    shares = [TimeShare(entry=entry, parcours=one) for one in persons]
    _share(shares, work)
    for share in shares:
        share.event = _tell(share.parcours, work, by, now) if work.line else None
        share.save(force_insert=True)
    _journal("follow_up.time_logged", entry, shares, by, now)
    return entry


def log_call(parcours: Parcours, *, by: User, now: datetime) -> TimeEntry:
    """One tap: 'J’ai appelé'. A few minutes today, for the act that the state of the parcours tells."""
    return log_time([parcours], work=Work(localdate(now), TimeKind.CALL, ONE_CALL), by=by, now=now)


@transaction.atomic
def change_time(entry: TimeEntry, *, work: Work, version: int, by: User, now: datetime) -> TimeEntry:
    """Puts one's own time right: its parts follow, and so do the lines that it left in the threads."""
    check_can_change_time(by, entry)
    _check(work, now)
    stored = TimeEntry.objects.select_for_update().get(pk=entry.pk)
    if stored.version != version or stored.taken_back_at:
        raise Stale(_("Ce temps a été changé ailleurs pendant que vous écriviez."))
    before = Work(stored.on, stored.kind, stored.minutes, text=stored.text)
    for name in ("on", "kind", "minutes", "travel_minutes", "text"):
        setattr(stored, name, getattr(work, name))
    shares = _shares_of(stored)
    stored.act = work.act or (act_for([one.parcours_id for one in shares], now) if shares else "")
    stored.activity = work.activity or rules.guess_activity(stored.act, work.kind)
    stored.version += 1
    thread.check_texts(stored)
    stored.save()
    _share(shares, work)
    for share in shares:
        _follow(share, before, work, by, now)
        share.save()
    _journal("follow_up.time_changed", stored, shares, by, now)
    return stored


@transaction.atomic
def take_back_time(entry: TimeEntry, *, by: User, now: datetime) -> list[Event]:
    """It was noted by mistake. Its lines leave the threads too, but for those that something else leans on.

    Gives the lines that stay.
    """
    check_can_change_time(by, entry)
    stored = TimeEntry.objects.select_for_update().get(pk=entry.pk)
    if stored.taken_back_at:
        raise Refused(_("Ce temps est déjà retiré."))
    stored.taken_back_at, stored.version = now, stored.version + 1
    stored.save(update_fields=["taken_back_at", "version"])
    shares = _shares_of(stored)
    told = [share.event for share in shares if share.event]
    staying = [event for event in told if not _take_line_back(event, by, now)]
    _journal("follow_up.time_taken_back", stored, shares, by, now)
    return staying


@transaction.atomic
def set_budgets(
    organisation: Organisation,
    *,
    minutes: Mapping[str, tuple[int, int]],
    version: int,
    by: User,
    now: datetime,
) -> TimeBudget:
    """Writes an organisation's own orders of magnitude; a part left as published follows the published one."""
    check_can_set_budgets(by, organisation, now)
    for code, (least, most) in minutes.items():
        if code not in BudgetPart.values or not 0 <= least <= most:
            raise Refused(_("Le moins ne peut pas dépasser le plus."), field=code)
    stored, _is_new = TimeBudget.objects.select_for_update().get_or_create(
        organisation=organisation, defaults={"changed_at": now, "version": 0}
    )
    if stored.version != version:
        raise Stale(_("Quelqu’un d’autre a changé ces repères pendant que vous écriviez."))
    usual = {part.code: (part.least, part.most) for part in rules.published()}
    stored.minutes = {code: list(said) for code, said in minutes.items() if tuple(said) != usual[code]}
    stored.changed_at, stored.version = now, stored.version + 1
    stored.save()
    record("follow_up.budgets_set", by=by, now=now, about=stored, detail={"parts": sorted(stored.minutes)})
    return stored


def act_for(several: Collection[UUID], now: datetime) -> str:
    """The act that work for these parcours most likely belongs to: what most of them stand at."""
    guessed = Counter(rules.guess_act(one) for one in situations_of(several, localdate(now)).values())
    return max(sorted(guessed, reverse=True), key=guessed.__getitem__)


def _check(work: Work, now: datetime) -> None:
    if work.on > localdate(now):
        raise Refused(_("On note un temps passé\u00a0: ce jour est à venir."), field="on")
    if not 0 < work.minutes <= LONGEST_DAY:
        raise Refused(_("Dites combien de minutes, au moins une."), field="minutes")
    if not 0 <= work.travel_minutes <= LONGEST_DAY:
        raise Refused(_("Un trajet ne dure pas plus d’un jour."), field="travel_minutes")


def _works_for(by: User, several: Collection[UUID], now: datetime) -> UUID | None:
    """The organisation for which one works there: that of one's place, else the only or the first one of today."""
    held = list(dict.fromkeys(organisation for _role, organisation in by.employed(now)))
    if len(held) > 1 and several:
        places = Participant.objects.filter(parcours__in=several, user=by, organisation__in=held)
        held = [*places.order_by("pk").values_list("organisation", flat=True)[:1], *held]
    return held[0] if held else None


def _share(shares: Sequence[TimeShare], work: Work) -> None:
    if not shares:
        return
    minutes, travel = (rules.share_out(n, len(shares)) for n in (work.minutes, work.travel_minutes))
    for share, spent, travelled in zip(shares, minutes, travel, strict=True):
        share.minutes, share.travel_minutes = spent, travelled


def _shares_of(entry: TimeEntry) -> list[TimeShare]:
    return list(entry.shares.select_related("parcours", "event__parcours").order_by("parcours__person", "pk"))


def _tell(parcours: Parcours, work: Work, by: User, now: datetime) -> Event:
    kind, fact = work.line or ("", "")
    said_by = Participant.objects.filter(parcours=parcours, user=by).first()
    when = PartialDate.of_day(work.on)
    return record_event(parcours, when=when, fact=fact, kind=kind, said_by=said_by, by=by, now=now)


def _follow(share: TimeShare, before: Work, work: Work, by: User, now: datetime) -> None:
    """What changed in the time changes in its line; what somebody put right there since, and did not change, stays.

    Where one has no place any more, the line stays as it was.
    """
    event, line = share.event, work.line
    if event is None or event.is_taken_back:
        share.event = _tell(share.parcours, work, by, now) if line else event
    elif line is None:
        _take_line_back(event, by, now)
    elif can_correct(by, event, now):
        for field, value in _moved(before, work, line).items():
            thread.correct(event, field, value, by=by, now=now, reason=_("temps noté, mis à jour"))


def _moved(before: Work, work: Work, line: tuple[str, str]) -> dict[str, Any]:
    """What of a line's day, kind and words differs from what the time said before."""
    told = before.line or ("", "")
    said = {"when": (before.on, work.on), "kind": (told[0], line[0]), "fact": (told[1], line[1])}
    moved = {field: new for field, (old, new) in said.items() if old != new}
    return moved | ({"when": PartialDate.of_day(work.on)} if "when" in moved else {})


def _take_line_back(event: Event, by: User, now: datetime) -> bool:
    """Whether a line left with some time leaves the thread: its author's own, and nothing leans on it."""
    stored = Event.objects.select_for_update().get(pk=event.pk)
    if stored.is_taken_back:
        return True
    if stored.recorded_by_id != by.pk or not can_correct(by, stored, now) or is_leaned_on(stored):
        return False
    stored.taken_back_at, stored.version = now, stored.version + 1
    stored.save(update_fields=["taken_back_at", "version"])
    thread.refresh(stored)
    return True


def _journal(action: str, entry: TimeEntry, shares: Sequence[TimeShare], by: User, now: datetime) -> None:
    """A line in the journal of each person; in that of nobody for work without a person."""
    for share in shares:
        person_id = share.parcours.person_id
        record(action, by=by, now=now, person_id=person_id, about=entry, detail={"minutes": share.minutes})
    if not shares:
        record(action, by=by, now=now, about=entry, detail={"minutes": entry.minutes})
