"""What a form about a record may offer: only what its reader may see."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from filrouge.accounts.models import User
from filrouge.parcours.models import (
    Annotation,
    CircleMember,
    Coordination,
    Fact,
    Lead,
    Parcours,
    Participant,
    Request,
    ThreadEntry,
)
from filrouge.parcours.queries.history import fact_classes
from filrouge.people.models import LegalProtection, Relative

OF_THE_RECORD = (CircleMember, Lead, Request, Coordination)
OF_THE_PERSON = (Relative, LegalProtection)


def named_to(parcours: Parcours, user: User, now: datetime) -> QuerySet[Participant]:
    """Those whom `user` may know of: the circle, the relatives, and everybody named in a line they may read.

    Somebody named only in a closed line would tell what that line is about.
    """
    lines = ThreadEntry.objects.filter(parcours=parcours).visible_to(user, now).values("pk")
    cited = [
        CircleMember.objects.filter(parcours=parcours).values_list("participant_id"),
        Coordination.objects.filter(parcours=parcours).values_list("participant_id"),
        Annotation.objects.filter(entry__in=lines).values_list("said_by_id"),
    ]
    for model in fact_classes().values():
        facts = model.objects.filter(pk__in=lines)
        cited += [facts.filter(**{f"{link}__isnull": False}).values_list(link) for link in _links(model)]
    keys = {key for (key,) in cited[0].union(*cited[1:])}
    known = Q(pk__in=keys) | Q(is_the_person=True) | Q(relative__isnull=False) | Q(user=user)
    named = Participant.objects.filter(parcours=parcours).filter(known | Q(team_members__in=keys))
    return named.distinct().order_by("-is_the_person", "name", "pk")


def _links(model: type[Fact]) -> list[str]:
    """The fields of a fact that name somebody."""
    return [column.name for column in model._meta.get_fields() if column.related_model is Participant]


def find_place(parcours: Parcours, member_id: UUID) -> CircleMember:
    """A place in this circle; 404 for that of another."""
    places = CircleMember.objects.filter(parcours=parcours).select_related("participant", "parcours__person")
    return get_object_or_404(places, pk=member_id)


def find_correctable(
    parcours: Parcours, kind: str, object_id: UUID, field: str, user: User, now: datetime
) -> Any:
    """What stands in this record under that kind and key and has that field, if `user` may read it; else 404."""
    around = {each.KIND: each for each in (*OF_THE_RECORD, *OF_THE_PERSON)}
    model: Any = {**fact_classes(), **around}.get(kind)
    if model is None or field not in model.CORRECTABLE:
        raise Http404
    if issubclass(model, Fact):
        return get_object_or_404(model.objects.filter(parcours=parcours).visible_to(user, now), pk=object_id)
    owner = {"parcours": parcours.pk} if model in OF_THE_RECORD else {"person": parcours.person_id}
    return get_object_or_404(model.objects.filter(**owner), pk=object_id)
