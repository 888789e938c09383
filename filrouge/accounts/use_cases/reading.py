"""What somebody read of what came in for them."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from filrouge.accounts.models import ReadMark, User
from filrouge.journal.use_cases import record

MARKS_ARE_KEPT = timedelta(days=2 * 365)


@transaction.atomic
def mark_read(key: UUID, *, by: User, now: datetime) -> None:
    """Takes off one's day something that only asked to be read; once or twice is the same."""
    _mark, is_new = ReadMark.objects.get_or_create(user=by, object_id=key, defaults={"at": now})
    if is_new:
        record("accounts.arrival_read", by=by, now=now, about=by, detail={"object": str(key)})


def forget_old_marks(*, now: datetime) -> int:
    forgotten, _ = ReadMark.objects.filter(at__lt=now - MARKS_ARE_KEPT).delete()
    return forgotten
