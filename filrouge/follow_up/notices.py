"""Who is told of a co-evaluation, of a meeting. The words, and who it is about, are looked up when they are read."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from filrouge.accounts.choices import NoticeKind
from filrouge.accounts.models import Notice, User
from filrouge.accounts.use_cases.notices import tell
from filrouge.follow_up.models import Meeting, MeetingSituation, Review
from filrouge.parcours.models import CircleMember, Parcours, Participant
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


def tell_that_one_is_called(
    parcours: Parcours, meeting: Meeting, invited: Iterable[Participant], *, by: User, now: datetime
) -> None:
    """The person, and who represents her; of those asked to come, whoever has a place in the circle."""
    _tell_her(parcours, NoticeKind.MEETING_AHEAD, meeting, by=by, now=now)
    places = CircleMember.objects.filter(parcours=parcours, participant__in=[who.pk for who in invited])
    accounts = User.objects.filter(
        pk__in=places.with_open_access(now).values("participant__user"), kind=User.Kind.PROFESSIONAL
    ).exclude(pk=by.pk)
    reached = may_be_written_to(accounts, parcours, now)
    about = {"parcours_id": parcours.pk, "object_id": meeting.pk}
    tell(reached, NoticeKind.MEETING_ASKED, by=by, now=now, **about)


def tell_that_it_was_held(
    parcours: Parcours, situation: MeetingSituation, *, by: User, now: datetime
) -> None:
    """What was decided waits for the person's word."""
    _tell_her(parcours, NoticeKind.MEETING_HELD, situation.meeting, by=by, now=now)


def _tell_her(parcours: Parcours, kind: NoticeKind, meeting: Meeting, *, by: User, now: datetime) -> None:
    hers = the_person_and_her_representatives(parcours, now)
    reached = may_be_written_to(hers, parcours, now)
    tell(reached, kind, parcours_id=parcours.pk, object_id=meeting.pk, by=by, now=now)
