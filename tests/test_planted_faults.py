"""Faults planted one by one, a check taken out each time: the proofs must notice every one.

A proof that cannot fail proves nothing. Each fault names the proof that is expected to catch it.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from filrouge.accounts.models import User
from filrouge.config.middleware import SignInFirst
from filrouge.desk.views import nearby
from filrouge.documents.use_cases import taking_back
from filrouge.follow_up.use_cases import events
from filrouge.journal.models import JournalEntry
from filrouge.lib.errors import Refused
from filrouge.needs.use_cases import voices as needs
from filrouge.parcours.models import ThreadEntry, gates
from filrouge.parcours.models.parcours import ParcoursQuerySet
from filrouge.parcours.models.thread import ThreadEntryQuerySet
from filrouge.parcours.rules import sharing
from filrouge.parcours.use_cases import circle, thread
from filrouge.parcours.use_cases.sharing import record_consent
from tests.matrix import EXPECTED
from tests.personas import NOW, World, on
from tests.test_permission_matrix import client_of, row

pytestmark = pytest.mark.django_db


def nothing(*args: Any, **kwargs: Any) -> None:
    """A check that was taken out."""


def everything(queryset: Any, *args: Any, **kwargs: Any) -> Any:
    """A gate that stands open."""
    return queryset


def of_anybody(column: str) -> str:
    """Places whoever holds them, in the words of the gate."""
    return f"SELECT m.{column} FROM parcours_circlemember m"


def table_notices(*names: str) -> Callable[[World], bool]:
    """Whether one of these lines of the permission matrix no longer holds."""

    def notices(made: World) -> bool:
        lines = [line.split() for line in EXPECTED if " ".join(line.split()[:2]) in names]
        assert len(lines) == len(names)
        return any(row(name, method, made) != expected for name, method, *expected in lines)

    return notices


def closed_area_shows(made: World) -> bool:
    page = client_of("ines", made).get(f"/parcours/{made.parcours.pk}/").content.decode()
    return made.secret("daily_life") in page


def withdrawn_still_reads(made: World) -> bool:
    record_consent(
        made.participants["ines"],
        areas=["health"],
        decision="withdrawn",
        on=on("2019-07-30"),
        by=made.claire,
        now=NOW,
    )
    return ThreadEntry.objects.visible_to(made.ines, NOW).filter(area="health").exists()


def two_leads_stand(made: World) -> bool:
    """The rule lets a second lead pass; that the database still refuses it is the second wall."""
    try:
        circle.begin_lead(made.members["claire"], since=on("2019"), until=on("2020"), by=made.claire, now=NOW)
    except Refused:
        return False
    except IntegrityError:
        return True
    return True


def is_done(act: Callable[[World], object]) -> Callable[[World], bool]:
    """Whether somebody who may not could do it all the same."""

    def notices(made: World) -> bool:
        try:
            act(made)
        except PermissionDenied:
            return False
        return True

    return notices


def a_nurse_ends_a_place(made: World) -> None:
    circle.end_member(made.members["daughter"], until=on("2019-07"), by=made.ines, now=NOW)


def somebody_who_left_writes(made: World) -> None:
    events.record_event(made.parcours, when=on("2019-07"), fact="visite", by=made.hugo, now=NOW)


def a_nurse_withdraws_another_s_mark(made: World) -> None:
    needs.withdraw_mark(made.divergence, reason="pas d’accord", by=made.ines, now=NOW)


def a_nurse_takes_back_another_s_document(made: World) -> None:
    taking_back.take_back(made.document, reason="pas d’accord", by=made.ines, now=NOW)


def an_act_leaves_no_trace(made: World) -> bool:
    before = JournalEntry.objects.count()
    events.record_event(made.parcours, when=on("2019-07"), fact="visite", by=made.claire, now=NOW)
    return JournalEntry.objects.count() == before


RECORD = table_notices("desk:thread GET")
FAULTS: dict[str, tuple[Any, str, Any, Callable[[World], bool]]] = {
    "the gate of records": (ParcoursQuerySet, "visible_to", everything, RECORD),
    "the gate of lines": (ThreadEntryQuerySet, "visible_to", everything, closed_area_shows),
    "access that has ended": (gates, "OPEN", "1 = 1", RECORD),
    "a place of one's own": (gates, "_places", of_anybody, RECORD),
    "signing in": (SignInFirst, "process_view", nothing, RECORD),
    "roles": (
        User,
        "may",
        lambda user, permission: True,
        table_notices("desk:people GET", "space:helpers GET"),
    ),
    "who keeps the circle": (circle, "check_can_coordinate", nothing, is_done(a_nurse_ends_a_place)),
    "who writes in the thread": (events, "check_can_record", nothing, is_done(somebody_who_left_writes)),
    "who takes a document back": (
        taking_back,
        "check_can_take_back",
        nothing,
        is_done(a_nurse_takes_back_another_s_document),
    ),
    "who takes a mark back": (
        needs,
        "check_can_withdraw_mark",
        nothing,
        is_done(a_nurse_withdraws_another_s_mark),
    ),
    "the person's word": (sharing, "last_word", nothing, withdrawn_still_reads),
    "one lead at a time": (circle, "surely_overlap", lambda *args: False, two_leads_stand),
    "who reads where she lives": (nearby, "check_has_place", nothing, table_notices("desk:nearby GET")),
    "the journal of acts": (thread, "record", nothing, an_act_leaves_no_trace),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_noticed(fault: str, made: World, monkeypatch: pytest.MonkeyPatch):
    target, name, replacement, notices = FAULTS[fault]
    monkeypatch.setattr(target, name, replacement)
    assert notices(made)


@pytest.mark.parametrize("fault", FAULTS)
def test_without_the_fault_nothing_is_noticed(fault: str, made: World):
    assert not FAULTS[fault][3](made)
