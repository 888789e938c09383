"""The facts that a level of coordination is suggested from, as one reader reads them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from filrouge.accounts.models import User
from filrouge.follow_up.queries.ruptures import ruptures
from filrouge.follow_up.rules.level import Call, Situation, propose
from filrouge.lib.dates import PeriodState
from filrouge.needs.choices import Mark
from filrouge.needs.models import Assessment, Settlement
from filrouge.needs.queries.voices import readable_marks
from filrouge.parcours.choices import CircleRole, CoordinationLevel
from filrouge.parcours.models import (
    CircleMember,
    Coordination,
    Correction,
    Parcours,
    ServiceSpell,
    ThreadEntry,
)
from filrouge.parcours.models.circle import within
from filrouge.parcours.queries.services import spells_on
from filrouge.plans.choices import SolicitationState
from filrouge.plans.models import Solicitation

A_YEAR = timedelta(days=365)
CARERS_SHEET, HEAVY, MANY_LINES = "proche", ("often", "always"), 3


@dataclass(frozen=True)
class Reason:
    """A fact in words, with the level that it calls for."""

    words: str
    level: str


@dataclass(frozen=True)
class Suggested:
    """The level that the facts suggest, why, and what was retained before, the last first."""

    level: CoordinationLevel
    reasons: list[Reason]
    before: list[Correction]


def suggested_level(parcours: Parcours, user: User, now: datetime) -> Suggested:
    """Nine queries, whatever the record holds."""
    found = propose(_situation(parcours, user, now))
    reasons = [Reason(_words(call), str(CoordinationLevel(call.level).label)) for call in found.calls]
    kept = Correction.objects.filter(object_id=parcours.pk, field="level").select_related("recorded_by")
    return Suggested(CoordinationLevel(found.level), reasons, list(kept.order_by("-recorded_at", "-pk")[:10]))


def _situation(parcours: Parcours, user: User, now: datetime) -> Situation:
    readable = ThreadEntry.objects.filter(parcours=parcours).visible_to(
        user, now, within(parcours, user, now)
    )
    entries = ThreadEntry.objects.filter(pk__in=list(readable.values_list("pk", flat=True)))
    today, breaks = localdate(now), ruptures(entries)
    running = spells_on(ServiceSpell.objects.filter(pk__in=entries.values("pk")), today)
    recent = [one for one in breaks if (one.since.latest or today) >= today - A_YEAR]
    refused = Solicitation.objects.visible_to(user, now).filter(
        line__parcours=parcours, state=SolicitationState.REFUSED, sent_at__gte=now - A_YEAR
    )
    return Situation(
        services=len(running[PeriodState.OPEN]) + len(running[PeriodState.OPEN_SINCE_UNKNOWN]),
        coordinators=_coordinators(parcours, now),
        open_ruptures=sum(one.closed_by_id is None for one in breaks),
        ruptures_in_a_year=len(recent),
        divergences=_divergences(entries),
        refusals_in_a_year=refused.count(),
        carers_loads=_carers_loads(entries, today),
    )


def _coordinators(parcours: Parcours, now: datetime) -> int:
    """Those who hold a place that coordinates, and those declared elsewhere, each once."""
    today = localdate(now)
    places = CircleMember.objects.filter(parcours=parcours, role=CircleRole.COORDINATION)
    here = set(places.with_open_access(now).values_list("participant", flat=True))
    declared = Coordination.objects.filter(parcours=parcours)
    going_on = declared.filter(Q(until=None) | Q(until_latest__gte=today))
    return len(here | set(going_on.values_list("participant", flat=True)))


def _divergences(entries: QuerySet[ThreadEntry]) -> int:
    """Views marked as different that nobody discussed yet."""
    settled = Settlement.objects.exclude(divergence=None)
    standing = readable_marks(entries).filter(divergence__mark=Mark.DIVERGES, divergence__withdrawn_at=None)
    return (
        standing.exclude(divergence__in=settled.values("divergence")).values("divergence").distinct().count()
    )


def _carers_loads(entries: QuerySet[ThreadEntry], today: date) -> int:
    """The carers who said, within a year and to the circle, that much weighs on them often or always."""
    told = Assessment.objects.filter(
        pk__in=entries.values("pk"), instrument_slug=CARERS_SHEET, when_latest__gte=today - A_YEAR
    )
    heavy = told.annotate(n=Count("answers", filter=Q(answers__level__in=HEAVY))).filter(n__gte=MANY_LINES)
    return heavy.values("said_by").distinct().count()


def _words(call: Call) -> str:
    return _WORDS[call.of](call.count) % {"n": call.count}


_WORDS: dict[str, Callable[[int], str]] = {
    "services": lambda n: (
        ngettext("%(n)d service est là", "%(n)d services sont là", n) if n else _("Aucun service n’est là")
    ),
    "coordinators": lambda n: ngettext("%(n)d personne coordonne", "%(n)d personnes coordonnent", n),
    "open_ruptures": lambda n: ngettext("%(n)d rupture est ouverte", "%(n)d ruptures sont ouvertes", n),
    "ruptures_in_a_year": lambda n: ngettext("%(n)d rupture en un an", "%(n)d ruptures en un an", n),
    "divergences": lambda n: ngettext(
        "%(n)d divergence n’est pas réglée", "%(n)d divergences ne sont pas réglées", n
    ),
    "refusals_in_a_year": lambda n: ngettext(
        "%(n)d service sollicité n’a pas pu répondre, en un an",
        "%(n)d services sollicités n’ont pas pu répondre, en un an",
        n,
    ),
    "carers_loads": lambda n: ngettext(
        "%(n)d proche dit une charge lourde", "%(n)d proches disent une charge lourde", n
    ),
}
