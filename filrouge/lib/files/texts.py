"""Plain text: words, and nothing that a program would run."""

import re

from django.utils.translation import gettext as _

from filrouge.lib.files.kinds import refused

CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
# A page, a drawing, a document of a word processor or a picture that passes for text.
MARKUP = re.compile(
    r"<\s*(!doctype|html|head|body|script|svg|iframe|object|embed|\?xml)\b|<\?", re.IGNORECASE
)
OTHER_BEGINNINGS = ("GIF8", "{\\rtf", "BM", "%!PS", "#!")


def clean_text(content: bytes) -> bytes:
    """The same words in UTF-8; refuses what is no plain text."""
    words = _read(content)
    begins = words.lstrip("\ufeff \t\r\n")
    if (
        CONTROL.search(words)
        or MARKUP.search(words)
        or begins.startswith("<")
        or words.startswith(OTHER_BEGINNINGS)
    ):
        raise refused(
            _(
                "Ce fichier n’est d’aucune sorte acceptée\u00a0: "
                "PDF, photo (JPEG, PNG, WebP), texte, Word, Excel ou LibreOffice."
            )
        )
    return words.removeprefix("\ufeff").encode()


def _read(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        # What Windows writes; a byte that means nothing there is a control sign, which is refused.
        return content.decode("cp1252", errors="replace").replace("\ufffd", "\0")
