"""One test-suite, two engines: SQLite, or with FILROUGE_DB=pg a private PostgreSQL that lives for the run.

A pytest plugin (`-p tests.environment`), not a conftest: pytest-django reads the settings before any conftest.
"""

import gc
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

from filrouge.config.database import use_sound_sqlite

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


def _as_postgres(*command: str) -> None:
    """PostgreSQL refuses to run as root: give it to its own user where there is one."""
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*prefix, *command], check=True, cwd="/", stdout=subprocess.DEVNULL)


def _binary(name: str) -> str:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else name


def _start_postgresql() -> str:
    global _server
    _server = Path(tempfile.mkdtemp(prefix="filrouge-pg-"))
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(_server, owner.pw_uid, owner.pw_gid)
    data = _server / "data"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    _as_postgres(
        _binary("initdb"), "-D", str(data), "-U", "filrouge", "--auth=trust", "-E", "UTF8", "--no-sync"
    )
    options = f"-p {port} -k {_server} -c listen_addresses='' -c fsync=off -c full_page_writes=off"
    _as_postgres(_binary("pg_ctl"), "-D", str(data), "-w", "-l", str(_server / "log"), "-o", options, "start")
    return f"postgresql://filrouge@/postgres?host={_server}&port={port}"


if os.environ.get("FILROUGE_DB") == "pg":
    os.environ["FILROUGE_DATABASE_URL"] = _start_postgresql()
else:
    os.environ.pop("FILROUGE_DATABASE_URL", None)


def pytest_unconfigure() -> None:
    if _server is not None:
        _as_postgres(_binary("pg_ctl"), "-D", str(_server / "data"), "-m", "immediate", "stop")
        shutil.rmtree(_server, ignore_errors=True)
    shutil.rmtree(_data, ignore_errors=True)
