"""One test-suite, two engines: SQLite, or with FILROUGE_DB=pg a private PostgreSQL that lives for the run.

A pytest plugin (`-p tests.environment`), not a conftest: pytest-django reads the settings before any conftest.
"""

import gc
import os
import shutil
import tempfile
from pathlib import Path

from filrouge.config.database import use_sound_sqlite
from tests import private_postgres

use_sound_sqlite()
os.environ["FILROUGE_ENV"] = "test"
os.environ.setdefault(
    "DJANGO_ALLOW_ASYNC_UNSAFE", "true"
)  # Playwright's loop runs in the thread of the tests
# A test makes many objects that die with it: looking for cycles at each 700 of them is a twentieth of the time.
gc.set_threshold(200_000, 20, 100)
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
_data = tempfile.mkdtemp(prefix="filrouge-test-")
os.environ["FILROUGE_DATA_DIR"] = _data
(Path(_data) / "static").mkdir()
_server: Path | None = None


def _start_postgresql() -> str:
    global _server
    _server = Path(tempfile.mkdtemp(prefix="filrouge-pg-"))
    # Its own clean-up counts tables whenever it comes by, empty between two tests: plans would differ by chance.
    return private_postgres.start(_server, "fsync=off", "full_page_writes=off", "autovacuum=off")


if os.environ.get("FILROUGE_DB") == "pg":
    os.environ["FILROUGE_DATABASE_URL"] = _start_postgresql()
else:
    os.environ.pop("FILROUGE_DATABASE_URL", None)


def pytest_unconfigure() -> None:
    if _server is not None:
        private_postgres.stop(_server)
        shutil.rmtree(_server, ignore_errors=True)
    shutil.rmtree(_data, ignore_errors=True)
