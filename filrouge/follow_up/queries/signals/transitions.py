"""Turning points that come and that nobody prepares."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filrouge.follow_up.choices import AGES, TransitionKind
from filrouge.follow_up.models import PreparationStep, Transition
from filrouge.follow_up.queries.ahead import Known, announced, known_in, unprepared
from filrouge.follow_up.queries.signals.kind import Act, Facts, Found, SignalKind, Threshold
from filrouge.lib.dates import PartialDate, say
from filrouge.lib.dates.months import months_after
from filrouge.lib.text import capital
from filrouge.parcours.choices import Level
from filrouge.parcours.models import Parcours

KIND_WORDS = dict(TransitionKind.choices)


def _ahead(parcours: QuerySet[Parcours], day: date, thresholds: Mapping[str, int]) -> Iterator[Found]:
    """What dates already written announce, then what somebody noted: each without a preparation, or without anybody."""
    known = known_in(parcours)
    for ahead, standing in unprepared(announced(parcours, day), known, day):
        facts = {
            "kind": str(ahead.kind),
            "on": ahead.on.notation if ahead.on else "",
            "missing": _missing(standing),
        }
        yield Found(ahead.parcours, str(ahead.key), min(ahead.since, day), facts, ahead.area, ahead.entry)
    yield from _noted(parcours, day, thresholds["months"])


def _missing(standing: Known | None) -> str:
    if standing is None:
        return "everything"
    return "steps" if standing.has_somebody else "somebody"


def _noted(parcours: QuerySet[Parcours], day: date, months: int) -> Iterator[Found]:
    """Turning points noted as expected; of a birthday, `announced` has spoken already."""
    started = PreparationStep.objects.filter(parcours__in=parcours).values("transition").distinct()
    coming = Transition.objects.filter(
        parcours__in=parcours, level=Level.CIRCLE, set_aside_at=None, events=None,
        expected_earliest__lte=months_after(day, months), expected_latest__gte=day,
    ).exclude(kind__in=AGES)  # fmt: skip
    prepared = set(coming.filter(pk__in=started).values_list("pk", flat=True))
    rows: Any = coming.values_list(
        "pk", "parcours_id", "kind", "area", "expected", "in_charge_id", "from_what", "to_what"
    )
    for key, record, kind, area, expected, somebody, from_what, to_what in rows.iterator():
        missing = _missing_of(key, kind, somebody, prepared)
        if missing:
            words = f"{from_what} → {to_what}" if to_what else from_what
            facts = {"kind": kind, "on": expected.notation, "missing": missing, "words": words}
            since = months_after(expected.earliest or day, -months)
            yield Found(record, str(key), min(since, day), facts, area, key)


def _missing_of(key: UUID, kind: str, somebody: UUID | None, prepared: set[UUID]) -> str:
    if somebody is None:
        return "somebody"
    return "" if key in prepared or kind == TransitionKind.OTHER else "steps"


def _headline(facts: Facts) -> str:
    words = facts.get("words") or str(KIND_WORDS[facts["kind"]])
    return _("un moment charnière s’annonce\u00a0: %(what)s") % {"what": words}


def _tell(facts: Facts) -> list[str]:
    missing = {
        "everything": _("Aucune préparation n’est commencée, et personne n’en est chargé."),
        "somebody": _("Personne n’est chargé de le préparer."),
        "steps": _("La préparation n’est pas commencée."),
    }
    told = [capital(str(KIND_WORDS[facts["kind"]])) + "."] if facts["kind"] != TransitionKind.OTHER else []
    if facts["on"]:
        told.append(_("Prévu\u00a0: %(date)s.") % {"date": say(PartialDate.parse(facts["on"]))})
    return [*told, missing[facts["missing"]]]


AHEAD = SignalKind(
    name="transition_ahead",
    title=gettext_lazy("un moment charnière s’annonce"),
    headline=_headline,
    why=gettext_lazy(
        "un âge, une fin, une sortie se savent d’avance\u00a0: préparés, ils ne deviennent pas une rupture."
    ),
    source=gettext_lazy(
        "délais de la MDPH\u00a0: Code de l’action sociale et des familles, art. R. 241-33\u00a0; les mois d’avance "
        "sont un choix de Filrouge, écrit dans la liste de chaque sorte"
    ),
    find=_ahead,
    tell=_tell,
    acts=(Act(gettext_lazy("Préparer"), "follow_up:preparations", icon="route"),),
    thresholds={
        "months": Threshold(gettext_lazy("combien de mois avant un moment noté"), 9, "months", most=36)
    },
    icon="route",
)
KINDS = (AHEAD,)
