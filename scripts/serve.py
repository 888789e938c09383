"""Prepares the data folder and runs the server and its worker: what `make run` does."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

HERE = Path(__file__).resolve().parent.parent
PORT = os.environ.get("FILROUGE_PORT", "8000")
ADDRESS = f"http://localhost:{PORT}"


def manage(*words: str) -> None:
    subprocess.run([sys.executable, "manage.py", *words], cwd=HERE, check=True)


def is_taken() -> bool:
    """Somebody else listens there: a second Filrouge would look alive and not be the one that was started."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", int(PORT))) == 0


def prepare() -> None:
    """One process for all of it: each start of Python costs more than what it does here."""
    is_demo = os.environ.get("FILROUGE_ENV", "demo") == "demo"
    size = os.environ.get("FILROUGE_DEMO_SIZE", "small")
    manage("prepare", *(["--demo"] if is_demo else []), *(["--size", size] if is_demo and size else []))


def start() -> list[subprocess.Popen[bytes]]:
    server = [sys.executable, "-m", "gunicorn", "filrouge.config.wsgi", "--bind", f"localhost:{PORT}"]
    server += ["--worker-class", "gthread", "--workers", "2", "--threads", "4", "--log-level", "warning"]
    worker = [sys.executable, "manage.py", "worker"]
    return [subprocess.Popen(command, cwd=HERE) for command in (server, worker)]


def wait_until_alive(processes: list[subprocess.Popen[bytes]]) -> bool:
    for _ in range(300):
        if any(process.poll() is not None for process in processes):
            return False
        try:
            with urlopen(f"{ADDRESS}/healthz", timeout=2):
                return True
        except (URLError, OSError):
            time.sleep(0.1)
    return False


def main() -> int:
    if is_taken():
        print(f"Something already listens on port {PORT}. Another one: FILROUGE_PORT=8001 make run")
        return 1
    prepare()
    processes = start()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        if not wait_until_alive(processes):
            print("Filrouge could not start; what stands above says why.")
            return 1
        print(f"Filrouge: {ADDRESS}   (Ctrl+C to stop)", flush=True)
        while all(process.poll() is None for process in processes):
            time.sleep(0.5)
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(timeout=30)


if __name__ == "__main__":
    sys.exit(main())
