"""How near what somebody typed is to a name: every word counts, their order does not."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from filrouge.lib.text import words

# A slip in a word of four letters passes, a slip in 'Léa' is another name.
NEAR_ENOUGH = 0.72
SAME_SOUND = 0.9
SHORT = 3
SOUNDS = tuple(
    (re.compile(spelling), said)
    for spelling, said in (
        (r"e?aux?", "o"), (r"ph", "f"), (r"qu?|ck?(?![eiy])|k", "k"), (r"c(?=[eiy])|ç", "s"), (r"[hy](?=[aeiou])", ""),
        (r"h", ""), (r"y", "i"), (r"ai|ei|et\b|er\b|ez\b", "e"), (r"oeu|oe", "e"), (r"z", "s"), (r"g(?=[ei])", "j"),
        (r"(.)\1+", r"\1"), (r"(?<=..)[dtsxpe]+\b", ""),
    )
)  # fmt: skip
TITLES = frozenset({"m", "mr", "mme", "mlle", "monsieur", "madame", "mademoiselle"})


def name_words(text: str) -> list[str]:
    """The words of a text that may be a name: no title, no number."""
    return [word for word in words(text) if word.isalpha() and word not in TITLES]


def nearness(typed: Sequence[str], names: Sequence[str]) -> float:
    """How near typed words are to somebody's names, 0.0 (another person) to 1.0; each must find its own."""
    if not typed or not names:
        return 0.0
    found = [max(_alike(word, name) for name in names) for word in typed]
    return sum(found) / len(found) if min(found) > 0 else 0.0


def _alike(word: str, name: str) -> float:
    if word == name:
        return 1.0
    if len(word) > SHORT and name.startswith(word):
        return 0.95
    if min(len(word), len(name)) <= SHORT:
        return 0.0
    if sound(word) == sound(name):
        return SAME_SOUND
    likeness = max(OSA.normalized_similarity(word, name), OSA.normalized_similarity(sound(word), sound(name)))
    return min(likeness, SAME_SOUND) if likeness >= NEAR_ENOUGH else 0.0


@lru_cache(maxsize=8192)
def sound(word: str) -> str:
    """About how a French name is said, so that 'Obert' finds 'Aubert' and 'Tibault' finds 'Thibaud'.

    Our own short list of spellings that are heard alike; a way of comparing, not a transcription.
    """
    for spelling, said in SOUNDS:
        word = spelling.sub(said, word)
    return word


def is_full_name(typed: str, *, usual_name: str, other_names: Iterable[str]) -> bool:
    """Whether a text names this person and hardly another: two of her words at least, or all of her usual name.

    Every word typed must be one of hers, letter for letter but for accents, capitals and hyphens.
    """
    said, usual = name_words(typed), name_words(usual_name)
    hers = {*usual, *(word for name in other_names for word in name_words(name))}
    if not said or not set(said) <= hers:
        return False
    return len(set(said)) > 1 or said == usual
