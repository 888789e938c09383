"""How many signals of each kind stand in the two cases, at the end of their story, and in the population `territory`.

python scripts/radar_counts.py          writes the table at the end of docs/radar.md; two minutes
"""

import os
import sys
import tempfile
from datetime import date, datetime, time
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE))
os.environ["FILROUGE_ENV"] = "demo"
os.environ["FILROUGE_DATA_DIR"] = tempfile.mkdtemp(prefix="filrouge-radar-")
os.environ["DJANGO_SETTINGS_MODULE"] = "filrouge.config.settings"
os.environ.pop("FILROUGE_DATABASE_URL", None)

from filrouge.config.database import use_sound_sqlite  # noqa: E402

use_sound_sqlite()

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db.models import Max  # noqa: E402
from django.utils import timezone  # noqa: E402
from generated_docs import COUNTS  # noqa: E402

from filrouge.exchange.queries.names import Names  # noqa: E402
from filrouge.follow_up.queries.radar import count_found  # noqa: E402
from filrouge.parcours.models import Parcours, ThreadEntry  # noqa: E402

PAGE = HERE / "docs" / "radar.md"
CASES = (("Mme E.", "mme-e", "gdc"), ("Lina", "prisme-lina", "lina"))
Column = tuple[str, dict[str, int]]


def noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def case(name: str, scenario: str, somebody: str) -> Column:
    """One case, the day after the last thing that its file tells."""
    record = Parcours.objects.filter(pk=Names(scenario).get(somebody).parcours_id)
    told = ThreadEntry.objects.filter(parcours__in=record, when_latest__lte=timezone.localdate())
    last = told.aggregate(last=Max("when_latest"))["last"]
    return f"{name}, {last}", count_found(record, noon(last))


def territory() -> Column:
    before = list(Parcours.objects.values_list("pk", flat=True))
    call_command("demo", size="territory", verbosity=0, stdout=sys.stderr)
    records = Parcours.objects.exclude(pk__in=before)
    watched = records.exclude(state="closed").count()
    return f"territory, {watched} records under way", count_found(records, timezone.now())


def main() -> int:
    call_command("prepare", verbosity=0, stdout=sys.stderr)
    call_command("demo", verbosity=0, stdout=sys.stderr)
    columns = [*(case(*each) for each in CASES), territory()]
    lines = [f"| kind | {' | '.join(title for title, _ in columns)} |", "|---" * (len(columns) + 1) + "|"]
    for kind in sorted(columns[0][1]):
        lines.append(f"| `{kind}` | {' | '.join(str(counts[kind]) for _, counts in columns)} |")
    told = (
        "\nMade by `python scripts/radar_counts.py`; `territory` with seed 1.\n\n" + "\n".join(lines) + "\n"
    )
    PAGE.write_text(PAGE.read_text().partition(COUNTS)[0] + COUNTS + told)
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
