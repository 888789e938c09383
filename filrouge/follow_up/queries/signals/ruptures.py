"""What broke: ruptures that nothing closed, and those that a service's end suggests."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filrouge.follow_up.choices import ProposalState
from filrouge.follow_up.models import Rupture, RuptureProposal
from filrouge.follow_up.queries.signals.kind import Act, Facts, Found, SignalKind
from filrouge.lib.dates import PartialDate, since_words, until_words
from filrouge.lib.text import capital
from filrouge.parcours.models import Parcours

GUIDANCE = gettext_lazy("Loubat 2018, Les Cahiers de l’Actif\u00a0: les ruptures de parcours")


def _open(parcours: QuerySet[Parcours], day: date, thresholds: Mapping[str, int]) -> Iterator[Found]:
    found = Rupture.objects.filter(parcours__in=parcours, closed_by=None).values_list(
        "pk", "parcours_id", "area", "nature", "cause", "consequence", "opened_by__when", "recorded_at"
    )
    for key, record, area, nature, cause, consequence, when, recorded_at in found.iterator():
        facts = {"nature": nature, "cause": cause, "consequence": consequence, "since": when.notation}
        since = min(when.latest or localdate(recorded_at), day)
        yield Found(record, str(key), since, facts, area, key)


def _tell_open(facts: Facts) -> list[str]:
    told = [capital(since_words(PartialDate.parse(facts["since"]))) + "."]
    if facts["cause"]:
        told.append(_("Cause\u00a0: %(cause)s.") % {"cause": facts["cause"].rstrip(".")})
    if facts["consequence"]:
        told.append(capital(facts["consequence"].rstrip(".")) + ".")
    return told


def _to_confirm(parcours: QuerySet[Parcours], day: date, thresholds: Mapping[str, int]) -> Iterator[Found]:
    waiting = RuptureProposal.objects.filter(parcours__in=parcours, state=ProposalState.PROPOSED)
    found = waiting.values_list(
        "pk", "parcours_id", "proposed_at", "spell_id", "spell__area", "spell__nature", "spell__until",
        "spell__end_reason",
    )  # fmt: skip
    for key, record, proposed_at, spell, area, nature, until, reason in found.iterator():
        facts = {
            "proposal_id": str(key),
            "nature": nature,
            "until": until.notation if until else "",
            "reason": reason,
        }
        since = (until and until.latest) or localdate(proposed_at)
        yield Found(record, str(spell), min(since, day), facts, area, spell)


def _tell_to_confirm(facts: Facts) -> list[str]:
    until = until_words(PartialDate.parse(facts["until"]) if facts["until"] else None)
    told = [capital(f"{facts['nature']}, {until}" if until else facts["nature"]) + "."]
    if facts["reason"]:
        told.append(_("Motif\u00a0: %(reason)s.") % {"reason": facts["reason"].rstrip(".")})
    return [*told, _("Aucun service ne le remplace.")]


def _named_to_confirm(facts: Facts) -> str:
    return _("rupture à confirmer\u00a0: %(what)s") % {"what": facts["nature"]}


OPEN = SignalKind(
    name="rupture_open",
    title=gettext_lazy("rupture ouverte"),
    headline=lambda facts: facts["nature"],
    why=gettext_lazy("une rupture est notée, rien ne l’a refermée."),
    source=GUIDANCE,
    find=_open,
    tell=_tell_open,
    acts=(Act(gettext_lazy("Voir le suivi"), "follow_up:page", icon="list"),),
    icon="unlink",
    tone="thread",
)
TO_CONFIRM = SignalKind(
    name="rupture_to_confirm",
    title=gettext_lazy("rupture à confirmer"),
    headline=_named_to_confirm,
    why=gettext_lazy("un service s’est arrêté, sans relais noté."),
    source=GUIDANCE,
    find=_to_confirm,
    tell=_tell_to_confirm,
    acts=(
        Act(
            gettext_lazy("Confirmer ou écarter"),
            "follow_up:proposal_confirm",
            of=("proposal_id",),
            icon="check",
        ),
    ),
)
KINDS = (OPEN, TO_CONFIRM)
