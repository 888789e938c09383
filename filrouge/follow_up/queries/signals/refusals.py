"""What the person chose not to have, when it adds up: her choices are facts, and a reason to talk again."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, DateField, Exists, F, Max, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from filrouge.follow_up.choices import EventKind, PersonResponse
from filrouge.follow_up.models import Event
from filrouge.follow_up.queries.signals.kind import Act, Facts, Found, SignalKind, Threshold
from filrouge.follow_up.queries.signals.reviewed import reviews_of, told_reviews_of
from filrouge.follow_up.queries.signals.saying import last_day, months_before, said
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.choices import Level
from filrouge.parcours.models import Parcours
from filrouge.plans.choices import Side, Standing
from filrouge.plans.models import LineAnswer

# It was looked at together on that day or after: what she said before was talked over.
TALKED_OVER = Q(when_earliest__gte=OuterRef("said"))


@dataclass
class Choices:
    """What one person chose not to have, over the time that the rule looks at."""

    count: int = 0
    days: list[date] = field(default_factory=list)
    areas: set[str] = field(default_factory=set)


def _find(parcours: QuerySet[Parcours], day: date, thresholds: Mapping[str, int]) -> Iterator[Found]:
    """Choices told in the thread, and lines of the plan that she did not want, since this was last talked over."""
    since = months_before(day, thresholds["months"])
    chosen: dict[UUID, Choices] = defaultdict(Choices)
    for told in (_told_choices(parcours, since, day), _refused_lines(parcours, since, day)):
        for each in told.iterator():
            known = chosen[each["record"]]
            known.count += each["times"]
            known.days += [each["first"], each["last"]]
            known.areas |= {each["one_area"], each["other_area"]}
    for record, known in chosen.items():
        if known.count >= thresholds["times"]:
            first, last = min(known.days), min(max(known.days), day)
            facts = {"count": known.count, "first": f"{first:%Y-%m}", "last": f"{last:%Y-%m}"}
            area = known.areas.pop() if len(known.areas) == 1 else LifeArea.COORDINATION
            yield Found(record, "", last, facts, area)


def _told_choices(parcours: QuerySet[Parcours], since: date, day: date) -> Any:
    chosen = Q(person_response=PersonResponse.REFUSED) | Q(kind=EventKind.REFUSAL)
    return (
        Event.objects.filter(chosen, parcours__in=parcours, level=Level.CIRCLE)
        .annotate(said=last_day("when"))
        .filter(said__gte=since)
        .filter(Q(when_earliest=None) | Q(when_earliest__lte=day))
        .exclude(Exists(reviews_of("parcours").filter(TALKED_OVER)))
        .exclude(Exists(told_reviews_of("parcours").filter(TALKED_OVER)))
        .values(record=F("parcours_id"))
        .annotate(times=Count("pk"), **_span())
        .order_by()
    )


def _refused_lines(parcours: QuerySet[Parcours], since: date, day: date) -> Any:
    """Lines that she still does not want, once each through the versions of the plan."""
    return (
        LineAnswer.objects.filter(
            line__parcours__in=parcours, line__level=Level.CIRCLE, line__standing=Standing.NO,
            side=Side.PERSON, answer=Standing.NO,
        )
        .annotate(said=Coalesce(last_day("when"), TruncDate("recorded_at"), output_field=DateField()))
        .annotate(area=F("line__area"))
        .filter(said__gte=since, said__lte=day)
        .exclude(Exists(reviews_of("line__parcours").filter(TALKED_OVER)))
        .exclude(Exists(told_reviews_of("line__parcours").filter(TALKED_OVER)))
        .values(record=F("line__parcours_id"))
        .annotate(times=Count("line__key", distinct=True), **_span())
        .order_by()
    )  # fmt: skip


def _span() -> dict[str, Any]:
    return {"first": Min("said"), "last": Max("said"), "one_area": Min("area"), "other_area": Max("area")}


def _tell(facts: Facts) -> list[str]:
    words = {"count": facts["count"], "first": said(facts["first"]), "last": said(facts["last"])}
    told = ngettext(
        "La personne a choisi de ne pas, %(count)s fois.",
        "La personne a choisi de ne pas, %(count)s fois.",
        facts["count"],
    )
    return [
        told % words,
        _("Le premier de ces choix\u00a0: %(first)s\u00a0; le dernier\u00a0: %(last)s.") % words,
        _("Ce sont ses choix. Aucune co-évaluation n’est notée depuis le dernier."),
    ]


REFUSALS = SignalKind(
    name="refusals",
    title=gettext_lazy("des choix de ne pas qui s’ajoutent"),
    why=gettext_lazy(
        "plusieurs refus disent souvent que la réponse ne va pas\u00a0: c’est elle qu’il faut revoir, avec la personne."
    ),
    source=gettext_lazy(
        "Code de l’action sociale et des familles, article L. 311-3\u00a0: le consentement de la personne est "
        "recherché, elle participe à son projet. Nombre et durée\u00a0: choix de Filrouge, réglables"
    ),
    find=_find,
    tell=_tell,
    acts=(
        Act(
            gettext_lazy("En parler avec la personne et le noter"),
            "follow_up:event_new",
            icon="message-circle",
        ),
        Act(gettext_lazy("Relire le fil"), "desk:thread", icon="list"),
    ),
    thresholds={
        "times": Threshold(gettext_lazy("fois"), 3, "times", least=2),
        "months": Threshold(gettext_lazy("sur combien de mois"), 6, "months"),
    },
    icon="hand-stop",
)
KINDS = (REFUSALS,)
