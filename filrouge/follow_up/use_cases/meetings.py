"""Meetings: called, moved, given up, who is there, held."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.follow_up.access import check_can_call_staff, check_can_meet
from filrouge.follow_up.choices import AppointmentKind, Came, EventKind, MeetingKind, PresenceState
from filrouge.follow_up.models import (
    Appointment,
    Event,
    Meeting,
    MeetingSituation,
    Presence,
)
from filrouge.follow_up.notices import tell_that_it_was_held, tell_that_one_is_called
from filrouge.follow_up.queries.staff import colleagues_of, situations_of
from filrouge.follow_up.use_cases.events import record_event
from filrouge.journal.use_cases import act, record, record_many
from filrouge.lib.dates import PartialDate
from filrouge.lib.errors import Refused, Stale
from filrouge.parcours.models import Parcours, Participant
from filrouge.parcours.use_cases.circle import Newcomer, name_participant
from filrouge.parcours.use_cases.history import check_texts
from filrouge.territory.models import Organisation


class Setting(NamedTuple):
    """What one says of a meeting when it is called: why, from when to when, where."""

    subject: str
    starts_at: datetime
    ends_at: datetime
    place: str = ""


class HerPart(NamedTuple):
    """How the person took part: there alone, with somebody, or away; why, and how her word was gathered."""

    came: str
    came_with: Participant | None = None
    why_away: str = ""
    how_heard: str = ""


@transaction.atomic
def call_meeting(
    parcours: Parcours,
    *,
    kind: str,
    setting: Setting,
    invited: Sequence[Participant],
    by: User,
    now: datetime,
    newcomer: Newcomer | None = None,
) -> Meeting:
    """Calls people around one person's situation: herself, her representative, those whom it concerns."""
    check_can_meet(by, parcours, now)
    if kind == MeetingKind.STAFF:
        raise Refused(_("Une réunion d’équipe se prépare depuis la liste de l’équipe."), field="kind")
    asked = list(dict.fromkeys(invited))
    if any(who.parcours_id != parcours.pk for who in asked):
        raise Refused(_("L’une de ces personnes n’est pas nommée dans ce dossier."), field="invited")
    if newcomer is not None:
        name, sort = newcomer
        asked.append(name_participant(parcours, name=name, kind=sort, by=by, now=now))
    meeting = _set(setting, kind=kind, parcours=parcours, organisation=None, by=by, now=now)
    meeting.appointment.participants.set(asked)
    MeetingSituation(meeting=meeting, parcours=parcours).save(force_insert=True)
    Presence.objects.bulk_create(Presence(meeting=meeting, participant=who) for who in asked)
    record("follow_up.meeting_called", by=by, now=now, person_id=parcours.person_id, about=meeting)
    tell_that_one_is_called(parcours, meeting, asked, by=by, now=now)
    return meeting


@transaction.atomic
def call_staff(
    organisation: Organisation,
    *,
    setting: Setting,
    situations: Sequence[Parcours],
    colleagues: Sequence[User],
    by: User,
    now: datetime,
) -> Meeting:
    """Calls a team around several of its situations; each person reads that she is spoken of."""
    check_can_call_staff(by, organisation, now)
    if not situations:
        raise Refused(_("Choisissez au moins une situation dont parler."), field="situations")
    wanted = {parcours.pk for parcours in situations}
    known = situations_of(organisation, by, now).filter(pk__in=wanted).select_related("person")
    chosen = {parcours.pk: parcours for parcours in known}
    if wanted - chosen.keys():
        raise Refused(_("L’une de ces situations n’est pas de cette équipe."), field="situations")
    meeting = _set(setting, kind=MeetingKind.STAFF, parcours=None, organisation=organisation, by=by, now=now)
    MeetingSituation.objects.bulk_create(
        MeetingSituation(meeting=meeting, parcours=chosen[each.pk], order=order)
        for order, each in enumerate(dict.fromkeys(situations))
    )
    there = colleagues_of(organisation, now).filter(pk__in=[who.pk for who in colleagues])
    Presence.objects.bulk_create(Presence(meeting=meeting, user=who) for who in there)
    _tell_each(meeting, chosen.values(), "follow_up.meeting_called", by=by, now=now)
    for parcours in chosen.values():
        tell_that_one_is_called(parcours, meeting, [], by=by, now=now)
    return meeting


def _set(
    setting: Setting,
    *,
    kind: str,
    parcours: Parcours | None,
    organisation: Organisation | None,
    by: User,
    now: datetime,
) -> Meeting:
    """The appointment that the calendar shows, and the meeting that it is."""
    _check_setting(setting)
    appointment = Appointment(
        parcours=parcours, kind=AppointmentKind.MEETING, organiser=by, changed_at=now, **_columns(setting)
    )
    check_texts(appointment)
    appointment.save(force_insert=True)
    meeting = Meeting(appointment=appointment, kind=kind, organisation=organisation)
    meeting.save(force_insert=True)
    return meeting


