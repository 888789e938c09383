"""Time that somebody noted, of each sort, for the places that show it."""

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from filrouge.accounts.models import User
from filrouge.accounts.queries import current_memberships
from filrouge.follow_up.use_cases.time import Work, log_time
from filrouge.parcours.models import Parcours


def time_noted(parcours: Parcours, lead: User, *, by: User, now: datetime) -> dict[str, str]:
    """A visit with its way and a call last week, a meeting for nobody; the organisation that `lead` leads."""
    today = localdate(now)
    last_week = today - timedelta(days=7)
    visit = log_time([parcours], work=Work(today, "visit", 75, 40, text="Visite du jour."), by=by, now=now)
    log_time([parcours], work=Work(last_week, "call", 15, act="T3"), by=by, now=now)
    log_time([], work=Work(last_week, "meeting", 60), by=by, now=now)
    return {"time_entry": str(visit.pk), "led": str(current_memberships(lead)[0].organisation_id)}
