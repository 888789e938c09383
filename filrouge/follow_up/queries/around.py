"""Who is around the person: everybody whom a fact, a service, a voice or the circle names."""

from collections.abc import Collection

from django.db.models import QuerySet

from filrouge.follow_up.models import Event
from filrouge.needs.models import Assessment, Viewpoint
from filrouge.parcours.models import CircleMember, Parcours, Participant, ServiceSpell, ThreadEntry


def people_around(
    parcours: Parcours, entries: QuerySet[ThreadEntry], *, kinds: Collection[str] = (), by_team: bool = False
) -> list[Participant]:
    """Those named, the person left out; with `by_team`, a member counts as their team."""
    visible = entries.values("pk")
    cited = (
        CircleMember.objects.filter(parcours=parcours)
        .values_list("participant_id")
        .union(
            ServiceSpell.objects.filter(pk__in=visible).values_list("provider_id"),
            Event.objects.filter(pk__in=visible, said_by__isnull=False).values_list("said_by_id"),
            Event.objects.filter(pk__in=visible, presences__isnull=False).values_list(
                "presences__participant_id"
            ),
            Assessment.objects.filter(pk__in=visible, said_by__isnull=False).values_list("said_by_id"),
            Viewpoint.objects.filter(pk__in=visible, said_by__isnull=False).values_list("said_by_id"),
        )
    )
    keys = {key for (key,) in cited}
    named = Participant.objects.filter(parcours=parcours, pk__in=keys).select_related("team")
    chosen = {(person.team or person) if by_team else person for person in named}
    return sorted(
        (person for person in chosen if not person.is_the_person and (not kinds or person.kind in kinds)),
        key=lambda person: (person.name, person.pk),
    )
