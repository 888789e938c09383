"""Times of supervision: those that a lead set, those that one may take."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from filrouge.accounts.models import Membership, User
from filrouge.accounts.roles import ROLES
from filrouge.follow_up.access import can_prepare_supervision
from filrouge.follow_up.models import SupervisionSlot
from filrouge.parcours.choices import ParcoursState
from filrouge.parcours.models import CircleMember, Parcours
from filrouge.territory.models import Organisation

PAGE = 50


@dataclass(frozen=True)
class Slot:
    """A time as its reader sees it: whether they set it, hold it, or may take it."""

    slot: SupervisionSlot
    situations: list[Parcours]
    is_set_by_reader: bool
    is_held_by_reader: bool

    @property
    def is_free(self) -> bool:
        return self.slot.taken_by_id is None


@dataclass(frozen=True)
class SlotPage:
    slots: list[Slot]
    next_start: UUID | None

    @property
    def records(self) -> list[UUID]:
        """The records whose person is named on the page, for the journal."""
        return [parcours.pk for each in self.slots for parcours in each.situations]


def slot_page(user: User, *, start: UUID | None, now: datetime, size: int = PAGE) -> SlotPage:
    """A page of the times ahead, the nearest first; by key, four questions."""
    mine = SupervisionSlot.objects.visible_to(user, now).ahead(now).order_by("starts_at", "pk")
    first = mine.filter(pk=start).first() if start else None
    rows = mine
    if first is not None:
        at = first.starts_at
        rows = rows.filter(Q(starts_at__gt=at) | Q(starts_at=at, pk__gte=first.pk))
    found = list(rows.select_related("lead", "taken_by", "offered_to", "organisation")[: size + 1])
    shown = found[:size]
    named = _named(shown, user, now)
    return SlotPage(
        [
            Slot(each, named.get(each.pk, []), each.lead_id == user.pk, each.taken_by_id == user.pk)
            for each in shown
        ],
        found[size].pk if len(found) > size else None,
    )


def _named(slots: Iterable[SupervisionSlot], user: User, now: datetime) -> dict[UUID, list[Parcours]]:
    """The situations brought to each time, as far as the reader may know of them."""
    brought = SupervisionSlot.situations.through.objects.filter(
        supervisionslot__in=[each.pk for each in slots]
    )
    pairs = list(brought.values_list("supervisionslot_id", "parcours_id"))
    asked = {parcours for _slot, parcours in pairs}
    visible = Parcours.objects.visible_to(user, now).filter(pk__in=asked).select_related("person")
    known = {parcours.pk: parcours for parcours in visible.order_by("person__search_text", "pk")}
    named: dict[UUID, list[Parcours]] = {}
    for key, parcours in known.items():
        for slot_id, chosen in pairs:
            if chosen == key:
                named.setdefault(slot_id, []).append(parcours)
    return named


def find_slot(user: User, slot_id: UUID, now: datetime) -> SupervisionSlot:
    """A time that the reader may know of; 404 for any other, as if it did not exist."""
    visible = SupervisionSlot.objects.visible_to(user, now).select_related("lead", "taken_by", "organisation")
    return get_object_or_404(visible, pk=slot_id)


def may_prepare(user: User, slot: SupervisionSlot, now: datetime) -> bool:
    return can_prepare_supervision(user, slot, now)


def who_is_supervised(organisations: Iterable[Organisation], now: datetime) -> QuerySet[User]:
    """Those who coordinate in these organisations today, by name."""
    giving = [code for code, role in ROLES.items() if "follow_up.prepare_supervision" in role.permissions]
    places = Membership.objects.current(now).filter(organisation__in=organisations, role__in=giving)
    return User.objects.filter(pk__in=places.values("user"), is_active=True).order_by("name", "pk")


def organisations_led(user: User, now: datetime) -> QuerySet[Organisation]:
    """Where the reader leads a team today."""
    led = user.organisations_where("follow_up.set_supervision", now)
    return Organisation.objects.filter(pk__in=led).order_by("name", "pk")


def situations_of(user: User, now: datetime) -> QuerySet[Parcours]:
    """The situations that somebody follows and may bring: those where they hold an open place."""
    held = CircleMember.objects.open_to(user, now).values("parcours")
    rows = Parcours.objects.filter(pk__in=held).exclude(state=ParcoursState.CLOSED)
    return rows.select_related("person").order_by("person__search_text", "pk")
