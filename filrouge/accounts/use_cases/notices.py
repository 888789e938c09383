"""Messages to an account: kept in Filrouge, and a mail that says only that one waits."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.template.loader import render_to_string
from django.utils.translation import override

from filrouge.accounts.choices import NoticeKind, NoticeMeans
from filrouge.accounts.models import Notice, NoticeChoice, User
from filrouge.accounts.queries import is_reachable

logger = logging.getLogger(__name__)
# Several things that happen together make one mail.
GATHERED = timedelta(minutes=5)


def tell(
    accounts: Iterable[User],
    kind: NoticeKind,
    *,
    by: User | None,
    now: datetime,
    parcours_id: UUID | None = None,
    object_id: UUID | None = None,
) -> None:
    """Leaves a message of this kind for each account but that of whoever acts; part of the act's transaction."""
    told = {account.pk: account for account in accounts if is_reachable(account) and account != by}
    Notice.objects.bulk_create(
        Notice(to=account, kind=kind, parcours_id=parcours_id, object_id=object_id, created_at=now)
        for account in told.values()
    )


def mail_what_waits(means: NoticeMeans, *, withheld: Q, now: datetime) -> int:
    """Sends one mail to each account for which a message waits by these means; how many mails left.

    What is younger than some minutes is left for the next round, so that one mail tells of all of it. What is
    `withheld` goes on waiting: the rooms above know why.
    """
    other = NoticeChoice.objects.filter(user=OuterRef("to"), kind=OuterRef("kind"))
    waiting = (
        Notice.objects.to_mail().filter(to__is_active=True, created_at__lte=now - GATHERED).exclude(withheld)
    )
    if means == NoticeMeans.MAIL:
        waiting = waiting.exclude(Exists(other.exclude(means=means)))
    else:
        waiting = waiting.filter(Exists(other.filter(means=means)))
    accounts = User.objects.filter(pk__in=waiting.values("to"))
    return sum(_mail_once(account, waiting, now) for account in accounts.iterator(chunk_size=200))


def _mail_once(account: User, waiting: QuerySet[Notice], now: datetime) -> bool:
    """One mail for all that waits for one account. Marked first: a worker that dies sends nothing twice.

    What the mail server refuses is put back, and tried again at the next round.
    """
    with transaction.atomic():
        mine = waiting.filter(to=account).select_for_update()
        keys = list(mine.values_list("pk", flat=True))
        Notice.objects.filter(pk__in=keys).update(mailed_at=now)
    if not keys:
        return False
    try:
        _message(account).send()
    except OSError:
        Notice.objects.filter(pk__in=keys).update(mailed_at=None)
        logger.warning("notice_mail_refused")
        return False
    return True


def _message(account: User) -> EmailMessage:
    """The same words for everybody and everything: no name, no place, nothing of a record."""
    with override(account.language):
        subject = render_to_string("accounts/email/notice_subject.txt").strip()
        body = render_to_string("accounts/email/notice_message.txt", {"address": settings.PUBLIC_ADDRESS})
    return EmailMessage(subject, body, to=[account.email])
