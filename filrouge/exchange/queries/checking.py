"""The facts that a file expects, compared one by one with what the database answers."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from django.utils.translation import gettext as _

from filrouge.exchange.queries.answers import PLAN, Answers, plan_references
from filrouge.exchange.queries.names import Unanswerable, loaded
from filrouge.exchange.scenarios.compare import same_answer
from filrouge.exchange.scenarios.parse import parse_expected
from filrouge.exchange.scenarios.problems import Problem, ScenarioError
from filrouge.exchange.scenarios.reader import read
from filrouge.exchange.scenarios.records import Expected


@dataclass
class Tally:
    """How many facts came out right, wrong, without a question, or too early."""

    passed: int = 0
    failed: int = 0
    evidence_only: int = 0
    not_yet: int = 0

    def last_line(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.evidence_only} evidence only, {self.not_yet} not yet"


class Outcome(Enum):
    """What became of one question, from the worst to the best."""

    FAILED = auto()
    NOT_YET = auto()
    PASSED = auto()


@dataclass(frozen=True)
class Verdict:
    """An outcome, and what to show of it."""

    outcome: Outcome
    why: str = ""


def check_file(data: bytes, tally: Tally) -> Iterator[str]:
    """One line a fact; counts them in `tally`. ScenarioError when the file or its scenario cannot be read."""
    document = read(data)
    scenario, facts = parse_expected(document)
    load = loaded(scenario)
    if load is None:
        sentence = _("le scénario «\u00a0%(id)s\u00a0» n’est pas chargé.") % {"id": scenario}
        raise ScenarioError([Problem(document.line("id"), sentence)])
    plan_ids = {line["id"] for line in load.content.get("plan") or ()}
    answers = Answers(scenario)
    for fact in facts:
        yield _one(fact, answers, plan_ids, tally)


def _one(fact: Expected, answers: Answers, plan_ids: set[str], tally: Tally) -> str:
    question = " ".join(fact.question.split())
    if fact.query is None:
        tally.evidence_only += 1
        return f"{fact.id}  evidence only  {question}"
    verdict = _verdict(fact.query, fact.answer, answers, plan_ids)
    if verdict.outcome is Outcome.NOT_YET:
        tally.not_yet += 1
        return f"{fact.id}  not yet  {question}"
    if verdict.outcome is Outcome.PASSED:
        tally.passed += 1
        return f"{fact.id}  passed  {question}"
    tally.failed += 1
    return f"{fact.id}  failed  {question}\n{verdict.why}"


def _verdict(
    query: dict[str, Any] | list[dict[str, Any]], expected: Any, answers: Answers, plan_ids: set[str]
) -> Verdict:
    if isinstance(query, dict):
        return _judge(query, expected, answers, plan_ids)
    if not isinstance(expected, list) or len(expected) != len(query):
        sentence = _(
            "%(asked)d questions, autant de réponses\u00a0: "
            "«\u00a0reponse\u00a0» doit être une liste de cette longueur."
        )
        return Verdict(Outcome.FAILED, f"    {sentence % {'asked': len(query)}}")
    several = [_judge(*one, answers, plan_ids) for one in zip(query, expected, strict=True)]
    worst = min(several, key=lambda verdict: verdict.outcome.value)
    return Verdict(worst.outcome, "\n".join(verdict.why for verdict in several if verdict.why))


def _judge(query: dict[str, Any], expected: Any, answers: Answers, plan_ids: set[str]) -> Verdict:
    """Whether one question is answered as expected. What touches the plan waits; the rest of it does not."""
    awaited = plan_references(query, plan_ids)
    if query["nom"] == PLAN or (awaited and query["nom"] != "valeur"):
        return Verdict(Outcome.NOT_YET)
    if awaited:
        asked = query["de"] if isinstance(query["de"], list) else [query["de"]]
        query = {**query, "de": [reference for reference in asked if reference not in awaited]}
        if isinstance(expected, Mapping):
            expected = {key: value for key, value in expected.items() if key not in awaited}
    try:
        actual = answers.answer(query)
    except Unanswerable as why:
        return Verdict(Outcome.FAILED, f"    {why}")
    if same_answer(query, expected, actual):
        return Verdict(Outcome.NOT_YET if awaited else Outcome.PASSED)
    return Verdict(Outcome.FAILED, f"    expected {_json(expected)}\n    answered {_json(actual)}")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
