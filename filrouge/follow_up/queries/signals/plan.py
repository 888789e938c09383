"""What a plan promised: a line that nobody gives, a partner who does not answer, a review that is late."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Case, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest, TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from filrouge.follow_up.models import Review
from filrouge.follow_up.queries.signals.kind import Act, Facts, Found, SignalKind, Threshold
from filrouge.follow_up.queries.signals.reviewed import reviews_of, told_reviews_of
from filrouge.follow_up.queries.signals.saying import OURS, days_before, last_day, months_before, said
from filrouge.parcours.choices import CoordinationLevel, Level, ParcoursState
from filrouge.parcours.models import Parcours
from filrouge.plans.choices import Nature, SolicitationState, Standing
from filrouge.plans.models import Plan, PlanLine, Solicitation
from filrouge.plans.rules.solicitations import AWAITED, PENDING
from filrouge.plans.rules.standings import LEFT_OUT
from filrouge.plans.rules.states import CHANGEABLE, DISCUSSED, RUNNING

# What she put off, or chose not to have, waits for nobody.
NOT_AWAITED = (*LEFT_OUT, Standing.LATER)
STILL_OF_USE = tuple(dict.fromkeys((*CHANGEABLE, *DISCUSSED, *RUNNING)))


def _find_lines(parcours: QuerySet[Parcours], day: date, thresholds: Mapping[str, int]) -> Iterator[Found]:
    """Lines that the circle reads, of a plan in force: without anybody, or with somebody and nothing begun.

    What those close to her do, or she herself, needs no provider.
    """
    pending = Solicitation.objects.filter(line=OuterRef("pk"), state__in=PENDING)
    found: Any = (
        PlanLine.objects.filter(
            parcours__in=parcours, plan__state__in=RUNNING, level=Level.CIRCLE, spell=None
        )
        .exclude(standing__in=NOT_AWAITED)
        .exclude(nature=Nature.INFORMAL)
        .exclude(until_latest__lt=day)
        .annotate(agreed=TruncDate("plan__in_force_at"))
        .annotate(
            begins=Greatest("agreed", Coalesce(last_day("since"), F("agreed")), output_field=DateField())
        )
        .annotate(waits_since=Case(When(provider=None, then=F("agreed")), default=F("begins")))
        .filter(waits_since__lt=days_before(day, thresholds["days"]))
        .annotate(is_asked=Exists(pending))
        .values_list(
            "key", "parcours_id", "area", "title", "provider_id", "agreed", "since", "waits_since", "is_asked"
        )
    )
    for key, record, area, title, provider, agreed, since, waits_since, is_asked in found.iterator():
        facts = {
            "title": title, "has_provider": provider is not None, "is_asked": is_asked,
            "agreed": agreed.isoformat(), "since": since.notation if since else "",
        }  # fmt: skip
        yield Found(record, str(key), waits_since, facts, area)


def _tell_line(facts: Facts) -> list[str]:
    told = [_("«\u00a0%(title)s\u00a0», au plan en vigueur depuis le %(day)s.") % {
        "title": facts["title"].rstrip("."), "day": said(facts["agreed"])
    }]  # fmt: skip
    if facts["since"]:
        told.append(_("Début prévu\u00a0: %(when)s.") % {"when": said(facts["since"])})
    if facts["has_provider"]:
        told.append(_("Quelqu’un est nommé pour cette réponse, et aucun service n’a commencé."))
    else:
        told.append(_("Personne n’est nommé pour cette réponse."))
    if facts["is_asked"]:
        told.append(_("Un partenaire est sollicité et n’a pas encore dit oui."))
    return told


def _find_unanswered(
    parcours: QuerySet[Parcours], day: date, thresholds: Mapping[str, int]
) -> Iterator[Found]:
    """Those whose day has passed, or that nobody dated; one that expired, until somebody else is found or asked."""
    later = Solicitation.objects.filter(line=OuterRef("line"), pk__gt=OuterRef("pk"))
    awaited = Q(state__in=AWAITED) & (
        Q(answer_by__lt=day) | Q(answer_by=None, sent_on__lt=days_before(day, thresholds["days"]))
    )
    given_up = Q(state=SolicitationState.EXPIRED, line__spell=None) & ~Exists(later)
    found: Any = (
        Solicitation.objects.filter(
            line__parcours__in=parcours, line__level=Level.CIRCLE, line__plan__state__in=STILL_OF_USE
        )
        .exclude(line__standing__in=LEFT_OUT)
        .annotate(sent_on=TruncDate("sent_at"))
        .filter(awaited | given_up)
        .values_list(
            "pk",
            "line__parcours_id",
            "line__area",
            "line__title",
            "sent_on",
            "answer_by",
            "place__name",
        )
    )
    for key, record, area, title, sent_on, answer_by, place in found.iterator():
        facts = {
            "solicitation_id": str(key), "title": title, "sent": sent_on.isoformat(),
            "answer_by": answer_by.isoformat() if answer_by else "", "place": place or "",
        }  # fmt: skip
        yield Found(record, str(key), min(answer_by or sent_on, day), facts, area)


def _tell_unanswered(facts: Facts) -> list[str]:
    told = [_("Demandé le %(day)s\u00a0: %(title)s.") % {
        "day": said(facts["sent"]), "title": facts["title"].rstrip(".")
    }]  # fmt: skip
    if facts["place"]:
        told.append(_("À qui\u00a0: %(place)s.") % {"place": facts["place"]})
    if facts["answer_by"]:
        told.append(
            _("Réponse attendue avant le %(day)s\u00a0: aucune n’est notée.")
            % {"day": said(facts["answer_by"])}
        )
    else:
        told.append(_("Aucune réponse n’est notée."))
    return told


def _find_late(parcours: QuerySet[Parcours], day: date, thresholds: Mapping[str, int]) -> Iterator[Found]:
    """A day that was set and went by; without one, too long a time in force without looking at it together."""
    dated = set()
    for found in _past_their_day(parcours, day):
        dated.add(found.parcours)
        yield found
    for found in _never_looked_at(parcours, day, thresholds):
        if found.parcours not in dated:
            yield found


def _past_their_day(parcours: QuerySet[Parcours], day: date) -> Iterator[Found]:
    same_day = Q(last=OuterRef("last"), pk__gt=OuterRef("pk"))
    newer = reviews_of("parcours").filter(Q(last__gt=OuterRef("last")) | same_day)
    told = told_reviews_of("parcours").filter(last__gt=OuterRef("last"))
    found: Any = (
        Review.objects.held()
        .filter(parcours__in=parcours, next_on__lt=day)
        .exclude(parcours__state=ParcoursState.SUSPENDED)
        .annotate(last=last_day("when"))
        .exclude(Exists(newer))
        .exclude(Exists(told))
        .values_list("parcours_id", "when", "next_on")
    )
    for record, when, next_on in found.iterator():
        yield Found(record, "", next_on, {"last": when.notation, "next_on": next_on.isoformat()})


def _never_looked_at(
    parcours: QuerySet[Parcours], day: date, thresholds: Mapping[str, int]
) -> Iterator[Found]:
    limits = {
        level: Value(months_before(day, thresholds[level]), DateField()) for level in ("complex", "others")
    }
    must_be_after = Case(
        When(parcours__level=CoordinationLevel.COMPLEX, then=limits["complex"]), default=limits["others"]
    )
    reviews, events = reviews_of("parcours"), told_reviews_of("parcours")
    since = Q(last__gte=OuterRef("must_be_after"))
    found: Any = (
        Plan.objects.filter(parcours__in=parcours, state__in=RUNNING)
        .exclude(parcours__state=ParcoursState.SUSPENDED)
        .annotate(agreed=TruncDate("in_force_at"), must_be_after=must_be_after)
        .filter(agreed__lt=F("must_be_after"))
        .exclude(Exists(reviews.filter(since | Q(next_on__gte=day))))
        .exclude(Exists(events.filter(since)))
        .annotate(
            reviewed=Subquery(reviews.order_by("-last").values("when")[:1]),
            told=Subquery(events.order_by("-last").values("when")[:1]),
        )
        .values_list("parcours_id", "parcours__level", "agreed", "reviewed", "told")
    )
    for record, level, agreed, reviewed, told in found.iterator():
        last = max((when for when in (reviewed, told) if when), key=lambda when: when.sort_key, default=None)
        months = thresholds["complex" if level == CoordinationLevel.COMPLEX else "others"]
        facts = {"last": last.notation if last else "", "agreed": agreed.isoformat(), "months": months}
        since_day = max(agreed, last.latest or last.earliest) if last else agreed
        yield Found(record, "", min(since_day, day), facts)


def _tell_late(facts: Facts) -> list[str]:
    if facts["last"]:
        told = [_("Dernière co-évaluation\u00a0: %(when)s.") % {"when": said(facts["last"])}]
    else:
        told = [_("Aucune co-évaluation n’est notée.")]
    if facts.get("next_on"):
        return [*told, _("La suivante était prévue le %(day)s.") % {"day": said(facts["next_on"])}]
    told.append(_("Le plan est en vigueur depuis le %(day)s.") % {"day": said(facts["agreed"])})
    rhythm = ngettext(
        "On le regarde ensemble au moins chaque mois.",
        "On le regarde ensemble au moins tous les %(months)s mois.",
        facts["months"],
    )
    return [*told, rhythm % {"months": facts["months"]}]


LINE_WITHOUT_PROVIDER = SignalKind(
    name="line_without_provider",
    title=gettext_lazy("réponse du plan sans personne pour la rendre"),
    headline=lambda facts: _("au plan, pas encore là\u00a0: %(what)s") % {"what": facts["title"]},
    why=gettext_lazy(
        "la personne a dit oui à cette réponse\u00a0: un plan que personne ne rend n’est que du papier."
    ),
    source=gettext_lazy(
        "Loubat et Belmekki 2022, Direction[s]\u00a0: mobiliser les réponses du territoire. "
        "Délai\u00a0: choix de Filrouge, réglable"
    ),
    find=_find_lines,
    tell=_tell_line,
    acts=(
        Act(gettext_lazy("Voir le plan"), "plans:page", icon="clipboard-list"),
        Act(gettext_lazy("Voir les demandes aux partenaires"), "plans:solicitations", icon="send"),
    ),
    thresholds={
        "days": Threshold(
            gettext_lazy("jours après la mise en vigueur, ou le début prévu"), 30, "days", least=0
        )
    },
    icon="clipboard-list",
)
UNANSWERED = SignalKind(
    name="solicitation_unanswered",
    title=gettext_lazy("demande à un partenaire sans réponse"),
    headline=lambda facts: _("sans réponse\u00a0: %(what)s") % {"what": facts["title"]},
    why=gettext_lazy(
        "une demande sans réponse laisse la personne attendre sans le savoir\u00a0: relancer, ou demander ailleurs."
    ),
    source=OURS,
    find=_find_unanswered,
    tell=_tell_unanswered,
    acts=(
        Act(
            gettext_lazy("Noter leur réponse, ou relancer"),
            "plans:solicitation",
            of=("solicitation_id",),
            icon="phone",
        ),
        Act(gettext_lazy("Voir toutes les demandes"), "plans:solicitations", icon="send"),
    ),
    thresholds={
        "days": Threshold(gettext_lazy("jours sans réponse, quand aucun jour n’était fixé"), 21, "days")
    },
    icon="send",
)
REVIEW_LATE = SignalKind(
    name="review_late",
    title=gettext_lazy("co-évaluation en retard"),
    why=gettext_lazy(
        "on regarde ensemble ce que le plan change, la personne d’abord\u00a0: sinon il vieillit tout seul."
    ),
    source=gettext_lazy(
        "Anesm 2008, Les attentes de la personne et le projet personnalisé\u00a0; acte T7 du suivi\u00a0: une "
        "co-évaluation chaque trimestre ou chaque semestre. Nombres de mois\u00a0: choix de Filrouge, réglables"
    ),
    find=_find_late,
    tell=_tell_late,
    acts=(
        Act(gettext_lazy("Préparer une co-évaluation"), "follow_up:reviews", icon="calendar-event"),
        Act(gettext_lazy("Relire le plan"), "plans:page", icon="clipboard-list"),
    ),
    thresholds={
        "complex": Threshold(gettext_lazy("mois, pour une situation complexe"), 3, "months"),
        "others": Threshold(gettext_lazy("mois, pour les autres niveaux"), 6, "months"),
    },
    icon="calendar-event",
)
KINDS = (LINE_WITHOUT_PROVIDER, UNANSWERED, REVIEW_LATE)
