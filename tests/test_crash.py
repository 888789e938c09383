"""What breaks in the middle leaves nothing half-done: an error at each write in turn, a process killed at work."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client

from filrouge.accounts.models import Draft
from filrouge.follow_up.models import Event
from filrouge.journal.models import JournalEntry
from filrouge.journal.queries import verify
from filrouge.parcours.models import ThreadEntry
from tests.personas import World, world
from tests.test_permission_matrix import client_of
from tests.test_security import everything

LONG = os.environ.get("FILROUGE_ROUNDS") == "long"
WRITES = ("INSERT", "UPDATE", "DELETE")


class Broken(Exception):
    """What the test breaks."""


@contextmanager
def breaking_at(rank: int) -> Iterator[list[str]]:
    """Lets `rank` writes pass, then breaks; gives what was written."""
    written: list[str] = []

    def run(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().startswith(WRITES):
            if len(written) >= rank:
                raise Broken(sql[:200])
            written.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(run):
        yield written


def forms(made: World) -> dict[str, dict[str, Any]]:
    """Acts that write in many tables."""
    start = f"/parcours/{made.parcours.pk}/"
    fact = {"fact": "Visite", "when": "2019-07", "area": "health", "level": "circle", "said": "« oui »"}
    place = {"new_name": "Zoé", "email": "zoe@exemple.fr", "role": "intervention", "areas": ["health"]}
    return {
        f"{start}noter/": {**fact, "new_name": "Nora", "new_kind": "voisine"},
        f"{start}cercle/ajouter/": {**place, "basis": "consent", "since": "2019", "new_kind": "sante"},
        f"{start}corriger/event/{made.events['stop'].pk}/when/": {
            "value": "juillet 2018", "reason": "r", "_version": 1,
        },
        f"{start}regards/evaluation/": {
            "author": made.participants["ines"].pk, "when": "2019", "area": "health", "level": "circle",
            "findings": "a\nb", "conclusion": "c", "recommendations": "d\ne",
        },
    }  # fmt: skip


@pytest.mark.django_db
def test_an_error_at_any_write_leaves_everything_as_it_was():
    made = world()
    client: Client = client_of("claire", made)
    client.get("/")
    for key, (url, typed) in enumerate(forms(made).items()):
        Draft.objects.create(user=made.claire, path=url, fields={"fact": ["Visite"]})
        before, told = everything(), JournalEntry.objects.count()
        for rank in range(0, 200, 1 if LONG else 3):
            with breaking_at(rank) as written:
                answer = client.post(url, {**typed, "_key": f"formulaire {key}"})
            if answer.status_code == 302:
                break
            assert answer.status_code == 500, (url, rank, answer.status_code)
            assert everything() == before, (url, rank, written[-1:])
            assert JournalEntry.objects.count() == told
        assert answer.status_code == 302, url
        assert rank > 3
        assert everything() != before
        assert not Draft.objects.filter(path=url).exists()
    assert verify() == []


WRITER = """
import sys
from filrouge.config.database import use_sound_sqlite
use_sound_sqlite()
import django
django.setup()
from filrouge.accounts.models import User
from filrouge.follow_up.use_cases.events import record_event
from filrouge.parcours.models import Parcours
from tests.personas import NOW, on
parcours, claire = Parcours.objects.get(), User.objects.get(name="Claire 1")
while True:
    event = record_event(parcours, when=on("2019-07"), fact="écrit", by=claire, now=NOW)
    print(event.pk, flush=True)
"""


def address_of_the_database() -> str:
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite://{told['NAME']}"
    return f"postgresql://{told['USER']}@/{told['NAME']}?host={quote(told['HOST'])}&port={told['PORT']}"


def killed_while_writing(lines: int) -> list[str]:
    """The keys that a process told as written before it was killed, without a chance to tidy up."""
    environment = {
        **os.environ, "FILROUGE_DATABASE_URL": address_of_the_database(), "FILROUGE_ENV": "test",
        "DJANGO_SETTINGS_MODULE": "filrouge.config.settings",
    }  # fmt: skip
    here = Path(__file__).resolve().parent.parent
    with subprocess.Popen(
        [sys.executable, "-c", WRITER], cwd=here, env=environment, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout
        told = [writer.stdout.readline().decode().strip() for _ in range(lines)]
        os.kill(writer.pid, signal.SIGKILL)
        told += [line.decode().strip() for line in writer.stdout if line.endswith(b"\n")]
    return told


def test_a_process_killed_while_it_writes_loses_nothing_that_it_told(committed_journal: None):
    world()
    for lines in (3, 8, 5, 13, 21, 2) if LONG else (4,):
        told = killed_while_writing(lines)
        assert len(told) >= lines
        assert Event.objects.filter(pk__in=told).count() == len(told)
    written = set(Event.objects.values_list("pk", flat=True))
    assert written <= set(ThreadEntry.objects.values_list("pk", flat=True))
    assert JournalEntry.objects.filter(action="follow_up.event_recorded").count() == len(written)
    assert verify() == []
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA integrity_check").fetchone() == ("ok",)
