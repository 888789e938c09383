"""Two runs of the bench, screen by screen: what became slower, quicker, or asks more.

python -m benchmarks.compare OLD.jsonl NEW.jsonl      counts come first: they do not depend on the machine's mood
"""

import json
import sys
from pathlib import Path
from typing import Any

Key = tuple[str, str, str]


def read(path: str) -> dict[Key, dict[str, Any]]:
    lines = (json.loads(line) for line in Path(path).read_text().splitlines())
    return {(row["engine"], row["size"], row["screen"]): row for row in lines if row["kind"] == "screen"}


def main(old_path: str, new_path: str) -> int:
    old, new = read(old_path), read(new_path)
    print(f"{'engine':<12}{'size':<11}{'screen':<15}{'queries':>12}{'cpu':>18}{'database':>18}{'all':>18}")
    for key in sorted(old.keys() & new.keys()):
        before, after = old[key], new[key]
        queries = f"{before['queries']} → {after['queries']}"
        times = [f"{before[name]:.1f} → {after[name]:.1f}" for name in ("cpu_ms", "database_ms", "ms")]
        print(f"{key[0]:<12}{key[1]:<11}{key[2]:<15}{queries:>12}" + "".join(f"{each:>18}" for each in times))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
