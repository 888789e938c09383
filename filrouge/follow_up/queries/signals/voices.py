"""What was said and is not taken up yet: views marked as different, advice of which nobody says what became of it."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby
from operator import itemgetter

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from filrouge.follow_up.queries.signals.kind import Act, Facts, Found, SignalKind, Threshold
from filrouge.follow_up.queries.signals.saying import days_before, last_day, months_before, said
from filrouge.needs.choices import FollowUp, Mark
from filrouge.needs.models import Divergence, DivergenceVoice, Recommendation, Settlement
from filrouge.parcours.choices import Level
from filrouge.parcours.models import Parcours

MOST_TOLD = 5


def _find_apart(parcours: QuerySet[Parcours], day: date, thresholds: Mapping[str, int]) -> Iterator[Found]:
    """Marks that stand, with nothing settled, or with a day to talk of it again that has passed.

    Whoever reads one voice alone learns nothing of the other.
    """
    settled = Settlement.objects.filter(divergence=OuterRef("pk")).annotate(again=last_day("again_on"))
    standing = (
        Divergence.objects.filter(parcours__in=parcours, mark=Mark.DIVERGES, withdrawn_at=None)
        .annotate(marked_on=TruncDate("marked_at"))
        .filter(marked_on__lt=days_before(day, thresholds["days"]))
        .exclude(Exists(settled.filter(Q(again=None) | Q(again__gte=day))))
    )
    voices = (
        DivergenceVoice.objects.filter(divergence__in=standing.values("pk"))
        .annotate(marked_on=TruncDate("divergence__marked_at"))
        .order_by("divergence_id", "order")
        .values_list(
            "divergence_id", "divergence__parcours_id", "divergence__subject", "marked_on", "entry_id",
            "entry__area", "entry__level",
        )
    )  # fmt: skip
    for key, several in groupby(voices.iterator(), itemgetter(0)):
        rows = list(several)
        gates = _gates([row[4:] for row in rows])
        _key, record, subject, marked_on = rows[0][:4]
        # a third gate cannot be asked for: then the subject, which tells of every voice, stays with the voices
        facts = {
            "subject": subject if len(gates) <= 2 else "",
            "marked": marked_on.isoformat(),
            "voices": len(rows),
        }
        other = gates[1][0] if len(gates) > 1 else None
        yield Found(record, str(key), marked_on, facts, gates[0][1], gates[0][0], other)


def _gates(voices: list[tuple]) -> list[tuple]:
    """One line for each gate that the voices stand behind, the most closed first."""
    openness = {Level.MINE: 0, Level.ORGANISATION: 1, Level.CIRCLE: 2}
    by_gate: dict[object, tuple] = {}
    for line, area, level in sorted(voices, key=lambda voice: openness[voice[2]]):
        by_gate.setdefault(area if level == Level.CIRCLE else line, (line, area))
    return list(by_gate.values())


def _tell_apart(facts: Facts) -> list[str]:
    told = ngettext(
        "%(count)s avis, marqué différent le %(day)s.",
        "%(count)s avis, marqués différents le %(day)s.",
        facts["voices"],
    ) % {"count": facts["voices"], "day": said(facts["marked"])}
    about = (
        [_("Sur\u00a0: %(subject)s.") % {"subject": facts["subject"].rstrip(".")}] if facts["subject"] else []
    )
    return [*about, told, _("Aucune issue notée ne vaut aujourd’hui.")]


def _find_advice(parcours: QuerySet[Parcours], day: date, thresholds: Mapping[str, int]) -> Iterator[Found]:
    """Advice of which nobody said what became of it, by assessment; 'non suivie' is an answer."""
    found = (
        Recommendation.objects.filter(assessment__parcours__in=parcours, follow_up=FollowUp.UNKNOWN)
        .annotate(given=last_day("assessment__when"))
        .filter(given__lt=months_before(day, thresholds["months"]))
        .filter(given__gte=months_before(day, thresholds["looks_back"]))
        .order_by("assessment_id", "order")
        .values_list(
            "assessment_id",
            "assessment__parcours_id",
            "assessment__area",
            "assessment__when",
            "given",
            "text",
        )
    )
    for key, several in groupby(found.iterator(), itemgetter(0)):
        rows = list(several)
        _key, record, area, when, given, _text = rows[0]
        facts = {"when": when.notation, "texts": [row[5] for row in rows[:MOST_TOLD]], "count": len(rows)}
        yield Found(record, str(key), given, facts, area, key)


def _tell_advice(facts: Facts) -> list[str]:
    told = ngettext(
        "Évaluation, %(when)s\u00a0: une chose conseillée, sans suite notée.",
        "Évaluation, %(when)s\u00a0: %(count)s choses conseillées, sans suite notée.",
        facts["count"],
    ) % {"count": facts["count"], "when": said(facts["when"])}
    return [told, *(_("Conseillé\u00a0: %(what)s.") % {"what": text.rstrip(".")} for text in facts["texts"])]


UNSETTLED = SignalKind(
    name="divergence_unsettled",
    title=gettext_lazy("avis différents, rien de décidé"),
    headline=lambda facts: (
        _("avis différents\u00a0: %(what)s") % {"what": facts["subject"]}
        if facts["subject"]
        else _("avis différents, rien de décidé")
    ),
    why=gettext_lazy(
        "des avis qui diffèrent sont une information\u00a0: on en parle, avec la personne, et l’on note l’issue."
    ),
    source=gettext_lazy(
        "Aubert, Kletz et Sardas 2022, Politiques et management public\u00a0: des évaluations qui ne convergent pas. "
        "Délai\u00a0: choix de Filrouge, réglable"
    ),
    find=_find_apart,
    tell=_tell_apart,
    acts=(
        Act(gettext_lazy("Décider ensemble"), "needs:settlement_new", icon="users"),
        Act(gettext_lazy("Relire les avis"), "needs:voices", icon="ear"),
    ),
    thresholds={
        "days": Threshold(gettext_lazy("jours depuis que la différence est marquée"), 30, "days", least=0)
    },
    icon="arrows-split-2",
)
UNFOLLOWED = SignalKind(
    name="recommendation_unfollowed",
    title=gettext_lazy("conseil d’une évaluation sans suite notée"),
    why=gettext_lazy(
        "ce qui est conseillé et que personne ne reprend se perd\u00a0: le faire, ou dire pourquoi non."
    ),
    source=gettext_lazy(
        "Aubert, Kletz et Sardas 2022, Politiques et management public\u00a0: le plan ajusté après chaque évaluation. "
        "Nombres de mois\u00a0: choix de Filrouge, réglables"
    ),
    find=_find_advice,
    tell=_tell_advice,
    acts=(Act(gettext_lazy("Dire ce que c’est devenu"), "needs:voices", icon="pencil"),),
    thresholds={
        "months": Threshold(gettext_lazy("mois après l’évaluation"), 6, "months"),
        "looks_back": Threshold(gettext_lazy("mois au-delà desquels cela n’est plus signalé"), 24, "months"),
    },
    icon="clipboard-list",
)
KINDS = (UNSETTLED, UNFOLLOWED)
