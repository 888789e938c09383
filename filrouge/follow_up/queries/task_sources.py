"""The dates already typed from which something to do comes: what each one is, and when it asks for nothing any more.

One question a kind, over a set of records; no loop over people. A row says: `from_key`, `record`, `falls_on` (its
date), `about` (words for the title), `about_area`, `from_line` (the line of the thread that one must be able to read).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.fields import CharField, UUIDField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from filrouge.follow_up.choices import TaskSource
from filrouge.follow_up.models import Review, Transition
from filrouge.needs.choices import Decision
from filrouge.needs.models import Right
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.choices import Level, ParcoursState
from filrouge.parcours.models import Parcours
from filrouge.people.models import LegalProtection
from filrouge.plans.choices import PlanState, SolicitationState
from filrouge.plans.models import Solicitation
from filrouge.plans.rules.solicitations import AWAITED

Rows = QuerySet[Any, Any]
# What ended longer ago than this asks for nothing: nobody ever came back to it.
FORGOTTEN = timedelta(days=365)
OVER = (PlanState.SET_ASIDE, PlanState.REPLACED, PlanState.ENDED)
NO_LINE = Value(None, output_field=UUIDField())


@dataclass(frozen=True)
class Source:
    """One kind of date: the title of what it asks, with `about` in it, and how many months before it one acts."""

    kind: TaskSource
    title: Promise
    months: int
    live: Callable[[QuerySet[Parcours], date], Rows]


def accompanied(records: QuerySet[Parcours]) -> QuerySet[Parcours]:
    """Those where something may still have to be done."""
    return records.exclude(state=ParcoursState.CLOSED).exclude(person__is_deceased=True)


def _reviews(records: QuerySet[Parcours], today: date) -> Rows:
    """The next one that the latest review asks for."""
    found = Review.objects.last_held().filter(parcours__in=records.values("pk"), next_on__isnull=False)
    return found.values(
        from_key=F("pk"),
        record=F("parcours"),
        falls_on=F("next_on"),
        about=_text(""),
        about_area=F("area"),
        from_line=F("pk"),
    )


def _rights(records: QuerySet[Parcours], today: date) -> Rows:
    """Rights whose end is known, as long as nobody asked for them again and no later one was given."""
    same = Right.objects.filter(parcours=OuterRef("parcours"), kind=OuterRef("kind"))
    asked = Q(decision=Decision.ASKED, recorded_at__gt=OuterRef("recorded_at"))
    again = Q(decision=Decision.GRANTED) & (
        Q(until_latest__gt=OuterRef("until_latest")) | Q(until=None, recorded_at__gt=OuterRef("recorded_at"))
    )
    found = Right.objects.filter(
        parcours__in=records.values("pk"), decision=Decision.GRANTED, until_latest__gte=today - FORGOTTEN
    ).exclude(Exists(same.filter(asked | again)))
    return found.values(
        from_key=F("pk"),
        record=F("parcours"),
        falls_on=F("until_latest"),
        about=F("kind__label"),
        about_area=F("area"),
        from_line=F("pk"),
    )


def _solicitations(records: QuerySet[Parcours], today: date) -> Rows:
    """Partners of whom an answer is hoped for, or did not come, while the line still needs one."""
    given = Solicitation.objects.filter(line=OuterRef("line"), state=SolicitationState.ACCEPTED)
    found = Solicitation.objects.filter(
        line__parcours__in=records.values("pk"),
        line__level=Level.CIRCLE,
        answer_by__gte=today - FORGOTTEN,
        state__in=(*AWAITED, SolicitationState.EXPIRED),
    )
    found = found.exclude(line__plan__state__in=OVER).exclude(Exists(given))
    return found.values(
        from_key=F("pk"),
        record=F("line__parcours"),
        falls_on=F("answer_by"),
        about=F("to__name"),
        about_area=F("line__area"),
        from_line=NO_LINE,
    )


def _transitions(records: QuerySet[Parcours], today: date) -> Rows:
    """Turning points that are expected and that no fact has marked yet."""
    marked = Transition.events.through.objects.filter(transition=OuterRef("pk"))
    found = Transition.objects.filter(
        parcours__in=records.values("pk"), expected_earliest__gte=today - FORGOTTEN
    ).exclude(Exists(marked))
    return found.values(
        from_key=F("pk"),
        record=F("parcours"),
        falls_on=F("expected_earliest"),
        about=F("from_what"),
        about_area=F("area"),
        from_line=F("pk"),
    )


def _protections(records: QuerySet[Parcours], today: date) -> Rows:
    """Measures that will end, unless a later one is noted."""
    ends = OuterRef("until_latest")
    later = LegalProtection.objects.filter(person=OuterRef("person")).exclude(pk=OuterRef("pk"))
    found = LegalProtection.objects.filter(
        person__parcours__in=records.values("pk"), until_latest__gte=today - FORGOTTEN
    ).exclude(Exists(later.filter(Q(until=None) | Q(until_latest__gt=ends))))
    return found.values(
        from_key=F("pk"),
        record=F("person__parcours"),
        falls_on=F("until_latest"),
        about=F("kind"),
        about_area=_text(LifeArea.RIGHTS),
        from_line=NO_LINE,
    )


def _text(said: str) -> Value:
    return Value(said, output_field=CharField())


def about_words(source: Source, about: str) -> str:
    """What a title names: the words that were typed, or those of a code."""
    if source.kind == TaskSource.PROTECTION:
        return str(dict(LegalProtection.Kind.choices).get(about, about))
    return about


SOURCES = (
    Source(TaskSource.REVIEW, _("Faire la co-évaluation prévue"), 0, _reviews),
    Source(TaskSource.RIGHT, _("Préparer la suite\u00a0: %(about)s"), 6, _rights),
    Source(
        TaskSource.SOLICITATION, _("Relancer %(about)s\u00a0: une réponse est attendue"), 0, _solicitations
    ),
    Source(TaskSource.TRANSITION, _("Préparer le changement\u00a0: %(about)s"), 6, _transitions),
    Source(TaskSource.PROTECTION, _("Demander la suite de la mesure\u00a0: %(about)s"), 6, _protections),
)
