"""Who looked at the record: accounts by name, pages in words, the newest first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.db.models import Prefetch
from django.utils.timezone import localdate

from filrouge.accounts.models import Membership, User
from filrouge.journal.queries import View, views_of
from filrouge.parcours.choices import OTHER_PAGE, PAGES
from filrouge.space.queries.words import Instant, instant
from filrouge.space.rules import Reader

PAGE = 100


@dataclass(frozen=True)
class Look:
    """What one account looked at on one day. No name: the account is not there any more."""

    name: str
    title: str
    organisation: str
    is_me: bool
    at: Instant
    pages: list[str]


@dataclass(frozen=True)
class LooksPage:
    looks: list[Look]
    following: int | None


def looks(reader: Reader, *, now: datetime, before: int | None = None) -> LooksPage:
    """Who looked, newest first, views that follow each other on one day together; `before` is a rank in the journal."""
    views = views_of(reader.parcours.person_id, before=before, limit=PAGE + 1)
    shown = views[:PAGE]
    accounts = _accounts({view.actor_id for view in shown})
    grouped = groupby(shown, lambda view: (view.actor_id, localdate(view.at)))
    found = [_look(reader, accounts.get(actor), list(group), now) for (actor, _day), group in grouped]
    return LooksPage(found, shown[-1].sequence if len(views) > PAGE else None)


def _accounts(actors: Collection[str]) -> dict[str, User]:
    keys = [UUID(actor) for actor in actors if actor]
    worked = Prefetch("memberships", Membership.objects.select_related("organisation").order_by("-since_at"))
    return {str(user.pk): user for user in User.objects.filter(pk__in=keys).prefetch_related(worked)}


def _look(reader: Reader, account: User | None, views: list[View], now: datetime) -> Look:
    at = views[0].at
    seen = dict.fromkeys(str(PAGES.get(view.what, OTHER_PAGE)) for view in views)
    return Look(
        name=account.name if account else "",
        title=account.title if account else "",
        organisation=_organisation_on(account, at) if account else "",
        is_me=account == reader.user,
        at=instant(at, today=localdate(now)),
        pages=list(seen),
    )


def _organisation_on(account: User, at: datetime) -> str:
    """Where this account worked when it looked."""
    held = (
        place.organisation.name
        for place in account.memberships.all()
        if place.since_at <= at and (place.until_at is None or place.until_at > at)
    )
    return next(held, "")
