"""How the ends of a period are said: since when, until when."""

from django.utils.translation import gettext as _

from filrouge.lib.dates.partial import PartialDate, Precision
from filrouge.lib.dates.wording import say


def since_words(since: PartialDate | None) -> str:
    """'depuis juin 2018', 'depuis mai 2018 environ', 'début entre juin et octobre 2018', 'début non renseigné'."""
    if since is None:
        return _("début non renseigné")
    if since.precision is Precision.INTERVAL:
        return _("début %(date)s") % {"date": say(since)}
    return _("depuis %(date)s") % {"date": _with_article(since)}


def until_words(until: PartialDate | None) -> str:
    """'jusqu’à juin 2018', 'jusqu’au 3 juin 2018', 'fin entre juin et octobre 2018', nothing when no end is known."""
    if until is None:
        return ""
    if until.precision is Precision.INTERVAL:
        return _("fin %(date)s") % {"date": say(until)}
    if until.precision is Precision.DAY:
        return _("jusqu’au %(day)s") % {"day": _roughly(until)}
    return _("jusqu’à %(date)s") % {"date": _roughly(until)}


def period_words(since: PartialDate | None, until: PartialDate | None) -> str:
    """'depuis juin 2018, jusqu’à mars 2019', 'depuis juin 2018', 'début non renseigné'."""
    return ", ".join(words for words in (since_words(since), until_words(until)) if words)


def from_words(since: PartialDate) -> str:
    """'dès juin 2018', 'dès le 12 juin 2018'."""
    if since.precision is Precision.INTERVAL:
        return _("début %(date)s") % {"date": say(since)}
    return _("dès %(date)s") % {"date": _with_article(since)}


def _with_article(date: PartialDate) -> str:
    is_day = date.precision is Precision.DAY
    return _("le %(day)s") % {"day": _roughly(date)} if is_day else _roughly(date)


def _roughly(date: PartialDate) -> str:
    """The date as it stands after another word: 'vers' would not, as in 'depuis vers mai 2018'."""
    if not date.is_approximate:
        return say(date)
    return _("%(date)s environ") % {"date": say(PartialDate.parse(date.notation.rstrip("~")))}
