"""Amounts, rhythms and months of a plan in words."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from filrouge.nomenclature.choices import AREA_LOOKS, LifeArea
from filrouge.nomenclature.models import Code
from filrouge.parcours.models import Participant
from filrouge.plans.models import PlanLine, Solicitation, SolicitationStep
from filrouge.plans.queries.solicitations import EASY_REASONS, REASONS
from filrouge.plans.queries.wording import (
    day_name,
    minutes_words,
    plain_number,
    rhythm_words,
    visit_words,
    when_words,
)
from filrouge.plans.rules.totals import Month

register = template.Library()


@register.filter
def euros(amount: Decimal) -> str:
    """'550 €', '1 234,50 €': cents only where there are some."""
    places = 0 if amount == amount.to_integral_value() else 2
    said = number_format(amount, decimal_pos=places, use_l10n=True, force_grouping=True)
    return _("%(amount)s\u00a0€") % {"amount": said.replace(" ", "\u00a0")}


@register.filter
def month_words(month: Month) -> str:
    """'octobre 2025', 'en 2025, mois non renseigné', 'sans date'."""
    if month.year is None:
        return _("date non renseignée")
    if month.month is None:
        return _("%(year)s, mois non renseigné") % {"year": month.year}
    return date_format(date(month.year, month.month, 1), "F Y")


@register.filter
def rhythm(line: PlanLine) -> str:
    return rhythm_words(line)


@register.filter
def when(line: PlanLine) -> str:
    return when_words(line)


@register.filter
def minutes(number: float) -> str:
    """'1 h 30'."""
    return minutes_words(round(number))


@register.filter
def day(number: int) -> str:
    """'lundi' for 0."""
    return day_name(number)


@register.filter
def area_css(area: str) -> str:
    """The class that gives a life area its colours."""
    return AREA_LOOKS[LifeArea(area)].css


@register.filter
def names(several: Sequence[Participant]) -> str:
    """Who they are, in one sentence: 'Claire, Inès et Hugo'."""
    *first, last = [each.name for each in several]
    return _("%(first)s et %(last)s") % {"first": ", ".join(first), "last": last} if first else last


register.filter("visit_words", visit_words)
register.filter("plain_number", plain_number)


@register.filter
def refusal(reason: Code) -> str:
    """Why a partner refuses, in our words; in those of the list for a reason that we do not offer."""
    return str(REASONS.get(reason.code, reason.label))


@register.filter
def easy_refusal(reason: Code) -> str:
    """The same as the person reads it."""
    return str(EASY_REASONS.get(reason.code, reason.label))


@register.filter
def is_late(asked: Solicitation) -> bool:
    return asked.is_late(timezone.localdate())


@register.filter
def last_step(asked: Solicitation) -> SolicitationStep | None:
    """The latest step, of those that were read with it."""
    steps = list(asked.steps.all())
    return steps[-1] if steps else None
