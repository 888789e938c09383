"""The list of persons whose record somebody may see, by name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from filrouge.accounts.models import User
from filrouge.desk.queries.waiting import broken
from filrouge.parcours.models import CircleMember, Lead, Parcours
from filrouge.parcours.queries.records import age_in_words

PAGE = 50


@dataclass(frozen=True)
class Listed:
    """One person in a list: enough to tell her from a namesake, no more."""

    parcours_id: UUID
    name: str
    initials: str
    about: str
    number: str
    leader: str
    state: str
    state_words: str
    is_mine: bool
    is_broken: bool


@dataclass(frozen=True)
class PeoplePage:
    people: list[Listed]
    next_start: UUID | None


def people_page(user: User, *, start: UUID | None, today: date, now: datetime) -> PeoplePage:
    """One page by name. The address names a record, never a person: names do not stand in addresses."""
    visible = Parcours.objects.visible_to(user, now).select_related("person")
    rows = visible.order_by("person__search_text", "pk")
    first = visible.filter(pk=start).first() if start else None
    if first is not None:
        name = first.person.search_text
        rows = rows.filter(Q(person__search_text__gt=name) | Q(person__search_text=name, pk__gte=first.pk))
    found = list(rows[: PAGE + 1])
    return PeoplePage(
        listed(found[:PAGE], user, today=today, now=now), found[PAGE].pk if len(found) > PAGE else None
    )


def listed(several: Iterable[Parcours], user: User, *, today: date, now: datetime) -> list[Listed]:
    """Records as a list shows them: three questions more, however many there are."""
    rows = list(several)
    keys = [parcours.pk for parcours in rows]
    leads = Lead.objects.filter(parcours__in=keys, until=None).select_related("member__participant")
    leader = {lead.parcours_id: lead.member.participant.name for lead in leads}
    mine = set(
        CircleMember.objects.open_to(user, now)
        .filter(parcours__in=keys)
        .values_list("parcours_id", flat=True)
    )
    torn = broken(user, keys, now)
    return [
        _listed(one, leader.get(one.pk, ""), is_mine=one.pk in mine, is_broken=one.pk in torn, today=today)
        for one in rows
    ]


def _listed(parcours: Parcours, leader: str, *, is_mine: bool, is_broken: bool, today: date) -> Listed:
    person = parcours.person
    known = (age_in_words(person, today), person.given_names, person.residence)
    return Listed(
        parcours_id=parcours.pk,
        name=person.usual_name,
        initials="".join(word[0] for word in person.usual_name.split()[-2:]).upper(),
        about=" · ".join(part for part in known if part),
        number=person.local_number,
        leader=leader,
        state=parcours.state,
        state_words=parcours.get_state_display(),
        is_mine=is_mine,
        is_broken=is_broken,
    )
