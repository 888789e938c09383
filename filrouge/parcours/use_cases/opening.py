"""Opening a record: who, who asks, why. The rest is a draft that says what is missing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.journal.use_cases import record
from filrouge.lib.dates import PartialDate
from filrouge.lib.errors import Refused
from filrouge.parcours.access import check_can_coordinate, check_can_open_record
from filrouge.parcours.choices import Basis, CircleRole, ParcoursState
from filrouge.parcours.models import CircleMember, Parcours, Participant, Request
from filrouge.parcours.rules.lifecycle import may_become
from filrouge.parcours.use_cases.history import check_texts
from filrouge.parcours.use_cases.sharing import refresh_openings
from filrouge.people.models import Person

WITH_A_REASON = {ParcoursState.SUSPENDED.value, ParcoursState.CLOSED.value}


@transaction.atomic
def open_record(
    *, by: User, now: datetime, identity: dict[str, Any], request: dict[str, Any] | None = None
) -> Parcours:
    """Opens a person's record. Whoever opens it takes a place that coordinates, and leads nothing yet."""
    check_can_open_record(by)
    if not str(identity.get("usual_name", "")).strip():
        raise Refused(_("Écrivez le nom de la personne, comme elle veut être appelée."), field="usual_name")
    person = Person(**identity)
    person.search_text = person.searchable()
    check_texts(person)
    person.save(force_insert=True)
    parcours = Parcours(person=person)
    parcours.save(force_insert=True)
    Participant.objects.create(parcours=parcours, name=person.usual_name, kind="personne", is_the_person=True)
    if request:
        _keep_request(parcours, by, now, request)
    if not by.is_system:
        _take_place(parcours, by, now)
    record("parcours.record_opened", by=by, now=now, person_id=person.pk, about=parcours)
    return parcours


def _keep_request(parcours: Parcours, by: User, now: datetime, facts: Mapping[str, Any]) -> Request:
    asked = Request(parcours=parcours, recorded_by=by, recorded_at=now, **facts)
    check_texts(asked)
    asked.save(force_insert=True)
    return asked


@transaction.atomic
def record_request(parcours: Parcours, *, by: User, now: datetime, **facts: Any) -> Request:
    """Notes who asked for a coordination, from where and why, for a record that was opened without it."""
    check_can_coordinate(by, parcours, now)
    asked = _keep_request(parcours, by, now, facts)
    record("parcours.request_recorded", by=by, now=now, person_id=parcours.person_id, about=asked)
    return asked


def _take_place(parcours: Parcours, by: User, now: datetime) -> None:
    membership = by.memberships.current(now).select_related("organisation").first()
    participant = Participant.objects.create(
        parcours=parcours,
        name=by.name,
        kind="coordonnateur",
        professional_identity=by.title,
        user=by,
        organisation=membership.organisation if membership else None,
    )
    CircleMember(
        parcours=parcours,
        participant=participant,
        role=CircleRole.COORDINATION,
        basis=Basis.UNKNOWN,
        since=PartialDate.of_day(localdate(now)),
        access_from=now,
        areas=["all"],
    ).save(force_insert=True)
    refresh_openings(parcours, by=by, now=now)


@transaction.atomic
def move(parcours: Parcours, state: str, *, by: User, now: datetime) -> None:
    """Opens a draft, begins a hand-over or gives it up. A pause and an end say why: `use_cases.ends`."""
    check_can_coordinate(by, parcours, now)
    stored = Parcours.objects.select_for_update().get(pk=parcours.pk)
    if not may_become(stored.state, state) or WITH_A_REASON & {stored.state, state}:
        raise Refused(_("Un parcours dans cet état ne peut pas passer à celui-là."), field="state")
    parcours.state, parcours.version = state, stored.version + 1
    changed = ["state", "version"]
    if state == ParcoursState.OPEN and parcours.opened_at is None:
        parcours.opened_at = now
        changed.append("opened_at")
    parcours.save(update_fields=changed)
    record(
        "parcours.moved",
        by=by,
        now=now,
        person_id=parcours.person_id,
        about=parcours,
        detail={"state": state},
    )
