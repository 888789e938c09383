"""What assessments advised, and what became of it."""

from collections.abc import Collection

from django.db.models import QuerySet

from filrouge.needs.models import Assessment, Recommendation
from filrouge.parcours.models import Participant, ThreadEntry


def recommendations(
    entries: QuerySet[ThreadEntry],
    *,
    assessment: Assessment | None = None,
    author: Participant | None = None,
    follow_ups: Collection[str] = (),
) -> QuerySet[Recommendation]:
    """The advice given in the assessments that the reader may see, with the facts that show what became of it."""
    found = Recommendation.objects.filter(assessment__in=entries.values("pk"))
    if assessment is not None:
        found = found.filter(assessment=assessment)
    if author is not None:
        found = found.filter(assessment__said_by=author)
    if follow_ups:
        found = found.filter(follow_up__in=follow_ups)
    return found.prefetch_related("evidence").order_by("assessment__order", "order")