def _check_setting(setting: Setting) -> None:
    if not setting.subject.strip():
        raise Refused(_("Dites en quelques mots pourquoi on se réunit."), field="subject")
    if setting.ends_at <= setting.starts_at:
        raise Refused(_("La réunion finit avant de commencer. Vérifiez sa durée."), field="minutes")


def _columns(setting: Setting) -> dict[str, object]:
    return {
        "subject": setting.subject.strip(), "starts_at": setting.starts_at, "ends_at": setting.ends_at,
        "place": setting.place.strip(),
    }  # fmt: skip


def _tell_each(
    meeting: Meeting, several: Iterable[Parcours], action: str, *, by: User, now: datetime
) -> None:
    """The journal of each person says it: what a team does about several is about each of them."""
    record_many(act(action, by=by, now=now, person_id=each.person_id, about=meeting) for each in several)


def check_may_arrange(meeting: Meeting, by: User, now: datetime) -> None:
    """Whoever may call such a meeting may move it and say who came."""
    if meeting.organisation is not None:
        check_can_call_staff(by, meeting.organisation, now)
        return
    check_can_meet(by, meeting.situations.select_related("parcours__person").get().parcours, now)


@transaction.atomic
def move_meeting(meeting: Meeting, *, setting: Setting, version: int, by: User, now: datetime) -> None:
    """Another day, hour or place: a calendar that already holds it knows that it moved."""
    check_may_arrange(meeting, by, now)
    _check_setting(setting)
    appointment = _stored(meeting, version)
    for name, value in _columns(setting).items():
        setattr(appointment, name, value)
    check_texts(appointment)
    _rewrite(appointment, now, *_columns(setting))
    _journal(meeting, "follow_up.meeting_moved", by, now)


@transaction.atomic
def give_up_meeting(meeting: Meeting, *, version: int, by: User, now: datetime) -> None:
    """It does not take place; what was prepared for it stays readable."""
    check_may_arrange(meeting, by, now)
    appointment = _stored(meeting, version)
    appointment.cancelled_at = now
    _rewrite(appointment, now, "cancelled_at")
    _journal(meeting, "follow_up.meeting_given_up", by, now)


def _stored(meeting: Meeting, version: int) -> Appointment:
    stored = Appointment.objects.select_for_update().get(pk=meeting.appointment_id)
    if stored.version != version:
        raise Stale(_("Quelqu’un d’autre a changé cette réunion pendant que vous écriviez."))
    if stored.cancelled_at is not None:
        raise Refused(_("Cette réunion n’a plus lieu."))
    if meeting.situations.exclude(event=None).exists():
        raise Refused(_("Cette réunion a eu lieu\u00a0: sa date ne change plus."))
    return stored


def _rewrite(appointment: Appointment, now: datetime, *names: str) -> None:
    appointment.changed_at = now
    appointment.sequence += 1
    appointment.version += 1
    appointment.save(update_fields=[*names, "changed_at", "sequence", "version"])


def _journal(meeting: Meeting, action: str, by: User, now: datetime) -> None:
    several = [each.parcours for each in meeting.situations.select_related("parcours")]
    _tell_each(meeting, several, action, by=by, now=now)


@transaction.atomic
def note_colleagues(meeting: Meeting, *, states: Mapping[User, str], by: User, now: datetime) -> None:
    """Who of the team is there."""
    check_may_arrange(meeting, by, now)
    if meeting.organisation is None:
        raise Refused(_("Ce n’est pas une réunion d’équipe."))
    team = set(colleagues_of(meeting.organisation, now).values_list("pk", flat=True))
    if any(who.pk not in team for who in states):
        raise Refused(_("L’une de ces personnes ne travaille pas dans cette équipe."))
    _keep(meeting, "user", states)
    _journal(meeting, "follow_up.presences_noted", by, now)


@transaction.atomic
def note_presences(
    situation: MeetingSituation,
    *,
    part: HerPart,
    states: Mapping[Participant, str],
    version: int,
    by: User,
    now: datetime,
) -> None:
    """Who is there, the person first: alone, with somebody, or how her word was gathered without her."""
    check_can_meet(by, situation.parcours, now)
    _check_part(situation, part, states)
    stored = MeetingSituation.objects.select_for_update().get(pk=situation.pk)
    if stored.version != version:
        raise Stale(_("Quelqu’un d’autre a noté les présences pendant que vous écriviez."))
    stored.came, stored.came_with = part.came, part.came_with
    stored.why_away, stored.how_heard = part.why_away.strip(), part.how_heard.strip()
    stored.version += 1
    check_texts(stored)
    stored.save(update_fields=["came", "came_with", "why_away", "how_heard", "version"])
    _keep(situation.meeting, "participant", states)
    person_id = situation.parcours.person_id
    record("follow_up.presences_noted", by=by, now=now, person_id=person_id, about=situation)


