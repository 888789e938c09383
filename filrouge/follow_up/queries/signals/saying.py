"""What the words of several kinds share: dates kept as their notation, days and months counted from today."""

from calendar import monthrange
from datetime import date, timedelta

from django.db.models import DateField, F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy

from filrouge.lib.dates import PartialDate, say

OURS = gettext_lazy("choix de Filrouge, réglable")


def said(notation: str) -> str:
    """The words of a date that was kept as its notation."""
    return say(PartialDate.parse(notation))


def days_before(day: date, days: int) -> date:
    return day - timedelta(days=days)


def months_before(day: date, months: int) -> date:
    return months_after(day, -months)


def months_after(day: date, months: int) -> date:
    """The same day so many months further, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day(name: str) -> Coalesce:
    """The last day that a partial date may be; its first one where it is open afterwards."""
    return Coalesce(F(f"{name}_latest"), F(f"{name}_earliest"), output_field=DateField())


def first_day(name: str) -> Coalesce:
    """The first day that a partial date may be; its last one where it is open before."""
    return Coalesce(F(f"{name}_earliest"), F(f"{name}_latest"), output_field=DateField())
