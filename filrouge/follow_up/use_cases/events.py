"""Facts of life: anything that happened, back-dated and roughly dated too."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.follow_up.access import check_can_record
from filrouge.follow_up.choices import EventKind
from filrouge.follow_up.models import Event, EventParticipant
from filrouge.journal.use_cases import record
from filrouge.lib.dates import PartialDate
from filrouge.lib.errors import Refused
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.choices import Level
from filrouge.parcours.models import Parcours, Participant, ThreadEntry
from filrouge.parcours.use_cases import thread
from filrouge.parcours.use_cases.circle import Newcomer, name_participant

Words = tuple[Participant, str]


@transaction.atomic
def record_event(
    parcours: Parcours,
    *,
    when: PartialDate,
    fact: str,
    by: User,
    now: datetime,
    kind: str = EventKind.OTHER,
    area: str = LifeArea.COORDINATION,
    level: str = Level.CIRCLE,
    said_by: Participant | None = None,
    participants: Sequence[Participant] = (),
    words: Sequence[Words] = (),
    requested_by: Participant | None = None,
    decided_by: Participant | None = None,
    offered: str = "",
    person_response: str | None = None,
    outcome: Event | None = None,
    amount: Decimal | None = None,
    order: int | None = None,
) -> Event:
    """Adds something that happened to the thread, with who says so and who was there."""
    check_can_record(by, parcours, now)
    if not fact.strip():
        raise Refused(_("Écrivez ce qui s’est passé."), field="fact")
    event = Event(
        parcours=parcours,
        when=when,
        fact=fact.strip(),
        kind=kind,
        area=area,
        level=level,
        said_by=said_by,
        requested_by=requested_by,
        decided_by=decided_by,
        offered=offered,
        person_response=person_response,
        outcome=outcome,
        amount=amount,
    )
    thread.add(event, by=by, now=now, order=order, action="follow_up.event_recorded")
    _keep_presences_and_words(event, participants, words, by, now)
    return event


@transaction.atomic
def note_event(
    parcours: Parcours,
    *,
    newcomer: Newcomer | None,
    said: str,
    participants: Sequence[Participant],
    by: User,
    now: datetime,
    **facts: Any,
) -> Event:
    """Adds something that happened as it is told on the spot: somebody may be named for the first time in it.

    `said`: the person's own words, kept beside the fact.
    """
    there = list(participants)
    if newcomer is not None:
        name, kind = newcomer
        there.append(name_participant(parcours, name=name, kind=kind, by=by, now=now))
    person = Participant.objects.get(parcours=parcours, is_the_person=True)
    words = [(person, said.strip())] if said.strip() else []
    return record_event(parcours, participants=there, words=words, by=by, now=now, **facts)


def _keep_presences_and_words(
    event: Event, participants: Sequence[Participant], words: Sequence[Words], by: User, now: datetime
) -> None:
    EventParticipant.objects.bulk_create(
        EventParticipant(event=event, participant=participant, order=order)
        for order, participant in enumerate(dict.fromkeys(participants))
    )
    if words:
        entry = ThreadEntry.objects.get(pk=event.pk)
        for order, (speaker, text) in enumerate(words):
            thread.report_words(entry, said_by=speaker, text=text, order=order, by=by, now=now)


def log_call_without_answer(
    parcours: Parcours, *, called: Participant | None, by: User, now: datetime
) -> Event:
    """One tap: 'appelé, sans réponse'."""
    whom = called.name if called else parcours.person.usual_name
    return record_event(
        parcours,
        when=PartialDate.of_day(localdate(now)),
        fact=_("Appel à %(name)s, sans réponse.") % {"name": whom},
        kind=EventKind.CALL_WITHOUT_ANSWER,
        participants=[called] if called else [],
        said_by=Participant.objects.filter(parcours=parcours, user=by).first(),
        by=by,
        now=now,
    )


@transaction.atomic
def link_outcome(event: Event, outcome: Event, *, by: User, now: datetime) -> None:
    """Says which fact answered a request."""
    check_can_record(by, event.parcours, now)
    event.outcome, event.version = outcome, event.version + 1
    event.save(update_fields=["outcome", "version"])
    record("follow_up.outcome_linked", by=by, now=now, person_id=event.parcours.person_id, about=event)
