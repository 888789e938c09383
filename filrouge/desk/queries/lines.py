"""The lines of a thread that somebody may read, in the order of life, numbered for them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery, UUIDField
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from filrouge.accounts.models import User
from filrouge.desk.queries.missing import with_what_it_holds
from filrouge.documents.models import Document
from filrouge.follow_up.models import Event, Rupture, Transition
from filrouge.lib.dates import PartialDate
from filrouge.parcours.choices import CircleRole
from filrouge.parcours.models import CircleMember, Parcours, ThreadEntry, Wish

TOLD_BY_A_FACT = (Rupture.KIND, Transition.KIND)


@dataclass(frozen=True)
class ReadLine:
    """One line as its reader gets it. `number` counts the facts that this reader sees, in the order of life."""

    pk: UUID
    key: str
    kind: str
    event_kind: str
    when: PartialDate | None
    until: PartialDate | None
    area: str
    title: str
    said_by: UUID | None
    author: str
    recorded_by: UUID
    recorded_at: datetime
    told_by: UUID | None
    number: int | None = None


def open_thread(user: User, parcours_id: UUID, now: datetime) -> Parcours:
    """The parcours with what its first page must know; 404 for an outsider.

    `reader_has_place` tells a member of the circle from a team lead who only sees that the record exists;
    `reader_coordinates`, whoever holds the circle.
    """
    mine = CircleMember.objects.open_to(user, now).filter(parcours=OuterRef("pk"))
    visible = with_what_it_holds(Parcours.objects.visible_to(user, now).select_related("person", "turn"))
    known = visible.annotate(
        reader_has_place=Exists(mine),
        reader_coordinates=Exists(mine.filter(role=CircleRole.COORDINATION)),
        has_wish=Exists(Wish.objects.visible_to(user, now).waiting().filter(parcours=OuterRef("pk"))),
    )
    return get_object_or_404(known, pk=parcours_id)


def read_lines(user: User, parcours: Parcours, now: datetime) -> list[ReadLine]:
    """Every line of the thread that `user` may read: one question, whatever its length."""
    kind = Event.objects.filter(pk=OuterRef("pk")).values("kind")
    opener = Rupture.objects.filter(pk=OuterRef("pk")).values("opened_by")
    turning = Transition.events.through.objects.filter(transition=OuterRef("pk")).order_by(
        "event__when_earliest", "event__order"
    )
    visible = ThreadEntry.objects.filter(parcours=parcours).visible_to(user, now).told_first()
    beside = Document.objects.filter(pk=OuterRef("pk")).values("attached_to")
    tellers = (opener, turning.values("event"), beside)
    told_by = Coalesce(*(Subquery(teller[:1]) for teller in tellers), output_field=UUIDField())
    rows = visible.select_related("said_by").annotate(event_kind=Subquery(kind[:1]), told_by=told_by)
    return _placed([_line(row) for row in rows])


def _line(row: ThreadEntry) -> ReadLine:
    return ReadLine(
        pk=row.pk,
        key=row.sort_key,
        kind=row.kind,
        event_kind=row.event_kind or "",  # type: ignore[attr-defined]
        when=row.when,
        until=row.until,
        area=row.area,
        title=row.title,
        said_by=row.said_by_id,
        author=row.said_by.name if row.said_by else "",
        recorded_by=row.recorded_by_id,
        recorded_at=row.recorded_at,
        told_by=row.told_by,  # type: ignore[attr-defined]
    )


def _placed(lines: Sequence[ReadLine]) -> list[ReadLine]:
    """Numbers the facts, and puts each rupture or turning point right after the fact that tells it.

    A document stays by its line, whatever that tells; alone where its reader may not see that line.
    """
    keys = {line.pk: line.key for line in lines if line.kind == Event.KIND}
    there = {line.pk for line in lines}
    number, placed = 0, []
    for line in lines:
        if line.kind == Event.KIND:
            number += 1
            placed.append(replace(line, number=number))
        elif line.kind in TOLD_BY_A_FACT and line.told_by in keys:
            placed.append(replace(line, key=f"{keys[line.told_by]}~{line.key}"))
        elif line.kind == Document.KIND and line.told_by in there:
            placed.append(line)
        else:
            placed.append(replace(line, told_by=None))
    return sorted(placed, key=lambda line: line.key)
