"""What has an end that the calendar knows: rights, measures of protection, agreements to share."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, DateField, Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from filrouge.follow_up.queries.signals.kind import Act, Facts, Found, SignalKind, Threshold
from filrouge.follow_up.queries.signals.saying import first_day, last_day, months_after, months_before, said
from filrouge.lib.dates import PartialDate, until_words
from filrouge.lib.text import capital
from filrouge.needs.choices import Decision
from filrouge.needs.models import Right
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.choices import Basis, CircleRole, ConsentDecision
from filrouge.parcours.models import CircleMember, Consent, Parcours
from filrouge.people.models import LegalProtection

STEPS = ("first", "second", "third", "last")
ENDED = 0
MEASURE, AGREEMENTS = "measure", "agreements"


def _find_rights(parcours: QuerySet[Parcours], day: date, thresholds: Mapping[str, int]) -> Iterator[Found]:
    """One signal for a right and the step that it has come to: what was put off at one step is told at the next.

    A right that ends in '2027' counts from its earliest possible end: a renewal asked too early costs nothing.
    It stays until a renewal is asked for or given; a refusal leaves the end as it is.
    """
    steps = sorted({thresholds[name] for name in STEPS})
    found: Any = (
        Right.objects.filter(parcours__in=parcours, decision=Decision.GRANTED, until__isnull=False)
        .annotate(begins_to_end=first_day("until"), ended=last_day("until"), started=_started())
        .filter(begins_to_end__lte=months_after(day, steps[-1]))
        .filter(ended__gte=months_before(day, thresholds["looks_back"]))
        .exclude(Exists(_renewals()))
        .values_list("pk", "parcours_id", "area", "kind__label", "until", "begins_to_end", "ended")
    )
    for key, record, area, label, until, begins_to_end, ended in found.iterator():
        step = ENDED if ended < day else next(one for one in steps if begins_to_end <= months_after(day, one))
        since = ended if step == ENDED else months_before(begins_to_end, step)
        facts = {"right": label, "until": until.notation, "step": step}
        yield Found(record, f"{key}:{step}", min(since, day), facts, area, key)


def _started() -> Coalesce:
    return Coalesce(
        F("since_earliest"), F("decided_on_earliest"), TruncDate("recorded_at"), output_field=DateField()
    )


def _renewals() -> QuerySet[Right]:
    """The same right given for longer, or asked for since this one began."""
    same = Right.objects.filter(parcours=OuterRef("parcours"), kind=OuterRef("kind")).exclude(
        pk=OuterRef("pk")
    )
    asked_on = Coalesce(
        F("decided_on_latest"), F("decided_on_earliest"), TruncDate("recorded_at"), output_field=DateField()
    )
    longer = Q(until=None) | Q(ends__gt=OuterRef("ended"))
    asked = Q(decision=Decision.ASKED, asked_on__gt=OuterRef("started"))
    return same.annotate(ends=last_day("until"), asked_on=asked_on).filter(
        asked | Q(decision=Decision.GRANTED) & longer
    )


def _tell_right(facts: Facts) -> list[str]:
    until = capital(until_words(PartialDate.parse(facts["until"])))
    return [
        _("%(right)s. %(until)s.") % {"right": facts["right"], "until": until},
        _("Aucune demande de renouvellement n’est notée."),
    ]


def _named_right(facts: Facts) -> str:
    step, told = facts["step"], {"right": facts["right"], "months": facts["step"]}
    if step == ENDED:
        return _("droit terminé, rien ne suit\u00a0: %(right)s") % told
    return (
        ngettext(
            "droit qui finit dans un mois au plus\u00a0: %(right)s",
            "droit qui finit dans %(months)s mois au plus\u00a0: %(right)s",
            step,
        )
        % told
    )


def _find_mandates(parcours: QuerySet[Parcours], day: date, thresholds: Mapping[str, int]) -> Iterator[Found]:
    """What access or decisions rely on, and that ends: a measure, an agreement given long ago."""
    yield from _measures(parcours, day, thresholds)
    yield from _old_agreements(parcours, day, thresholds)


def _measures(parcours: QuerySet[Parcours], day: date, thresholds: Mapping[str, int]) -> Iterator[Found]:
    """A measure that ends soon, or that ended while somebody still reads as if it held."""
    others = LegalProtection.objects.filter(person=OuterRef("person"), pk__gt=OuterRef("pk"))
    follows = others.annotate(ends=last_day("until")).filter(Q(until=None) | Q(ends__gt=OuterRef("ended")))
    relies = (
        _open_places(day)
        .filter(parcours__person=OuterRef("person"))
        .filter(Q(role=CircleRole.LEGAL_PROTECTION) | Q(basis=Basis.MANDATE))
    )
    found: Any = (
        LegalProtection.objects.filter(person__parcours__in=parcours, until__isnull=False)
        .annotate(begins_to_end=first_day("until"), ended=last_day("until"), is_relied_on=Exists(relies))
        .filter(begins_to_end__lte=months_after(day, thresholds["measure"]))
        .filter(Q(ended__gte=day) | Q(is_relied_on=True))
        .exclude(Exists(follows))
        .values_list("pk", "person__parcours", "kind", "until", "begins_to_end", "ended", "is_relied_on")
    )
    for key, record, kind, until, begins_to_end, ended, is_relied_on in found.iterator():
        has_ended = ended < day
        since = ended if has_ended else months_before(begins_to_end, thresholds["measure"])
        facts = {
            "what": MEASURE, "measure": kind, "until": until.notation,
            "has_ended": has_ended, "is_relied_on": is_relied_on,
        }  # fmt: skip
        yield Found(
            record, f"{key}:{'ended' if has_ended else 'soon'}", min(since, day), facts, LifeArea.RIGHTS
        )


def _old_agreements(
    parcours: QuerySet[Parcours], day: date, thresholds: Mapping[str, int]
) -> Iterator[Found]:
    """Places that read by her agreement, which she last gave long ago: an agreement is said again, never presumed."""
    given = Consent.objects.filter(participant=OuterRef("participant"), decision=ConsentDecision.AGREED)
    last = given.annotate(said=last_day("on")).order_by("-said").values("said")[:1]
    found: Any = (
        _open_places(day)
        .filter(parcours__in=parcours, basis=Basis.CONSENT)
        .annotate(agreed=Subquery(last))
        .filter(agreed__lt=months_before(day, thresholds["agreement"]))
        .values("parcours_id")
        .annotate(oldest=Min("agreed"), several=Count("participant", distinct=True))
        .order_by()
    )
    for each in found.iterator():
        since = months_after(each["oldest"], thresholds["agreement"])
        facts = {
            "what": AGREEMENTS,
            "oldest": f"{each['oldest']:%Y-%m}",
            "several": each["several"],
            "months": thresholds["agreement"],
        }
        yield Found(each["parcours_id"], AGREEMENTS, min(since, day), facts)


def _open_places(day: date) -> QuerySet[CircleMember]:
    """The places whose access is open that day."""
    return CircleMember.objects.with_open_access(make_aware(datetime.combine(day, time.max)))


def _tell_mandate(facts: Facts) -> list[str]:
    if facts["what"] == MEASURE:
        return _tell_measure(facts)
    told = ngettext(
        "Un accord de partage date de plus de %(months)s mois, et quelqu’un lit encore par lui.",
        "%(count)s accords de partage datent de plus de %(months)s mois, et l’on lit encore par eux.",
        facts["several"],
    ) % {"count": facts["several"], "months": facts["months"]}
    return [told, _("Le plus ancien\u00a0: %(when)s.") % {"when": said(facts["oldest"])}]


def _tell_measure(facts: Facts) -> list[str]:
    words = {
        "measure": LegalProtection.Kind(facts["measure"]).label,
        "until": until_words(PartialDate.parse(facts["until"])),
    }
    told = [capital(_("%(measure)s, %(until)s.") % words)]
    told.append(_("Aucune mesure notée ne la suit."))
    if facts["has_ended"]:
        told.append(_("Quelqu’un lit encore le dossier au titre de cette mesure."))
    elif facts["is_relied_on"]:
        told.append(_("Quelqu’un lit le dossier au titre de cette mesure."))
    return told


def _named_mandate(facts: Facts) -> str:
    if facts["what"] == AGREEMENTS:
        return _("accord de partage à redire avec la personne")
    return (
        _("mesure de protection terminée")
        if facts["has_ended"]
        else _("mesure de protection qui finit bientôt")
    )


RIGHT_ENDING = SignalKind(
    name="right_ending",
    title=gettext_lazy("droit qui finit"),
    headline=_named_right,
    why=gettext_lazy(
        "un droit qui finit sans relais coupe une aide, parfois un revenu\u00a0: la demande prend des mois."
    ),
    source=gettext_lazy(
        "Code de l’action sociale et des familles, article R. 241-33\u00a0: la commission a quatre mois pour décider. "
        "Étapes\u00a0: 12, 6, 3 et 1 mois, réglables"
    ),
    find=_find_rights,
    tell=_tell_right,
    acts=(
        Act(gettext_lazy("Noter la demande de renouvellement"), "needs:right_new", icon="plus"),
        Act(gettext_lazy("Voir les droits"), "needs:rights", icon="scale"),
    ),
    thresholds={
        "first": Threshold(gettext_lazy("mois avant la fin, première fois"), 12, "months"),
        "second": Threshold(gettext_lazy("mois avant la fin, deuxième fois"), 6, "months"),
        "third": Threshold(gettext_lazy("mois avant la fin, troisième fois"), 3, "months"),
        "last": Threshold(gettext_lazy("mois avant la fin, dernière fois"), 1, "months"),
        "looks_back": Threshold(
            gettext_lazy("mois après la fin, au-delà desquels cela n’est plus signalé"), 12, "months"
        ),
    },
    icon="scale",
)
CONSENT_ENDING = SignalKind(
    name="consent_ending",
    title=gettext_lazy("accord ou mesure qui arrive à sa fin"),
    headline=_named_mandate,
    why=gettext_lazy("on ne lit et on ne décide que sur un accord ou un mandat qui tient encore."),
    source=gettext_lazy(
        "Code civil, articles 441 à 443\u00a0: sans renouvellement, la mesure prend fin à son terme\u00a0; Code de la "
        "santé publique, article L. 1110-4\u00a0: le partage tient à l’accord de la personne. Délais\u00a0: choix de "
        "Filrouge, réglables"
    ),
    find=_find_mandates,
    tell=_tell_mandate,
    acts=(
        Act(gettext_lazy("Redire les accords"), "parcours:consents", icon="shield-check"),
        Act(gettext_lazy("Noter la mesure qui suit"), "parcours:protection_add", icon="gavel"),
    ),
    thresholds={
        "measure": Threshold(gettext_lazy("mois avant la fin d’une mesure"), 6, "months"),
        "agreement": Threshold(gettext_lazy("mois depuis le dernier accord de partage"), 24, "months"),
    },
    icon="shield-check",
)
KINDS = (RIGHT_ENDING, CONSENT_ENDING)
