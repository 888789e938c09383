"""A hand-over leaves the old state or the new one: broken at each statement in turn, or two who decide at once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction

from filrouge.journal.queries import verify
from filrouge.lib.errors import Refused
from filrouge.parcours.models import HandOver, Lead
from filrouge.parcours.tests.handing import answered
from filrouge.parcours.use_cases import hand_over
from tests.personas import NOW, World, world
from tests.test_at_once import at_once, slowed
from tests.test_crash import Broken

Statement = Callable[..., Any]


@contextmanager
def breaking_at(rank: int) -> Iterator[list[str]]:
    """Lets `rank` statements pass, reads as well as writes, then breaks; gives those that passed."""
    passed: list[str] = []

    def run(execute: Statement, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "SAVEPOINT" in sql:
            return execute(sql, params, many, context)
        if len(passed) >= rank:
            raise Broken(sql[:200])
        passed.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(run):
        yield passed


def state() -> dict[str, list[tuple]]:
    """Every row that accepting could touch, the journal's and the messages among them."""
    models = [
        model for model in apps.get_models() if model._meta.app_label in ("parcours", "journal", "accounts")
    ]
    return {model.__name__: sorted(model._base_manager.values_list(), key=str) for model in models}


def broken_at(rank: int, accept: Callable[..., Any], found: HandOver, by: Any) -> tuple[bool, list[str]]:
    """Whether accepting broke after so many statements, and those that passed."""
    held = HandOver.objects.get(pk=found.pk)
    with breaking_at(rank) as passed:
        try:
            accept(held, by=by, now=NOW)
        except Broken:
            return True, passed
    return False, passed


def test_a_hand_over_broken_at_any_statement_leaves_the_old_state_whole(made: World):
    found = answered(made)
    before = state()
    for rank in range(200):
        is_broken, passed = broken_at(rank, hand_over.accept_hand_over, found, made.colette)
        if not is_broken:
            break
        assert state() == before, (rank, passed[-1:])
    assert not is_broken and rank > 15
    writes = [sql for sql in passed if sql.startswith(("INSERT", "UPDATE", "DELETE"))]
    assert len(writes) > 5, "there was something to break between"
    assert HandOver.objects.get().state == "accepted"
    assert Lead.objects.filter(parcours=made.parcours).count() == 2
    assert state() != before
    assert verify() == []


def test_without_its_transaction_a_broken_hand_over_is_noticed(made: World):
    """The fault planted: accepting bit by bit. The proof above must see what it leaves behind."""
    found = answered(made)
    before, torn = state(), hand_over.accept_hand_over.__wrapped__
    for rank in range(200):
        is_broken, _ = broken_at(rank, torn, found, made.colette)
        transaction.set_rollback(False)  # `save` marked the transaction of the test itself
        if state() != before:
            break
    assert is_broken, "it broke, and yet something had changed"


@pytest.mark.parametrize("rival", ["accept", "withdraw", "refuse"])
def test_two_who_decide_at_once_leave_one_decision(
    rival: str, committed_journal: None, monkeypatch: pytest.MonkeyPatch
):
    made = world()
    found = answered(made)
    slowed(monkeypatch, hand_over, "may_become")
    rivals = {
        "accept": lambda: hand_over.accept_hand_over(found, by=made.colette, now=NOW),
        "withdraw": lambda: hand_over.withdraw_hand_over(found, reason="r", by=made.claire, now=NOW),
        "refuse": lambda: hand_over.refuse_hand_over(found, reason="r", by=made.colette, now=NOW),
    }
    given = at_once(lambda: hand_over.accept_hand_over(found, by=made.colette, now=NOW), rivals[rival])
    assert sum(isinstance(each, Refused) for each in given) == 1, given
    stored = HandOver.objects.get()
    is_accepted = stored.state == "accepted"
    assert Lead.objects.filter(parcours=made.parcours).count() == 1 + is_accepted
    assert (Lead.objects.get(pk=made.lead.pk).until is not None) == is_accepted
    assert verify() == []
