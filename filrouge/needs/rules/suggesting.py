"""From everyday words to SERAFIN-PH needs: which leaves of the list may somebody mean who says 'prendre le bus'.

A French full-text search over the labels of the nomenclature and our own phrases (`needs/data/README.md`), in plain
Python: the same on both databases, the same answer for the same words and files. It proposes, and whoever listens to
the person chooses; nothing is written from it.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from filrouge.lib.french import FAINT_WORDS, heard, is_telling, matter, stem, stems, without_elision
from filrouge.lib.text import words
from filrouge.nomenclature.rules import DATA as LISTS
from filrouge.nomenclature.rules import Row, read_rows

LABELS = LISTS / "serafin_ph_besoins.csv"
SYNONYMS = Path(__file__).resolve().parent.parent / "data" / "everyday_words.csv"
SHORT = 4  # letters from which a word may be cut short or mistyped and still be told from others
LONG = 8  # and from which it may hold two slips
SOUND, CUT, SLIP = 0.8, 0.7, 0.6  # what a stem counts that was found by ear, by its beginning, by a slip
FAINT = 0.3  # what a word counts that goes around the matter ('besoin', 'difficile')
ALIKE = 2.0  # what the most similar phrase of a code counts beside the words one by one
Weights = dict[str, float]


def suggest(phrase: str, limit: int = 3) -> list[str]:
    """The codes of the leaf needs that a phrase may mean, the likeliest first.

    At most `limit` of them; fewer, or none, when no word of the phrase is known (an empty phrase, stop words alone).
    A phrase is never refused. Equal codes stand in the order of the nomenclature.
    """
    return shipped().best(phrase)[:limit]


@lru_cache(maxsize=1)
def shipped() -> "Phrasebook":
    """The labels and the phrases that Filrouge ships, read once.

    A missing file raises `FileNotFoundError`; a phrase for what is no leaf of the list, `ValueError`.
    """
    labels = [(row["code"], row["libelle"]) for row in read_rows(LABELS) if row["feuille"] == "1"]
    return Phrasebook(labels, [(row["code"], row["phrase"]) for row in synonyms()])


def synonyms() -> list[Row]:
    """The rows of our own phrases: code, phrase, author, reviewed_on."""
    return read_rows(SYNONYMS)


class Phrasebook:
    """Phrases by the code that they mean, ready to be searched."""

    def __init__(self, labels: Iterable[tuple[str, str]], phrases: Iterable[tuple[str, str]]) -> None:
        labels, phrases = list(labels), list(phrases)
        told = [word for _, phrase in (*labels, *phrases) for word in words(phrase) if is_telling(word)]
        self._stems = {word: stem(word) for word in told}
        self._sounds: dict[str, Weights] = defaultdict(dict)
        for word, each in self._stems.items():
            self._sounds[heard(word)][each] = SOUND
        self._order = {code: place for place, (code, _) in enumerate(labels)}
        said = [(code, frozenset(stems(phrase))) for code, phrase in (*labels, *phrases)]
        if strange := {code for code, _ in said} - set(self._order):
            raise ValueError(f"no leaf of the list: {', '.join(sorted(strange))}")
        self._phrases = [(code, found) for code, found in said if found]
        self._holding: dict[str, list[int]] = defaultdict(list)
        for place, (_, found) in enumerate(self._phrases):
            for each in found:
                self._holding[each].append(place)
        self._rarity = {each: math.log(1 + len(said) / len(at)) for each, at in self._holding.items()}
        self._weights = {each: self._weigh(at) for each, at in self._holding.items()}
        self._lengths = [self._length(dict.fromkeys(found, 1.0)) for _, found in self._phrases]

    def best(self, phrase: str) -> list[str]:
        """Every code that shares a word with a phrase, the likeliest first."""
        asked = self._recognised(phrase)
        scores: dict[str, float] = defaultdict(float)
        for each, share in asked.items():
            for code, weight in self._weights[each].items():
                scores[code] += share * weight
        for code, likeness in self._likeness(asked).items():
            scores[code] += ALIKE * likeness
        return sorted(scores, key=lambda code: (-round(scores[code], 9), self._order[code]))

    def _weigh(self, places: list[int]) -> Weights:
        """How much a stem speaks for each code: more when few codes use it, and this one more than the others."""
        counts = Counter(self._phrases[place][0] for place in places)
        rarity = math.log(1 + len(self._order) / len(counts))
        return {code: rarity * n / (n + 1) * math.sqrt(n / len(places)) for code, n in sorted(counts.items())}

    def _likeness(self, asked: Weights) -> Weights:
        """For each code the cosine with its most similar phrase, rare stems counting most."""
        shared: dict[int, float] = defaultdict(float)
        for each, share in asked.items():
            for place in self._holding[each]:
                shared[place] += share * self._rarity[each] ** 2
        length, best = self._length(asked), dict[str, float]()
        for place, product in shared.items():
            code = self._phrases[place][0]
            best[code] = max(best.get(code, 0.0), product / (length * self._lengths[place]))
        return best

    def _length(self, shares: Weights) -> float:
        return math.sqrt(sum((share * self._rarity[each]) ** 2 for each, share in shares.items()))

    def _recognised(self, phrase: str) -> Weights:
        """The known stems of what a phrase is about, each with how surely it was recognised and how much it tells."""
        found: Weights = {}
        for word in dict.fromkeys(words(matter(phrase))):
            told = FAINT if word in FAINT_WORDS else 1.0
            for each, share in self._known(word).items() if is_telling(word) else ():
                found[each] = max(told * share, found.get(each, 0.0))
        return found

    def _known(self, word: str) -> Weights:
        """The stems that a word may stand for: its own, without its elision too; those near it if nobody wrote it."""
        bare = without_elision(word)
        own = dict.fromkeys([each for each in (stem(word), stem(bare)) if each in self._holding][:1], 1.0)
        if word in FAINT_WORDS or not is_telling(bare) or word in self._stems or bare in self._stems:
            return own
        if alike := self._sounds.get(heard(word)) or self._sounds.get(heard(bare)):
            return {**dict.fromkeys(own, SLIP), **alike}
        return {**self._mistyped(word), **own} or self._begun(stem(word))

    def _mistyped(self, word: str) -> Weights:
        """The stems of the known words nearest to this one: one slip; two in a long word that begins as it does."""
        slips = 0 if len(word) < SHORT else 1 if len(word) < LONG else 2
        near = [
            ((far, each[0] != word[0]), self._stems[each])
            for each, far, _ in extract(
                word, self._stems.keys(), scorer=OSA.distance, score_cutoff=slips, limit=None
            )
            if far <= 1 or each[0] == word[0]
        ]
        nearest = sorted({each for far, each in near if far == min(near)[0]})
        return {each: SLIP / len(nearest) for each in nearest}

    def _begun(self, asked: str) -> Weights:
        """Known stems that go on from this one ('foot', 'football'), or that it goes on from by three letters."""
        found = sorted(
            each
            for each in self._holding
            if len(asked) >= SHORT
            and (
                each.startswith(asked)
                or (len(each) > SHORT and asked.startswith(each) and len(asked) - len(each) <= 3)
            )
        )
        return {each: CUT / math.sqrt(len(found)) for each in found}
