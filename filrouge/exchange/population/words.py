"""Sentences of the banks, said of somebody: names, and words that follow a woman or a man."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from filrouge.exchange.population.people import Carer, Profile

_HOLE = re.compile(r"\{(\*?)([^{}|]*)(\|?)([^{}]*)\}")
VOWELS = "aeiouyhàâéèêëîïôùûœ"


def gendered(text: str, *, is_woman: bool, carer_is_woman: bool = True) -> str:
    """`seul{e}`, `{veuf|veuve}`: the words for a man or a woman; `{*e}`: for who cares for them."""

    def fill(hole: re.Match[str]) -> str:
        feminine = carer_is_woman if hole[1] else is_woman
        if not hole[3]:
            return hole[2] if feminine else ""
        return hole[4] if feminine else hole[2]

    return _HOLE.sub(fill, text)


def of(name: str) -> str:
    """`de Lucas`, `d’Odette`."""
    return f"d’{name}" if name[0].lower() in VOWELS else f"de {name}"


class Voice:
    """How the banks speak of one person at one age."""

    def __init__(self, person: Profile, day: date) -> None:
        self.person, self.carer = person, person.carers[0] if person.carers else None
        is_child, woman = person.is_child(day), person.is_woman
        name = person.given if is_child else f"{'Mme' if woman else 'M.'} {person.family}"
        self.is_child = is_child
        self.names = {
            "nom": name,
            "de_nom": of(name) if is_child else f"de {name}",
            "il": "elle" if woman else "il",
            "Il": "Elle" if woman else "Il",
            "le": "la" if woman else "le",
            "lui": "elle" if woman else "lui",
            "de_lui": "d’elle" if woman else "de lui",
            "commune": person.town,
            **self._carer_names(self.carer),
        }

    @staticmethod
    def _carer_names(carer: Carer | None) -> dict[str, str]:
        if carer is None:
            return {}
        words = carer.words
        return {"aidant": words, "Aidant": words[0].upper() + words[1:], "de_aidant": of(words)}

    def can_say(self, text: str) -> bool:
        """Whether the sentence speaks of nobody who is not there."""
        return self.carer is not None or not ("idant}" in text or "{*" in text)

    def suits(self, step: dict[str, Any]) -> bool:
        """Whether a step is meant for this person: for whom it is written, of whom it speaks."""
        person, publics = self.person, step.get("for")
        if publics and person.public not in publics and person.second not in publics:
            return False
        if step.get("child") and not self.is_child or step.get("adult") and self.is_child:
            return False
        if step.get("needs") == "carer" and not person.carers:
            return False
        return "texts" not in step or any(self.can_say(text) for text in step["texts"])

    def say(self, text: str) -> str:
        """The sentence, said of this person."""
        for key, name in self.names.items():
            text = text.replace(f"{{{key}}}", name)
        woman = self.carer.is_woman if self.carer else True
        return gendered(text, is_woman=self.person.is_woman, carer_is_woman=woman)
