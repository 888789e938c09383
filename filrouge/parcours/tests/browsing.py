"""What the tests of a record's pages share: somebody's browser, a form filled and sent, the words of a page."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from filrouge.accounts.models import User
from filrouge.journal.models import JournalEntry
from tests.personas import World

HIDDEN = re.compile(r'<input type="hidden" name="(_key|_version)" value="([^"]*)"')
TAGS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]+>", re.DOTALL)
SPACES = re.compile(r"\s+")


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(name: str, made: World, *rest: object) -> str:
    return reverse(name, args=[made.parcours.pk, *rest])


def text_of(response: HttpResponse) -> str:
    """What somebody reads: words alone, one space between them."""
    return SPACES.sub(" ", unescape(TAGS.sub(" ", response.content.decode()))).strip()


def send(client: Client, url: str, **fields: Any) -> HttpResponse:
    """Opens a form, fills it and sends it, as a browser does: with its key and the version it showed."""
    hidden = dict(HIDDEN.findall(client.get(url).content.decode()))
    return client.post(url, {**hidden, **fields})


def acts(made: World) -> list[str]:
    """What the journal tells of this person, oldest first, without what was only looked at."""
    lines = JournalEntry.objects.filter(chain=str(made.person.pk)).exclude(action="record.viewed")
    return list(lines.order_by("sequence").values_list("action", flat=True))


def last_act(made: World) -> str:
    return acts(made)[-1]


def queries_of(act: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)
