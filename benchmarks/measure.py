"""Measures every screen on the database that the environment names: one process, one engine, one size.

python -m benchmarks.measure --label NAME [--rounds 7] [--only home,people]     JSON lines on the standard output
"""

import argparse
import gc
import json
import platform
import statistics
import sys
from collections.abc import Callable
from typing import Any

from filrouge.config.database import use_sound_sqlite

use_sound_sqlite()

import django  # noqa: E402

django.setup()

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.reference import Reference  # noqa: E402
from benchmarks.screens import SCREENS, Screen  # noqa: E402
from benchmarks.serving import Answered, ask, cookies_of  # noqa: E402
from benchmarks.subjects import Subjects, fullest  # noqa: E402

WARM_UP = 2


def measured(ask_once: Callable[[], Any], rounds: int) -> list[Any]:
    """The answers of so many rounds, once everything is warm and no litter is gathered meanwhile."""
    for _ in range(WARM_UP):
        ask_once()
    gc.collect()
    gc.disable()
    try:
        return [ask_once() for _ in range(rounds)]
    finally:
        gc.enable()


def of_page(screen: Screen, subjects: Subjects, rounds: int) -> dict[str, Any]:
    cookies = cookies_of(getattr(subjects, screen.reader))
    address = screen.address.format(**subjects.keys())
    answers: list[Answered] = measured(lambda: ask(address, cookies), rounds)
    return {
        "ms": median_ms(each.seconds for each in answers),
        "cpu_ms": median_ms(each.cpu for each in answers),
        "database_ms": median_ms(each.in_database for each in answers),
        "queries": answers[-1].queries,
        "writes": answers[-1].writes,
        "kilobytes": round(answers[-1].bytes / 1024, 1),
    }


def of_reference(screen: Screen, subjects: Subjects, rounds: int) -> dict[str, Any]:
    reference = Reference(screen.file, wanted(screen, subjects))
    runs = measured(reference.run, max(rounds, 15))
    return {
        "reference_ms": median_ms(seconds for seconds, _rows in runs),
        "reference_statements": len(reference.sql),
        "reference_rows": runs[-1][1],
        "explain": reference.explain(),
    }


def own_part(row: dict[str, Any], base: dict[str, Any]) -> dict[str, Any]:
    """What a screen costs beyond what each of its sort costs, and its reference beyond theirs."""
    names = ("database_ms", "queries", "reference_ms")
    return {f"own_{name}": round(row[name] - base[name], 3) for name in names}


def wanted(screen: Screen, subjects: Subjects) -> dict[str, Any]:
    """What the statements of a reference name."""
    parcours = getattr(subjects, screen.record)
    name = subjects.parcours.person.usual_name
    return {
        "reader": getattr(subjects, screen.reader).pk,
        "actor": str(getattr(subjects, screen.reader).pk),
        "parcours": parcours.pk,
        "person": parcours.person_id,
        "chain": str(parcours.person_id),
        "now": timezone.now(),
        "today": timezone.localdate().isoformat(),
        "searched": f"%{subjects.parcours.person.search_text.split()[0]}%",
        "padded": f"% {name.split()[-1].lower()} %",
    }


def median_ms(seconds: Any) -> float:
    return round(1000 * statistics.median(seconds), 3)


def main() -> int:
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--label", required=True)
    said.add_argument("--rounds", type=int, default=7)
    said.add_argument("--only", default="")
    asked = said.parse_args()
    subjects = fullest()
    about = {
        "label": asked.label, "engine": connection.vendor, "at": timezone.now().isoformat(timespec="seconds"),
        "python": platform.python_version(), "rounds": asked.rounds,
    }  # fmt: skip
    print(json.dumps({"kind": "data", **about, **subjects.sizes()}), flush=True)
    bases: dict[str, dict[str, Any]] = {}
    for screen in SCREENS:
        is_base = any(each.base == screen.name for each in SCREENS)
        if asked.only and screen.name not in asked.only.split(",") and not is_base:
            continue
        row = {**of_page(screen, subjects, asked.rounds), **of_reference(screen, subjects, asked.rounds)}
        bases |= {screen.name: row} if is_base else {}
        own = {} if is_base else own_part(row, bases[screen.base])
        print(json.dumps({"kind": "screen", **about, "screen": screen.name, **row, **own}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
