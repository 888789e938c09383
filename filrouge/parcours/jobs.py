from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from filrouge.accounts.choices import NoticeMeans
from filrouge.accounts.use_cases import system_account
from filrouge.accounts.use_cases.notices import mail_what_waits
from filrouge.parcours.models import CircleMember, Consent, Lead, Parcours
from filrouge.parcours.queries.ends import withheld
from filrouge.parcours.use_cases.contact import note_leads_that_begin
from filrouge.parcours.use_cases.sharing import refresh_openings

LATE = timedelta(days=7)


@task()
def refresh_openings_that_turn() -> int:
    """Works out again what places open where a lead, a consent or an access begins or ends about today.

    Looks a week back, so that a worker that was away catches up.
    """
    now = timezone.now()
    days = (timezone.localdate(now) - LATE, timezone.localdate(now) + timedelta(days=1))
    turning = Q(since_earliest__range=days) | Q(since_latest__range=days)
    turning |= Q(until_earliest__range=days) | Q(until_latest__range=days)
    turning |= Q(reads_from__range=days) | Q(reads_to__range=days)
    spoken = Q(on_earliest__range=days) | Q(on_latest__range=days)
    wanted = Parcours.objects.filter(
        Q(pk__in=Lead.objects.filter(turning).values("parcours"))
        | Q(pk__in=CircleMember.objects.filter(access_from__range=(now - LATE, now)).values("parcours"))
        | Q(pk__in=Consent.objects.filter(spoken).values("parcours"))
    )
    count = 0
    for parcours in wanted.iterator(chunk_size=200):
        refresh_openings(parcours, now=now)
        count += 1
    return count


@task()
def tell_of_leads_that_begin() -> int:
    """Tells of the leads that begin on this day, which was written beforehand; says how many."""
    return note_leads_that_begin(by=system_account(), now=timezone.now())


@task()
def mail_notices() -> int:
    """Tells by mail that a message waits; says how many mails left."""
    now = timezone.now()
    return mail_what_waits(NoticeMeans.MAIL, withheld=withheld(now), now=now)


@task()
def mail_notices_of_the_day() -> int:
    """The same, each morning, for whoever wants one mail a day."""
    now = timezone.now()
    return mail_what_waits(NoticeMeans.DAILY, withheld=withheld(now), now=now)
