"""What a form about a record may offer: only what its reader may see."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, UUIDField, Value
from django.db.models.functions import Cast
from django.http import Http404
from django.shortcuts import get_object_or_404

from filrouge.accounts.models import User
from filrouge.parcours.models import (
    Annotation,
    CircleMember,
    Coordination,
    Death,
    Fact,
    Lead,
    Parcours,
    Participant,
    Request,
    ThreadEntry,
    Turn,
)
from filrouge.parcours.queries.history import fact_classes
from filrouge.people.models import LegalProtection, Relative

OF_THE_RECORD = (CircleMember, Lead, Request, Coordination, Turn, Death)
OF_THE_PERSON = (Relative, LegalProtection)


def named_to(parcours: Parcours, user: User, now: datetime) -> QuerySet[Participant]:
    """Those whom `user` may know of: the circle, the relatives, and everybody named in a line they may read.

    Somebody named only in a closed line would tell what that line is about.
    """
    keys = _cited(parcours, ThreadEntry.objects.filter(parcours=parcours).visible_to(user, now))
    known = Q(pk__in=keys) | Q(is_the_person=True) | Q(relative__isnull=False) | Q(user=user)
    named = Participant.objects.filter(parcours=parcours).filter(known | Q(team_members__in=keys))
    return named.distinct().order_by("-is_the_person", "name", "pk")


def _cited(parcours: Parcours, lines: QuerySet[ThreadEntry]) -> set[UUID]:
    """Those whom the circle or one of `lines` names. One question, that asks once which lines those are."""
    nobody = Cast(Value(None), UUIDField())
    rows = [
        lines.order_by().values_list("pk", nobody),
        CircleMember.objects.filter(parcours=parcours).values_list(nobody, "participant_id"),
        Coordination.objects.filter(parcours=parcours).values_list(nobody, "participant_id"),
        Annotation.objects.filter(entry__parcours=parcours).values_list("entry_id", "said_by_id"),
    ]
    for model in fact_classes().values():
        facts = model.objects.filter(parcours=parcours)
        rows += [facts.filter(**{f"{link}__isnull": False}).values_list("pk", link) for link in _links(model)]
    found = list(rows[0].union(*rows[1:]))
    read = {line for line, who in found if who is None}
    return {who for line, who in found if who is not None and (line is None or line in read)}


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
