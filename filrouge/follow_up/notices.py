"""Who is told of a co-evaluation. The words, and who it is about, are looked up when they are read."""

from datetime import datetime, timedelta

from filrouge.accounts.choices import NoticeKind
from filrouge.accounts.models import Notice, User
from filrouge.accounts.use_cases.notices import tell
from filrouge.follow_up.models import Review
from filrouge.parcours.notices import tell_who_coordinates, the_person_and_her_representatives
from filrouge.parcours.queries.ends import may_be_written_to

# She answers one question after the other: one message tells of them all.
SAME_SITTING = timedelta(hours=4)


def tell_of_preparation(review: Review, *, by: User, now: datetime) -> None:
    """Her voice is asked for before the others’."""
    hers = the_person_and_her_representatives(review.parcours, now)
    reached = may_be_written_to(hers, review.parcours, now)
    about = {"parcours_id": review.parcours_id, "object_id": review.pk}
    tell(reached, NoticeKind.REVIEW_TO_PREPARE, by=by, now=now, **about)


def tell_of_sayings(review: Review, *, by: User, now: datetime) -> None:
    """Those who coordinate learn that somebody answered, once a sitting."""
    told = Notice.objects.filter(kind=NoticeKind.REVIEW_SAID, object_id=review.pk)
    if not told.filter(created_at__gt=now - SAME_SITTING).exists():
        tell_who_coordinates(review.parcours, NoticeKind.REVIEW_SAID, about=review.pk, by=by, now=now)
