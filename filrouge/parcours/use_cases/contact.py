"""The day on which the contact of a person really changes: at once, or on a day that was written beforehand."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.timezone import get_current_timezone, localdate

from filrouge.accounts.models import User
from filrouge.lib.dates import PeriodState, state_on
from filrouge.parcours.models import Lead
from filrouge.parcours.notices import is_told_of_contact, tell_of_new_contact
from filrouge.parcours.use_cases.wishes import note_new_contact

# A worker that was away catches up.
LATE = timedelta(days=7)


@transaction.atomic
def note_taken_up(lead: Lead, *, by: User, now: datetime, asked_before: datetime | None = None) -> bool:
    """Tells of a lead that has begun and runs, which answers whoever asked for another contact.

    False, and nothing is told, for a lead of the past, or of a day to come.
    """
    if state_on(lead.since, lead.until, localdate(now)) in (PeriodState.CLOSED, PeriodState.NOT_YET):
        return False
    note_new_contact(lead.parcours, asked_before=asked_before or now, by=by, now=now)
    tell_of_new_contact(lead, by=by, now=now)
    return True


@transaction.atomic
def note_leads_that_begin(*, by: User, now: datetime) -> int:
    """Does it for the leads whose day, written beforehand, has come; how many.

    Whoever asked on that day or later asks for another contact than this one.
    """
    today = localdate(now)
    days = (today - LATE, today)
    begun = Lead.objects.filter(since_earliest__range=days).exclude(is_told_of_contact())
    several = list(begun.select_related("parcours", "member").order_by("pk"))
    return sum(
        note_taken_up(lead, by=by, now=now, asked_before=first_moment(lead.since_earliest or today))
        for lead in several
    )


def first_moment(day: date) -> datetime:
    """The first moment of a day, where the record is kept."""
    return datetime.combine(day, time.min, tzinfo=get_current_timezone())
