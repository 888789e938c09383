"""Whom each request that waits may suit: the facts beside each coordinator, in words; a human decides."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from filrouge.accounts.models import Membership, User, WorkProfile
from filrouge.desk.queries.load import leads_of_team, load_of, open_on, team_of
from filrouge.desk.rules.suggesting import Fit, Load, Tie, in_order, known_in, spoken_by
from filrouge.lib.geo import Point, box_around, distance_km, in_box
from filrouge.lib.text import normalise, words
from filrouge.parcours.choices import CircleRole
from filrouge.parcours.models import CircleMember, Request
from filrouge.territory.models import Commune
from filrouge.territory.queries import communes_written
from filrouge.territory.rules import towns_written, whole_words

SITUATIONS_NEAR_KM = 10


@dataclass(frozen=True)
class Suggestion:
    """One coordinator for one request, and why, in sentences."""

    user: User
    reasons: list[str]


@dataclass(frozen=True)
class Known:
    """What is known for all the requests of a page, asked once."""

    team: list[User]
    works_at: Mapping[UUID, set[UUID]]
    loads: Mapping[UUID, Load]
    places: Mapping[UUID, Commune]
    ties: Mapping[tuple[UUID, UUID], Tie]
    near: Mapping[tuple[UUID, UUID], int]


def suggestions(user: User, asked: Sequence[Request], now: datetime) -> dict[UUID, list[Suggestion]]:
    """For each request, up to three coordinators of where it came: a constant number of questions for all."""
    if not asked:
        return {}
    team = list(team_of(user, now).select_related("work_profile__commune"))
    places = _places(asked)
    known = Known(
        team=team, works_at=_works_at(team, now), loads=load_of(user, team, now), places=places,
        ties=_ties(user, asked, now), near=_situations_near(user, places, now),
    )  # fmt: skip
    return {one.pk: _suggested(one, known) for one in asked}


def _suggested(asked: Request, known: Known) -> list[Suggestion]:
    there = [each for each in known.team if asked.organisation_id in known.works_at.get(each.pk, ())]
    fits = {each.pk: _fit(asked, each, known) for each in there}
    chosen = in_order((str(key), fit) for key, fit in fits.items())
    by_key = {str(each.pk): each for each in there}
    return [_told(by_key[key], fits[by_key[key].pk], known.places.get(asked.pk)) for key in chosen]


def _fit(asked: Request, user: User, known: Known) -> Fit:
    profile, place = _profile(user), known.places.get(asked.pk)
    fit = Fit(
        load=known.loads[user.pk],
        tie=known.ties.get((asked.pk, user.pk), Tie.NONE),
        situations_near=known.near.get((asked.pk, user.pk), 0),
    )
    if profile is None:
        return fit
    return replace(
        fit,
        languages=spoken_by(profile.languages, asked.person_languages),
        publics=known_in(profile.publics, asked.reason),
        km=_km(profile.commune, place),
    )


def _told(user: User, fit: Fit, place: Commune | None) -> Suggestion:
    profile = _profile(user)
    reasons = [_load_words(fit.load), *_tie_words(fit.tie)]
    if fit.languages:
        reasons.append(_("Parle %(languages)s.") % {"languages": ", ".join(fit.languages)})
    if fit.publics:
        reasons.append(_("Connaît\u00a0: %(publics)s.") % {"publics": ", ".join(fit.publics)})
    return Suggestion(user, [*reasons, *_near_words(profile, fit, place)])


def _load_words(load: Load) -> str:
    said = {"n": load.led, "capacity": load.capacity}
    if not load.led:
        return _("A de la place\u00a0: aucune situation sur environ %(capacity)d.") % said
    if not load.has_room:
        return (
            ngettext(
                "N’a plus de place\u00a0: %(n)d situation sur environ %(capacity)d.",
                "N’a plus de place\u00a0: %(n)d situations sur environ %(capacity)d.", load.led,
            )
            % said
        )  # fmt: skip
    return (
        ngettext(
            "A de la place\u00a0: %(n)d situation sur environ %(capacity)d.",
            "A de la place\u00a0: %(n)d situations sur environ %(capacity)d.", load.led,
        )
        % said
    )  # fmt: skip


def _tie_words(tie: Tie) -> list[str]:
    said = {
        Tie.FOLLOWS: _("Coordonne déjà pour une personne de ce nom\u00a0: vérifiez si c’est elle."),
        Tie.ANSWERED: _("A répondu à une demande passée pour ce nom."),
        Tie.RECEIVED: _("A reçu cette demande."),
    }
    return [said[tie]] if tie in said else []


def _near_words(profile: WorkProfile | None, fit: Fit, place: Commune | None) -> list[str]:
    said = []
    if profile and profile.commune and fit.km is not None:
        if fit.km < 1:
            said.append(_("Travaille dans sa commune."))
        else:
            told = {"town": profile.commune.name, "km": round(fit.km)}
            said.append(_("Travaille à %(km)d km à vol d’oiseau (%(town)s).") % told)
    if fit.situations_near and place:
        n = fit.situations_near
        said.append(
            ngettext(
                "%(n)d de ses situations est à moins de %(km)d km.",
                "%(n)d de ses situations sont à moins de %(km)d km.", n,
            )
            % {"n": n, "km": SITUATIONS_NEAR_KM}
        )  # fmt: skip
    return said


def _profile(user: User) -> WorkProfile | None:
    return getattr(user, "work_profile", None)


def _works_at(team: Iterable[User], now: datetime) -> dict[UUID, set[UUID]]:
    held: dict[UUID, set[UUID]] = {}
    rows = Membership.objects.current(now).filter(user__in=team).order_by("pk")
    for who, where in rows.values_list("user", "organisation"):
        held.setdefault(who, set()).add(where)
    return held


def _places(asked: Sequence[Request]) -> dict[UUID, Commune]:
    """Where each person lives, when what was noted names one commune without a doubt."""
    found = communes_written(one.person_place for one in asked)
    return {one.pk: named[0] for one, named in zip(asked, found, strict=True) if len(named) == 1}


def _km(here: Commune | None, there: Commune | None) -> float | None:
    ends = [_point(each) for each in (here, there)]
    return distance_km(*ends) if all(ends) else None  # type: ignore[arg-type]


def _point(commune: Commune | None) -> Point | None:
    if commune is None or commune.lat is None or commune.lon is None:
        return None
    return Point(commune.lat, commune.lon)


def _ties(user: User, asked: Sequence[Request], now: datetime) -> dict[tuple[UUID, UUID], Tie]:
    """What ties somebody to a person already, from what the lead of a team may know: places, earlier requests."""
    ties = {(one.pk, one.recorded_by_id): Tie.RECEIVED for one in asked}
    for one, who in _answered_before(user, asked, now):
        ties[one, who] = Tie.ANSWERED
    for one, who in _following(user, asked, now):
        ties[one, who] = Tie.FOLLOWS
    return ties


def _answered_before(user: User, asked: Sequence[Request], now: datetime) -> Iterable[tuple[UUID, UUID]]:
    named = Q(pk__in=())
    for one in asked:
        named |= Q(person_name__iexact=one.person_name.strip())
    earlier = Request.objects.visible_to(user, now).answered().filter(named).order_by("pk")
    rows = list(earlier.values_list("person_name", "answered_by"))
    return [
        (one.pk, who)
        for one in asked
        for name, who in rows
        if who and normalise(name) == normalise(one.person_name)
    ]


def _following(user: User, asked: Sequence[Request], now: datetime) -> Iterable[tuple[UUID, UUID]]:
    """Who coordinates for somebody of that name; not for somebody who was surely born on another day."""
    begins = {one.pk: " ".join(words(one.person_name)) + " " for one in asked}
    named = Q(pk__in=())
    for begun in begins.values():
        named |= Q(parcours__person__search_text__startswith=begun)
    places = CircleMember.objects.overseen_by(user, now).filter(named, role=CircleRole.COORDINATION)
    rows = list(
        places.exclude(participant__user=None)
        .order_by("pk")
        .values_list("participant__user", "parcours__person__search_text", "parcours__person__birth")
    )
    return [
        (one.pk, who)
        for one in asked
        for who, text, birth in rows
        if text.startswith(begins[one.pk])
        and (not birth or not one.person_birth or birth == one.person_birth)
    ]


def _situations_near(
    user: User, places: Mapping[UUID, Commune], now: datetime
) -> dict[tuple[UUID, UUID], int]:
    """By request and coordinator: the situations led of persons who live near.

    Addresses are words: read here, beside the few communes around, rather than asked of every commune of the country.
    """
    towns = _towns_around(places)
    if not towns:
        return {}
    lived = leads_of_team(user, now).filter(open_on(localdate(now))).exclude(member__participant__user=None)
    rows = list(
        lived.order_by("pk").values_list(
            "member__participant__user", "parcours__person__address", "parcours__person__residence"
        )
    )
    count: dict[tuple[UUID, UUID], int] = {}
    for who, *written in rows:
        named = {(town.name, town.postal_code) for text in written for town in towns_written(text)}
        for asked, around in towns.items():
            if any(_names_one(name, code, around) for name, code in named):
                count[asked, who] = count.get((asked, who), 0) + 1
    return count


def _towns_around(places: Mapping[UUID, Commune]) -> dict[UUID, dict[str, set[str]]]:
    """By request: the communes around, by name, each with its postal codes."""
    centres = {key: point for key, commune in places.items() if (point := _point(commune))}
    near = Q(pk__in=())
    for point in centres.values():
        near |= in_box(box_around(point, SITUATIONS_NEAR_KM))
    communes = list(Commune.objects.filter(near).order_by("pk"))
    around: dict[UUID, dict[str, set[str]]] = {}
    for key, point in centres.items():
        for each in communes:
            there = _point(each)
            if there and distance_km(point, there) <= SITUATIONS_NEAR_KM:
                codes = around.setdefault(key, {}).setdefault(" ".join(whole_words(each.name)), set())
                codes.update(each.postal_codes.split("|"))
    return around


def _names_one(name: str, postal_code: str, around: Mapping[str, set[str]]) -> bool:
    codes = around.get(name)
    return codes is not None and (not postal_code or postal_code in codes)
