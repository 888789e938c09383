"""Calendars that subscribe: which are open, and what one of them reads."""

from datetime import datetime, timedelta
from hashlib import sha256

from django.utils.crypto import constant_time_compare

from filrouge.accounts.models import User
from filrouge.exchange.models import CalendarFeed
from filrouge.follow_up.models import Appointment

# What a calendar is sent: not a life, nor what is far ahead.
BACK, AHEAD, MOST = timedelta(days=60), timedelta(days=400), 1000
LONGEST_TOKEN = 60


def seal_of(token: str) -> str:
    """What is kept of a secret address. It is drawn at random, too long to be guessed: one round is enough."""
    return sha256(token.encode()).hexdigest()


def open_feeds(user: User) -> list[CalendarFeed]:
    return list(CalendarFeed.objects.filter(user=user, closed_at=None).order_by("-pk"))


def find_feed(token: str) -> CalendarFeed | None:
    """The open feed of that secret, while its account is; nothing for any other."""
    if len(token) > LONGEST_TOKEN:
        return None
    seal = seal_of(token)
    found = CalendarFeed.objects.filter(seal=seal, closed_at=None, user__is_active=True)
    feed = found.select_related("user").first()
    return feed if feed is not None and constant_time_compare(feed.seal, seal) else None


def appointments_of(feed: CalendarFeed, now: datetime) -> list[Appointment]:
    """What is told to the calendar: the appointments of its account that it may read today, cancelled ones too."""
    rows = Appointment.objects.visible_to(feed.user, now).of(feed.user).between(now - BACK, now + AHEAD)
    return list(rows.select_related("parcours__person", "commune").order_by("starts_at", "pk")[:MOST])
