"""The needs of a record, each with the words that it was drawn from, as one reader may know them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404

from filrouge.accounts.models import User
from filrouge.life_project.models import Expectation
from filrouge.needs.choices import NEEDS_LIST
from filrouge.needs.models import Need, NeedOrigin
from filrouge.needs.rules.suggesting import suggest
from filrouge.nomenclature.models import Code
from filrouge.parcours.models import Parcours

SUGGESTED = 6


@dataclass(frozen=True)
class DrawnNeed:
    """A need and its links with words that the reader may read: those that stand, and those that were untied."""

    need: Need
    origins: list[NeedOrigin]
    untied: list[NeedOrigin]
    is_without_words: bool


def needs_of(
    parcours: Parcours, user: User, now: datetime, *, hopes: Sequence[Expectation], is_open: bool = True
) -> list[DrawnNeed]:
    """The needs that `user` may read, by rank of the nomenclature; `hopes`: the expectations that they may read.

    Two queries. A need drawn from words that the reader may not read is no need 'without words'.
    """
    readable = {hope.pk: hope for hope in hopes}
    links = NeedOrigin.objects.select_related("added_by", "withdrawn_by").order_by("added_at", "pk")
    found = Need.objects.filter(parcours=parcours, ended_on__isnull=is_open).visible_to(user, now)
    drawn = []
    for need in (
        found.select_related("code", "said_by")
        .prefetch_related(Prefetch("origins", links))
        .order_by("code__order", "pk")
    ):
        tied = [origin for origin in need.origins.all() if not origin.is_withdrawn]
        known = [origin for origin in need.origins.all() if origin.expectation_id in readable]
        for origin in known:
            origin.expectation = readable[origin.expectation_id]
        drawn.append(
            DrawnNeed(
                need,
                [origin for origin in known if not origin.is_withdrawn],
                [origin for origin in known if origin.is_withdrawn],
                is_without_words=not tied,
            )
        )
    return drawn


def find_need(parcours: Parcours, need_id: UUID, user: User, now: datetime) -> Need:
    """One need, if `user` may read it; 404 otherwise."""
    readable = Need.objects.filter(parcours=parcours).visible_to(user, now)
    return get_object_or_404(readable.select_related("code", "parcours__person"), pk=need_id)


def find_origin(parcours: Parcours, origin_id: UUID, user: User, now: datetime) -> NeedOrigin:
    """A link that stands, both of whose ends `user` may read; 404 otherwise."""
    links = NeedOrigin.objects.filter(
        need__in=Need.objects.filter(parcours=parcours).visible_to(user, now),
        expectation__in=Expectation.objects.filter(parcours=parcours).visible_to(user, now),
        withdrawn_at=None,
    )
    ends = ("need__code", "need__parcours__person", "expectation__parcours__person")
    return get_object_or_404(links.select_related(*ends), pk=origin_id)


def links_of(expectation: Expectation, user: User, now: datetime) -> list[NeedOrigin]:
    """The needs that an expectation is tied to and that `user` may read."""
    readable = Need.objects.filter(parcours=expectation.parcours_id).visible_to(user, now)
    links = NeedOrigin.objects.filter(expectation=expectation, withdrawn_at=None, need__in=readable)
    return list(links.select_related("need__code").order_by("added_at", "pk"))


def suggested(phrase: str, ticked: Collection[str] = ()) -> list[Code]:
    """The leaves that everyday words may mean, the likeliest first, after those that were ticked already."""
    codes = list(dict.fromkeys([*ticked, *suggest(phrase, SUGGESTED)]))
    found = {code.code: code for code in leaves().filter(code__in=codes)}
    return [found[code] for code in codes if code in found]


def leaves() -> QuerySet[Code]:
    """What a need may be: the leaves of the list that are in use, in its order."""
    return (
        Code.objects.filter(code_list__slug=NEEDS_LIST, is_active=True, extra__feuille="1")
        .select_related("code_list")
        .order_by("order")
    )
