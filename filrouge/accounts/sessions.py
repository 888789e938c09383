"""How long a session stays open when nobody is there."""

from datetime import datetime

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

ACTIVE_AT = "active_at"
WRITTEN_EVERY = 60


def is_idle(session: SessionBase, now: datetime) -> bool:
    """Whether nobody did anything for as long as a desk may stay unattended."""
    limit: int = settings.SESSION_IDLE_SECONDS
    return bool(limit) and ACTIVE_AT in session and now.timestamp() - session[ACTIVE_AT] > limit


def note_activity(session: SessionBase, now: datetime) -> None:
    """Somebody is there; written once a minute at most, for each writing costs the database one."""
    if now.timestamp() - session.get(ACTIVE_AT, 0) > WRITTEN_EVERY:
        session[ACTIVE_AT] = now.timestamp()
