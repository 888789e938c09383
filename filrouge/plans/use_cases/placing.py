"""An answer is given by a place of the directory: the record names it, once, and opens nothing to it."""

from datetime import datetime

from django.db import transaction

from filrouge.accounts.models import User
from filrouge.parcours.models import Parcours, Participant
from filrouge.parcours.use_cases.circle import name_participant
from filrouge.plans.models import PlanLine
from filrouge.plans.use_cases.composing import change_line
from filrouge.territory.models import Service


@transaction.atomic
def choose_place(
    line: PlanLine, *, place: Service, by: User, now: datetime, version: int | None = None
) -> PlanLine:
    """Says that a place of the directory renders a service, in a draft; its name in the record is made if need be."""
    provider = named_after(line.parcours, place, by=by, now=now)
    return change_line(line, provider=provider, place=place, by=by, now=now, version=version)


def named_after(parcours: Parcours, place: Service, *, by: User, now: datetime) -> Participant:
    """Who stands in the record for a place: chosen for another line, or called the same; named now otherwise."""
    chosen = PlanLine.objects.filter(parcours=parcours, place=place, provider__isnull=False)
    line = chosen.select_related("provider").order_by("id").first()
    if line is not None and line.provider is not None:
        return line.provider
    called = Participant.objects.filter(parcours=parcours, name__iexact=place.name, is_the_person=False)
    known = called.order_by("pk").first()
    if known is not None:
        return known
    kind = str(place.get_kind_display())[: Participant._meta.get_field("kind").max_length or 0]
    return name_participant(parcours, name=place.name, kind=kind, by=by, now=now)
