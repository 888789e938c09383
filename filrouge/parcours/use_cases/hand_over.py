"""Passing the lead on: prepared, proposed with what is outstanding, answered line by line, accepted.

Accepting writes dated periods: who leads and who reads follow from the calendar, and no job switches anything.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from filrouge.accounts.choices import NoticeKind
from filrouge.accounts.models import User
from filrouge.journal.use_cases import record
from filrouge.lib.dates import PartialDate
from filrouge.lib.errors import Refused, Stale
from filrouge.lib.fields import day_columns
from filrouge.parcours.access import check_can_answer, check_can_coordinate
from filrouge.parcours.choices import CircleRole, HandOverAnswer, HandOverState, ParcoursState
from filrouge.parcours.models import CircleMember, HandOver, HandOverLine, Lead, Parcours, Participant
from filrouge.parcours.notices import tell_giver, tell_receiver
from filrouge.parcours.queries.hand_over import UNDER_WAY, Outstanding, brought_by, readable_lines
from filrouge.parcours.rules.hand_over import is_answered, may_become
from filrouge.parcours.use_cases.circle import check_leads_alone, check_period
from filrouge.parcours.use_cases.contact import first_moment, note_taken_up
from filrouge.parcours.use_cases.history import check_texts
from filrouge.parcours.use_cases.sharing import refresh_openings


@transaction.atomic
def prepare_hand_over(
    lead: Lead,
    *,
    to_member: CircleMember,
    switches_on: date,
    overlap_before: int,
    overlap_after: int | None,
    reason: str,
    by: User,
    now: datetime,
) -> HandOver:
    """Prepares to pass the lead on: to whom, on which day, and how long both read. Nothing changes yet."""
    parcours = lead.parcours
    check_can_coordinate(by, parcours, now)
    Parcours.objects.select_for_update(no_key=True).get(pk=parcours.pk)
    if HandOver.objects.filter(parcours=parcours, state__in=UNDER_WAY).exists():
        raise Refused(_("Un relais est déjà en cours\u00a0: terminez-le ou retirez-le d’abord."))
    _check_day(switches_on, now)
    _check_runs(lead, now)
    _check_receiver(lead, to_member, now)
    prepared = HandOver(
        parcours=parcours,
        lead=lead,
        from_member=lead.member,
        to_member=to_member,
        switches_on=switches_on,
        overlap_before=overlap_before,
        overlap_after=overlap_after,
        reason=reason.strip(),
        prepared_by=by,
        prepared_at=now,
    )
    check_texts(prepared)
    prepared.save(force_insert=True)
    record("parcours.hand_over_prepared", by=by, now=now, person_id=parcours.person_id, about=prepared)
    return prepared


def _check_day(switches_on: date, now: datetime) -> None:
    if switches_on < localdate(now):
        raise Refused(
            _("Ce jour est passé\u00a0: le relais se fait aujourd’hui ou plus tard."), field="switches_on"
        )


def _check_runs(lead: Lead, now: datetime) -> Lead:
    """The period of lead that the hand-over ends; somebody may have ended it meanwhile."""
    stored = Lead.objects.select_for_update().get(pk=lead.pk)
    if Parcours.objects.filter(pk=lead.parcours_id, state=ParcoursState.CLOSED).exists():
        raise Refused(_("L’accompagnement est terminé\u00a0: rouvrez-le avant de passer le relais."))
    if stored.until is not None:
        raise Refused(_("Ce pilotage est déjà terminé\u00a0: il n’y a plus rien à passer."))
    if stored.since and stored.since.earliest and stored.since.earliest > localdate(now):
        raise Refused(_("Ce pilotage n’a pas encore commencé."))
    return stored


def _check_receiver(lead: Lead, to_member: CircleMember, now: datetime) -> None:
    """Whoever takes the lead up coordinates, and can read and answer here."""
    account = to_member.participant.user
    if to_member.pk == lead.member_id or to_member.role != CircleRole.COORDINATION or to_member.until:
        raise Refused(_("Le relais passe à quelqu’un d’autre qui coordonne."), field="to_member")
    is_open = account and CircleMember.objects.open_to(account, now).filter(pk=to_member.pk).exists()
    if account is None or not is_open or not account.may("parcours.manage_circle"):
        sentence = _(
            "%(name)s n’a pas d’accès ouvert pour répondre ici. Changez plutôt le pilotage, depuis le cercle."
        )
        raise Refused(sentence % {"name": to_member.participant.name}, field="to_member")


@transaction.atomic
def propose_hand_over(
    hand_over: HandOver, *, outstanding: Sequence[Outstanding], by: User, now: datetime
) -> HandOver:
    """Proposes it, with what is outstanding frozen as it stands; what the person closed to the receiver stays out."""
    check_can_coordinate(by, hand_over.parcours, now)
    stored = _moved(hand_over, HandOverState.PROPOSED)
    _check_day(stored.switches_on, now)
    _check_runs(stored.lead, now)
    _check_receiver(stored.lead, stored.to_member, now)
    brought = brought_by(stored, localdate(now))
    told = [one for one in outstanding if set(one.areas) <= brought]
    HandOverLine.objects.bulk_create(_frozen(stored, one, order) for order, one in enumerate(told))
    stored.proposed_at = now
    _save(stored, "proposed_at")
    tell_receiver(stored, NoticeKind.HAND_OVER_PROPOSED, by=by, now=now)
    person_id = hand_over.parcours.person_id
    record("parcours.hand_over_proposed", by=by, now=now, person_id=person_id, about=stored)
    return stored


def _frozen(hand_over: HandOver, one: Outstanding, order: int) -> HandOverLine:
    return HandOverLine(
        hand_over=hand_over,
        kind=one.kind,
        object_id=one.object_id,
        areas=list(one.areas),
        title=one.title[:2000],
        since=one.since,
        order=order,
    )


@transaction.atomic
def answer_line(
    line: HandOverLine,
    *,
    answer: str,
    remark: str,
    kept_by: Participant | None,
    version: int,
    by: User,
    now: datetime,
) -> None:
    """The receiver takes one thing up, as it is or with a remark, or does not: then why, and who keeps it."""
    hand_over = line.hand_over
    check_can_answer(by, hand_over, now)
    held = HandOver.objects.select_for_update().get(pk=hand_over.pk)
    if held.state != HandOverState.PROPOSED:
        raise Refused(_("Ce relais n’attend pas de réponse."))
    stored = HandOverLine.objects.select_for_update().get(pk=line.pk)
    if version != stored.version:
        raise Stale(_("Cette ligne a reçu une autre réponse pendant que vous écriviez."), field="answer")
    if answer != HandOverAnswer.TAKEN and not remark.strip():
        raise Refused(_("Écrivez votre remarque, ou pourquoi vous ne reprenez pas."), field="remark")
    if (answer == HandOverAnswer.NOT_TAKEN) != (kept_by is not None):
        raise Refused(
            _("Dites qui s’en charge quand vous ne reprenez pas, et seulement alors."), field="kept_by"
        )
    stored.answer, stored.remark, stored.kept_by = answer, remark.strip(), kept_by
    stored.answered_at, stored.version = now, stored.version + 1
    check_texts(stored)
    stored.save(update_fields=["answer", "remark", "kept_by", "answered_at", "version"])
    person_id = hand_over.parcours.person_id
    record("parcours.hand_over_answered", by=by, now=now, person_id=person_id, about=line)


@transaction.atomic
def accept_hand_over(hand_over: HandOver, *, by: User, now: datetime) -> HandOver:
    """Accepts the hand-over: the periods of both leads are written, with the days on which each one reads."""
    check_can_answer(by, hand_over, now)
    stored = _moved(hand_over, HandOverState.ACCEPTED)
    if not is_answered(line.answer for line in readable_lines(hand_over, by, now)):
        raise Refused(_("Répondez d’abord à chaque ligne\u00a0: vous reprenez, ou vous dites pourquoi non."))
    _check_day(stored.switches_on, now)
    taken = _switch(stored, _check_runs(stored.lead, now))
    if stored.reads_to:
        _close(stored.from_member, stored.reads_to, stored.reason)
    stored.ended_at, stored.ended_by = now, by
    _save(stored, "ended_at", "ended_by")
    refresh_openings(hand_over.parcours, by=by, now=now)
    tell_giver(stored, NoticeKind.HAND_OVER_ANSWERED, by=by, now=now)
    note_taken_up(taken, by=by, now=now)
    person_id = hand_over.parcours.person_id
    record("parcours.hand_over_accepted", by=by, now=now, person_id=person_id, about=stored)
    return stored


def _switch(stored: HandOver, lead: Lead) -> Lead:
    """One period of lead ends on the day on which the next begins: nobody leads twice, no day is without."""
    day = PartialDate.of_day(stored.switches_on)
    check_period(lead.since, day, field="switches_on")
    lead.until, lead.end_reason, lead.reads_to = day, stored.reason, stored.reads_to
    lead.version += 1
    lead.save(update_fields=[*day_columns("until"), "end_reason", "reads_to", "version"])
    taken = Lead(
        parcours_id=stored.parcours_id, member=stored.to_member, since=day, reads_from=stored.reads_from
    )
    check_leads_alone(taken, field="switches_on")
    taken.save(force_insert=True)
    return taken


def _close(member: CircleMember, day: date, reason: str) -> None:
    """The place of whoever gives ends on a day to come: their reading closes with that day, by itself."""
    member.until, member.end_reason = PartialDate.of_day(day), reason
    member.access_to = first_moment(day) if member.access_from else None
    member.version += 1
    member.save(update_fields=[*day_columns("until"), "end_reason", "access_to", "version"])


@transaction.atomic
def refuse_hand_over(hand_over: HandOver, *, reason: str, by: User, now: datetime) -> None:
    """The receiver does not take the lead up, and says why; nothing changed, nothing changes."""
    check_can_answer(by, hand_over, now)
    stored = _given_up(hand_over, HandOverState.REFUSED, reason, by, now)
    tell_giver(stored, NoticeKind.HAND_OVER_ANSWERED, by=by, now=now)
    person_id = hand_over.parcours.person_id
    record("parcours.hand_over_refused", by=by, now=now, person_id=person_id, about=hand_over)


@transaction.atomic
def withdraw_hand_over(hand_over: HandOver, *, reason: str, by: User, now: datetime) -> None:
    """Takes a hand-over back before it is accepted, with why; its lines stay readable."""
    check_can_coordinate(by, hand_over.parcours, now)
    stored = _given_up(hand_over, HandOverState.WITHDRAWN, reason, by, now)
    if stored.proposed_at:
        tell_receiver(stored, NoticeKind.HAND_OVER_WITHDRAWN, by=by, now=now)
    tell_giver(stored, NoticeKind.HAND_OVER_WITHDRAWN, by=by, now=now)
    person_id = hand_over.parcours.person_id
    record("parcours.hand_over_withdrawn", by=by, now=now, person_id=person_id, about=hand_over)


def _given_up(hand_over: HandOver, wanted: HandOverState, reason: str, by: User, now: datetime) -> HandOver:
    if not reason.strip():
        raise Refused(_("Dites en quelques mots pourquoi."), field="reason")
    stored = _moved(hand_over, wanted)
    stored.end_reason, stored.ended_at, stored.ended_by = reason.strip(), now, by
    check_texts(stored)
    _save(stored, "end_reason", "ended_at", "ended_by")
    return stored


def _moved(hand_over: HandOver, wanted: HandOverState) -> HandOver:
    """The hand-over in its new state, held: whoever accepts and whoever withdraws at once wait for each other."""
    Parcours.objects.select_for_update(no_key=True).get(pk=hand_over.parcours_id)
    stored = HandOver.objects.select_for_update().get(pk=hand_over.pk)
    if not may_become(stored.state, wanted):
        raise Refused(_("Ce relais est déjà %(state)s.") % {"state": stored.get_state_display()})
    stored.state = wanted
    return stored


def _save(stored: HandOver, *fields: str) -> None:
    stored.version += 1
    stored.save(update_fields=["state", "version", *fields])
