"""The day on which the contact of a person really changes: at once, or on a day that was written beforehand."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from filrouge.accounts.models import User
from filrouge.lib.dates import PeriodState, state_on
from filrouge.parcours.models import Lead
from filrouge.parcours.notices import is_told_of_contact, tell_of_new_contact

# A worker that was away catches up.
LATE = timedelta(days=7)


@transaction.atomic
def note_taken_up(lead: Lead, *, by: User | None, now: datetime) -> bool:
    """Tells of a lead that has begun and runs; False for one of the past, or of a day to come."""
    if state_on(lead.since, lead.until, localdate(now)) in (PeriodState.CLOSED, PeriodState.NOT_YET):
        return False
    tell_of_new_contact(lead, by=by, now=now)
    return True


@transaction.atomic
def note_leads_that_begin(*, by: User, now: datetime) -> int:
    """Does it for the leads whose day, written beforehand, has come; how many."""
    today = localdate(now)
    begun = Lead.objects.filter(since_earliest__range=(today - LATE, today)).exclude(is_told_of_contact())
    several = list(begun.select_related("parcours", "member").order_by("pk"))
    return sum(note_taken_up(lead, by=by, now=now) for lead in several)
