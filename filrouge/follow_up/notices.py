"""Who is told of a meeting: the person first, then those whom it asks for."""

from collections.abc import Iterable
from datetime import datetime

from filrouge.accounts.choices import NoticeKind
from filrouge.accounts.models import User
from filrouge.accounts.use_cases.notices import tell
from filrouge.follow_up.models import Meeting, MeetingSituation
from filrouge.parcours.models import CircleMember, Parcours, Participant
from filrouge.parcours.notices import the_person_and_her_representatives
from filrouge.parcours.queries.ends import may_be_written_to


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
