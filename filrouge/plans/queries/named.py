"""Whom a form about a plan may offer: those whom the record names, and those whom a plan alone names so far."""

from datetime import datetime

from django.db.models import QuerySet

from filrouge.accounts.models import User
from filrouge.parcours.models import Parcours, Participant
from filrouge.parcours.queries.named import named_to
from filrouge.plans.models import Funding, PlanLine, Solicitation


def known_to(parcours: Parcours, user: User, now: datetime) -> QuerySet[Participant]:
    """Somebody named for the first time in a line, or asked for one, is known to whoever reads this line.

    A form that left them out would take them off the line when it is saved.
    """
    lines = PlanLine.objects.filter(parcours=parcours).visible_to(user, now).values("pk")
    rows = [
        PlanLine.objects.filter(pk__in=lines).values_list("provider", flat=True),
        Funding.objects.filter(line__in=lines).values_list("funder", flat=True),
        Solicitation.objects.filter(line__in=lines).values_list("to", flat=True),
    ]
    cited = {key for key in rows[0].union(*rows[1:]) if key}
    cited.update(named_to(parcours, user, now).values_list("pk", flat=True))
    return Participant.objects.filter(pk__in=cited).order_by("-is_the_person", "name", "pk")
