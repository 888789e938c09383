"""A PostgreSQL of one's own, reached by a socket in its folder: for a run of the tests, or for the bench."""

import os
import pwd
import socket
import subprocess
from pathlib import Path


def _as_postgres(*command: str) -> None:
    """PostgreSQL refuses to run as root: give it to its own user where there is one."""
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*prefix, *command], check=True, cwd="/", stdout=subprocess.DEVNULL)


def _binary(name: str) -> str:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else name


def start(folder: Path, *settings: str) -> str:
    """Starts the server whose files stand in `folder`, made when they are not there, and says its address."""
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    data = folder / "data"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    if not data.exists():
        _as_postgres(
            _binary("initdb"), "-D", str(data), "-U", "filrouge", "--auth=trust", "-E", "UTF8", "--no-sync"
        )
    said = " ".join(f"-c {setting}" for setting in ("listen_addresses=''", *settings))
    options = f"-p {port} -k {folder} {said}"
    _as_postgres(_binary("pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
    return f"postgresql://filrouge@/postgres?host={folder}&port={port}"


def stop(folder: Path, mode: str = "immediate") -> None:
    _as_postgres(_binary("pg_ctl"), "-D", str(folder / "data"), "-m", mode, "stop")
