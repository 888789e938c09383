"""The worker dies in the middle of the radar's night: nothing twice, nothing lost."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db.models import Count

from filrouge.follow_up.jobs import look_at_all_records
from filrouge.follow_up.models import Signal
from filrouge.follow_up.use_cases import radar, ruptures
from filrouge.follow_up.use_cases.events import record_event
from filrouge.journal.queries import verify
from filrouge.parcours.use_cases import opening
from tests.personas import NOW, on, world
from tests.test_crash import address_of_the_database

RECORDS = 30
# A worker as it runs in production, whose queue holds the night; it says each record whose signals it wrote.
NIGHT = """
from filrouge.config.database import use_sound_sqlite
use_sound_sqlite()
import django
django.setup()
from filrouge.follow_up.use_cases import radar
radar.AT_ONCE = 1
write = radar._write
def told(kind, known, found, now):
    write(kind, known, found, now)
    print(kind, flush=True)
radar._write = told
from filrouge.config.worker import Worker
Worker().run_one()
print("done", flush=True)
"""


def broken_records() -> None:
    """Records each with an open rupture, as a population that was written while no worker lived."""
    made = world()
    for rank in range(RECORDS):
        told = {"by": made.claire, "now": NOW}
        parcours = opening.open_record(identity={"usual_name": f"M. {rank}"}, **told)
        stop = record_event(parcours, when=on("2019-06"), fact="Le service cesse.", **told)
        ruptures.open_rupture(parcours, nature="plus d’aide", cause="départ", opened_by=stop, **told)
    Signal.objects.all().delete()


def killed_at(records: int) -> list[str]:
    """What a worker told before it was killed, without a chance to tidy up."""
    environment = {
        **os.environ, "FILROUGE_DATABASE_URL": address_of_the_database(), "FILROUGE_ENV": "test",
        "DJANGO_SETTINGS_MODULE": "filrouge.config.settings",
    }  # fmt: skip
    here = Path(__file__).resolve().parent.parent
    with subprocess.Popen(
        [sys.executable, "-c", NIGHT], cwd=here, env=environment, stdout=subprocess.PIPE
    ) as worker:
        assert worker.stdout
        told = [worker.stdout.readline().decode().strip() for _ in range(records)]
        os.kill(worker.pid, signal.SIGKILL)
        told += [line.decode().strip() for line in worker.stdout if line.endswith(b"\n")]
    return told


@pytest.mark.parametrize("records", [4, 11])
def test_a_worker_killed_in_its_night_leaves_the_rest_to_the_next(committed_journal: None, records: int):
    broken_records()
    look_at_all_records.enqueue()
    told = killed_at(records)
    assert records <= len(told) and "done" not in told, "it died in the middle"
    before = set(Signal.objects.values_list("pk", flat=True))
    radar.refresh_all(now=NOW)
    standing = Signal.objects.standing()
    assert 0 < len(before) < standing.count(), "what it told was there, and not all"
    assert standing.filter(kind="rupture_open").count() == RECORDS, "nothing lost"
    twice = Signal.objects.values("parcours", "kind", "key").annotate(n=Count("pk")).filter(n__gt=1)
    assert not twice.exists(), "nothing twice"
    assert before <= set(standing.values_list("pk", flat=True)), "what was written stays"
    assert verify() == []
