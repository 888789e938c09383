"""The exact text of a plan, as somebody agrees to it: the same facts give the same text, whatever the language.

It is French and fixed, for its fingerprint is kept with each position; a paper prints it as it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256

NBSP = "\u00a0"
# Further in than any row of ours: what somebody typed on several lines never reads as a line of the plan.
WITHIN = "\n      "
STANDINGS = {
    "open": "pas encore de réponse",
    "yes": "oui",
    "otherwise": "autrement",
    "no": "non",
    "later": "plus tard",
    "not_retained": "non retenu, gardé pour mémoire",
}


@dataclass(frozen=True)
class LineText:
    """A line of the plan in words. `facts`: a label and its words, in the order in which they are read."""

    title: str
    standing: str
    facts: Mapping[str, str] = field(default_factory=dict)
    answer_words: str = ""
    answered_by: str = ""


@dataclass(frozen=True)
class ObjectiveText:
    """An objective in words, with its lines in their order."""

    words: str
    expected_effect: str
    lines: Sequence[LineText]


@dataclass(frozen=True)
class PlanText:
    """All that a position is about."""

    name: str
    person: str
    objectives: Sequence[ObjectiveText]


def euros(amount: Decimal) -> str:
    """An amount to the cent, as it is written: 1 550 €, 12,50 €."""
    whole, cents = f"{amount:,.2f}".split(".")
    said = whole.replace(",", "\u202f")
    return f"{said if cents == '00' else f'{said},{cents}'}{NBSP}€"


def number(quantity: Decimal) -> str:
    """A quantity without the zeros that say nothing."""
    said = f"{quantity:f}"
    return (said.rstrip("0").rstrip(".") if "." in said else said).replace(".", ",")


def written(plan: PlanText) -> str:
    """The whole text, line by line."""
    rows = [f"Plan, version {plan.name}", f"Pour{NBSP}: {typed(plan.person)}"]
    rank = 0
    for place, objective in enumerate(plan.objectives, start=1):
        rows += ["", f"Objectif {place}{NBSP}: {typed(objective.words)}"]
        if objective.expected_effect:
            rows.append(f"Ce que la personne en attend{NBSP}: {typed(objective.expected_effect)}")
        for line in objective.lines:
            rank += 1
            rows += _line(line, rank)
    return "\n".join(rows) + "\n"


def _line(line: LineText, rank: int) -> list[str]:
    rows = [f"{rank}. {typed(line.title)}"]
    rows += [f"   {label}{NBSP}: {typed(said)}" for label, said in line.facts.items() if said]
    answer = STANDINGS[line.standing]
    if line.answered_by:
        answer += f" ({line.answered_by})"
    if line.answer_words:
        answer += f"{NBSP}: «{NBSP}{typed(line.answer_words)}{NBSP}»"
    return [*rows, f"   Réponse{NBSP}: {answer}"]


def typed(said: str) -> str:
    """Words as somebody wrote them, their further lines further in."""
    return WITHIN.join(said.splitlines())


def fingerprint(text: str) -> str:
    """The SHA-256 of a text in UTF-8, as 64 hexadecimal digits."""
    return sha256(text.encode()).hexdigest()


def differences(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, list[str]]:
    """What moved from one to the other, field by field: what stood, what stands."""
    names = [*after, *(name for name in before if name not in after)]
    pairs = ((name, before.get(name, ""), after.get(name, "")) for name in names)
    return {name: [was, now] for name, was, now in pairs if was != now}
