"""When an answer happens, in words: 'le lundi et le jeudi, une semaine sur deux, à 14 h, pendant 1 h 30'."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from filrouge.lib.dates import from_words, say, until_words
from filrouge.plans.models import PlanLine
from filrouge.plans.rules.rhythm import WEEK, read_rule
from filrouge.plans.rules.week import Visit

A_MONDAY = date(2024, 1, 1)
HOUR = 60


def plain_number(number: Decimal) -> str:
    """'10', '2,5', '1000': as one types it, without a zero that says nothing."""
    whole = number.to_integral_value()
    return number_format(whole if number == whole else number.normalize())


def day_name(day: int) -> str:
    """'lundi' for 0."""
    return date_format(A_MONDAY + timedelta(days=day), "l")


def rhythm_words(line: PlanLine) -> str:
    """Which days, how often, at what hour, for how long; nothing when nobody said."""
    rhythm = read_rule(line.rhythm) if line.rhythm else None
    parts = [_days(rhythm.days), _every(rhythm.every)] if rhythm else []
    if line.starts_at:
        parts.append(_("à %(hour)s") % {"hour": hour_words(line.starts_at)})
    if line.minutes:
        parts.append(_("pendant %(length)s") % {"length": minutes_words(line.minutes)})
    return ", ".join(part for part in parts if part)


def _days(days: Sequence[int]) -> str:
    if len(days) == WEEK:
        return _("tous les jours")
    if list(days) == [0, 1, 2, 3, 4]:
        return _("du lundi au vendredi")
    named = [_("le %(day)s") % {"day": day_name(day)} for day in days]
    if len(named) == 1:
        return named[0]
    return _("%(first)s et %(last)s") % {"first": ", ".join(named[:-1]), "last": named[-1]}


def _every(weeks: int) -> str:
    if weeks == 1:
        return ""
    if weeks == 2:
        return _("une semaine sur deux")
    return _("toutes les %(n)s semaines") % {"n": weeks}


def hour_words(hour: time) -> str:
    """'14 h', '14 h 30'."""
    return _hours(hour.hour, hour.minute)


def _hours(hours: int, minutes: int) -> str:
    if minutes:
        return _("%(hours)s\u00a0h\u00a0%(minutes)s") % {"hours": hours, "minutes": f"{minutes:02d}"}
    return _("%(hours)s\u00a0h") % {"hours": hours}


def minutes_words(minutes: int) -> str:
    """'45 min', '1 h', '1 h 30'."""
    hours, rest = divmod(minutes, HOUR)
    if not hours:
        return _("%(minutes)s\u00a0min") % {"minutes": rest}
    return _hours(hours, rest)


def visit_words(visit: Visit) -> str:
    """'14 h, 1 h 30, une semaine sur deux'; 'heure non renseignée' where nobody said."""
    parts = [_("heure non renseignée") if visit.starts is None else _hours(*divmod(visit.starts, HOUR))]
    if visit.minutes:
        parts.append(minutes_words(visit.minutes))
    return ", ".join([*parts, *([_every(visit.every)] if visit.every > 1 else [])])


def when_words(line: PlanLine) -> str:
    """'dès le 20 octobre 2025, jusqu’en mars 2026', nothing when no date is known."""
    first, last = line.since, line.until
    if first is not None and last is not None and first == last:
        return say(first)
    parts = [from_words(first) if first else "", until_words(last)]
    return ", ".join(part for part in parts if part)
