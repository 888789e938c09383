"""The signs that each language prints in its own way, where no sentence holds them: quotation marks and the colon."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


def colon() -> str:
    """The colon after a label, with the space that the language puts before it."""
    return _("\u00a0:")


def quoted(words: object) -> SafeString:
    """Somebody's words between quotation marks, escaped for a page unless they are HTML already."""
    return format_html(_("«\u00a0{words}\u00a0»"), words=words)
