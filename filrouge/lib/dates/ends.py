"""How the ends of a period are said: since when, until when."""

from django.utils.translation import gettext as _

from filrouge.lib.dates.partial import PartialDate, Precision
from filrouge.lib.dates.wording import say


def since_words(since: PartialDate | None) -> str:
    """'depuis juin 2018', 'début entre juin et octobre 2018', 'début non renseigné'."""
    if since is None:
        return _("début non renseigné")
    if since.precision is Precision.INTERVAL:
        return _("début %(date)s") % {"date": say(since)}
    return _("depuis %(date)s") % {"date": _with_article(since)}


def until_words(until: PartialDate | None) -> str:
    """'jusqu’à juin 2018', 'fin entre juin et octobre 2018', nothing when no end is known."""
    if until is None:
        return ""
    if until.precision is Precision.INTERVAL:
        return _("fin %(date)s") % {"date": say(until)}
    if until.precision is Precision.DAY and not until.is_approximate:
        return _("jusqu’au %(day)s") % {"day": say(until)}
    return _("jusqu’à %(date)s") % {"date": say(until)}


def period_words(since: PartialDate | None, until: PartialDate | None) -> str:
    """'depuis juin 2018, jusqu’à mars 2019', 'depuis juin 2018', 'début non renseigné'."""
    return ", ".join(words for words in (since_words(since), until_words(until)) if words)


def from_words(since: PartialDate) -> str:
    """'à partir de juin 2018', 'à partir du 12 juin 2018'."""
    if since.precision is Precision.DAY and not since.is_approximate:
        return _("à partir du %(day)s") % {"day": say(since)}
    if since.precision is Precision.INTERVAL:
        return _("début %(date)s") % {"date": say(since)}
    return _("à partir de %(date)s") % {"date": say(since)}


def _with_article(date: PartialDate) -> str:
    exact_day = date.precision is Precision.DAY and not date.is_approximate
    return _("le %(day)s") % {"day": say(date)} if exact_day else say(date)
