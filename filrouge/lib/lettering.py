"""How wide a text is drawn, so that no label of a drawing covers another. Widths of Atkinson Hyperlegible."""

from __future__ import annotations

import re

# Advance widths in hundredths of an em, by sign; what is not listed counts as wide as a capital.
_BOLD = {
    "'": 22, ".,;:": 24, "j": 26, "!’": 28, "îï·": 30, "il": 31, " \u00a0\u202f": 32, "fr-()": 37, "t": 38,
    "°": 40, "/": 44, "1": 45, "I": 46, "–": 51, "cyzç": 52, "svx": 53, "7FL×": 54, "aàâ": 55, "9J": 56,
    "ehknouéèêëôûù": 57, "EÉÈ": 58, "2": 59, "3bdgpq": 60, "5?": 61, "8STZ+": 62, "46P": 63, "B": 64,
    "0R": 65, "KUV": 66, "C«»Ç": 67, "H": 68, "ADYÀ": 69, "NX&": 70, "wG": 72, "O": 76, "Q": 78, "…": 80,
    "M": 84, "W": 88, "m": 89, "œ": 94, "%": 98,
}  # fmt: skip
_WIDTHS = {sign: width for signs, width in _BOLD.items() for sign in signs}
_OTHER = 72
_REGULAR = 0.93


def width_of(text: str, size: float, *, bold: bool = True) -> float:
    """Estimate the width of a text in drawing units, from its signs and its font size, rather too wide."""
    hundredths = sum(_WIDTHS.get(sign, _OTHER) for sign in text)
    return hundredths * size / 100 * (1.0 if bold else _REGULAR)


def shorten(text: str, size: float, room: float) -> str:
    """Cut a bold text so that it fits in `room`, with an ellipsis; '' when not even one sign fits."""
    if width_of(text, size) <= room:
        return text
    kept = text
    while kept and width_of(kept.rstrip() + "…", size) > room:
        kept = kept[:-1]
    return kept.rstrip() + "…" if kept.rstrip() else ""


def wrap(text: str, size: float, room: float, *, lines: int = 2) -> tuple[str, ...]:
    """Lay a bold text on at most `lines` lines of `room`, broken after a space or a hyphen; the rest is cut."""
    rows: list[str] = []
    for piece in re.findall(r"[^ -]*-|[^ -]+ ?| ", text) or [""]:
        if rows and (width_of((rows[-1] + piece).rstrip(), size) <= room or len(rows) == lines):
            rows[-1] += piece
        else:
            rows.append(piece)
    return tuple(shorten(row.rstrip(), size, room) for row in rows)
