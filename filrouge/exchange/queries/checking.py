"""The facts that a file expects, compared one by one with what the database answers."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from filrouge.exchange.queries.answers import Answers
from filrouge.exchange.queries.names import Unanswerable, loaded
from filrouge.exchange.scenarios.compare import same_answer
from filrouge.exchange.scenarios.parse import parse_expected
from filrouge.exchange.scenarios.problems import Problem, ScenarioError
from filrouge.exchange.scenarios.reader import read
from filrouge.exchange.scenarios.records import Expected


@dataclass
class Tally:
    """How many facts came out right, wrong, or without a question."""

    passed: int = 0
    failed: int = 0
    evidence_only: int = 0

    def last_line(self) -> str:
        # the last number has been nought since plans are told; programs read this line
        return f"{self.passed} passed, {self.failed} failed, {self.evidence_only} evidence only, 0 not yet"


def check_file(data: bytes, tally: Tally) -> Iterator[str]:
    """One line a fact; counts them in `tally`. ScenarioError when the file or its scenario cannot be read."""
    document = read(data)
    scenario, facts = parse_expected(document)
    if loaded(scenario) is None:
        sentence = _("le scénario «\u00a0%(id)s\u00a0» n’est pas chargé.") % {"id": scenario}
        raise ScenarioError([Problem(document.line("id"), sentence)])
    answers = Answers(scenario)
    for fact in facts:
        yield _one(fact, answers, tally)


def _one(fact: Expected, answers: Answers, tally: Tally) -> str:
    question = " ".join(fact.question.split())
    if fact.query is None:
        tally.evidence_only += 1
        return f"{fact.id}  evidence only  {question}"
    why = _what_is_wrong(fact.query, fact.answer, answers)
    if why:
        tally.failed += 1
        return f"{fact.id}  failed  {question}\n{why}"
    tally.passed += 1
    return f"{fact.id}  passed  {question}"


def _what_is_wrong(query: dict[str, Any] | list[dict[str, Any]], expected: Any, answers: Answers) -> str:
    """Nothing when the question, or every one of several, is answered as expected."""
    if isinstance(query, dict):
        return _judge(query, expected, answers)
    if not isinstance(expected, list) or len(expected) != len(query):
        sentence = _(
            "%(asked)d questions, autant de réponses\u00a0: "
            "«\u00a0reponse\u00a0» doit être une liste de cette longueur."
        )
        return f"    {sentence % {'asked': len(query)}}"
    several = [_judge(*one, answers) for one in zip(query, expected, strict=True)]
    return "\n".join(filter(None, several))


def _judge(query: dict[str, Any], expected: Any, answers: Answers) -> str:
    try:
        actual = answers.answer(query)
    except Unanswerable as why:
        return f"    {why}"
    if same_answer(query, expected, actual):
        return ""
    return f"    expected {_json(expected)}\n    answered {_json(actual)}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
