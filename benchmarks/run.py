"""The bench: every main screen beside its reference, on both engines and in both sizes. `make bench` runs it.

python -m benchmarks.run [--sizes service,territory] [--engines sqlite,pg] [--rounds 7] [--seed 1] [--only home,people]

SIZE `region`: the radar's night over 100,000 records under way, on PostgreSQL alone (`benchmarks/radar.py`).

The data are made once for each engine, size and seed, in `var/bench/`, and kept. One line of JSON for each screen goes
to a file there too: `python -m benchmarks.compare OLD NEW` says what changed between two of them.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests import private_postgres

HERE = Path(__file__).resolve().parent.parent
BENCH = HERE / "var" / "bench"
NUMBERS = {
    "ms": "all ms", "cpu_ms": "cpu ms", "database_ms": "in database", "queries": "queries",
    "reference_ms": "reference", "ratio": "×all", "in_database": "×database", "own": "×own",
}  # fmt: skip
REGION = "region"
SIZES = ("parcours", "lines", "lines_of_the_record", "lines_of_the_person", "places_of_the_coordinator")


def main() -> int:
    said = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    said.add_argument("--sizes", default="service,territory")
    said.add_argument("--engines", default="sqlite,pg")
    said.add_argument("--rounds", default="7")
    said.add_argument("--seed", default="1")
    said.add_argument("--only", default="")
    asked = said.parse_args()
    BENCH.mkdir(parents=True, exist_ok=True)
    out = BENCH / f"{time.strftime('%Y-%m-%dT%H-%M-%S')}.jsonl"
    out.write_text(json.dumps({"kind": "machine", **machine()}) + "\n")
    for engine in asked.engines.split(","):
        for size in asked.sizes.split(","):
            if size == REGION:
                night(engine, asked.seed, out)
                continue
            print(f"\n{engine}, {size}\n{'':<15}" + "".join(f"{name:>13}" for name in NUMBERS.values()))
            for row in rows(engine, size, asked):
                with out.open("a") as lines:
                    lines.write(json.dumps({"size": size, **row}) + "\n")
                print(in_print(row))
    print(f"\n{out.relative_to(HERE)}")
    return 0


def night(engine: str, seed: str, out: Path) -> None:
    """The radar over a region, in an installation of its own."""
    if engine != "pg":
        return
    with database(engine, "service", seed, REGION) as environment:
        command = [sys.executable, "-m", "benchmarks.radar"]
        done = subprocess.run(
            command, cwd=HERE, env=environment, check=True, stdout=subprocess.PIPE, text=True
        )
    with out.open("a") as lines:
        lines.write(done.stdout)
    row = json.loads(done.stdout)
    print(
        f"\nradar, {row['records']} records: {row['first_seconds']} s, then {row['next_seconds']} s each night"
    )
    for name, count in row["signals"].items():
        print(f"{name:<30}{count:>10}")


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=HERE, capture_output=True, text=True
    ).stdout.strip()
    return {
        "at": time.strftime("%Y-%m-%d %H:%M %Z"), "system": platform.platform(),
        "processor": platform.processor() or platform.machine(), "cores": os.cpu_count(),
        "load": os.getloadavg()[0], "commit": commit,
    }  # fmt: skip


def rows(engine: str, size: str, asked: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """What `measure` says, screen after screen."""
    with database(engine, size, asked.seed) as environment:
        command = [sys.executable, "-m", "benchmarks.measure", "--label", size, "--rounds", asked.rounds]
        command += ["--only", asked.only]
        with subprocess.Popen(
            command, cwd=HERE, env=environment, stdout=subprocess.PIPE, text=True
        ) as measuring:
            for line in measuring.stdout or ():
                yield json.loads(line)
        if measuring.returncode:
            sys.exit(measuring.returncode)


@contextmanager
def database(engine: str, size: str, seed: str, name: str = "") -> Iterator[dict[str, str]]:
    """The environment of an installation that holds this population, made when it is not there yet."""
    folder = BENCH / f"{engine}-{name or size}-{seed}"
    (folder / "data").mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ, "FILROUGE_ENV": "demo", "FILROUGE_DATA_DIR": str(folder / "data"),
        "DJANGO_SETTINGS_MODULE": "filrouge.config.settings",
    }  # fmt: skip
    environment.pop("FILROUGE_DATABASE_URL", None)
    server = folder / "postgres"
    if engine == "pg":
        server.mkdir(exist_ok=True)
        environment["FILROUGE_DATABASE_URL"] = private_postgres.start(server, "shared_buffers=256MB")
    try:
        if not (folder / "ready").exists():
            for words in (("prepare",), ("demo", "--size", size, "--seed", seed)):
                subprocess.run([sys.executable, "manage.py", *words], cwd=HERE, env=environment, check=True)
            (folder / "ready").touch()
        yield environment
    finally:
        if engine == "pg":
            private_postgres.stop(server, "fast")


def in_print(row: dict[str, Any]) -> str:
    if row["kind"] == "data":
        return ", ".join(f"{row[name]} {name.replace('_', ' ')}" for name in SIZES)
    least = row["reference_ms"] or 0.001
    numbers = {
        **row, "ratio": row["ms"] / least, "in_database": row["database_ms"] / least, "own": own_ratio(row),
    }  # fmt: skip
    return f"{row['screen']:<15}" + "".join(f"{round(numbers[name], 2):>13}" for name in NUMBERS)


def own_ratio(row: dict[str, Any]) -> float:
    """What a screen itself spends in the database, beside its own statements run by hand; 0 for a bare frame."""
    return row.get("own_database_ms", 0) / max(row.get("own_reference_ms", 0), 0.01)


if __name__ == "__main__":
    sys.exit(main())
