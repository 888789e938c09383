"""A secret address for somebody's own calendar: opened, shown once, closed for ever."""

from datetime import datetime, timedelta
from secrets import token_urlsafe
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.exchange.models import CalendarFeed
from filrouge.exchange.queries.feeds import seal_of
from filrouge.journal.use_cases import record
from filrouge.lib.errors import Refused
from filrouge.parcours.use_cases.history import check_texts

OCTETS = 32
MOST_OPEN = 5
READ_NOTED_EVERY = timedelta(hours=1)


@transaction.atomic
def open_feed(*, label: str, with_names: bool, by: User, now: datetime) -> str:
    """Opens a feed and gives its secret, which is told this once: nobody can read it again, Filrouge neither."""
    if not label.strip():
        raise Refused(_("Dites pour quel agenda, pour vous y retrouver."), field="label")
    if CalendarFeed.objects.filter(user=by, closed_at=None).count() >= MOST_OPEN:
        raise Refused(_("Cinq adresses sont déjà ouvertes\u00a0: fermez-en une d’abord."))
    token = token_urlsafe(OCTETS)
    feed = CalendarFeed(
        user=by, label=label.strip(), seal=seal_of(token), with_names=with_names, opened_at=now
    )
    check_texts(feed)
    feed.save(force_insert=True)
    record("exchange.feed_opened", by=by, now=now, about=feed, detail={"with_names": int(with_names)})
    return token


@transaction.atomic
def close_feed(feed_id: UUID, *, by: User, now: datetime) -> None:
    """Closes one of one's own feeds: from now on its address leads nowhere."""
    feed = CalendarFeed.objects.select_for_update().filter(pk=feed_id, user=by, closed_at=None).first()
    if feed is None:
        raise Refused(_("Cette adresse est déjà fermée."))
    feed.closed_at = now
    feed.save(update_fields=["closed_at"])
    record("exchange.feed_closed", by=by, now=now, about=feed)


def note_reading(feed: CalendarFeed, *, by: User, now: datetime) -> None:
    """When a calendar last came by: told on the account's page, so that a forgotten one is seen. Once an hour."""
    if feed.read_at is None or now - feed.read_at >= READ_NOTED_EVERY:
        CalendarFeed.objects.filter(pk=feed.pk).update(read_at=now)