def _check_part(situation: MeetingSituation, part: HerPart, states: Mapping[Participant, str]) -> None:
    named = [*states, *([part.came_with] if part.came_with else [])]
    if any(who.parcours_id != situation.parcours_id for who in named):
        raise Refused(_("L’une de ces personnes n’est pas nommée dans ce dossier."))
    if part.came == Came.AWAY and not (part.why_away.strip() and part.how_heard.strip()):
        raise Refused(
            _("Dites pourquoi elle n’est pas là, et comment sa parole a été recueillie."), field="why_away"
        )
    if part.came == Came.ACCOMPANIED and part.came_with is None:
        raise Refused(_("Dites qui est à ses côtés."), field="came_with")


def _keep(meeting: Meeting, link: str, states: Mapping[Participant, str] | Mapping[User, str]) -> None:
    """Where each one stands; who is not spoken of any more is not asked any more."""
    known = {getattr(each, f"{link}_id"): each for each in meeting.presences.all()}
    for who, state in states.items():
        there = known.pop(who.pk, None)
        if there is None and state:
            check_texts(new := Presence(meeting=meeting, state=state, **{link: who}))
            new.save(force_insert=True)
        elif there is not None and not state:
            there.delete()
        elif there is not None and there.state != state:
            there.state = state
            check_texts(there)
            there.save(update_fields=["state"])


@transaction.atomic
def hold_meeting(situation: MeetingSituation, *, summary: str, said: str, by: User, now: datetime) -> Event:
    """It was held: the thread tells who was there and what came out; the person's words stand beside."""
    parcours = situation.parcours
    check_can_meet(by, parcours, now)
    stored = MeetingSituation.objects.select_for_update().get(pk=situation.pk)
    appointment = situation.meeting.appointment
    _check_may_end(stored, appointment, now)
    person = Participant.objects.get(parcours=parcours, is_the_person=True)
    event = record_event(
        parcours,
        when=PartialDate.of_day(localdate(appointment.starts_at)),
        fact=_told(situation, summary),
        kind=EventKind.MEETING,
        said_by=Participant.objects.filter(parcours=parcours, user=by).first(),
        participants=_there(stored, parcours, person),
        words=[(person, said.strip())] if said.strip() else [],
        by=by,
        now=now,
    )
    stored.event = event
    stored.save(update_fields=["event"])
    record("follow_up.meeting_held", by=by, now=now, person_id=parcours.person_id, about=stored)
    tell_that_it_was_held(parcours, stored, by=by, now=now)
    return event


def _told(situation: MeetingSituation, summary: str) -> str:
    """What the thread says: which meeting, why, and what comes out of it."""
    meeting = situation.meeting
    head = _("%(meeting)s\u00a0: %(subject)s") % {
        "meeting": capfirst(meeting.get_kind_display()), "subject": meeting.appointment.subject,
    }  # fmt: skip
    return "\n".join([head, summary.strip()] if summary.strip() else [head])


def _check_may_end(situation: MeetingSituation, appointment: Appointment, now: datetime) -> None:
    if situation.is_held:
        raise Refused(_("Le compte rendu de cette réunion est déjà dans le fil."))
    if appointment.cancelled_at is not None:
        raise Refused(_("Cette réunion n’a plus lieu."))
    if localdate(appointment.starts_at) > localdate(now):
        raise Refused(_("Cette réunion n’a pas encore eu lieu."))
    if not situation.came:
        raise Refused(
            _(
                "Dites d’abord qui est là\u00a0: la personne en premier, ou comment sa parole a été recueillie."
            )
        )


def _there(situation: MeetingSituation, parcours: Parcours, person: Participant) -> list[Participant]:
    """Those of the record who were there, the person first."""
    present = Presence.objects.filter(meeting=situation.meeting_id, state=PresenceState.PRESENT)
    named = Participant.objects.filter(parcours=parcours)
    there = [
        *named.filter(pk__in=present.values("participant")),
        *named.filter(user__in=present.values("user")),
    ]
    with_her = [situation.came_with] if situation.came_with else []
    first = [person, *with_her] if situation.came != Came.AWAY else []
    others = [who for who in there if not who.is_the_person]
    return list(dict.fromkeys([*first, *others]))
