"""How a length of work is read."""

from django import template
from django.utils.translation import gettext as _

register = template.Library()
HOUR = 60


@register.filter
def hours(minutes: int) -> str:
    """'5 h 30', '45 min', '1 200 h'."""
    whole, left = divmod(int(minutes), HOUR)
    if not whole:
        return _("%(minutes)d\u00a0min") % {"minutes": left}
    counted = f"{whole:,}".replace(",", "\u202f")
    if not left:
        return _("%(hours)s\u00a0h") % {"hours": counted}
    return _("%(hours)s\u00a0h\u00a0%(minutes)02d") % {"hours": counted, "minutes": left}


@register.filter
def about_hours(minutes: int) -> str:
    """The same to the nearest hour, for an order of magnitude."""
    return hours(round(int(minutes) / HOUR) * HOUR)
