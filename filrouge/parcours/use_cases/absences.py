"""Away for a time: who coordinates says from when to when and who replaces them, and no record is left alone.

The lead stays theirs: it is a place of coordination beside, dated, that reads what they read. It closes by itself.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from filrouge.accounts.models import Membership, User
from filrouge.journal.use_cases import act, record, record_many
from filrouge.lib.dates import PartialDate
from filrouge.lib.errors import Refused, Stale
from filrouge.lib.fields import day_columns
from filrouge.parcours.access import check_can_declare_absence
from filrouge.parcours.choices import CircleRole, ParcoursState
from filrouge.parcours.models import Absence, CircleMember, Opening, Parcours, Participant, Replacement
from filrouge.parcours.use_cases.contact import first_moment
from filrouge.parcours.use_cases.sharing import refresh_openings
from filrouge.territory.models import Organisation


@transaction.atomic
def declare_absence(
    who: User,
    *,
    organisation: Organisation,
    since: date,
    until: date | None,
    replaced_by: User | None,
    by: User,
    now: datetime,
) -> Absence:
    """Says that somebody is away, and gives whoever replaces them a dated place in each of their records."""
    check_can_declare_absence(by, who, organisation, now)
    _check_days(who, since, until, now)
    if replaced_by is not None:
        _check_replacement(who, replaced_by, organisation, now)
    absence = Absence(
        who=who,
        organisation=organisation,
        since=since,
        until=until,
        replaced_by=replaced_by,
        declared_by=by,
        declared_at=now,
    )
    absence.save(force_insert=True)
    _note("parcours.absence_declared", absence, by, now)
    cover(absence, by=by, now=now)
    return absence


def _note(action: str, absence: Absence, by: User, now: datetime) -> None:
    """In the journal of each person whom the absent one coordinates: it is her contact who is away."""
    held = CircleMember.objects.open_to(absence.who, now).filter(role=CircleRole.COORDINATION)
    persons = held.order_by("parcours__person").values_list("parcours__person", flat=True).distinct()
    record(action, by=by, now=now, about=absence)
    record_many(act(action, by=by, now=now, person_id=person, about=absence) for person in persons)


def _check_days(who: User, since: date, until: date | None, now: datetime) -> None:
    if until is not None and until < since:
        raise Refused(_("La fin est avant le début. Vérifiez les deux dates."), field="until")
    if until is not None and until < localdate(now):
        raise Refused(_("Cette absence est déjà passée."), field="until")
    others = Absence.objects.select_for_update().filter(who=who).not_over(since)
    if others.filter(since__lte=until or date.max).exists():
        raise Refused(
            _("Une absence est déjà notée à ce moment-là\u00a0: changez plutôt ses dates."), field="since"
        )


def _check_replacement(who: User, other: User, organisation: Organisation, now: datetime) -> None:
    if other.pk == who.pk:
        raise Refused(_("On ne se remplace pas soi-même."), field="replaced_by")
    works = Membership.objects.current(now).filter(user=other, organisation=organisation)
    if not works.exists() or not other.may("parcours.manage_circle"):
        raise Refused(
            _(
                "%(name)s ne coordonne pas dans la même organisation. Demandez d’abord à la personne, puis "
                "donnez une place depuis le cercle."
            )
            % {"name": other.name},
            field="replaced_by",
        )


def cover(absence: Absence, *, by: User, now: datetime) -> int:
    """Gives the replacement a place in each record of the absent one where they have none yet; how many records."""
    if absence.replaced_by is None:
        return 0
    held = CircleMember.objects.open_to(absence.who, now).filter(role=CircleRole.COORDINATION)
    covered = Replacement.objects.filter(absence=absence).values("parcours")
    several = held.exclude(parcours__in=covered).exclude(parcours__state=ParcoursState.CLOSED)
    places = {place.parcours_id: place for place in several.select_related("parcours").order_by("pk")}
    for place in places.values():
        _replace(absence, place, absence.replaced_by, by, now)
    return len(places)


def _replace(absence: Absence, place: CircleMember, other: User, by: User, now: datetime) -> None:
    parcours = place.parcours
    Parcours.objects.select_for_update(no_key=True).get(pk=parcours.pk)
    own = CircleMember.objects.open_to(other, now).filter(parcours=parcours, role=CircleRole.COORDINATION)
    standing = own.filter(until=None).first()
    member = standing or _place(absence, place, _participant(absence, place, other), now)
    given = Replacement(
        absence=absence, parcours=parcours, absent=place, member=member, is_given=standing is None
    )
    given.save(force_insert=True)
    refresh_openings(parcours, by=by, now=now)
    record("parcours.replacement_given", by=by, now=now, person_id=parcours.person_id, about=given)


def _participant(absence: Absence, place: CircleMember, other: User) -> Participant:
    """The replacement as the record names them, as a colleague of the absent one; named now if nobody did."""
    known = Participant.objects.filter(parcours=place.parcours, user=other).first()
    return known or Participant.objects.create(
        parcours=place.parcours,
        name=other.name,
        kind=place.participant.kind,
        user=other,
        organisation=absence.organisation,
        team=place.participant.team,
    )


def _place(absence: Absence, place: CircleMember, participant: Participant, now: datetime) -> CircleMember:
    """Reads what the absent one reads on the day it is given, no more; what the person closes to them stays closed."""
    opened = Opening.objects.filter(member=place).values_list("area", flat=True).order_by("area")
    member = CircleMember(
        parcours=place.parcours,
        participant=participant,
        role=CircleRole.COORDINATION,
        mission=place.mission,
        basis=place.basis,
        areas=list(opened),
        access_from=max(first_moment(absence.since), now),
    )
    _date(member, absence)
    member.save(force_insert=True)
    return member


def _date(member: CircleMember, absence: Absence) -> None:
    """A given place lasts as long as the absence."""
    member.since = PartialDate.of_day(absence.since)
    member.until = PartialDate.of_day(absence.until) if absence.until else None
    closes = first_moment(absence.until + timedelta(days=1)) if absence.until else None
    opens = member.access_from
    member.access_to = max(closes, opens) if closes and opens else closes


@transaction.atomic
def change_absence(
    absence: Absence, *, until: date | None, by: User, now: datetime, version: int | None = None
) -> None:
    """Says that it lasts longer, or less: every place given follows, and what was noted meanwhile stays."""
    stored = (
        Absence.objects.select_for_update(of=("self",))
        .select_related("who", "organisation")
        .get(pk=absence.pk)
    )
    check_can_declare_absence(by, stored.who, stored.organisation, now)
    if version is not None and stored.version != version:
        raise Stale(_("Quelqu’un d’autre a changé cette absence pendant que vous écriviez."))
    if until is not None and until < stored.since:
        raise Refused(_("La fin est avant le début. Vérifiez les deux dates."), field="until")
    stored.until, stored.version = until, stored.version + 1
    stored.save(update_fields=["until", "version"])
    absence.until, absence.version = stored.until, stored.version
    _note("parcours.absence_changed", stored, by, now)
    given = Replacement.objects.filter(absence=stored, is_given=True)
    for one in given.select_related("member", "parcours__person").order_by("pk"):
        _date(one.member, stored)
        if one.member.access_to and until and until < localdate(now):
            one.member.access_to = max(now, one.member.access_from or now)
        one.member.version += 1
        one.member.save(update_fields=[*day_columns("until"), "access_to", "version"])
        refresh_openings(one.parcours, by=by, now=now)
        person_id = one.parcours.person_id
        record("parcours.replacement_dated", by=by, now=now, person_id=person_id, about=one)
    cover(stored, by=by, now=now)
