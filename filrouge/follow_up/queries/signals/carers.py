"""What helping costs a relative, as they tell it themselves: two grids that they shared, side by side."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from filrouge.follow_up.queries.signals.kind import Act, Facts, Found, SignalKind, Threshold
from filrouge.follow_up.queries.signals.saying import last_day, months_before, said
from filrouge.needs.models import Assessment, AssessmentAnswer
from filrouge.needs.rules.instruments import RELATIVE, instruments_for
from filrouge.parcours.choices import Level
from filrouge.parcours.models import Parcours

# What lightens: said less often, the load is heavier.
LIGHTENS = ("sense", "laugh")
MOST_TOLD = 5


def _find(parcours: QuerySet[Parcours], day: date, thresholds: Mapping[str, int]) -> Iterator[Found]:
    """Their last grid and the one before: lines are told one by one, nothing is added up into a score."""
    grids = _last_grids(parcours, day, thresholds["looks_back"])
    now, then = _answers(grids.values("pk")), _answers(grids.values("earlier"))
    found = grids.values_list(
        "pk", "earlier", "parcours_id", "area", "instrument_slug", "when", "earlier_when", "last"
    )
    for key, earlier, record, area, slug, when, earlier_when, last in found.iterator():
        heavier, lighter = _moved(_ranks(slug), then.get(earlier, {}), now.get(key, {}))
        if len(heavier) >= thresholds["lines"] and len(heavier) > len(lighter):
            facts = {
                "when": when.notation, "earlier": earlier_when.notation,
                "lines": heavier[:MOST_TOLD], "count": len(heavier),
            }  # fmt: skip
            yield Found(record, str(key), min(last, day), facts, area, key)


def _last_grids(parcours: QuerySet[Parcours], day: date, months: int) -> Any:
    """The last grid that each relative shared, with the one before it."""
    shared = Assessment.objects.filter(level=Level.CIRCLE).annotate(last=last_day("when"))
    same = shared.filter(
        parcours=OuterRef("parcours"),
        said_by=OuterRef("said_by"),
        instrument_slug=OuterRef("instrument_slug"),
    )
    after = Q(last__gt=OuterRef("last")) | Q(last=OuterRef("last"), order__gt=OuterRef("order"))
    before = Q(last__lt=OuterRef("last")) | Q(last=OuterRef("last"), order__lt=OuterRef("order"))
    earlier = same.filter(before).order_by("-last", "-order")
    slugs = [one.slug for one in instruments_for(RELATIVE)]
    return (
        shared.filter(parcours__in=parcours, instrument_slug__in=slugs)
        .filter(last__gte=months_before(day, months), when_earliest__lte=day)
        .exclude(Exists(same.filter(after)))
        .annotate(
            earlier=Subquery(earlier.values("pk")[:1]), earlier_when=Subquery(earlier.values("when")[:1])
        )
        .filter(earlier__isnull=False)
    )


def _answers(grids: Any) -> dict[Any, dict[str, tuple[str, str]]]:
    """What was answered to each line, by grid: the level, and the line in words."""
    answers: dict[Any, dict[str, tuple[str, str]]] = {}
    found = AssessmentAnswer.objects.filter(assessment__in=grids).exclude(level="").order_by("order")
    for grid, item, level, asked in found.values_list("assessment_id", "item", "level", "asked"):
        answers.setdefault(grid, {})[item] = (level, asked)
    return answers


def _ranks(slug: str) -> dict[str, int]:
    """The answers of a grid, from the least often to the most."""
    grid = next(one for one in instruments_for(RELATIVE) if one.slug == slug)
    return {level.slug: rank for rank, level in enumerate(grid.levels)}


def _moved(
    ranks: Mapping[str, int], then: Mapping[str, tuple[str, str]], now: Mapping[str, tuple[str, str]]
) -> tuple[list[str], list[str]]:
    """The lines that weigh more than the time before, and those that weigh less; a line new or left out is neither."""
    heavier: list[str] = []
    lighter: list[str] = []
    for item, (level, asked) in now.items():
        if item not in then or {level, then[item][0]} - ranks.keys():
            continue
        moved = ranks[level] - ranks[then[item][0]]
        if moved:
            (heavier if (moved > 0) != (item in LIGHTENS) else lighter).append(asked)
    return heavier, lighter


def _tell(facts: Facts) -> list[str]:
    told = ngettext(
        "Une ligne pèse plus que la fois d’avant\u00a0: %(earlier)s, puis %(when)s.",
        "%(count)s lignes pèsent plus que la fois d’avant\u00a0: %(earlier)s, puis %(when)s.",
        facts["count"],
    ) % {"count": facts["count"], "when": said(facts["when"]), "earlier": said(facts["earlier"])}
    return [told, *(_("«\u00a0%(line)s\u00a0»") % {"line": line} for line in facts["lines"])]


CARER_LOAD = SignalKind(
    name="carer_load",
    title=gettext_lazy("un proche qui aide porte davantage"),
    why=gettext_lazy(
        "un proche qui s’épuise est une rupture qui se prépare, pour lui comme pour la personne."
    ),
    source=gettext_lazy(
        "Anesm 2014, Le soutien des aidants non professionnels. Nombre de lignes\u00a0: choix de Filrouge, "
        "réglable\u00a0; aucune note n’est calculée"
    ),
    find=_find,
    tell=_tell,
    acts=(
        Act(gettext_lazy("Voir ce qui est dit"), "needs:voices", icon="ear"),
        Act(gettext_lazy("Noter un service qui soulage"), "follow_up:service_begin", icon="plus"),
    ),
    thresholds={
        "lines": Threshold(gettext_lazy("lignes de la grille qui pèsent plus"), 3, "times"),
        "looks_back": Threshold(
            gettext_lazy("mois au-delà desquels la dernière grille n’est plus regardée"), 12, "months"
        ),
    },
    icon="heart-handshake",
)
KINDS = (CARER_LOAD,)
