"""What tests of this room share: a signed-in browser, the address of a page, what somebody looked at before."""

from datetime import datetime, timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from filrouge.accounts.models import User
from filrouge.follow_up.models import Event
from filrouge.follow_up.use_cases.events import record_event
from filrouge.journal.rules import VIEWED, Act
from filrouge.journal.use_cases import record_many
from filrouge.parcours.models import Parcours
from tests.personas import NOW, World, on

PAGES = ("welcome", "thread", "helpers", "lookers", "sharing")


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(page: str, parcours: Parcours, *rest: object) -> str:
    return reverse(f"space:{page}", args=[parcours.pk, *rest])


def read(user: User, page: str, parcours: Parcours, query: str = "") -> str:
    """The text of a page that must open."""
    answer = browser_of(user).get(address(page, parcours) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def looked(user: User, made: World, *, ago: timedelta, page: str = "thread") -> datetime:
    """Somebody opened a page of the record some time ago."""
    at = timezone.now() - ago
    record_many([Act(VIEWED, at, str(made.person.pk), actor=str(user.pk), detail={"page": page})])
    return at


def tell(made: World, count: int, **facts: object) -> list[Event]:
    """So many facts, one a day."""
    shared = {"by": made.claire, "now": NOW, "area": "daily_life", **facts}
    days = [on(f"2017-{1 + day // 28:02}-{1 + day % 28:02}") for day in range(count)]
    return [record_event(made.parcours, when=day, fact=f"Fait du {day}.", **shared) for day in days]


def count_queries(client: Client, url: str) -> int:
    """How often a page asks the database; the bounds of its transaction are no question."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return sum("SAVEPOINT" not in query["sql"] for query in queries)
