"""The signs that each language prints in its own way, where no sentence holds them."""

import re

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from filrouge.lib.text import normalise

_ELIDES = re.compile("[aeiouh]|y[^aeiouy]")
_OPENS, _CLOSES = re.compile(r"«\s*"), re.compile(r"\s*»")
_CODES = re.compile(r"\s*\(\d(?:\.\d+){2,3}(?:[,;]\s*\d(?:\.\d+){2,3})*\)")
_WHOLE = re.compile(r"\s*«\s*([^«»]*?)\s*»\s*")


def colon() -> str:
    """The colon after a label, with the space that the language puts before it."""
    return _("\u00a0:")


def of(name: str) -> str:
    """Whose it is, in a sentence: 'de Claire', 'd’Inès', 'd’Hélène', 'd’Yves' but 'de Yasmine'."""
    return (_("d’%(name)s") if _ELIDES.match(normalise(name)) else _("de %(name)s")) % {"name": name}


def of_town(name: str) -> str:
    """Of a commune, in a sentence: 'de Firminy', 'd’Unieux', 'du Chambon-Feugerolles', 'des Noës'."""
    for article, joined in (("Le ", _("du %(name)s")), ("Les ", _("des %(name)s"))):
        if name.startswith(article):
            return joined % {"name": name.removeprefix(article)}
    return of(name)


def quoted(words: object) -> SafeString:
    """Somebody's words between quotation marks, escaped for a page unless they are HTML already.

    Marks typed around the whole are not said twice; those inside become the marks of a quotation within another.
    """
    if isinstance(words, str):
        words = type(words)(_within(words))
    return format_html(_("«\u00a0{words}\u00a0»"), words=words)


def _within(words: str) -> str:
    whole = _WHOLE.fullmatch(words)
    return whole[1] if whole else _CLOSES.sub("”", _OPENS.sub("“", words))


def titled(words: str) -> str:
    """Words as a title: with a capital, and without the codes that a file put in brackets beside them."""
    bare = _CODES.sub("", words).strip()
    return bare[:1].upper() + bare[1:]
