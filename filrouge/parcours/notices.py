"""Who is told of what happens in a circle. The words, and who it is about, are looked up when they are read."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from filrouge.accounts.choices import NoticeKind
from filrouge.accounts.models import Notice, User
from filrouge.accounts.use_cases.notices import tell
from filrouge.parcours.choices import CircleRole, WishKind
from filrouge.parcours.models import AccessRequest, CircleMember, HandOver, Lead, Parcours, Wish
from filrouge.parcours.queries.ends import may_be_written_to
from filrouge.parcours.queries.wishes import team_leads_of
from filrouge.people.models import LegalProtection, Relative

# Longer than the night between two rounds of the worker.
NEW = timedelta(days=2)


def the_person_and_her_representatives(parcours: Parcours, now: datetime) -> QuerySet[User]:
    """The accounts that are told what is done in her name: hers, and those that a measure gives a say."""
    today = localdate(now)
    representing = Relative.objects.filter(person=parcours.person_id, is_legal_representative=True)
    measures = LegalProtection.objects.filter(person=parcours.person_id)
    ended = Q(until__isnull=False, until_latest__lt=today)
    if measures.exists() and not measures.exclude(ended).exists():
        representing = representing.none()
    return User.objects.filter(Q(person__pk=parcours.person_id) | Q(pk__in=representing.values("account")))


def tell_of_openings(
    parcours: Parcours, members: Iterable[CircleMember], widened: set[UUID], *, by: User | None, now: datetime
) -> None:
    """Tells the person of each place that opens, or opens more than a moment ago; and whoever holds it, once.

    A place without any area opens the header and the circle: it is told by its date, and never twice.
    """
    new = [member for member in members if member.pk in widened or is_new(member, now)]
    if not new:
        return
    told = Notice.objects.filter(object_id__in=[member.pk for member in new])
    already = set(told.values_list("kind", "object_id"))
    hers = list(the_person_and_her_representatives(parcours, now))
    holders = [member.participant.user for member in new if member.participant.user]
    reached = set(may_be_written_to([*hers, *holders], parcours, now))
    hers = [account for account in hers if account in reached]
    for member in new:
        about: dict[str, Any] = {"parcours_id": parcours.pk, "object_id": member.pk, "by": by, "now": now}
        if member.pk in widened or (NoticeKind.ACCESS_GRANTED, member.pk) not in already:
            tell(hers, NoticeKind.ACCESS_GRANTED, **about)
        if member.participant.user in reached and (NoticeKind.PLACE_GIVEN, member.pk) not in already:
            tell([member.participant.user], NoticeKind.PLACE_GIVEN, **about)


def is_new(member: CircleMember, now: datetime) -> bool:
    return member.access_from is not None and now - member.access_from < NEW


def tell_who_coordinates(
    parcours: Parcours, kind: NoticeKind, *, about: UUID, by: User, now: datetime
) -> None:
    """Tells those who coordinate this record today."""
    _tell(parcours, _coordinating(parcours, now), kind, about=about, by=by, now=now)


def tell_receiver(hand_over: HandOver, kind: NoticeKind, *, by: User, now: datetime) -> None:
    """Tells whoever is to take the lead up."""
    places = CircleMember.objects.filter(pk=hand_over.to_member_id)
    _tell(hand_over.parcours, _holding(places), kind, about=hand_over.pk, by=by, now=now)


def tell_giver(hand_over: HandOver, kind: NoticeKind, *, by: User, now: datetime) -> None:
    """Tells whoever leads until then, and whoever prepared the hand-over for them."""
    accounts = _holding(CircleMember.objects.filter(pk=hand_over.from_member_id))
    accounts |= User.objects.filter(pk=hand_over.prepared_by_id)
    _tell(hand_over.parcours, accounts, kind, about=hand_over.pk, by=by, now=now)


def tell_of_new_contact(lead: Lead, *, by: User | None, now: datetime) -> None:
    """Tells the person and her representatives that another one is her contact; not of her first contact."""
    if not Lead.objects.filter(parcours=lead.parcours_id).exclude(pk=lead.pk).exists():
        return
    hers = the_person_and_her_representatives(lead.parcours, now)
    _tell(lead.parcours, hers, NoticeKind.CONTACT_CHANGED, about=lead.member_id, by=by, now=now)


def is_told_of_contact() -> Exists:
    """Of a period of lead: somebody was told that it began, that day or later."""
    told = Notice.objects.filter(kind=NoticeKind.CONTACT_CHANGED, object_id=OuterRef("member_id"))
    return Exists(told.filter(created_at__date__gte=OuterRef("since_earliest")))


def tell_of_wish(wish: Wish, *, by: User, now: datetime) -> None:
    """Tells whoever may answer what the person or a relative asks for."""
    accounts = _coordinating(wish.parcours, now)
    if wish.kind == WishKind.CONTACT:
        accounts |= team_leads_of(wish.parcours, now)
    _tell(wish.parcours, accounts, NoticeKind.WISH_ASKED, about=wish.pk, by=by, now=now)


def tell_who_wished(parcours: Parcours, wishes: Iterable[Wish], *, by: User, now: datetime) -> None:
    """Tells each of those who asked for something that it is answered."""
    several = list(wishes)
    reached = may_be_written_to([wish.asked_by for wish in several], parcours, now)
    for wish in several:
        to = [wish.asked_by] if wish.asked_by in reached else []
        tell(to, NoticeKind.WISH_ANSWERED, parcours_id=parcours.pk, object_id=wish.pk, by=by, now=now)


def _coordinating(parcours: Parcours, now: datetime) -> QuerySet[User]:
    places = CircleMember.objects.filter(parcours=parcours, role=CircleRole.COORDINATION)
    return _holding(places.with_open_access(now))


def _holding(places: QuerySet[CircleMember]) -> QuerySet[User]:
    return User.objects.filter(pk__in=places.values("participant__user"))


def _tell(
    parcours: Parcours,
    accounts: Iterable[User],
    kind: NoticeKind,
    *,
    about: UUID,
    by: User | None,
    now: datetime,
) -> None:
    reached = may_be_written_to(accounts, parcours, now)
    tell(reached, kind, parcours_id=parcours.pk, object_id=about, by=by, now=now)


def tell_who_asked(asked: AccessRequest, *, by: User, now: datetime) -> None:
    tell([asked.asked_by], NoticeKind.ACCESS_ANSWERED, object_id=asked.pk, by=by, now=now)
