"""One run of the bench as the tables of docs/performance.md.

python -m benchmarks.report RUN.jsonl
"""

import json
import sys
from itertools import groupby
from pathlib import Path
from typing import Any

from benchmarks.run import own_ratio

HEAD = (
    "| screen | all, ms | processor, ms | in the database, ms | queries | reference, ms | statements | all ÷ ref. "
    "| database ÷ ref. | own: database ÷ ref. |\n|---|---|---|---|---|---|---|---|---|---|"
)


def main(path: str) -> int:
    rows = [json.loads(line) for line in Path(path).read_text().splitlines()]
    machine = next(row for row in rows if row["kind"] == "machine")
    print(
        "Measured {at}, {cores} cores, {system}, commit {commit}; load of the machine {load:.1f}.".format(
            **machine
        )
    )
    measured = [row for row in rows if row["kind"] != "machine"]
    for (engine, size), several in groupby(measured, key=lambda row: (row["engine"], row["size"])):
        data, *screens = several
        known = (
            data["parcours"],
            data["lines"],
            data["lines_of_the_record"],
            data["places_of_the_coordinator"],
        )
        said = "{} parcours, {} lines; the record has {}, its reader {} places".format(*known)
        print(f"\n**{engine}, `{size}`**: {said}.\n\n{HEAD}")
        for row in screens:
            print(in_a_table(row))
    return 0


def in_a_table(row: dict[str, Any]) -> str:
    least = max(row["reference_ms"], 0.01)
    cells = [
        row["screen"], f"{row['ms']:.0f}", f"{row['cpu_ms']:.0f}", f"{row['database_ms']:.1f}", str(row["queries"]),
        f"{row['reference_ms']:.2f}", str(row["reference_statements"]), f"{row['ms'] / least:.0f}",
        f"{row['database_ms'] / least:.1f}", f"{own_ratio(row):.1f}" if "own_queries" in row else "",
    ]  # fmt: skip
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
