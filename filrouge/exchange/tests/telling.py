"""Loading and checking in tests: what a command does, without the command."""

from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import yaml
from django.apps import apps

from filrouge.accounts.use_cases import system_account
from filrouge.exchange.queries.checking import Tally, check_file
from filrouge.exchange.scenarios.reader import read
from filrouge.exchange.use_cases.scenario import Loaded, load_scenario

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
NO_DOMAIN = {"contenttypes", "sessions", "auth", "django_tasks_database"}


# Reading YAML takes longer than anything else here, and the same texts come again and again.
read_once = lru_cache(maxsize=64)(read)


def load(text: str, *, now: datetime = NOW, correct: str = "") -> Loaded:
    return load_scenario(read_once(text), by=system_account(), now=now, correct=correct)


def check(text: str) -> tuple[Tally, dict[str, str]]:
    """The tally, and what was said of each fact by its id."""
    tally = Tally()
    lines = list(check_file(text.encode(), tally))
    return tally, {line.split("  ", 1)[0]: line.split("  ", 1)[1] for line in lines}


def outcomes(text: str) -> dict[str, str]:
    """Each fact by its id: passed, failed, evidence only."""
    return {name: said.split("  ", 1)[0] for name, said in check(text)[1].items()}


def dump() -> dict[str, list[str]]:
    """Every row of every table of ours."""
    return {
        model._meta.label: sorted(map(str, model._base_manager.values_list()))
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in NO_DOMAIN
    }


def tree_of(text: str) -> dict[str, Any]:
    return deepcopy(read_once(text).tree)


def written(tree: dict[str, Any]) -> str:
    return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)


def altered(text: str, change: Callable[[dict[str, Any]], Any]) -> str:
    """The file as it reads after `change` was done to its tables."""
    tree = tree_of(text)
    change(tree)
    return written(tree)


def table(tree: dict[str, Any], name: str) -> dict[str, Any]:
    """The table of that id, wherever it stands in the file."""
    rows = [
        row for block in tree.values() if isinstance(block, list) for row in block if isinstance(row, dict)
    ]
    rows += [advice for row in rows for advice in row.get("preconisations") or ()]
    return next(row for row in rows if row.get("id") == name)


def ask(scenario: str, **query: Any) -> Any:
    """The answer to one query."""
    from filrouge.exchange.queries.answers import Answers

    return Answers(scenario).answer(query)
