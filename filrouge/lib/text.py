"""Text as people type it: forgiving of capitals, accents, hyphens and slips of the finger."""

import re
import unicodedata

from rapidfuzz.distance import OSA

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
# Apostrophes straight and curly, primes and accents typed in their place; then every dash.
_JOINERS = re.compile(r"['’‘ʼʹ′`´\-‐‑‒–—−]")
_WORD = re.compile(r"[^\W_]+")
_FRANCE = re.compile(r"^(?:\+|00)\s*33\s*(?:\(\s*0\s*\))?\s*0?")
_ABROAD = re.compile(r"^\s*\+")


def normalise(text: str) -> str:
    """Reduce a text to what tells it apart: 'Saint-Étienne' and 'saint etienne' become the same.

    Lower case, no accents (NFKD), `œ` as `oe`, apostrophes and hyphens as spaces, single spaces inside.
    """
    # In this order: NFKD makes capitals of some signs, and lower case makes accents of some capitals.
    signs = unicodedata.normalize("NFKD", text).lower()
    letters = "".join(sign for sign in signs if not unicodedata.combining(sign))
    return " ".join(_JOINERS.sub(" ", letters.translate(_LIGATURES)).split())


def words(text: str) -> list[str]:
    """Split a text into its normalised words, without punctuation."""
    return _WORD.findall(normalise(text))


def closeness(a: str, b: str) -> float:
    """Say how near two texts are, from 0.0 (nothing alike) to 1.0 (the same but for case, accents and order).

    One letter missing, added, changed or swapped with its neighbour is one slip; the answer is the share of
    letters without a slip (optimal string alignment, by rapidfuzz). The order of the words does not count.
    Two empty texts are the same.
    """
    words_a, words_b = words(a), words(b)
    as_typed = OSA.normalized_similarity(" ".join(words_a), " ".join(words_b))
    in_any_order = OSA.normalized_similarity(" ".join(sorted(words_a)), " ".join(sorted(words_b)))
    return max(as_typed, in_any_order)


def digits(text: str) -> str:
    """Keep the digits of a telephone number, so that two ways of writing it compare equal.

    `+33 6 12 34 56 78`, `0033612345678` and `06.12.34.56.78` all give `0612345678`; another country's `+`
    becomes `00`.
    """
    home = _FRANCE.sub("0", text.strip())
    return re.sub(r"[^0-9]", "", _ABROAD.sub("00", home))


def capital(text: str) -> str:
    """The same text, begun by a capital."""
    return text[:1].upper() + text[1:]
