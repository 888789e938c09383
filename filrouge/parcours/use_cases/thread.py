"""The thread: every fact of every room gets its line here, in the transaction that writes it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from filrouge.accounts.choices import NoticeKind
from filrouge.accounts.models import User
from filrouge.journal.use_cases import record
from filrouge.lib.access import NotAllowed
from filrouge.lib.dates import PartialDate
from filrouge.lib.errors import Refused, Stale
from filrouge.lib.fields import day_columns
from filrouge.parcours.access import check_can_annotate, check_can_correct
from filrouge.parcours.choices import AnnotationKind
from filrouge.parcours.models import Annotation, Correction, Fact, Line, Parcours, Participant, ThreadEntry
from filrouge.parcours.models.thread import LONGEST_TITLE, sort_key
from filrouge.parcours.notices import tell_who_coordinates
from filrouge.parcours.queries.history import plain
from filrouge.parcours.use_cases import history
from filrouge.parcours.use_cases.history import check_texts


def next_order(parcours: Parcours) -> int:
    """The place of what is told next; life's dates come before it in the order of the thread."""
    return (ThreadEntry.objects.filter(parcours=parcours).aggregate(last=Max("order"))["last"] or 0) + 1


def add(fact: Fact, *, by: User, now: datetime, order: int | None = None, action: str) -> None:
    """Writes a fact, its line in the thread and its line in the journal, in this order."""
    fact.recorded_by, fact.recorded_at = by, now
    fact.order = next_order(fact.parcours) if order is None else order
    check_texts(fact)
    fact.save(force_insert=True)
    line_of(fact).save(force_insert=True)
    record(action, by=by, now=now, person_id=fact.parcours.person_id, about=fact)


def line_of(fact: Fact, line: Line | None = None) -> ThreadEntry:
    """The line that a fact gives.

    `line`: what it is made of, for a fact that is not written yet and whose links cannot be read.
    """
    return ThreadEntry(**columns_of(fact, line))


def columns_of(fact: Fact, line: Line | None = None) -> dict[str, Any]:
    """The line that a fact gives, column by column: `thread check` makes them all again and compares."""
    line = line or fact.line()
    return {
        "id": fact.pk,
        "parcours_id": fact.parcours_id,
        "kind": fact.KIND,
        "when": line.when,
        "until": line.until,
        "order": fact.order,
        "sort_key": sort_key(line.when, fact.order, fact.pk),
        "recorded_at": fact.recorded_at,
        "said_by_id": fact.said_by_id,
        "recorded_by_id": fact.recorded_by_id,
        "area": fact.area,
        "level": fact.level,
        "title": line.title[:LONGEST_TITLE],
        "is_taken_back": fact.is_taken_back,
    }


def refresh(fact: Fact) -> None:
    """Makes the line again after its fact, or a fact that dates it, was put right."""
    line_of(fact).save(
        force_update=True,
        update_fields=[
            *day_columns("when", "until"),
            "order",
            "sort_key",
            "said_by",
            "area",
            "level",
            "title",
            "is_taken_back",
        ],
    )


@transaction.atomic
def annotate(
    entry: ThreadEntry, *, said_by: Participant, text: str, kind: str, by: User, now: datetime
) -> Annotation:
    """Lets the person or a relative put their own words beside a line, never in its place."""
    check_can_annotate(by, entry, now)
    check_speaks_for_oneself(by, entry, said_by)
    if kind not in (AnnotationKind.ADDITION, AnnotationKind.DISPUTE):
        raise Refused(
            _("On ajoute une parole, ou l’on dit que ce n’est pas ce que l’on a dit."), field="kind"
        )
    if not text.strip():
        raise Refused(_("Écrivez ce que vous voulez dire."), field="text")
    annotation = _words(entry, said_by, text, kind, by, now)
    tell_who_coordinates(entry.parcours, NoticeKind.WORDS_ADDED, about=entry.pk, by=by, now=now)
    record("parcours.annotated", by=by, now=now, person_id=entry.parcours.person_id, about=annotation)
    return annotation


def check_speaks_for_oneself(by: User, entry: ThreadEntry, said_by: Participant) -> None:
    """Words beside a line are those of whoever writes them: the person, or a relative of this very record."""
    person = entry.parcours.person
    is_hers = said_by.is_the_person and person.account_id == by.pk
    is_theirs = said_by.relative is not None and said_by.relative.account_id == by.pk
    if said_by.parcours_id != entry.parcours_id or not (is_hers or is_theirs or by.is_system):
        raise NotAllowed(_("Chacun ne parle que pour soi."))


def report_words(
    entry: ThreadEntry, *, said_by: Participant, text: str, order: int, by: User, now: datetime
) -> None:
    """Keeps somebody's words as they were reported when the fact was told."""
    _words(entry, said_by, text, AnnotationKind.REPORTED, by, now, order)


def _words(
    entry: ThreadEntry, said_by: Participant, text: str, kind: str, by: User, now: datetime, order: int = 0
) -> Annotation:
    annotation = Annotation(
        entry=entry, said_by=said_by, text=text, kind=kind, order=order, recorded_by=by, recorded_at=now
    )
    check_texts(annotation)
    annotation.save(force_insert=True)
    return annotation


@transaction.atomic
def correct(
    fact: Fact,
    field: str,
    value: Any,
    *,
    by: User,
    now: datetime,
    reason: str,
    version: int | None = None,
    said_by: Participant | None = None,
    entered_on: PartialDate | None = None,
    corrected_on: PartialDate | None = None,
) -> Correction | None:
    """Puts one field of a fact right; what stood before stays readable, with who and why."""
    check_can_correct(by, fact, now)
    if not reason.strip() and not by.is_system:
        raise Refused(_("Dites en quelques mots pourquoi vous corrigez."), field="reason")
    stored = type(fact).objects.select_for_update().get(pk=fact.pk)
    if version is not None and version != stored.version:
        raise Stale(_("Quelqu’un d’autre a corrigé ce fait pendant que vous écriviez."), field=field)
    old = plain(stored, field)
    if not history.put(stored, field, history.with_unread(stored, field, value, by, now)):
        return None
    for drawn in (stored, *stored.dependents()):
        history.check_whole(drawn)
        refresh(drawn)
    correction = history.keep(
        stored,
        field,
        old,
        parcours_id=fact.parcours_id,
        by=by,
        now=now,
        reason=reason,
        said_by=said_by,
        entered_on=entered_on or PartialDate.of_day(localdate(stored.recorded_at)),
        corrected_on=corrected_on,
    )
    record(
        "parcours.corrected",
        by=by,
        now=now,
        person_id=fact.parcours.person_id,
        about=fact,
        detail={"field": field},
    )
    return correction
