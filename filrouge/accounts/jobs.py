from django.utils import timezone
from django_tasks import task

from filrouge.accounts.choices import NoticeMeans
from filrouge.accounts.use_cases import forget_old
from filrouge.accounts.use_cases.notices import mail_what_waits


@task()
def forget_old_forms() -> list[int]:
    """Deletes keys of forms after a day, drafts after a week; says how many of each."""
    return list(forget_old(now=timezone.now()))


@task()
def mail_notices() -> int:
    """Tells by mail that a message waits; says how many mails left."""
    return mail_what_waits(NoticeMeans.MAIL, now=timezone.now())


@task()
def mail_notices_of_the_day() -> int:
    """The same, each morning, for whoever wants one mail a day."""
    return mail_what_waits(NoticeMeans.DAILY, now=timezone.now())
