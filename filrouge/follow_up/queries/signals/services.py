"""What stopped and that nothing follows: a service ended, with no other in its place and no word about it."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filrouge.follow_up.models import Rupture, RuptureProposal
from filrouge.follow_up.queries.signals.kind import Act, Facts, Found, SignalKind, Threshold
from filrouge.follow_up.queries.signals.saying import days_before, last_day, months_before
from filrouge.lib.dates import PartialDate, until_words
from filrouge.lib.text import capital
from filrouge.parcours.models import Parcours, ServiceSpell


def _find(parcours: QuerySet[Parcours], day: date, thresholds: Mapping[str, int]) -> Iterator[Found]:
    """Nothing is guessed: what replaces it is stated, a rupture or its dismissal was written, or that it was enough.

    A rupture that only waits to be confirmed is told by its own kind.
    """
    found: Any = (
        ServiceSpell.objects.filter(parcours__in=parcours, until__isnull=False, is_no_longer_needed=False)
        .annotate(ended=last_day("until"))
        .filter(ended__lt=days_before(day, thresholds["days"]))
        .filter(ended__gte=months_before(day, thresholds["looks_back"]))
        .exclude(Exists(ServiceSpell.objects.filter(replaces=OuterRef("pk"))))
        .exclude(Exists(RuptureProposal.objects.filter(spell=OuterRef("pk"))))
        .exclude(Exists(Rupture.objects.filter(spell=OuterRef("pk"))))
        .values_list("pk", "parcours_id", "area", "nature", "until", "end_reason", "ended")
    )
    for key, record, area, nature, until, reason, ended in found.iterator():
        facts = {"spell_id": str(key), "nature": nature, "until": until.notation, "reason": reason}
        yield Found(record, str(key), ended, facts, area, key)


def _tell(facts: Facts) -> list[str]:
    told = [capital(f"{facts['nature']}, {until_words(PartialDate.parse(facts['until']))}") + "."]
    if facts["reason"]:
        told.append(_("Motif\u00a0: %(reason)s.") % {"reason": facts["reason"].rstrip(".")})
    return [*told, _("Aucun service ne le remplace, et personne n’a dit que ce n’était plus nécessaire.")]


def _headline(facts: Facts) -> str:
    return _("service arrêté, rien à la place\u00a0: %(what)s") % {"what": facts["nature"]}


WITHOUT_REPLACEMENT = SignalKind(
    name="service_without_replacement",
    title=gettext_lazy("service arrêté, rien à la place"),
    headline=_headline,
    why=gettext_lazy("un service s’arrête et personne n’est prévenu\u00a0: le besoin, lui, reste."),
    source=gettext_lazy(
        "Aubert, Kletz et Sardas 2022, Politiques et management public\u00a0: Mme E. est restée cinq mois sans aide "
        "à domicile. Délais\u00a0: choix de Filrouge, réglables"
    ),
    find=_find,
    tell=_tell,
    acts=(
        Act(gettext_lazy("Dire ce qui a suivi"), "follow_up:service_after", of=("spell_id",), icon="pencil"),
        Act(gettext_lazy("Noter un autre service"), "follow_up:service_begin", icon="plus"),
        Act(gettext_lazy("Noter une rupture"), "follow_up:rupture_new", icon="unlink"),
    ),
    thresholds={
        "days": Threshold(gettext_lazy("jours après la fin du service"), 7, "days", least=0),
        "looks_back": Threshold(gettext_lazy("mois au-delà desquels cela n’est plus signalé"), 12, "months"),
    },
    icon="unlink",
)
KINDS = (WITHOUT_REPLACEMENT,)
