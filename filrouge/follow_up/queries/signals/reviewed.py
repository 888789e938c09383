"""When it was last looked at together: reviews that were held, and co-evaluations told as facts of the thread."""

from typing import Any

from django.db.models import OuterRef

from filrouge.follow_up.choices import EventKind
from filrouge.follow_up.models import Event, Review
from filrouge.follow_up.queries.signals.saying import last_day


def reviews_of(record: str) -> Any:
    """Those of the record that the outer query calls so, with the last day that each may have been held."""
    return Review.objects.held().filter(parcours=OuterRef(record)).annotate(last=last_day("when"))


def told_reviews_of(record: str) -> Any:
    told = Event.objects.filter(parcours=OuterRef(record), kind=EventKind.CO_EVALUATION, taken_back_at=None)
    return told.annotate(last=last_day("when"))
